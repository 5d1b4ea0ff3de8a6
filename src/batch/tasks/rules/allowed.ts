// What the account and the pool let tasks have. What no task asks for is not looked at.

import type { components } from '#contract/batch/types.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { findAccount } from '../../accounts/account.queries.ts'
import { packageRefusal } from '../../applications/package-references.ts'
import { type Job, poolIdOf } from '../../jobs/job.ts'
import { type AccountKey, poolKeyOf } from '../../keys.ts'
import { limits } from '../../limits.ts'
import { findPool } from '../../pools/pool.queries.ts'
import { invalidProperty, refusal } from '../../refusals.ts'
import { makeTokenKey, wantsToken } from '../tokens/task-token.ts'

type Added = Pick<
  components['schemas']['TaskAddParameter'],
  'userIdentity' | 'authenticationTokenSettings' | 'applicationPackageReferences'
>

/** Whose tasks they are: a job, or one that a schedule will make. */
type Owner = Pick<Job, 'account' | 'autoPool' | 'spec' | 'schedule'>

interface Allowed {
  readonly mayHaveToken: boolean
  /** The names of the pool's user accounts in lower case; absent: no pool says which there are. */
  readonly users?: ReadonlySet<string> | undefined
  /** Why tasks that refer to packages so cannot have them. */
  readonly packages: ReadonlyMap<Added['applicationPackageReferences'], AzureError>
}

/** Makes ready for the tasks, and answers what they may have. */
export async function allowedFor(
  tx: Tx,
  job: Owner,
  bodies: readonly Added[],
  random: (bytes: number) => Uint8Array,
): Promise<Allowed> {
  const isNamed = bodies.some(({ userIdentity }) => userIdentity?.username !== undefined)
  const users = isNamed ? await usersOf(tx, job) : undefined
  return {
    mayHaveToken: await readyForTokens(tx, job.account, bodies, random),
    users,
    packages: await packageRefusals(tx, job.account, bodies),
  }
}

async function packageRefusals(
  reader: Reader,
  account: AccountKey,
  bodies: readonly Added[],
): Promise<Allowed['packages']> {
  const refusals = new Map<Added['applicationPackageReferences'], AzureError>()
  for (const { applicationPackageReferences: references } of bodies) {
    // Too many are refused for that.
    if (!references || references.length > limits.packagesOfPool) continue
    const at = { path: 'applicationPackageReferences', awaitsDefault: true }
    const refused = await packageRefusal(reader, account, references, at)
    if (refused) refusals.set(references, refused)
  }
  return refusals
}

async function readyForTokens(
  tx: Tx,
  account: AccountKey,
  bodies: readonly Added[],
  random: (bytes: number) => Uint8Array,
): Promise<boolean> {
  if (!bodies.some((body) => wantsToken({ spec: body }))) return true
  const { allowedAuthenticationModes } = (await findAccount(tx, account))!.body
  if (!allowedAuthenticationModes.includes('TaskAuthenticationToken')) return false
  await makeTokenKey(tx, random)
  return true
}

async function usersOf(
  reader: Reader,
  { account, ...job }: Owner,
): Promise<ReadonlySet<string> | undefined> {
  const pool = await findPool(reader, account, poolKeyOf(poolIdOf(job)))
  if (!pool) return undefined
  return new Set((pool.settings.userAccounts ?? []).map(({ name }) => name.toLowerCase()))
}

/** Refuses a task that asks for what it may not have. */
export function checkAllowed(body: Added, { mayHaveToken, users, packages }: Allowed): void {
  if (!mayHaveToken && wantsToken({ spec: body })) {
    throw refusal('UnsupportedProperty', {
      PropertyName: 'authenticationTokenSettings',
      Reason: 'Property authenticationTokenSettings is not enabled for current account',
    })
  }
  const user = body.userIdentity?.username
  if (user !== undefined && users && !users.has(user.toLowerCase())) {
    throw invalidProperty('userIdentity.username', 'The pool has no such user account', user)
  }
  const refused = packages.get(body.applicationPackageReferences)
  if (refused) throw refused
}

/** The same for the tasks that the job itself has: refuses what they may not have. */
export async function readyForOwnTasks(
  tx: Tx,
  job: Owner,
  random: (bytes: number) => Uint8Array,
): Promise<void> {
  const { jobManagerTask, jobPreparationTask, jobReleaseTask } = job.spec
  const own = [jobManagerTask, jobPreparationTask, jobReleaseTask].filter(
    (task) => task !== undefined,
  )
  if (own.length === 0) return
  const allowed = await allowedFor(tx, job, own, random)
  // The schedule was taken when there were packages: one that is gone fails the task.
  const isDue = job.schedule !== undefined
  for (const task of own) checkAllowed(task, isDue ? { ...allowed, packages: new Map() } : allowed)
}
