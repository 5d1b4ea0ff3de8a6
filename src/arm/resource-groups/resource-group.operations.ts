// The deletion of a resource group: its resources first, each in its provider's own way, then itself.
import { findLatest, findRunning } from '#engine/operation.queries.ts'
import {
  type Durable,
  durable,
  NotYet,
  type Operation,
  OperationFailure,
} from '#engine/operation.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { Caller } from '#kernel/handler.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { armError } from '../errors.ts'
import { deleteLocksUnder } from '../locks/lock.queries.ts'
import { isRunning } from '../long-running.ts'
import type { ArmPorts } from '../ports.ts'
import { idKey, parseResourceId } from '../resource-id.ts'
import { deleteResource, findResource, listResources } from '../resources/resource.queries.ts'
import { type ArmResource, parentKey } from '../resources/resource.ts'
import { findGroup, removeGroup, saveGroup } from './resource-group.queries.ts'
import { groupId } from './resource-group.ts'

export interface GroupDeletion {
  readonly subscriptionId: string
  readonly name: string
  readonly by: Caller
}

const shape: Shape<GroupDeletion> = { subscriptionId: 'string', name: 'string', by: 'object' }

/** How long ARM waits before it looks again after the resources of the group. */
const LOOK_AGAIN_MS = 1_000
/** How long the real one takes when nothing is in the group. */
const REMOVING_MS = 5_000

export const groupDeletionKind = 'ResourceGroups_Delete'

export function groupDeletion(ports: ArmPorts): Durable<GroupDeletion> {
  return durable<GroupDeletion>(
    groupDeletionKind,
    shape,
    [
      { name: 'delete-resources', act: (operation) => deleteResources(ports, operation) },
      {
        name: 'remove-group',
        lasts: REMOVING_MS,
        commit: async (tx, { input }) => {
          await removeGroup(tx, input.subscriptionId, input.name)
          await deleteLocksUnder(tx, groupId(input))
          await ports.roles.deleteRoleAssignmentsUnder(tx, groupId(input))
        },
      },
    ],
    { failed: rollBack, canceled: rollBack },
  )
}

/** The group is as it was before, but for the resources that are gone. */
async function rollBack(tx: Tx, { input }: Operation<GroupDeletion>): Promise<void> {
  const group = await findGroup(tx, input.subscriptionId, input.name)
  if (group) await saveGroup(tx, { ...group, provisioningState: 'Succeeded' })
}

type Fate = 'gone' | 'waiting' | 'blocked'

/**
 * Starts what is not started, and comes again until nothing is left or nothing more can go. All that
 * it knows is in the store, so that it can be interrupted anywhere.
 */
async function deleteResources(ports: ArmPorts, operation: Operation<GroupDeletion>) {
  for (;;) {
    const left = await ofProviders(ports, operation.input)
    if (left.length === 0) return
    const fates = new Map<ArmResource, Fate>()
    for (const resource of deletable(left)) {
      fates.set(resource, await deleteOne(ports, operation, resource))
    }
    if ([...fates.values()].includes('waiting')) throw new NotYet(LOOK_AGAIN_MS)
    const blocked = [...fates.keys()].filter((resource) => fates.get(resource) === 'blocked')
    if (blocked.length > 0) throw blockedBy(operation, blocked)
    // What hung on something that is gone now can be next.
  }
}

const providerOf = (ports: ArmPorts, resource: ArmResource) =>
  ports.providers.get(parseResourceId(resource.id).namespace?.toLowerCase() ?? '')

/** What is left of the group's resources. Those that no provider has go with the group's row. */
async function ofProviders(ports: ArmPorts, { subscriptionId, name }: GroupDeletion) {
  const left = await listResources(ports.store, { subscriptionId, resourceGroup: name })
  return left.filter((resource) => providerOf(ports, resource) !== undefined)
}

/**
 * The resources to begin with: no child of another resource here, for a parent takes its children
 * with it; but extensions go before what they hang on, because another provider has them.
 */
function deletable(left: readonly ArmResource[]): ArmResource[] {
  const isExtension = (resource: ArmResource): boolean =>
    parseResourceId(resource.id).scope !== undefined
  const extended = new Set(left.filter(isExtension).map((resource) => parentKey(resource.id)))
  const keys = new Set(left.map((resource) => idKey(resource.id)))
  return left.filter((resource) => {
    if (extended.has(idKey(resource.id))) return false
    const parent = parentKey(resource.id)
    return isExtension(resource) || parent === undefined || !keys.has(parent)
  })
}

async function deleteOne(
  ports: ArmPorts,
  operation: Operation<GroupDeletion>,
  resource: ArmResource,
): Promise<Fate> {
  const latest = await findLatest(ports.store, idKey(resource.id))
  // Begun since we began: our own, or one that a client asked for. What succeeded and left the
  // resource there was no deletion.
  if (latest && latest.startedAt >= operation.startedAt && latest.status !== 'Succeeded') {
    return isRunning(latest) ? 'waiting' : 'blocked'
  }
  const provider = await providerOf(ports, resource)?.()
  try {
    const started = await ports.store.write(async (tx) => {
      const fresh = await findResource(tx, resource.id)
      const begun = fresh && (await provider?.startDelete(tx, fresh, operation.input.by))
      if (!begun) await deleteResource(tx, resource.id)
      return begun
    })
    ports.engine.wake()
    return started ? 'waiting' : 'gone'
  } catch (error) {
    if (!(error instanceof AzureError)) throw error
    // Busy with something else: it may be willing when that has ended.
    return (await findRunning(ports.store, idKey(resource.id))) ? 'waiting' : 'blocked'
  }
}

function blockedBy(operation: Operation<GroupDeletion>, blocked: readonly ArmResource[]) {
  const refusal = armError('ResourceGroupDeletionBlocked', {
    name: operation.input.name,
    resources: blocked.map((resource) => `${resource.type}/${resource.name}`).join(','),
    tracking: operation.id,
  })
  return new OperationFailure(refusal.code, refusal.message)
}
