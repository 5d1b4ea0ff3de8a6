// What a client may say of automatic scaling. Pure.
import type { components } from '#contract/batch/types.ts'
import { limits } from '../limits.ts'
import type { AutoScale } from '../pools/pool.ts'
import { invalidProperty, missingProperty, refusal } from '../refusals.ts'
import { durationMs } from '../wire/duration.ts'
import { FormulaSyntaxError } from './lexer.ts'
import { parseFormula, type Statement } from './parser.ts'

type Sent = Partial<components['schemas']['PoolAddParameter']>

const MINUTE_MS = 60_000
const DEFAULT_INTERVAL_MS = 15 * MINUTE_MS
const LEAST_INTERVAL_MS = 5 * MINUTE_MS
const MOST_INTERVAL_MS = 168 * 60 * MINUTE_MS

/** How a new pool scales; undefined where it is sized by hand. */
export function autoScaleOf(sent: Sent): AutoScale | undefined {
  const { autoScaleFormula: formula, autoScaleEvaluationInterval: interval } = sent
  if (!sent.enableAutoScale) {
    const given = formula !== undefined ? 'autoScaleFormula' : 'autoScaleEvaluationInterval'
    if (sent[given] === undefined) return undefined
    throw invalidProperty(given, 'It is only for pools with enableAutoScale')
  }
  for (const name of ['targetDedicatedNodes', 'targetLowPriorityNodes'] as const) {
    if (sent[name] !== undefined) {
      throw invalidProperty(name, 'It cannot be combined with enableAutoScale', sent[name])
    }
  }
  if (formula === undefined) throw missingProperty('autoScaleFormula')
  return { formula: checkedFormula(formula), intervalMs: intervalMs(interval) }
}

/** What is sent for a pool that may scale already: what is left out stays as it is. */
export function changedAutoScale(
  before: AutoScale | undefined,
  formula: string | undefined,
  interval: string | undefined,
): AutoScale {
  const next = formula === undefined ? before?.formula : checkedFormula(formula)
  if (next === undefined) throw missingProperty('autoScaleFormula')
  const isKept = interval === undefined && before !== undefined
  return { formula: next, intervalMs: isKept ? before.intervalMs : intervalMs(interval) }
}

function intervalMs(sent: string | undefined): number {
  if (sent === undefined) return DEFAULT_INTERVAL_MS
  const ms = durationMs(sent)
  if (ms !== undefined && ms >= LEAST_INTERVAL_MS && ms <= MOST_INTERVAL_MS) return ms
  const reason = 'It must be a duration of 5 minutes to 168 hours'
  throw invalidProperty('autoScaleEvaluationInterval', reason, sent)
}

const checkedFormula = (formula: string): string => {
  statementsOf(formula)
  return formula
}

/** The formula's statements, or Azure's refusal, which names the line and the column. */
export function statementsOf(formula: string): readonly Statement[] {
  if (formula.trim() === '') throw missingProperty('autoScaleFormula')
  const length = Buffer.byteLength(formula)
  if (length > limits.autoScaleFormulaBytes) {
    const reason = `It has ${length} bytes of at most ${limits.autoScaleFormulaBytes}`
    throw refusal('AutoScalingFormulaTooLong', { Reason: reason })
  }
  try {
    return parseFormula(formula)
  } catch (error) {
    if (!(error instanceof FormulaSyntaxError)) throw error
    throw refusal('AutoScalingFormulaSyntaxError', { Message: error.message }, error)
  }
}
