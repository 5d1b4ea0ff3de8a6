// How long operations last, where a user sets it otherwise than the real service has it.
import { isWithin } from './faults/fault.ts'

/**
 * A length: a multiple of the natural one; milliseconds, 0 for instantly; so many polls
 * of the operation's monitor; or held until it is released.
 */
type Pace =
  | { readonly factor: number }
  | { readonly ms: number }
  | { readonly polls: number }
  | { readonly hold: true }

/** A length for all operations of a kind (`*`: of every kind) as a whole, or for one step of them. */
export interface PacingRule {
  /** By which it is removed alone. */
  readonly id?: string
  readonly kind: string
  readonly step?: string
  /** A resource's id, in any case: only operations on it and what is in it. */
  readonly resource?: string
  readonly pace: Pace
}

/** The last rule that fits wins; one for a step outranks one for the whole. */
export type Pacing = readonly PacingRule[]

/** How long one step lasts. */
export type Length = Exclude<Pace, { readonly factor: number }>

export interface PacedStep {
  readonly name: string
  /** Its natural length. */
  readonly ms: number
}

/** The length of the step at `index`. There may be no such step: what ends at once. */
export function lengthOf(
  pacing: Pacing,
  { kind, resource }: { readonly kind: string; readonly resource: string },
  steps: readonly PacedStep[],
  index: number,
): Length {
  const step = steps[index]
  if (!step) return { ms: 0 }
  const fitting = pacing.filter(
    (rule) =>
      (rule.kind === kind || rule.kind === '*') &&
      (rule.resource === undefined || isWithin(resource, rule.resource)),
  )
  const forStep = fitting.findLast((rule) => rule.step === step.name)
  if (forStep) return stretched(forStep.pace, step.ms)
  const forWhole = fitting.findLast((rule) => rule.step === undefined)
  return forWhole ? share(forWhole.pace, steps, index) : { ms: step.ms }
}

const stretched = (pace: Pace, ms: number): Length =>
  'factor' in pace ? { ms: ms * pace.factor } : pace

/** What a length for the whole means for one step of it. */
function share(pace: Pace, steps: readonly PacedStep[], index: number): Length {
  const { ms } = steps[index]!
  if ('factor' in pace) return { ms: ms * pace.factor }
  const total = steps.reduce((sum, step) => sum + step.ms, 0)
  if ('ms' in pace && total > 0) return { ms: (pace.ms * ms) / total }
  // What cannot be divided falls on the longest step, the first of these.
  const longest = Math.max(...steps.map((step) => step.ms))
  return index === steps.findIndex((step) => step.ms === longest) ? pace : { ms: 0 }
}
