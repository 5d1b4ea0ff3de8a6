// Resource ids as this service spells them, and ids that follow from words.
import { createHash } from 'node:crypto'
import { idKey, parseResourceId } from '#arm/resource-id.ts'

export const NAMESPACE = 'Microsoft.ScVmm'
const MACHINE_NAMESPACE = 'Microsoft.HybridCompute'

export interface GroupPath {
  readonly subscriptionId: string
  readonly resourceGroupName: string
}

export const resourceIdOf = (path: GroupPath, type: string, name: string): string =>
  `/subscriptions/${path.subscriptionId}/resourceGroups/${path.resourceGroupName}/providers/${NAMESPACE}/${type}/${name}`

/** As recorded: this one type has a capital in ids. */
export const inventoryItemId = (server: string, uuid: string): string =>
  `${server}/InventoryItems/${uuid}`

export const instanceId = (machine: string): string =>
  `${machine}/providers/${NAMESPACE}/virtualMachineInstances/default`

export const guestAgentId = (instance: string): string => `${instance}/guestAgents/default`
export const identityMetadataId = (instance: string): string =>
  `${instance}/hybridIdentityMetadata/default`

/** A hybrid machine's id in our spelling; undefined when `resourceUri` is none. */
export function machineId(resourceUri: string): string | undefined {
  const { subscriptionId, resourceGroup, namespace, type, names } = parseResourceId(resourceUri)
  const isMachine =
    subscriptionId !== undefined &&
    resourceGroup !== undefined &&
    namespace?.toLowerCase() === MACHINE_NAMESPACE.toLowerCase() &&
    type?.toLowerCase() === 'machines' &&
    names.length === 1
  if (!isMachine || idKey(resourceUri).split('/').length !== 9) return undefined
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${MACHINE_NAMESPACE}/machines/${names[0]}`
}

/** Whether the id is that of a resource of this type of ours, whatever its case. */
export function isIdOf(id: string, type: string): boolean {
  const parsed = parseResourceId(id)
  return (
    parsed.namespace?.toLowerCase() === NAMESPACE.toLowerCase() &&
    parsed.type?.toLowerCase() === type.toLowerCase() &&
    parsed.names.length === type.split('/').length
  )
}

export const sameId = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && idKey(a) === idKey(b)

/** A GUID in lower case that is always the same for the same words. */
export function guidOf(words: string): string {
  const hash = createHash('sha256').update(words).digest()
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
