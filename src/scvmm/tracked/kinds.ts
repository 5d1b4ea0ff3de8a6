import { declareBody } from '#arm/resources/body-shapes.ts'
import { availabilitySets } from '../availability-sets/availability-set.ts'
import { clouds } from '../clouds/cloud.ts'
import { virtualMachineTemplates } from '../virtual-machine-templates/virtual-machine-template.ts'
import { virtualNetworks } from '../virtual-networks/virtual-network.ts'
import { vmmServers } from '../vmm-servers/vmm-server.ts'
import { type Kind, type TrackedBody, trackedType } from './tracked.ts'

export const kinds: readonly Kind[] = [
  vmmServers,
  clouds,
  virtualNetworks,
  virtualMachineTemplates,
  availabilitySets,
]

for (const kind of kinds) {
  declareBody<TrackedBody>(trackedType(kind), { properties: 'object', isMade: 'boolean' })
}

/** The kind of a resource's type, in any case. */
export const kindOf = (type: string): Kind | undefined =>
  kinds.find((kind) => trackedType(kind) === type.toLowerCase())
