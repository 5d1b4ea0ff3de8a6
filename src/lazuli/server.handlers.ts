import type { Handlers } from './ports.ts'
import { countResources, countRunning } from './status.queries.ts'

export const serverHandlers = {
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
