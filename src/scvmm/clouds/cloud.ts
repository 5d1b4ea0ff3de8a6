import { sameId } from '../ids.ts'
import type { InventoryItem } from '../inventory-items/inventory-item.ts'
import { fromInventory } from '../tracked/inventory-origin.ts'
import type { Kind, Properties } from '../tracked/tracked.ts'
import { instancesThat } from '../virtual-machine-instances/instance.queries.ts'

/** Of a cloud that a client wrote into the inventory, VMM tells no capacity. */
function factsOf({ body: { name, cloud } }: InventoryItem): Properties {
  if (!cloud) return { cloudName: name, cloudCapacity: {}, storageQoSPolicies: [] }
  const { cpuCount, memoryMB, vmCount, storageGB, storageQoSPolicies } = cloud
  return {
    cloudName: name,
    cloudCapacity: { cpuCount, memoryMB, vmCount, storageGB },
    storageQoSPolicies,
  }
}

export const clouds: Kind = {
  type: 'clouds',
  operations: 'Clouds',
  parameter: 'cloudResourceName',
  // Recorded.
  lasts: { make: 15_000, remove: 6_000 },
  ...fromInventory('Cloud', factsOf),
  dependants: (reader, cloud) =>
    instancesThat(reader, ({ instance }) => sameId(instance.body.cloudId, cloud.id)),
}
