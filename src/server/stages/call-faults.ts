// Refuses calls where a user asked for it: a stage of its own, of which handlers know nothing.
import { AzureError } from '#kernel/catalogue.ts'
import type { Stage } from '../exchange.ts'

/** A request that calls of an operation be refused, in the words of their service. */
export interface CallFault {
  readonly operationId: string
  readonly status: number
  readonly error: { readonly code: string; readonly message: string }
  /** Seconds. */
  readonly retryAfter?: number
  /** How many of them; absent: all from now on. */
  readonly times?: number
}

export class CallFaults {
  #rules: { readonly fault: CallFault; left: number }[] = []

  /** In place of those before. */
  set(faults: readonly CallFault[]): void {
    this.#rules = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }))
  }

  readonly stage: Stage = ({ match, service }) => {
    if (this.#rules.length === 0) return
    const called = match?.route.operationId
    const found = this.#rules.find(({ fault, left }) => left > 0 && fault.operationId === called)
    if (!found) return
    found.left -= 1
    const { status, error, retryAfter } = found.fault
    const extras = retryAfter === undefined ? {} : { headers: { 'retry-after': `${retryAfter}` } }
    throw new AzureError(service!.errorShape, error.code, status, error.message, extras)
  }
}
