// The first stage: what is no service's. Health, tokens and discovery need no caller; metrics look
// for theirs themselves.
import type { WireReply } from '#kernel/service.ts'
import type { Exchange, Stage } from '../exchange.ts'

/** Answers what is its own; undefined: the call is another's. */
export type Own = (exchange: Exchange) => Promise<WireReply | undefined> | undefined

/** By these names nothing else is reached. */
const OWN_NAMES: readonly unknown[] = ['login', 'metadata']
const UNKNOWN_PATH: WireReply = { status: 404, headers: {}, body: undefined }

const unknownTo = ({ azureName }: Exchange): WireReply | undefined =>
  OWN_NAMES.includes(azureName?.kind) ? UNKNOWN_PATH : undefined

export const front =
  (owns: readonly Own[]): Stage =>
  (exchange) => {
    for (const own of owns) {
      // Most calls are for none of them: they wait for nothing here.
      const reply = own(exchange)
      if (!reply) continue
      return reply.then((answer) => {
        exchange.reply = answer ?? unknownTo(exchange)
      })
    }
    exchange.reply = unknownTo(exchange)
  }
