// The first stage: what is no service's. Tokens and discovery need no caller.
import type { Identity } from '#identity/identity.ts'
import type { Stage } from './exchange.ts'

export const front =
  (identity: Pick<Identity, 'handle'>): Stage =>
  async (exchange) => {
    exchange.reply = await identity.handle(exchange)
  }
