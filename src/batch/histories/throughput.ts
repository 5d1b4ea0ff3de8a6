// How many tasks of a job ended when.
import type { components } from '#contract/lazuli/types.ts'
import { type Instant, plus, toIso } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { findJob } from '../jobs/job.queries.ts'
import { jobKeyOf } from '../keys.ts'
import type { JobNamed } from './tasks-of-job.ts'
import { countEnded, endedSpan } from './throughput.queries.ts'

type Throughput = components['schemas']['Throughput']

/** With one result, at most: no call counts a million. */
const COUNTED = 100_000

const RESULTS = ['success', 'failure'] as const

/** Undefined: there is no such job. */
export async function getThroughput(
  reader: Reader,
  { account, job: id }: JobNamed,
  spans: number,
): Promise<Throughput | undefined> {
  const job = await findJob(reader, account, jobKeyOf(id))
  if (!job) return undefined
  const found = await Promise.all(
    RESULTS.map((result) => endedSpan(reader, job.num, result, COUNTED)),
  )
  const ended = found.filter((each) => each !== undefined)
  if (ended.length === 0) return { spanMs: 0, value: [], isCut: false }
  const cut = ended.filter((each) => each.isCut)
  // Where one result is cut, the other is counted from the same moment on.
  const from = Math.max(
    Math.min(...ended.map((each) => each.from)),
    ...cut.map((each) => each.from),
  ) as Instant
  const until = Math.max(...ended.map((each) => each.to)) + 1
  const spanMs = Math.max(1, Math.ceil((until - from) / spans))
  const value = Array.from({ length: Math.ceil((until - from) / spanMs) }, (_, at) => ({
    from: toIso(plus(from, at * spanMs)),
    succeeded: 0,
    failed: 0,
  }))
  for (const result of RESULTS) {
    for (const { at, count } of await countEnded(reader, job.num, result, { from, spanMs })) {
      const span = value[at]
      if (span) span[result === 'success' ? 'succeeded' : 'failed'] = count
    }
  }
  return { spanMs, value, isCut: cut.length > 0 }
}
