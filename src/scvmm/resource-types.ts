import type { ResourceType } from '#kernel/service.ts'

const tracked = { capabilities: 'SupportsTags, SupportsLocation', located: true } as const
const plain = { capabilities: 'None', located: true } as const

/** What `GET /providers/Microsoft.ScVmm` lists. */
export const resourceTypes: readonly ResourceType[] = [
  { type: 'vmmServers', ...tracked },
  { type: 'vmmServers/inventoryItems', ...plain },
  { type: 'clouds', ...tracked },
  { type: 'virtualNetworks', ...tracked },
  { type: 'virtualMachineTemplates', ...tracked },
  { type: 'availabilitySets', ...tracked },
  { type: 'virtualMachineInstances', capabilities: 'SupportsExtension', located: true },
  { type: 'virtualMachineInstances/guestAgents', ...plain },
  { type: 'virtualMachineInstances/hybridIdentityMetadata', ...plain },
  { type: 'locations', capabilities: 'None', located: false },
  { type: 'locations/operationStatuses', ...plain },
  { type: 'operations', capabilities: 'None', located: false },
]
