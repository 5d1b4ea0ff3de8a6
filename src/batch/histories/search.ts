import type { components } from '#contract/lazuli/types.ts'
import type { Reader } from '#store/tx.ts'
import { jobsNamed, nodesNamed, poolsNamed, schedulesNamed, tasksNamed } from './search.queries.ts'

type Result = components['schemas']['SearchResult']

/** So many of each kind at most. */
export async function searchBatch(reader: Reader, text: string, most: number): Promise<Result[]> {
  const key = text.toLowerCase()
  const of = <Row>(kind: Result['kind'], rows: readonly Row[]) =>
    rows.map((row) => ({ kind, ...row }))
  return [
    ...of('pool', await poolsNamed(reader, key, most)),
    ...of('node', await nodesNamed(reader, key, most)),
    ...of('job', await jobsNamed(reader, key, most)),
    ...of('jobSchedule', await schedulesNamed(reader, key, most)),
    ...(await tasksNamed(reader, key, most)).map(({ result, ...task }) => ({
      kind: 'task' as const,
      ...task,
      ...(result !== null && { result }),
    })),
  ]
}
