// A job with very many tasks in a real store, three of which failed at random places.
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createLazuli } from '#library/lazuli.ts'
import { batchOf } from './estate.ts'

/**
 * Makes one task of the job `big` by a call, and others like it, but ended, in the store of a server that
 * rests. Answers the three that failed.
 */
export async function manyTasks(data: string, count: number): Promise<readonly string[]> {
  await using lazuli = await createLazuli({ data })
  const client = batchOf(lazuli.ready)
  await client.job.add({ id: 'big', poolInfo: { poolId: 'nowhere' } })
  await client.task.add('big', { id: 'first', commandLine: '/bin/true' })
  await lazuli.stop()
  const failed = new Set<number>()
  while (failed.size < 3) failed.add(randomInt(1, count))
  const database = new DatabaseSync(join(data, 'store.db'))
  const columns = database
    .prepare('pragma table_info(batch_task)')
    .all()
    .map(({ name }) => String(name))
    .filter((name) => name !== 'seq')
  const failedHere = `i in (${[...failed].join(', ')})`
  const values: Readonly<Record<string, string>> = {
    key: "'t' || i",
    id: "'t' || i",
    state: "'completed'",
    result: `case when ${failedHere} then 'failure' else 'success' end`,
    exit_code: `case when ${failedHere} then 3 else 0 end`,
    number: 'null',
  }
  database.exec(`
    insert into batch_task (${columns.join(', ')})
    with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1})
    select ${columns.map((name) => values[name] ?? `one.${name}`).join(', ')}
      from n, (select * from batch_task where id = 'first') as one`)
  database.close()
  return [...failed].map((place) => `t${place}`).sort()
}
