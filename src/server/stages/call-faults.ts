// Lets calls go wrong where a user asked for it: it wraps what answers them, and handlers know nothing
// of it.
import { Readable } from 'node:stream'
import type { Faults } from '#engine/faults/faults.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { WireReply } from '#kernel/service.ts'
import type { Exchange, Stage } from '../exchange.ts'

/** The connection ends without an answer. For the journal, the status that a client gone has too. */
const DROPPED: WireReply = { status: 499, headers: {}, body: undefined, isDropped: true }

export const withFaults =
  (faults: Pick<Faults, 'isEmpty' | 'strike' | 'delay'>) =>
  (answer: Stage): Stage =>
  (exchange) =>
    faults.isEmpty || exchange.service?.name === 'lazuli'
      ? answer(exchange)
      : answerOrFail(faults, answer, exchange)

async function answerOrFail(
  faults: Pick<Faults, 'strike' | 'delay'>,
  answer: Stage,
  exchange: Exchange,
): Promise<void> {
  const service = exchange.service!
  const effect = faults.strike({
    operationId: exchange.match!.route.operationId,
    service: service.name,
    resource: exchange.path,
    caller: exchange.caller?.name,
  })
  if (effect) await faults.delay(effect)
  const { status, error, retryAfter, drop } = effect ?? {}
  if (drop === 'before') {
    exchange.reply = DROPPED
    return
  }
  if (error && status !== undefined) {
    const extras = retryAfter === undefined ? {} : { headers: { 'retry-after': `${retryAfter}` } }
    throw new AzureError(service.errorShape, error.code, status, error.message, extras)
  }
  const answering = answer(exchange)
  // What fails by itself is dropped as well: the client gets no answer to either.
  if (drop === 'after') {
    await Promise.resolve(answering).catch(() => undefined)
    const { body } = exchange.reply ?? {}
    if (body instanceof Readable) body.destroy()
    exchange.reply = DROPPED
  } else await answering
}
