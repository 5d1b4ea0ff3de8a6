// Spans of long-running operations and of their steps, by what the engine does with them.
import {
  type Durable,
  NotYet,
  type Operation,
  OperationFailure,
  type Step,
} from '#engine/operation.ts'
import type { SpanContext, SpanEvent } from './span.ts'
import type { Tracing } from './traces.ts'

/** Operations that are remembered while they are under way; older ones begin a trace anew. */
const MOST = 10_000
/** Of the failed attempts at a step. */
const MOST_EVENTS = 20

interface UnderWay {
  readonly context: SpanContext
  readonly parentId: string | undefined
  readonly startMs: number
  step: { readonly index: number; readonly startMs: number; readonly events: SpanEvent[] }
}

type Subject = Pick<Operation, 'id' | 'kind' | 'resource' | 'step'>

export class OperationSpans {
  readonly #tracing: Tracing
  readonly #underWay = new Map<string, UnderWay>()

  constructor(tracing: Tracing) {
    this.#tracing = tracing
  }

  begin({ id, step }: Subject, parent: SpanContext | undefined): UnderWay {
    const startMs = this.#tracing.clock.now()
    // One that an earlier life of the server began: its own id finds it again.
    const own = id.replaceAll('-', '').toLowerCase()
    const traceId = /^(?!0+$)[0-9a-f]{32}$/.test(own) ? own : undefined
    const context = this.#tracing.begin(parent, traceId)
    const made: UnderWay = {
      context,
      parentId: parent?.spanId,
      startMs,
      step: { index: step, startMs, events: [] },
    }
    const [oldest] = this.#underWay.keys()
    if (this.#underWay.size >= MOST && oldest !== undefined) this.#underWay.delete(oldest)
    this.#underWay.set(id, made)
    return made
  }

  #at(operation: Subject): UnderWay {
    const found = this.#underWay.get(operation.id) ?? this.begin(operation, undefined)
    if (found.step.index !== operation.step) {
      found.step = { index: operation.step, startMs: this.#tracing.clock.now(), events: [] }
    }
    return found
  }

  /** The same kind of operation: what its steps do is told in spans. */
  wrap(kind: Durable<never>): Durable<never> {
    const last = kind.steps.length - 1
    const steps = kind.steps.map(
      (step, i): Step<never> => ({
        ...step,
        isIdle: () => false,
        act: async (operation, signal) => {
          const { startMs } = this.#at(operation).step
          try {
            await step.act?.(operation, signal)
          } catch (error) {
            // It looks again later, or was interrupted: the step goes on, or its operation ends.
            if (!(error instanceof NotYet || signal.aborted))
              this.#failed(operation, step.name, error)
            throw error
          }
          this.#endStep(operation, step.name, startMs)
        },
        ...(i === last || step.commit
          ? {
              commit: async (tx, operation, now) => {
                await step.commit?.(tx, operation, now)
                if (i === last) this.#end(operation, 'Succeeded')
              },
            }
          : {}),
      }),
    )
    const { failed } = kind
    return {
      ...kind,
      steps,
      ...(failed
        ? {
            failed: async (tx, operation, error, now) => {
              await failed(tx, operation, error, now)
              this.#end(operation, 'Failed', error.code)
            },
          }
        : {}),
      canceled: async (tx, operation, now) => {
        await kind.canceled?.(tx, operation, now)
        this.#end(operation, 'Canceled')
      },
    }
  }

  /** A step that failed is tried again, unless its operation ends by it. */
  #failed(operation: Subject, name: string, error: unknown): void {
    const { step } = this.#at(operation)
    const type = error instanceof OperationFailure ? error.code : errorName(error)
    const event = {
      name: 'exception',
      atMs: this.#tracing.clock.now(),
      attributes: { 'exception.type': type },
    }
    if (step.events.length < MOST_EVENTS) step.events.push(event)
    if (!(error instanceof OperationFailure)) return
    this.#endStep(operation, name, step.startMs, type)
    this.#end(operation, 'Failed', type)
  }

  #endStep(operation: Subject, name: string, startMs: number, error?: string): void {
    const { context, step } = this.#at(operation)
    this.#tracing.add({
      context: this.#tracing.begin(context),
      parentId: context.spanId,
      name: `${operation.kind} ${name}`,
      kind: 'internal',
      startMs,
      endMs: this.#tracing.clock.now(),
      attributes: { 'lazuli.operation.step': name },
      events: step.events,
      error,
    })
  }

  #end(operation: Subject, status: 'Succeeded' | 'Failed' | 'Canceled', error?: string): void {
    const found = this.#underWay.get(operation.id)
    // It has told its end.
    if (!found) return
    this.#underWay.delete(operation.id)
    this.#tracing.add({
      context: found.context,
      parentId: found.parentId,
      name: operation.kind,
      kind: 'consumer',
      startMs: found.startMs,
      endMs: this.#tracing.clock.now(),
      attributes: {
        'lazuli.operation.id': operation.id,
        'lazuli.operation.status': status,
        'azure.resource.id': operation.resource,
      },
      error,
    })
  }
}

const errorName = (error: unknown): string => (error instanceof Error ? error.name : 'Error')
