import { availabilitySets } from '../availability-sets/availability-set.ts'
import { clouds } from '../clouds/cloud.ts'
import { virtualMachineTemplates } from '../virtual-machine-templates/virtual-machine-template.ts'
import { virtualNetworks } from '../virtual-networks/virtual-network.ts'
import { vmmServers } from '../vmm-servers/vmm-server.ts'
import { type Kind, trackedType } from './tracked.ts'

export const kinds: readonly Kind[] = [
  vmmServers,
  clouds,
  virtualNetworks,
  virtualMachineTemplates,
  availabilitySets,
]

/** The kind of a resource's type, in any case. */
export const kindOf = (type: string): Kind | undefined =>
  kinds.find((kind) => trackedType(kind) === type.toLowerCase())
