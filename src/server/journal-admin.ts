// The journal as the admin API shows it. Who may look is the front stage's business.
import { queryParameter } from '#kernel/query.ts'
import { type AdminCall, adminReply } from './front.ts'
import type { Journal } from './journal.ts'

/** `GET /lazuli/journal[?top=n|?id=n]`, `GET /lazuli/journal.har`, `DELETE /lazuli/journal`. */
export function journalAdmin(journal: Journal, version: string): Record<string, AdminCall> {
  return {
    'GET journal': ({ query }) => {
      const id = queryParameter(query, 'id')
      if (id === undefined) return adminReply(200, { value: journal.list(topOf(query)) })
      const entry = journal.find(Number(id))
      return entry
        ? adminReply(200, entry)
        : adminReply(404, { error: { code: 'NotFound', message: `There is no entry ${id}.` } })
    },
    'GET journal.har': () => adminReply(200, journal.har(version)),
    'DELETE journal': () => {
      journal.clear()
      return adminReply(200, { value: [] })
    },
  }
}

function topOf(query: URLSearchParams): number {
  const top = Number(queryParameter(query, 'top') ?? 100)
  return Number.isInteger(top) && top > 0 ? top : 100
}
