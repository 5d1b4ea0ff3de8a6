// The way of every call, read top to bottom. A stage refuses by throwing an AzureError.
import { randomUUID } from 'node:crypto'
import type { Soon } from '#kernel/caching/soon.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { Reply } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ReplyContext, Service, WireReply } from '#kernel/service.ts'
import { armError, armReply } from './arm-wire.ts'
import { ClientGone, type Exchange, type Stage } from './exchange.ts'
import { isPerson, personPage } from './person-page.ts'
import type { CallerLimits } from './stages/caller-limits.ts'
import type { Gateway } from './stages/gateway.ts'
import { recall } from './stages/known-call.ts'
import {
  admit,
  askedVersion,
  contract,
  handle,
  readBody,
  route,
  validateBody,
  validateParameters,
  version,
} from './stages/stages.ts'

export interface PipelineParts {
  readonly services: readonly Service[]
  /** Chooses the service by host, port and path. */
  readonly host: Stage
  /** Answers what is no service's: tokens, discovery, the admin API. */
  readonly front: Stage
  readonly authenticate: Stage
  /** Subscription there, provider registered, group not being deleted: ARM's own checks. */
  readonly gateway: Gateway
  /** How many calls the caller has left. Absent: they are not counted. */
  readonly throttle?: Stage
  /** What one caller may take of the server. Absent: all of it. */
  readonly callerLimits?: CallerLimits | undefined
  readonly authorize: Stage
  /** The same for what services count. Absent: it is not counted. */
  readonly serviceThrottle?: Stage
  /** The time of the work, where that is not the wall's. Absent: it is. */
  readonly now?: () => Instant
  /** Put around what answers: lets go wrong what a user asked for. */
  readonly faults?: (answer: Stage) => Stage
  /** Put around each stage: tells how long it took, say. */
  readonly around?: ((name: string, stage: Stage) => Stage) | undefined
  /** Told of every call once it is answered. */
  readonly journal: (exchange: Exchange) => void
  /** Told of a bug: what became a 500. */
  readonly onBug: (exchange: Exchange, error: unknown) => void
}

/** For the journal alone. The status is nginx's: HTTP has none for it. */
const UNANSWERED: WireReply = { status: 499, headers: {}, body: undefined }

/** Answers at once where nothing had to be waited for. */
export type Pipeline = (exchange: Exchange) => Soon<WireReply>

export function pipelineOf(parts: PipelineParts): Pipeline {
  const { callerLimits } = parts
  const handled = handle(reply, parts.now)
  const named: readonly (readonly [string, Stage | undefined])[] = [
    ['front', parts.front],
    ['host', parts.host],
    ['recall', recall()],
    ['admit', admit],
    // Seen of the real ARM: a missing api-version comes before a missing token.
    ['asked version', askedVersion],
    // Authentication comes before what there is: a stranger learns nothing.
    ['authenticate', parts.authenticate],
    ['caller limits', callerLimits?.enter],
    ['subscription', parts.gateway.subscription],
    ['throttle', parts.throttle],
    ['route', route(parts.services)],
    ['version', version(parts.gateway.locationOf)],
    // May the caller do it comes before whether the group exists: a 403 tells less than a 404.
    ['authorize', parts.authorize],
    ['scope', parts.gateway.scope],
    ['service throttle', parts.serviceThrottle],
    ['contract', contract()],
    ['parameters', validateParameters],
    ['read body', readBody],
    ['envelope', parts.gateway.envelope],
    ['validate body', validateBody],
    ['handle', parts.faults?.(handled) ?? handled],
  ]
  const stages = named.flatMap(([name, stage]) =>
    stage ? [parts.around?.(name, stage) ?? stage] : [],
  )
  const refused = (exchange: Exchange, error: unknown): WireReply => {
    exchange.reply = error instanceof ClientGone ? UNANSWERED : refuse(exchange, error, parts)
    return ended(exchange)
  }
  const ended = (exchange: Exchange): WireReply => {
    callerLimits?.leave(exchange)
    parts.journal(exchange)
    return exchange.reply!
  }
  /** From a stage on, the stage before it having to be waited for. */
  const goOn = async (exchange: Exchange, waited: Promise<void>, next: number) => {
    try {
      await waited
      for (let at = next; at < stages.length && !exchange.reply; at++) {
        const pending = stages[at]!(exchange)
        if (pending) await pending
      }
    } catch (error) {
      return refused(exchange, error)
    }
    return ended(exchange)
  }
  return (exchange) => {
    try {
      for (let at = 0; at < stages.length && !exchange.reply; at++) {
        const pending = stages[at]!(exchange)
        if (pending) return goOn(exchange, pending, at + 1)
      }
    } catch (error) {
      return refused(exchange, error)
    }
    return ended(exchange)
  }
}

function reply(exchange: Exchange, answer: Reply): Promise<void> | undefined {
  const context = contextOf(exchange)
  const operation = exchange.operation!
  const { write } = exchange.service!
  const { status, source, page, body } = answer
  if (page) {
    return operation.printPage(status, page).then((text) => {
      exchange.reply = armReply(answer, context, text)
    })
  }
  if (source) {
    exchange.reply = armReply(answer, context, operation.print(status, source))
    return undefined
  }
  const isEmpty = body === undefined || body === null
  const pruned = { ...answer, body: isEmpty ? body : operation.prune(status, body) }
  exchange.reply = write?.(pruned, context) ?? armReply(pruned, context)
  return undefined
}

function refuse(exchange: Exchange, error: unknown, parts: PipelineParts): WireReply {
  const service = exchange.service ?? parts.services[0]!
  let refusal: AzureError
  if (error instanceof AzureError) refusal = error
  else {
    parts.onBug(exchange, error)
    refusal = service.refuse.internal(error)
  }
  const context = contextOf(exchange)
  // A shape says whose words they are: ARM's gateway answers for a provider in its own envelope.
  const written = service.writeError?.(refusal, context) ?? armError(refusal, context)
  return isPerson(exchange) ? personPage(exchange, refusal, written) : written
}

const isArms = (service: Service | undefined): boolean =>
  service?.plane !== 'data' && service?.namespace === undefined

const contextOf = (exchange: Exchange): ReplyContext => ({
  method: exchange.method,
  url: exchange.url,
  path: exchange.path,
  query: exchange.query,
  headers: exchange.headers,
  origin: exchange.origin,
  now: exchange.now,
  localPort: exchange.localPort,
  // Seen of the real one: what ARM itself answers has one id for both.
  requestId: isArms(exchange.service) ? exchange.correlationId : exchange.requestId,
  correlationId: exchange.correlationId,
  operationId: exchange.match?.route.operationId,
  apiVersion: exchange.apiVersion,
  caller: exchange.caller,
  quota: exchange.quota,
  contentType: exchange.service?.contentType,
})

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A GUID that the client chose, or a new one when it sent none or something else. */
export const guidOr = (
  sent: string | string[] | undefined,
  newId: () => string = randomUUID,
): string => (typeof sent === 'string' && GUID.test(sent) ? sent : newId())
