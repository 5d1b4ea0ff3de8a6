// What a task waits for and what waits for it, drawn from left to right. For owners.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { admin } from '../../api/clients.ts'
import { SCROLLED, State } from '../../parts/small.tsx'
import { explore, type GraphNode, graphOf, type Known } from './dependency-graph.ts'

const COLUMN = 220
const ROW = 56
const BOX = { width: 170, height: 44 }

/** A narrow window shows the task itself first; the page does not move. */
const INTO_VIEW = { block: 'nearest', inline: 'center' } as const

interface DependenciesProps {
  readonly account: string
  readonly job: string
  readonly task: string
}

async function around(
  account: string,
  job: string,
  task: string,
  signal: AbortSignal,
): Promise<Known> {
  const found = await admin.read('Tasks_ListDependencies', {
    query: { account, job, task },
    signal,
  })
  return {
    dependsOn: found.dependsOn.map((each) => ({
      name: each.task ?? `${each.first} to ${each.last}`,
      isRange: each.task === undefined,
      state: each.task === undefined ? leftOf(each.remaining) : (each.result ?? each.state),
      isMet: each.satisfied,
    })),
    // What a task that is done keeps waiting is nothing.
    dependents: found.dependents.map((each) => ({
      name: each.task,
      isRange: false,
      state: each.result ?? each.state,
      isMet: each.state !== 'active',
    })),
  }
}

const leftOf = (remaining = 0): string => (remaining === 0 ? 'all done' : `${remaining} not done`)

export function Dependencies({ account, job, task }: DependenciesProps) {
  const { data: known } = useQuery({
    queryKey: ['dependencies', account, job, task],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => explore(task, (each) => around(account, job, each, signal)),
  })
  const box = useRef<HTMLElement>(null)
  const own = known?.get(task)
  const isKnown = own !== undefined
  useEffect(() => {
    if (isKnown) box.current?.querySelector('.own')?.scrollIntoView(INTO_VIEW)
  }, [isKnown, task])
  if (!known || !own || own.dependsOn.length + own.dependents.length === 0) return null
  const graph = graphOf(task, known)
  const first = graph.levels[0] ?? 0
  const x = (level: number): number => (level - first) * COLUMN
  // Each level is centred on the fullest one.
  const heightOf = (level: number): number =>
    graph.nodes.filter((each) => each.level === level).length
  const y = ({ level, row }: GraphNode): number =>
    ((graph.height - heightOf(level)) / 2 + row) * ROW
  const places = new Map(graph.nodes.map((node) => [node.name, node]))
  const width = x(graph.levels.at(-1) ?? 0) + BOX.width
  const height = graph.height * ROW
  const waits = own.dependsOn.filter(({ isMet }) => !isMet)
  return (
    <>
      <h2>Dependencies</h2>
      <p className="hint">
        What it depends on is at the left, what depends on it at the right.
        {waits.length > 0 && ` It waits for ${waits.map(({ name }) => name).join(', ')}.`}
      </p>
      <section ref={box} className="graph" aria-label="Dependencies" {...SCROLLED}>
        <div style={{ position: 'relative', width, height }}>
          <svg width={width} height={height} aria-hidden="true">
            {graph.edges.map(({ from, to, isMet }) => {
              const [start, end] = [places.get(from)!, places.get(to)!]
              const [x1, y1] = [x(start.level) + BOX.width, y(start) + BOX.height / 2]
              const [x2, y2] = [x(end.level), y(end) + BOX.height / 2]
              const bend = (x1 + x2) / 2
              return (
                <path
                  key={`${from}\n${to}`}
                  className={isMet ? 'edge' : 'edge waits'}
                  d={`M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`}
                />
              )
            })}
          </svg>
          <ul>
            {graph.nodes.map((node) => (
              <li
                key={node.name}
                className={node.level === 0 ? 'own' : ''}
                style={{ left: x(node.level), top: y(node), width: BOX.width, height: BOX.height }}
              >
                <span className="unseen">{wordsFor(node)}</span>
                {node.isRange || node.level === 0 ? (
                  <strong title={node.name}>
                    {node.isRange ? `tasks ${node.name}` : node.name}
                  </strong>
                ) : (
                  <Link
                    to="/batch/$account/jobs/$job/tasks/$task"
                    params={{ account, job, task: node.name }}
                    title={node.name}
                  >
                    {node.name}
                  </Link>
                )}
                <State of={node.state} />
              </li>
            ))}
          </ul>
        </div>
      </section>
      {[...graph.hidden].map(([level, count]) => (
        <p key={level} className="hint">
          {count.toLocaleString()} more {level < 0 ? 'that are waited for' : 'that depend on these'}
          .
        </p>
      ))}
    </>
  )
}

const wordsFor = ({ level }: GraphNode): string =>
  level === 0 ? 'This task:' : level < 0 ? 'It is waited for:' : 'It depends on this task:'
