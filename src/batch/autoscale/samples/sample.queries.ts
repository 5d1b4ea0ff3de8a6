import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Pool } from '../../pools/pool.ts'
import { SAMPLES_PER_ROW, type Sample, sampleCount, withSample } from './sample-book.ts'

type PoolName = Pick<Pool, 'account' | 'key'>

interface SampleRow {
  began: number
  body: Uint8Array
}

/** All packed samples of the pool, in the order of their times. */
export async function readSamples(
  reader: Reader,
  { account, key }: PoolName,
): Promise<readonly Uint8Array[]> {
  const rows = await reader.all<SampleRow>(sql`
    select body from batch_pool_sample
     where account = ${account} and pool_key = ${key} order by began`)
  return rows.map(({ body }) => body)
}

/** Adds a sample that is newer than all others of its pool. */
export async function addSample(tx: Tx, { account, key }: PoolName, sample: Sample): Promise<void> {
  const last = await tx.get<SampleRow>(sql`
    select began, body from batch_pool_sample
     where account = ${account} and pool_key = ${key} order by began desc limit 1`)
  if (last && sampleCount(last.body) < SAMPLES_PER_ROW) {
    await tx.run(sql`
      update batch_pool_sample set ended = ${sample.at}, body = ${withSample(last.body, sample)}
       where account = ${account} and pool_key = ${key} and began = ${last.began}`)
    return
  }
  await tx.run(sql`
    insert into batch_pool_sample (account, pool_key, began, ended, body)
    values (${account}, ${key}, ${sample.at}, ${sample.at},
            ${withSample(new Uint8Array(0), sample)})`)
}

/** Forgets what ended before. */
export async function removeSamplesBefore(
  tx: Tx,
  { account, key }: PoolName,
  before: Instant,
): Promise<void> {
  await tx.run(sql`
    delete from batch_pool_sample
     where account = ${account} and pool_key = ${key} and ended < ${before}`)
}

export async function removeSamples(tx: Tx, { account, key }: PoolName): Promise<void> {
  await tx.run(sql`
    delete from batch_pool_sample where account = ${account} and pool_key = ${key}`)
}
