import type { Instant } from '#kernel/instant.ts'
import { armError } from '../errors.ts'

/** `Deleting` while its deletion runs; nothing else takes time. */
export const groupStates = { Succeeded: true, Deleting: true } as const
type GroupState = keyof typeof groupStates

export interface ResourceGroup {
  readonly subscriptionId: string
  /** As first written. */
  readonly name: string
  readonly location: string
  readonly tags?: Readonly<Record<string, string>> | undefined
  /** The resource that made the group and deletes it again: a cluster's node group. */
  readonly managedBy?: string | undefined
  readonly provisioningState: GroupState
  readonly createdAt: Instant
  readonly changedAt: Instant
}

const groupType = 'Microsoft.Resources/resourceGroups'

export const groupId = (group: Pick<ResourceGroup, 'subscriptionId' | 'name'>): string =>
  `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`

/** Nothing is written into a group that is going. */
export function refuseIfDeleting(group: ResourceGroup): void {
  if (group.provisioningState !== 'Deleting') return
  throw armError('ResourceGroupBeingDeleted', { name: group.name })
}

/** A group as its own GET and the lists answer it. */
export const presentGroup = (group: ResourceGroup): Record<string, unknown> => ({
  id: groupId(group),
  name: group.name,
  type: groupType,
  location: group.location,
  ...(group.managedBy === undefined ? {} : { managedBy: group.managedBy }),
  ...(group.tags === undefined ? {} : { tags: group.tags }),
  properties: { provisioningState: group.provisioningState },
})
