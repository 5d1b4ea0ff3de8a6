// Microsoft.HybridCompute as the server sees it: machines, and nothing else of that provider.
import { armRefusals } from '#arm/refusals.ts'
import { routes, versions } from '#contract/hybridcompute/routes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { Refusals, ResourceType, Service } from '#kernel/service.ts'
import type { HybridComputePorts } from './ports.ts'

export const NAMESPACE = 'Microsoft.HybridCompute'

const BODY_LIMIT = 4 * 1024 * 1024

const resourceTypes: readonly ResourceType[] = [
  {
    type: 'machines',
    capabilities: 'SystemAssignedResourceIdentity, SupportsTags, SupportsLocation',
    located: true,
  },
  { type: 'operations', capabilities: 'None', located: false },
]

/**
 * Members of Azure's types that this part of the provider does not keep: read over, not unknown. Source:
 * pypi.org/project/azure-mgmt-hybridcompute 9.0.0.
 */
const NOT_KEPT: ReadonlySet<string> = new Set([
  ...['adfqdn', 'cloudmetadata', 'configmode', 'correlationid', 'detectedproperties', 'dnsfqdn'],
  ...['errordetails', 'extensions', 'extensionsallowlist', 'extensionsblocklist'],
  ...['extensionservice', 'guestconfigurationservice', 'incomingconnectionsports'],
  ...['lastattemptdesiredversion', 'lastattemptmessage', 'lastattemptstatus'],
  ...['lastattempttimestamp', 'licenseprofile', 'linuxconfiguration', 'mssqldiscovered'],
  ...['networkprofile', 'osedition', 'proxybypass', 'servicestatuses', 'windowsconfiguration'],
])

/** What Azure has of Microsoft.HybridCompute beside the contract. Source: azure-mgmt-hybridcompute 10.0.0. */
const unserved: readonly string[] = [
  'gateways',
  'licenses',
  'locations/privateLinkScopes',
  'locations/publishers',
  'machines/addExtensions',
  'machines/assessPatches',
  'machines/extensions',
  'machines/installPatches',
  'machines/licenseProfiles',
  'machines/networkProfile',
  'machines/privateLinkScopes',
  'machines/runCommands',
  'machines/upgradeExtensions',
  'osType',
  'privateLinkScopes',
  'settings',
  'validateLicense',
]

function refusals(): Refusals {
  const scope = { namespace: NAMESPACE, resourceTypes, versions, unserved }
  const arms = armRefusals(scope)
  return armRefusals(scope, {
    takesMember: (member, apiVersion) =>
      NOT_KEPT.has(member.name.toLowerCase()) || arms.takesMember!(member, apiVersion),
  })
}

export function hybridComputeService(ports: HybridComputePorts): Service {
  return {
    name: 'hybridcompute',
    plane: 'arm',
    namespace: NAMESPACE,
    errorShape: 'arm',
    routes,
    versions,
    // Each client sends its own: all get the same answer.
    compatibleVersions: ['*'],
    resourceTypes,
    bodyHabits: { membersInAnyCase: true, readsOverMisplaced: true },
    handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
    bodyLimit: BODY_LIMIT,
    refuse: refusals(),
  }
}
