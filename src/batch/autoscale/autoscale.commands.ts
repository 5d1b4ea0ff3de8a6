// Changes of how a pool scales, and the runs of its formula.
import type { components } from '#contract/batch/types.ts'
import { type Instant, plus, toNetIso } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import { keepPast, type PastRun } from '../histories/pool-history.queries.ts'
import { countNodes } from '../pools/counts/node-counts.queries.ts'
import { decided, isOfUser, resized } from '../pools/pool.commands.ts'
import { findPool, savePool } from '../pools/pool.queries.ts'
import type { AutoScale, AutoScaleRun, Pool } from '../pools/pool.ts'
import { cappedSize } from '../pools/settings/most-nodes.ts'
import type { BatchPorts } from '../ports.ts'
import { statementsOf } from './autoscale.rules.ts'
import { evaluateFormula, FormulaEvaluationError, type Targets } from './evaluate.ts'
import { currentIn, isMeasured, isOfNodes, type Metric, SAMPLE_PERIOD_MS } from './metrics.ts'
import { countTasksOf } from './pool-metrics.queries.ts'
import { metricsOf } from './pool-metrics.ts'
import { printResults } from './results.ts'
import { readSamples, removeSamples } from './samples/sample.queries.ts'
import { samplesIn } from './samples/sample-book.ts'

/** Calls that enable scaling are at least so far from each other. */
const ENABLE_EVERY_MS = 30_000

/** The pool is sized by a formula from now on, or by another. */
export async function enableAutoScale(
  tx: Tx,
  { clock }: Pick<BatchPorts, 'clock'>,
  pool: Pool,
  autoScale: AutoScale,
  now: Instant,
): Promise<Pool> {
  const last = pool.autoScaleEnabledAt
  if (last !== undefined && now < plus(last, clock.scaled(ENABLE_EVERY_MS))) {
    throw batchError('TooManyEnableAutoScaleRequests')
  }
  const { settings, nextAutoScale } = pool
  // Another formula alone waits for its turn; another interval begins a new schedule.
  const isOnSchedule = settings.autoScale?.intervalMs === autoScale.intervalMs
  const next = isOnSchedule && nextAutoScale !== undefined ? nextAutoScale : undefined
  const changed = decided(pool, { type: 'enableAutoScale', autoScale }, now)
  const saved: Pool = {
    ...changed,
    autoScaleEnabledAt: now,
    nextAutoScale: next ?? nextTurn(clock, autoScale, now),
  }
  await savePool(tx, saved)
  return saved
}

const nextTurn = (clock: BatchPorts['clock'], { intervalMs }: AutoScale, now: Instant): Instant =>
  plus(now, Math.ceil(clock.scaled(intervalMs)))

/** The pool stays as it is until it is resized by hand. */
export async function disableAutoScale(tx: Tx, pool: Pool, now: Instant): Promise<Pool> {
  const next = decided(pool, { type: 'disableAutoScale' }, now)
  await savePool(tx, next)
  await removeSamples(tx, pool)
  return next
}

export interface FormulaRun {
  readonly run: AutoScaleRun
  /** Absent where the evaluation failed. */
  readonly targets?: Targets
}

/** Runs a formula on what is known of the pool, and changes nothing. */
export async function runFormula(
  reader: Reader,
  { clock, random }: Pick<BatchPorts, 'clock' | 'random'>,
  pool: Pool,
  formula: string,
  now: Instant,
): Promise<FormulaRun> {
  const statements = statementsOf(formula)
  const current = await metricsNow(reader, pool)
  const samplesOf = samplesIn(await readSamples(reader, pool))
  const known = <Of>(metric: Metric, of: Of): Of | undefined =>
    isMeasured(metric) ? of : undefined
  const before: Targets = {
    dedicated: pool.size.targetDedicatedNodes,
    lowPriority: pool.size.targetLowPriorityNodes,
    deallocationOption: 'requeue',
  }
  const timestamp = toNetIso(now)
  try {
    const evaluation = evaluateFormula(statements, {
      now,
      targets: before,
      samplesOf: (metric) => known(metric, samplesOf(metric)),
      currentOf: (metric) =>
        isOfNodes(metric)
          ? currentIn(samplesOf(metric), now, clock.scaled(SAMPLE_PERIOD_MS))
          : known(metric, current[metric]),
      random: () => Buffer.from(random(6)).readUIntBE(0, 6) / 2 ** 48,
      scaled: (ms) => clock.scaled(ms),
    })
    return { run: { timestamp, results: printResults(evaluation) }, targets: evaluation.targets }
  } catch (error) {
    if (!(error instanceof FormulaEvaluationError)) throw error
    const results = printResults({ targets: before, variables: new Map() })
    return { run: { timestamp, results, error: runErrorOf(error) } }
  }
}

/** The first message is recorded, the other assumed. */
const MESSAGES = {
  InsufficientSampleData: 'Autoscale evaluation failed due to insufficient sample data',
  AutoScalingFormulaEvaluationError: 'Autoscale evaluation failed due to an error in the formula',
} as const

const runErrorOf = ({
  code,
  message,
}: FormulaEvaluationError): components['schemas']['AutoScaleRunError'] => ({
  code,
  message: MESSAGES[code],
  values: [{ name: 'Message', value: message }],
})

/** What the pool's metrics are now. */
export async function metricsNow(
  reader: Reader,
  pool: Pool,
): Promise<ReturnType<typeof metricsOf>> {
  const nodes = (await countNodes(reader, pool.account, [pool.key])).get(pool.key)
  return metricsOf(pool, nodes, await countTasksOf(reader, pool))
}

const pastRunOf = (
  { formula }: AutoScale,
  { run: { results = '', error }, targets }: FormulaRun,
  now: Instant,
): PastRun => ({
  at: now,
  formula,
  results,
  ...(targets && {
    targetDedicatedNodes: targets.dedicated,
    targetLowPriorityNodes: targets.lowPriority,
  }),
  ...(error && { error: { code: error.code ?? '', message: error.values?.[0]?.value ?? '' } }),
})

/** Saves what a run that was due has found, and begins to size the pool by it. */
export async function applyRun(
  tx: Tx,
  ports: BatchPorts,
  { account, key, settings, nextAutoScale }: Pool,
  formulaRun: FormulaRun,
  now: Instant,
): Promise<void> {
  const { run, targets } = formulaRun
  const pool = await findPool(tx, account, key)
  const { autoScale } = settings
  // A client was quicker: what it set comes to its own turn.
  const isMeant = pool?.nextAutoScale === nextAutoScale && pool?.settings.enableAutoScale
  if (!pool || !autoScale || !isMeant) return
  const next = nextTurn(ports.clock, autoScale, now)
  const saved: Pool = { ...pool, autoScaleRun: run, nextAutoScale: next }
  await keepPast(tx, pool, 'formula', pastRunOf(autoScale, formulaRun, now))
  const wanted = {
    ...pool.size,
    targetDedicatedNodes: targets?.dedicated ?? pool.size.targetDedicatedNodes,
    targetLowPriorityNodes: targets?.lowPriority ?? pool.size.targetLowPriorityNodes,
  }
  const size = cappedSize(pool.settings, wanted, await isOfUser(tx, account))
  const isSame =
    size.targetDedicatedNodes === pool.size.targetDedicatedNodes &&
    size.targetLowPriorityNodes === pool.size.targetLowPriorityNodes
  if (!targets || isSame || pool.allocationState !== 'steady') return savePool(tx, saved)
  await resized(tx, ports, saved, { size, option: targets.deallocationOption, by: 'formula' }, now)
}
