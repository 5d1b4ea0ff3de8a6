import { queryParameter } from '#kernel/query.ts'
import { lazuliError } from './errors.ts'
import type { Handlers } from './ports.ts'

const SHOWN = 100

export const journalHandlers = {
  async Journal_List({ query }, { journal }) {
    const top = Number(queryParameter(query, 'top') ?? SHOWN)
    return { status: 200, body: { value: journal.list(top) } }
  },

  async Journal_Get({ params: { entryId } }, { journal }) {
    const body = journal.find(Number(entryId))
    if (body) return { status: 200, body }
    throw lazuliError('NotFound', { what: `There is no entry ${entryId}.` })
  },

  async Journal_Clear(_, { journal }) {
    journal.clear()
    return { status: 200, body: { value: [] } }
  },

  async Journal_GetHar(_, { journal }) {
    return { status: 200, body: journal.har() }
  },
} satisfies Handlers
