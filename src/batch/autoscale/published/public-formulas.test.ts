// Every formula that is published for people to take over, with samples and without.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FormulaEvaluationError } from '../evaluate.ts'
import { NOW, run, samplesUntil } from '../formula.fixture.ts'
import { isOfNodes, METRICS, type Metric, type Samples } from '../metrics.ts'
import { FORMULAS_OF_OTHERS } from './community.fixture.ts'
import { FORMULAS_OF_MICROSOFT } from './microsoft.fixture.ts'
import type { Published } from './published.fixture.ts'

/** What an hour of samples has of each metric, and what the newest has where it differs. */
const HOUR: Partial<Record<Metric, readonly [usual: number, newest: number]>> = {
  $CPUPercent: [0.85, 0.85],
  $ActiveTasks: [3, 5],
  $RunningTasks: [4, 2],
  $PendingTasks: [7, 7],
  $SucceededTasks: [20, 20],
  $FailedTasks: [1, 1],
  $TaskSlotsPerNode: [4, 4],
  $CurrentDedicatedNodes: [10, 10],
  $CurrentLowPriorityNodes: [5, 5],
  $PreemptedNodeCount: [2, 3],
}

const samplesOf = (metric: Metric): Samples => {
  const [usual, newest] = HOUR[metric] ?? [0, 0]
  return samplesUntil(NOW, [...Array.from({ length: 119 }, () => usual), newest])
}

const POOL = { dedicated: 10, lowPriority: 5, deallocationOption: 'requeue' } as const
const SAMPLED = {
  targets: POOL,
  samples: Object.fromEntries(METRICS.map((metric) => [metric, samplesOf(metric)])),
  current: Object.fromEntries(METRICS.map((metric) => [metric, HOUR[metric]?.[1] ?? 0])),
}
const UNSAMPLED = {
  targets: POOL,
  currentOf: (metric: Metric) => (isOfNodes(metric) ? undefined : 0),
}

function outcomeOf(formula: string, world: Parameters<typeof run>[1]) {
  try {
    return run(formula, world).targets
  } catch (error) {
    assert.ok(error instanceof FormulaEvaluationError, String(error))
    return error.message
  }
}

function assertOutcome(row: Published, world: 'sampled' | 'unsampled'): void {
  const wanted = row[world]
  const found = outcomeOf(row.formula, world === 'sampled' ? SAMPLED : UNSAMPLED)
  if (typeof wanted === 'string') {
    assert.equal(String(found).slice(0, wanted.length), wanted)
    return
  }
  const [dedicated, lowPriority] = wanted
  const deallocationOption = row.option ?? 'requeue'
  assert.deepEqual(found, { dedicated, lowPriority, deallocationOption })
}

for (const row of [...FORMULAS_OF_MICROSOFT, ...FORMULAS_OF_OTHERS]) {
  test(`published: ${row.source}`, () => {
    assertOutcome(row, 'sampled')
    assertOutcome(row, 'unsampled')
  })
}

test('the longest formula that can be sent is evaluated', () => {
  const terms = Array.from({ length: 2_040 }, () => '1')
  const { targets } = run(`$TargetDedicatedNodes = ${terms.join(' + ')}`)
  assert.equal(targets.dedicated, 2_040)
})
