// Pools that come and go with a job or a schedule.
import { AzureError } from '#kernel/catalogue.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { findAccount } from '../../accounts/account.queries.ts'
import type { SchedulingError } from '../../jobs/job.ts'
import { type AccountKey, poolKeyOf } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { addPool, beginDeletion } from '../pool.commands.ts'
import { findPool } from '../pool.queries.ts'
import { askingAgain } from '../settings/asker.ts'
import {
  type AutoPool,
  insertAutoPool,
  outlivedAutoPools,
  removeAutoPool,
} from './auto-pool.queries.ts'
import { type AutoPoolSpec, newAutoPool } from './auto-pool.rules.ts'

/** The id that a new pool of this kind gets. */
export function newAutoPoolId({ autoPoolIdPrefix: prefix }: AutoPoolSpec, guid: string): string {
  const id = guid.toUpperCase()
  return prefix === undefined ? id : `${prefix}_${id}`
}

/** What has a code of its own where it is about a job's pool; settings that cannot be have one for all. */
const IN_AUTO_POOL: Readonly<Record<string, string>> = {
  PoolQuotaReached: 'AutoPoolCreationFailedWithQuotaReached',
  AutoScalingFormulaSyntaxError: 'InvalidAutoScaleFormulaInAutoPool',
  AutoScalingFormulaTooLong: 'InvalidAutoScaleFormulaInAutoPool',
  InvalidApplicationPackageReferences: 'InvalidApplicationPackageReferencesInAutoPool',
  InvalidCertificateReferences: 'InvalidCertificatesInAutoPool',
}

const INVALID = 'InvalidAutoPoolSettings'

/** Makes the pool, or answers why it cannot be. Wake the engine and the pools' loop once it is saved. */
export async function makeAutoPool(
  tx: Tx,
  ports: BatchPorts,
  { account, id, owner }: Pick<AutoPool, 'account' | 'owner'> & { readonly id: string },
  auto: AutoPoolSpec,
  now: Instant,
): Promise<SchedulingError | undefined> {
  try {
    const asked = await askingAgain(tx, ports, account)
    const { apiVersion } = asked
    await addPool(tx, ports, { account, id, ...newAutoPool(auto, asked) }, { now, apiVersion })
  } catch (error) {
    if (!(error instanceof AzureError)) throw error
    const { code, message } = error
    return { category: 'UserError', code: IN_AUTO_POOL[code] ?? INVALID, message }
  }
  const keepAlive = auto.keepAlive === true
  await insertAutoPool(tx, { account, key: poolKeyOf(id), owner, keepAlive })
  return undefined
}

/** Whether the pool is there and stays. */
export const isThere = async (tx: Tx, account: AccountKey, id: string): Promise<boolean> =>
  (await findPool(tx, account, poolKeyOf(id)))?.state === 'active'

/** Deletes the pools whose jobs and schedules are over, and lets go of those that are to stay. */
export async function giveUpAutoPools(ports: BatchPorts): Promise<void> {
  const { store, clock, engine } = ports
  if ((await outlivedAutoPools(store)).length === 0) return
  await store.write(async (tx) => {
    for (const outlived of await outlivedAutoPools(tx)) {
      const { account, pool_key, keep_alive } = outlived
      const pool = keep_alive === 1 ? undefined : await findPool(tx, account, pool_key)
      const accountId = (await findAccount(tx, account))?.id
      if (pool?.state === 'active' && accountId !== undefined) {
        await beginDeletion(tx, ports, pool, { now: clock.now(), accountId })
      }
      await removeAutoPool(tx, outlived)
    }
  })
  engine.wake()
}
