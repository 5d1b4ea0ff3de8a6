import { queryParameter } from '#kernel/query.ts'
import { lazuliError } from '../errors.ts'
import type { Handlers } from '../ports.ts'
import { countResources, countRunning } from './status.queries.ts'

export const serverHandlers = {
  async Portal_CreateLink({ query }, { portalLink }) {
    const made = await portalLink(queryParameter(query, 'user'))
    if ('missing' in made) throw lazuliError('NotFound', { what: made.missing })
    if ('refused' in made) throw lazuliError('NotNow', { reason: made.refused })
    return { status: 200, body: { url: made.url } }
  },

  async Server_GetStatus(_, { status, store }) {
    return {
      status: 200,
      body: {
        ...(await status()),
        resources: Object.fromEntries(await countResources(store)),
        operationsRunning: await countRunning(store),
      },
    }
  },
} satisfies Handlers
