// The first stage: what is no service's. Health, tokens and discovery need no caller; metrics look
// for theirs themselves.
import type { WireReply } from '#kernel/service.ts'
import type { Exchange, Stage } from '../exchange.ts'

/** Answers what is its own; undefined: the call is another's. */
export type Own = (exchange: Exchange) => Promise<WireReply | undefined> | undefined

export const front =
  (owns: readonly Own[]): Stage =>
  (exchange) => {
    for (const own of owns) {
      // Most calls are for none of them: they wait for nothing here.
      const reply = own(exchange)
      if (!reply) continue
      return reply.then((answer) => {
        exchange.reply = answer
      })
    }
  }
