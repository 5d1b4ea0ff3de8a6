// The first stage: what is no service's. Tokens and discovery need no caller.
import type { Identity } from '#identity/identity.ts'
import type { Stage } from '../exchange.ts'

export const front =
  (identity: Pick<Identity, 'handle'>): Stage =>
  (exchange) => {
    // Most calls are not for it: they wait for nothing here.
    const reply = identity.handle(exchange)
    return reply?.then((answer) => {
      exchange.reply = answer
    })
  }
