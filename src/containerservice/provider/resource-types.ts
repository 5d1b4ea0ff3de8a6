import type { ResourceType } from '#kernel/service.ts'

/** What `GET /providers/Microsoft.ContainerService` lists. */
export const resourceTypes: readonly ResourceType[] = [
  {
    type: 'managedClusters',
    capabilities: 'SystemAssignedResourceIdentity, SupportsTags, SupportsLocation',
    located: true,
  },
  { type: 'managedClusters/agentPools', capabilities: 'None', located: true },
  { type: 'snapshots', capabilities: 'SupportsTags, SupportsLocation', located: true },
  { type: 'locations', capabilities: 'None', located: false },
  { type: 'locations/operations', capabilities: 'None', located: true },
  { type: 'locations/operationresults', capabilities: 'None', located: true },
  { type: 'locations/kubernetesVersions', capabilities: 'None', located: true },
  { type: 'locations/nodeImageVersions', capabilities: 'None', located: true },
  { type: 'locations/orchestrators', capabilities: 'None', located: true },
  { type: 'locations/meshRevisionProfiles', capabilities: 'None', located: true },
  { type: 'locations/trustedAccessRoles', capabilities: 'None', located: true },
  { type: 'operations', capabilities: 'None', located: false },
]
