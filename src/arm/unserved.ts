// What Azure has below a provider and this server has not: an operation is told apart from a mistake.
import { isNeighbour } from './providers/neighbours.ts'
import { parseResourceId } from './resource-id.ts'

/**
 * What Azure has of Microsoft.Resources and Microsoft.Authorization beside the contract: the types of
 * azure-mgmt-resource 23.4 and azure-mgmt-authorization 4.0.
 */
const unservedOfArm: Readonly<Record<string, readonly string[]>> = {
  'microsoft.resources': [
    'builtInTemplateSpecs',
    'calculateTemplateHash',
    'changes',
    'checkPolicyCompliance',
    'checkResourceName',
    'checkZonePeers',
    'dataBoundaries',
    'deployments',
    'deploymentScripts',
    'deploymentStacks',
    'links',
    'snapshots',
    'templateSpecs',
  ],
  'microsoft.authorization': [
    'accessReviewHistoryDefinitions',
    'accessReviewScheduleDefinitions',
    'accessReviewScheduleSettings',
    'classicAdministrators',
    'dataPolicyManifests',
    'denyAssignments',
    'elevateAccess',
    'eligibleChildResources',
    'listPolicyDefinitionVersions',
    'listPolicySetDefinitionVersions',
    'policyAssignments',
    'policyDefinitions',
    'policyExemptions',
    'policySetDefinitions',
    'privateLinkAssociations',
    'resourceManagementPrivateLinks',
    'roleAssignmentApprovals',
    'roleAssignmentScheduleInstances',
    'roleAssignmentScheduleRequests',
    'roleAssignmentSchedules',
    'roleAssignments/validate',
    'roleAssignmentsUsageMetrics',
    'roleEligibilityScheduleInstances',
    'roleEligibilityScheduleRequests',
    'roleEligibilitySchedules',
    'roleManagementAlertConfigurations',
    'roleManagementAlertDefinitions',
    'roleManagementAlertOperations',
    'roleManagementAlerts',
    'roleManagementPolicies',
    'roleManagementPolicyAssignments',
    'variables',
  ],
}

/** What Azure has of Resource Manager at a path without a provider, or with two. */
const unservedPaths: readonly RegExp[] = [
  /^\/(batch)\/?$/i,
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/(moveResources|validateMoveResources|deployments)(?:\/|$)/i,
  /^\/subscriptions\/[^/]+\/providers\/(Microsoft\.Features)\//i,
]

/** The types on a path, without the names between: `storageAccounts/failover`. */
function typesOn(path: string): string {
  const { namespace } = parseResourceId(path)
  if (!namespace) return ''
  const marker = `/providers/${namespace}/`.toLowerCase()
  const at = path.toLowerCase().lastIndexOf(marker)
  if (at < 0) return ''
  const segments = path.slice(at + marker.length).split('/')
  return segments.filter((_, place) => place % 2 === 0).join('/')
}

/**
 * The name of the operation that a call asks for, where it is listed: as a type, which stands for all
 * below it, or with one method before it.
 */
export function unservedOperation(
  listed: readonly string[],
  { method, path }: { readonly method: string; readonly path: string },
): string | undefined {
  const types = typesOn(path)
  const lower = `${types.toLowerCase()}/`
  const isIt = (type: string): boolean => lower.startsWith(`${type.toLowerCase()}/`)
  const found = listed.some((entry) => {
    const [first, type] = entry.split(' ') as [string, string | undefined]
    return type === undefined ? isIt(first) : first === method && isIt(type)
  })
  return found ? `${method} ${types}` : undefined
}

/** The same, of what is no provider's of this server: ARM's own, and the namespaces beside. */
export function unservedByArm(
  call: Parameters<typeof unservedOperation>[1],
): ReturnType<typeof unservedOperation> {
  const { namespace = '', type } = parseResourceId(call.path)
  if (isNeighbour(namespace)) {
    return `${call.method} ${[namespace, type].filter(Boolean).join('/')}`
  }
  const lower = namespace.toLowerCase()
  const listed = Object.hasOwn(unservedOfArm, lower) ? unservedOfArm[lower]! : []
  return unservedOperation(listed, call) ?? unservedPath(call)
}

/** The same, of paths that Resource Manager reads otherwise than as a resource's. */
export function unservedPath({
  method,
  path,
}: Parameters<typeof unservedOperation>[1]): string | undefined {
  for (const form of unservedPaths) {
    const found = form.exec(path)?.[1]
    if (found !== undefined) return `${method} ${found}`
  }
  return undefined
}
