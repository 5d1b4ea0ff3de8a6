import type { Instant } from '#kernel/instant.ts'
import { type AnyShape, checkValue, type ValueShape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'

/** `Canceling` shows as InProgress on the wire unless a user wants it: older pollers fail on it. */
export const operationStatuses = {
  InProgress: true,
  Canceling: true,
  Succeeded: true,
  Failed: true,
  Canceled: true,
} as const
type OperationStatus = keyof typeof operationStatuses

export interface OperationError {
  readonly code: string
  readonly message: string
}

/** A long-running operation as it is saved. */
export interface Operation<Input = unknown> {
  readonly id: string
  readonly kind: string
  /** The resource's id in lower case. */
  readonly resource: string
  readonly status: OperationStatus
  /** Index of the step that is under way. */
  readonly step: number
  readonly input: Input
  readonly error?: OperationError
  readonly startedAt: Instant
  readonly endedAt?: Instant
  /** When the present step is due. Absent when the operation has ended or its step is held. */
  readonly wakeAt?: Instant
  /** How many polls the present step still lasts. Absent when polls do not matter to it. */
  readonly pollsLeft?: number
  /** Since when it is at the present step. */
  readonly stepAt?: Instant
  /** How often the present step failed in a row and was tried again. */
  readonly failures?: number
  /** The last of these, oldest first. */
  readonly retries?: readonly Retry[]
}

/** A step failed in a way that may pass. */
export interface Retry {
  readonly at: Instant
  readonly error: string
}

/**
 * One step of a durable operation. The process may die at any moment, so `act` can run again after
 * it has run: it must be repeatable. `commit` is saved in one transaction with the move to the next
 * step, so it happens exactly once, and not at all when the operation was canceled meanwhile. Where the next step takes
 * no time and has nothing to do but to save, both are saved in that one transaction.
 */
export interface Step<Input> {
  readonly name: string
  /** How long the real service takes over this step, in milliseconds. */
  readonly lasts?: number | ((input: Input) => number)
  act?(operation: Operation<Input>, signal: AbortSignal): Promise<void>
  /** Whether `act` would do nothing now. Absent: it may do something. */
  isIdle?(): boolean
  commit?(tx: Tx, operation: Operation<Input>, now: Instant): Promise<void>
}

/** The whole of a durable operation: its steps in order, and what its unhappy ends save. */
export interface Durable<Input> {
  readonly kind: string
  /** What its input looks like: an operation whose row has something else is damaged. */
  readonly input: AnyShape
  readonly steps: readonly Step<Input>[]
  /** Saved with the status Failed, when a step threw an `OperationFailure`. */
  failed?(tx: Tx, operation: Operation<Input>, error: OperationError, now: Instant): Promise<void>
  /**
   * Saved before `canceled` where a user cancels it by hand: what a resource says of itself that is
   * being canceled, which else the call that asks for it saves.
   */
  canceling?(tx: Tx, operation: Operation<Input>, now: Instant): Promise<void>
  /** Saved with the status Canceled. */
  canceled?(tx: Tx, operation: Operation<Input>, now: Instant): Promise<void>
}

export const durable = <Input>(
  kind: string,
  input: ValueShape<Input>,
  steps: readonly Step<Input>[],
  ends: Pick<Durable<Input>, 'failed' | 'canceling' | 'canceled'> = {},
): Durable<Input> => ({ kind, input: input as AnyShape, steps, ...ends })

/** The operation with its input, which is checked. Throws `DamagedRow` where it is something else. */
export const withInput = <Input>(
  operation: Operation,
  shape: ValueShape<Input>,
): Operation<Input> => checkedInput(operation, shape as AnyShape)

/** The same for a kind of which it is not known here what its input is. */
export const inputFor = (kind: Pick<Durable<never>, 'input'>, operation: Operation) =>
  checkedInput<never>(operation, kind.input)

function checkedInput<Input>(operation: Operation, shape: AnyShape): Operation<Input> {
  checkValue(operation.input, shape, { table: 'operation', key: operation.id, column: 'input' })
  return operation as Operation<Input>
}

/** Thrown by a step to end its operation as Failed. After any other error the step is retried. */
export class OperationFailure extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'OperationFailure'
    this.code = code
  }
}

/** Thrown by a step that waits for something else to end: it is carried out again after so long. */
export class NotYet extends Error {
  /** How long the real service would wait, in milliseconds. */
  readonly ms: number

  constructor(ms: number) {
    super(`not yet: again in ${ms} ms`)
    this.name = 'NotYet'
    this.ms = ms
  }
}

/**
 * Thrown by a step that waits for a report from outside. The code that saves the report calls `hasten`; in case
 * none did, the step is carried out again after so long by the clock, however time is scaled.
 */
export class AwaitsReport extends NotYet {}
