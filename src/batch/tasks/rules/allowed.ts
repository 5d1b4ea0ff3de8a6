// What the account and the pool let tasks have. What no task asks for is not looked at.

import type { components } from '#contract/batch/types.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { findAccount } from '../../accounts/account.queries.ts'
import { type PackageReference, unsatisfied } from '../../applications/package-reference.rules.ts'
import { unsatisfiedOf } from '../../applications/package-references.ts'
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
  /** By lists of references that tasks have, the first of each that cannot be satisfied. */
  readonly lacking: ReadonlyMap<Added['applicationPackageReferences'], PackageReference>
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
    lacking: await lackingOf(tx, job.account, bodies),
  }
}

async function lackingOf(
  reader: Reader,
  account: AccountKey,
  bodies: readonly Added[],
): Promise<Allowed['lacking']> {
  const lacking = new Map<Added['applicationPackageReferences'], PackageReference>()
  for (const { applicationPackageReferences: references } of bodies) {
    // Too many are refused for that.
    if (!references || references.length > limits.packagesOfPool) continue
    const first = await unsatisfiedOf(reader, account, references, { awaitsDefault: true })
    if (first) lacking.set(references, first)
  }
  return lacking
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
  // A pool that is made with the job will have what is said of it there.
  const settings = pool?.settings ?? job.spec.poolInfo.autoPoolSpecification?.pool
  return settings && new Set((settings.userAccounts ?? []).map(({ name }) => name.toLowerCase()))
}

/** Refuses a task that asks for what it may not have. `at`: what stands before its properties' names. */
export function checkAllowed(
  body: Added,
  { mayHaveToken, users, lacking }: Allowed,
  at = '',
): void {
  if (!mayHaveToken && wantsToken({ spec: body })) {
    const facts = {
      PropertyName: 'authenticationTokenSettings',
      Reason: 'Property authenticationTokenSettings is not enabled for current account',
    }
    throw refusal('UnsupportedProperty', facts, { path: `${at}authenticationTokenSettings` })
  }
  const user = body.userIdentity?.username
  if (user !== undefined && users && !users.has(user.toLowerCase())) {
    throw invalidProperty(`${at}userIdentity.username`, 'The pool has no such user account', user)
  }
  const first = lacking.get(body.applicationPackageReferences)
  if (first) throw unsatisfied(`${at}applicationPackageReferences`, first)
}

const OWN_TASKS = ['jobManagerTask', 'jobPreparationTask', 'jobReleaseTask'] as const

/** The same for the tasks that the job itself has: refuses what they may not have. */
export async function readyForOwnTasks(
  tx: Tx,
  job: Owner,
  random: (bytes: number) => Uint8Array,
): Promise<void> {
  const own = OWN_TASKS.flatMap((name) => {
    const task = job.spec[name]
    return task ? [{ name, task }] : []
  })
  if (own.length === 0) return
  const tasks = own.map(({ task }) => task)
  const allowed = await allowedFor(tx, job, tasks, random)
  // The schedule was taken when there were packages: one that is gone fails the task.
  const isDue = job.schedule !== undefined
  const may = isDue ? { ...allowed, lacking: new Map() } : allowed
  for (const { name, task } of own) checkAllowed(task, may, `${name}.`)
}
