// The attempts of a task on one line of time: when each began, how long it took, how it ended.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { components } from '#contract/lazuli/types.ts'
import { admin } from '../../api/clients.ts'
import { lengthOf, Rows, State, Time, toneOf } from '../../parts/small.tsx'

type Attempt = components['schemas']['TaskAttempt']

interface AttemptsProps {
  readonly account: string
  readonly job: string
  readonly task: string
}

const HEADS = ['Attempt', 'End', 'Started', 'Took', 'When', 'Exit', 'Why', 'Node']

export function Attempts({ account, job, task }: AttemptsProps) {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['attempts', account, job, task],
    refetchInterval: 3_000,
    queryFn: ({ signal }) =>
      admin.read('Tasks_ListAttempts', { query: { account, job, task }, signal }),
  })
  const attempts = data?.value ?? []
  if (attempts.length === 0) return null
  const spans = attempts.map((each) => spanOf(each, dataUpdatedAt))
  const from = Math.min(...spans.map(([start]) => start))
  const length = Math.max(1, Math.max(...spans.map(([, end]) => end)) - from)
  return (
    <>
      <h2>Attempts</h2>
      <Rows caption="Attempts" heads={HEADS}>
        {attempts.map((each, at) => {
          const [start, end] = spans[at]!
          return (
            <tr key={each.attempt}>
              <th scope="row">{each.attempt}</th>
              <td>
                <State of={each.end ?? 'running'} />
              </td>
              <td>
                <Time at={each.startTime} />
              </td>
              <td>{each.startTime && each.endTime && lengthOf(end - start)}</td>
              <td className="span" aria-hidden="true">
                <i
                  className={`fill-${toneOf(each.end ?? 'running')}`}
                  style={{
                    left: `${((start - from) / length) * 100}%`,
                    width: `${Math.max(1, ((end - start) / length) * 100)}%`,
                  }}
                />
              </td>
              <td>{each.exitCode}</td>
              <td className="why">{each.failure?.message}</td>
              <td className="short narrow">
                {each.pool && each.node && (
                  <Link
                    to="/batch/$account/pools/$pool/nodes/$node"
                    params={{ account, pool: each.pool, node: each.node }}
                  >
                    {each.node}
                  </Link>
                )}
              </td>
            </tr>
          )
        })}
      </Rows>
    </>
  )
}

/** One that has not begun, or not ended, reaches to now. */
function spanOf({ startTime, endTime }: Attempt, now: number): readonly [number, number] {
  const end = endTime === undefined ? now : Date.parse(endTime)
  const start = startTime === undefined ? end : Date.parse(startTime)
  return [Math.min(start, end), end]
}
