import { instant } from '#kernel/instant.ts'
import { type Evaluation, evaluateFormula, type FormulaWorld } from './evaluate.ts'
import { type Metric, SAMPLE_PERIOD_MS, type Samples } from './metrics.ts'
import { parseFormula } from './parser.ts'

/** A Thursday. */
export const NOW = instant(Date.parse('2026-03-05T10:15:00.250Z'))

const NONE: Samples = { times: new Float64Array(0), values: new Float64Array(0) }

/** Samples of the last minutes without a gap, the newest five seconds old. */
export function samplesUntil(now: number, values: readonly number[]): Samples {
  const newest = now - 5_000
  const times = values.map((_, index) => newest - (values.length - 1 - index) * SAMPLE_PERIOD_MS)
  return { times: Float64Array.from(times), values: Float64Array.from(values) }
}

interface WorldOptions extends Partial<FormulaWorld> {
  readonly samples?: Partial<Record<Metric, Samples>>
  readonly current?: Partial<Record<Metric, number>>
}

const aWorld = ({ samples = {}, current = {}, ...rest }: WorldOptions = {}): FormulaWorld => ({
  now: NOW,
  targets: { dedicated: 2, lowPriority: 1, deallocationOption: 'requeue' },
  random: () => 0.5,
  scaled: (ms) => ms,
  samplesOf: (metric) => samples[metric] ?? NONE,
  currentOf: (metric) => current[metric] ?? 0,
  ...rest,
})

export const run = (formula: string, options?: WorldOptions): Evaluation =>
  evaluateFormula(parseFormula(formula), aWorld(options))
