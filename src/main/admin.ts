// What the admin API tells of the server as a whole.
import { readFileSync } from 'node:fs'
import { toIso } from '#kernel/instant.ts'
import { adminReply } from '#server/front.ts'
import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import { FIRST_ACCOUNT } from './batch.ts'
import type { Parts } from './parts.ts'

export async function statusOf({ options, directory, store, startedAt, stepped }: Parts) {
  return adminReply(200, {
    version: ownVersion(),
    pid: process.pid,
    startedAt: toIso(startedAt),
    dataDirectory: directory.ephemeral ? null : directory.path,
    timeScale: options.timeScale,
    ...(stepped ? { frozenAt: toIso(stepped.now()) } : {}),
    memoryBytes: process.memoryUsage.rss(),
    ...(await countsOf(store)),
  })
}

async function countsOf(store: Reader) {
  const types = await store.all<{ type: string; n: number }>(
    sql`select type, count(*) as n from arm_resource group by type order by type`,
  )
  const running = await store.get<{ n: number }>(
    sql`select count(*) as n from operation where status in ('InProgress', 'Canceling')`,
  )
  return {
    resources: Object.fromEntries(types.map(({ type, n }) => [type, n])),
    operationsRunning: running?.n ?? 0,
  }
}

export async function explainAdmin({ clock, store }: Parts, query: URLSearchParams) {
  const { explain } = await import('#batch/scheduler/explanation.ts')
  const [job, task] = [query.get('job') ?? '', query.get('task') ?? undefined]
  const account = query.get('account') ?? FIRST_ACCOUNT
  const said = await explain(store, account, clock.now(), job, task)
  const message = `There is no ${task === undefined ? `job ${job}` : `task ${task} in a job ${job}`}.`
  return said ? adminReply(200, said) : adminReply(404, { error: { code: 'NotFound', message } })
}

export const ownVersion = (): string => {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version ?? 'unknown'
}
