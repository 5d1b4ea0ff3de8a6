// OpenTelemetry's traces: a span for each call and for each stage of it that waits for something, for
// each long-running operation and its steps, and for each attempt at a task. Loaded only where a variable
// asks for it; what is traced knows nothing of it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { NodeAgent } from '#drivers/nodes/port.ts'
import { type Clock, realClock } from '#engine/clock.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import type { Exchange, Stage } from '#server/exchange.ts'
import type { Pipeline } from '#server/pipeline.ts'
import { Exporter } from './exporter.ts'
import { OperationSpans } from './operation-spans.ts'
import { type TraceSettings, traceSettings } from './settings.ts'
import { parentIn, type Span, type SpanContext } from './span.ts'
import { tracedAgent } from './traced-agent.ts'

/** A call that is traced. */
interface Current {
  readonly context: SpanContext
  readonly startMs: number
  /** On a finer clock. */
  readonly began: number
}

/** What the makers of spans share. */
export interface Tracing {
  readonly clock: Clock
  add(span: Span): void
  /** Below `parent`, or as a trace of its own, of this id where it is given. */
  begin(parent: SpanContext | undefined, traceId?: string): SpanContext
}

export class Traces implements Tracing {
  readonly clock = realClock()
  readonly #exporter: Exporter
  readonly #settings: TraceSettings
  readonly #current = new AsyncLocalStorage<Current>()
  readonly #operations: OperationSpans

  constructor(settings: TraceSettings, report: (error: unknown) => void) {
    this.#settings = settings
    this.#exporter = new Exporter(settings, this.clock, report)
    this.#operations = new OperationSpans(this)
  }

  add(span: Span): void {
    if (span.context.isSampled) this.#exporter.add(span)
  }

  begin(parent: SpanContext | undefined, own?: string): SpanContext {
    const { followsParent, isSampled } = this.#settings
    const traceId = parent?.traceId ?? own ?? randomBytes(16).toString('hex')
    return {
      traceId,
      spanId: randomBytes(8).toString('hex'),
      isSampled: parent && followsParent ? parent.isSampled : isSampled(traceId),
    }
  }

  /** The same pipeline. `isLeftOut`: calls that come every few seconds would bury the others. */
  pipeline(pipeline: Pipeline, isLeftOut: (exchange: Exchange) => boolean): Pipeline {
    return async (exchange) => {
      if (isLeftOut(exchange)) return await pipeline(exchange)
      const parent = parentIn(exchange.headers.traceparent)
      const context = this.begin(parent)
      const current = { context, startMs: this.clock.now(), began: performance.now() }
      const reply = await this.#current.run(current, () => pipeline(exchange))
      const { correlationId, match, method, path, requestId, service } = exchange
      this.add({
        context,
        parentId: parent?.spanId,
        name: match?.route.operationId ?? method,
        kind: 'server',
        startMs: current.startMs,
        endMs: current.startMs + performance.now() - current.began,
        attributes: {
          'http.request.method': method,
          'http.response.status_code': reply.status,
          'http.route': match?.route.path,
          // Without its query, which may hold a signature.
          'url.path': path,
          'client.address': exchange.clientAddress(),
          'enduser.id': exchange.caller?.oid,
          'azure.service.request.id': requestId,
          'lazuli.correlation_id': correlationId,
          'azure.resource_provider.namespace': service?.namespace,
          'lazuli.service': service?.name,
        },
        error: reply.status >= 500 ? String(reply.status) : undefined,
      })
      return reply
    }
  }

  /** The same stage. One that waits for nothing takes microseconds: it has no span. */
  stage(name: string, stage: Stage): Stage {
    return (exchange) => {
      const current = this.#current.getStore()
      if (!current?.context.isSampled) return stage(exchange)
      const began = performance.now()
      const pending = stage(exchange)
      if (!pending) return undefined
      const end = (error?: unknown): void => this.#endStage(name, current, began, error)
      return pending.then(
        () => end(),
        (error: unknown) => {
          end(error)
          throw error
        },
      )
    }
  }

  #endStage(
    name: string,
    { context, startMs, began: first }: Current,
    began: number,
    error: unknown,
  ) {
    this.add({
      context: this.begin(context),
      parentId: context.spanId,
      name,
      kind: 'internal',
      startMs: startMs + began - first,
      endMs: startMs + performance.now() - first,
      attributes: {},
      error: error === undefined ? undefined : wordsOf(error),
    })
  }

  /** An operation is part of the trace of the call that began it. */
  begun(operation: Operation): void {
    this.#operations.begin(operation, this.#current.getStore()?.context)
  }

  wrap = (kind: Durable<never>): Durable<never> => this.#operations.wrap(kind)

  agent(agent: NodeAgent): NodeAgent {
    return tracedAgent(this, agent)
  }

  /** Sends what is left. */
  close(): Promise<void> {
    return this.#exporter.close()
  }
}

/** A refusal's code; of anything else the kind alone, since its words may tell a secret. */
const wordsOf = (error: unknown): string => {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown }
  return typeof code === 'string' ? code : String(name)
}

/** Undefined where the variables do not ask for traces. */
export function openTraces(
  variables: NodeJS.ProcessEnv,
  report: (error: unknown) => void,
): Traces | undefined {
  const settings = traceSettings(variables)
  return settings && new Traces(settings, report)
}
