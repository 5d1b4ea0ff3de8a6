// What a pool went through: its resizes, and the runs of its formula. For owners.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { components } from '#contract/lazuli/types.ts'
import { admin } from '../../api/clients.ts'
import { OWNERS, useMay } from '../../api/permissions.ts'
import { Chart } from '../../parts/chart.tsx'
import { lengthOf, Rows, Time } from '../../parts/small.tsx'
import { evaluationOf, resizeStepsOf } from './history.ts'

type Schemas = components['schemas']

export function Histories({ account, pool }: { readonly account: string; readonly pool: string }) {
  const isOwner = useMay(OWNERS)
  const query = { account, pool }
  const resizes = useQuery({
    queryKey: ['resizes', account, pool],
    enabled: isOwner,
    refetchInterval: 4_000,
    queryFn: ({ signal }) => admin.read('Pools_ListResizes', { query, signal }),
  })
  const runs = useQuery({
    queryKey: ['formula', account, pool],
    enabled: isOwner,
    refetchInterval: 4_000,
    queryFn: ({ signal }) => admin.read('Pools_ListAutoScaleRuns', { query, signal }),
  })
  return (
    <>
      {runs.data && runs.data.value.length > 0 && <Runs of={runs.data.value} />}
      {resizes.data && resizes.data.value.length > 0 && <Resizes of={resizes.data.value} />}
    </>
  )
}

function Resizes({ of }: { readonly of: readonly Schemas['PoolResize'][] }) {
  const steps = useMemo(() => resizeStepsOf(of, Date.now()), [of])
  return (
    <>
      <h2>Resizes</h2>
      <Chart
        title="Nodes of the pool"
        says={`now ${of[0]!.dedicatedNodes + of[0]!.lowPriorityNodes} of ${of[0]!.targetDedicatedNodes + of[0]!.targetLowPriorityNodes}`}
        at={steps.at}
        lines={steps.lines}
        drawn="steps"
      />
      <Rows
        caption="Resizes"
        heads={['Began', 'Took', 'Dedicated nodes', 'Spot nodes', 'By', 'Errors']}
      >
        {of.slice(0, MOST_ROWS).map((each) => (
          <tr key={each.startTime}>
            <td>
              <Time at={each.startTime} />
            </td>
            <td>
              {each.endTime === undefined
                ? 'under way'
                : lengthOf(Date.parse(each.endTime) - Date.parse(each.startTime))}
            </td>
            <td>
              {each.dedicatedNodes} of {each.targetDedicatedNodes}
            </td>
            <td>
              {each.lowPriorityNodes} of {each.targetLowPriorityNodes}
            </td>
            <td>{each.byFormula ? 'the formula' : 'a call'}</td>
            <td className="why">
              {each.errors.map(({ code, message }) => `${code}: ${message}`).join(' ')}
            </td>
          </tr>
        ))}
      </Rows>
    </>
  )
}

/** Of each history: the picture has the others. */
const MOST_ROWS = 10

function Runs({ of }: { readonly of: readonly Schemas['FormulaRun'][] }) {
  const evaluation = useMemo(() => evaluationOf(of, Date.now()), [of])
  return (
    <>
      <h2>Runs of the formula</h2>
      <Chart
        title="What the formula came to"
        says={evaluation.lines
          .map(({ name, values }) => `${name} ${values.at(-1) ?? 'unknown'}`)
          .join(', ')}
        at={evaluation.at}
        lines={evaluation.lines}
        drawn="steps"
      />
      <Rows
        caption="Runs of the formula"
        heads={['When', 'Dedicated nodes', 'Spot nodes', 'Results']}
      >
        {of.slice(0, MOST_ROWS).map((each) => (
          <tr key={each.at}>
            <td>
              <Time at={each.at} />
            </td>
            <td>{each.targetDedicatedNodes}</td>
            <td>{each.targetLowPriorityNodes}</td>
            <td className="call">{each.error ? each.error.message : each.results}</td>
          </tr>
        ))}
      </Rows>
    </>
  )
}
