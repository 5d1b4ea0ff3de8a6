import type { Instant } from '#kernel/instant.ts'
import { nodeIdOf } from '../keys.ts'
import { type Pool, type PoolSettings, userAccountOf } from '../pools/pool.ts'
import type { Node } from './node.ts'

/** What a node takes over from its pool whenever it boots. */
export function asPoolHasIt({ settings }: Pool) {
  const { certificateReferences, applicationPackageReferences } = settings
  const admins = (settings.userAccounts ?? [])
    .filter((account) => account.elevationLevel === 'admin')
    .map((account) => account.name)
  return {
    vmSize: settings.vmSize,
    slots: settings.taskSlotsPerNode,
    startTask: startTaskOf(settings),
    certificateReferences,
    packageReferences: applicationPackageReferences,
    imageReference: settings.virtualMachineConfiguration?.imageReference,
    admins,
  } satisfies Partial<Node>
}

/** Its user is spelt as the account is: a node knows users by their names alone. */
function startTaskOf(settings: PoolSettings): PoolSettings['startTask'] {
  const { startTask } = settings
  const user = startTask?.userIdentity?.username
  const account = user === undefined ? undefined : userAccountOf(settings, user)
  if (!startTask || !account) return startTask
  return { ...startTask, userIdentity: { username: account.name } }
}

export interface NewNode {
  readonly pool: Pool
  readonly isDedicated: boolean
  readonly number: number
  /** 32 random bytes. */
  readonly random: Uint8Array
  readonly now: Instant
}

/** A node whose machine was obtained and is not part of the pool yet. */
export function newNode({ pool, isDedicated, number, random, now }: NewNode): Node {
  const key = nodeIdOf(`tvmps_${Buffer.from(random).toString('hex')}_${isDedicated ? 'd' : 'p'}`)
  return {
    account: pool.account,
    poolKey: pool.key,
    poolId: pool.id,
    key,
    id: key,
    state: 'creating',
    stateTransitionTime: now,
    schedulingState: 'enabled',
    change: '',
    isDedicated,
    number,
    allocationTime: now,
    runningSlots: 0,
    runningTasks: 0,
    totalTasksRun: 0,
    totalTasksSucceeded: 0,
    ...asPoolHasIt(pool),
  }
}
