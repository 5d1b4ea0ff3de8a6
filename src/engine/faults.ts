// Lets operations fail where a user says so: it wraps their steps, which know nothing of it.
import { type Durable, type OperationError, OperationFailure, type Step } from './operation.ts'

/** Operations of a kind are to fail when the time of a step has come. */
export interface OperationFault {
  readonly kind: string
  /** Absent: the first. */
  readonly step?: string
  readonly error: OperationError
  /** How many of them; absent: all from now on. */
  readonly times?: number
}

/** Whether a failure of this kind of operation is something that its resource lives through. */
export const canFail = (kind: Durable<never>): boolean => kind.failed !== undefined

export class OperationFaults {
  #rules: { readonly fault: OperationFault; left: number }[] = []

  /** In place of those before. */
  set(faults: readonly OperationFault[]): void {
    this.#rules = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }))
  }

  /** The same operation, with steps that fail where a rule says so. */
  wrap = (kind: Durable<never>): Durable<never> => {
    if (!canFail(kind)) return kind
    const steps = kind.steps.map((step, i): Step<never> => {
      const act: Step<never>['act'] = async (operation, signal) => {
        this.#strike(kind.kind, step.name, i === 0)
        await step.act?.(operation, signal)
      }
      return { ...step, act }
    })
    return { ...kind, steps }
  }

  #strike(kind: string, step: string, isFirst: boolean): void {
    const struck = this.#rules.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.kind === kind &&
        (fault.step === undefined ? isFirst : fault.step === step),
    )
    if (!struck) return
    struck.left -= 1
    throw new OperationFailure(struck.fault.error.code, struck.fault.error.message)
  }
}
