import { findResource, saveResource } from '#arm/resources/resource.queries.ts'
import { type Durable, durable } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'

export interface AccountWork {
  /** The ARM resource's id. */
  readonly id: string
}

export const accountWorkShape: Shape<AccountWork> = { id: 'string' }

/** The first poll of the real one, after 17 seconds, mostly finds the work done. */
const LASTS_MS = 17_000

export const accountCreate: Durable<AccountWork> = durable<AccountWork>(
  'StorageAccounts_Create',
  accountWorkShape,
  [
    {
      name: 'make',
      lasts: LASTS_MS,
      async commit(tx, { input }) {
        const found = await findResource(tx, input.id)
        if (found) await saveResource(tx, { ...found, provisioningState: 'Succeeded' })
      },
    },
  ],
)
