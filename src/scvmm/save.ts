import { saveResource } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import type { Tx } from '#store/tx.ts'

/**
 * Saves what was read in the same transaction, where no other writer can have been faster. Answers it as
 * saved, so that it can be saved again.
 */
export async function save<Resource extends ArmResource>(
  tx: Tx,
  resource: Resource,
): Promise<Resource> {
  if (await saveResource(tx, resource)) return { ...resource, revision: resource.revision + 1 }
  throw new Error(`${resource.id} changed inside a transaction`)
}
