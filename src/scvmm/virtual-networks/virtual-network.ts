import { sameId } from '../ids.ts'
import { fromInventory } from '../tracked/inventory-origin.ts'
import type { Kind } from '../tracked/tracked.ts'
import { instancesThat } from '../virtual-machine-instances/instance.queries.ts'

export const virtualNetworks: Kind = {
  type: 'virtualNetworks',
  operations: 'VirtualNetworks',
  parameter: 'virtualNetworkName',
  lasts: { make: 15_000, remove: 6_000 },
  ...fromInventory('VirtualNetwork', ({ body: { name } }) => ({ networkName: name })),
  dependants: (reader, network) =>
    instancesThat(reader, ({ machine }) =>
      Boolean(machine?.hardware.nics.some((nic) => sameId(nic.virtualNetworkId, network.id))),
    ),
}
