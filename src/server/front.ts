// The first stage: what is no service's. Tokens and discovery need no caller; the admin API under
// `/lazuli` needs an owner of the subscription.
import type { Identity } from '#identity/identity.ts'
import type { Caller } from '#kernel/handler.ts'
import type { WireReply } from '#kernel/service.ts'
import type { Exchange, Stage } from './exchange.ts'

/** Answers one path below `/lazuli/`. */
export type AdminCall = (exchange: Exchange, caller: Caller) => Promise<WireReply> | WireReply

export interface FrontParts {
  readonly identity: Pick<Identity, 'handle' | 'verify' | 'isAllowed' | 'credentials'>
  /** By `GET status`: method and path below `/lazuli/`. */
  readonly admin: Readonly<Record<string, AdminCall>>
}

const ADMIN = /^\/lazuli\/([^?]*?)\/?$/

export const adminReply = (status: number, body: unknown): WireReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})

const refusal = (status: number, code: string, message: string): WireReply =>
  adminReply(status, { error: { code, message } })

export function front(parts: FrontParts): Stage {
  return async (exchange) => {
    const path = ADMIN.exec(exchange.path)?.[1]
    exchange.reply =
      path === undefined
        ? await parts.identity.handle(exchange)
        : await administer(parts, exchange, path)
  }
}

async function administer(parts: FrontParts, exchange: Exchange, path: string): Promise<WireReply> {
  const { identity } = parts
  const bearer = /^Bearer +(\S+)$/i.exec(String(exchange.headers.authorization ?? ''))?.[1]
  if (!bearer) return refusal(401, 'AuthenticationFailed', 'The admin API needs a bearer token.')
  const verified = await identity.verify(bearer, exchange.audiences, exchange.now)
  if (!verified.ok) {
    return refusal(401, 'InvalidAuthenticationToken', 'The access token is not accepted.')
  }
  const scope = `/subscriptions/${identity.credentials.subscriptionId}`
  // Of the general roles only Owner permits this one; Contributor stops short of it.
  const action = 'Microsoft.Authorization/elevateAccess/action'
  if (!(await identity.isAllowed(verified.caller, action, scope))) {
    return refusal(403, 'AuthorizationFailed', 'The admin API is for owners of the subscription.')
  }
  const call = parts.admin[`${exchange.method} ${path}`]
  if (!call) return refusal(404, 'NotFound', `There is no ${exchange.method} /lazuli/${path}.`)
  return await call(exchange, verified.caller)
}
