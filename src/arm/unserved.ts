// What Azure has below a provider and this server has not: an operation is told apart from a mistake.
import { parseResourceId } from './resource-id.ts'

/** What Azure has of Microsoft.Resources and Microsoft.Authorization beside the contract. */
const unservedOfArm: Readonly<Record<string, readonly string[]>> = {
  'microsoft.resources': [
    'calculateTemplateHash',
    'changes',
    'deployments',
    'deploymentScripts',
    'deploymentStacks',
    'links',
    'templateSpecs',
  ],
  'microsoft.authorization': [
    'accessReviewScheduleDefinitions',
    'classicAdministrators',
    'denyAssignments',
    'policyAssignments',
    'policyDefinitions',
    'policyExemptions',
    'policySetDefinitions',
    'roleAssignmentScheduleInstances',
    'roleAssignmentScheduleRequests',
    'roleAssignmentSchedules',
    'roleEligibilityScheduleInstances',
    'roleEligibilityScheduleRequests',
    'roleEligibilitySchedules',
    'roleManagementPolicies',
    'roleManagementPolicyAssignments',
  ],
}

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

/** The same, of ARM's own namespaces. */
export function unservedByArm(
  call: Parameters<typeof unservedOperation>[1],
): ReturnType<typeof unservedOperation> {
  const namespace = parseResourceId(call.path).namespace?.toLowerCase() ?? ''
  const listed = Object.hasOwn(unservedOfArm, namespace) ? unservedOfArm[namespace]! : []
  return unservedOperation(listed, call)
}
