// Who calls. What belongs here is ARM's gate: the bearer token and the refusals of it; a data plane
// knows its callers by itself.
import { ARM_AUDIENCES } from '#identity/audiences.ts'
import { gateError } from '#identity/errors.ts'
import type { Identity } from '#identity/identity.ts'
import { issuerOf, type TokenProblem, type Verified } from '#identity/tokens.ts'
import { after, type Soon } from '#kernel/caching/soon.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Instant } from '#kernel/instant.ts'
import { authorityFor } from '#kernel/names/azure-names.ts'
import type { RawCall } from '#kernel/service.ts'
import type { Exchange, Stage } from '../exchange.ts'

export interface AuthenticateParts {
  readonly identity: Pick<Identity, 'verify' | 'credentials'>
  /** The tenant of a subscription; undefined when there is no such subscription. */
  readonly tenantOf: (subscriptionId: string) => string | undefined
}

export function authenticate(parts: AuthenticateParts): Stage {
  const gate = (exchange: Exchange): Soon<void> => {
    const expected = parts.tenantOf(subscriptionIn(exchange.path) ?? '')
    const challenge = new Challenge(exchange, expected ?? parts.identity.credentials.tenantId)
    const header = exchange.headers.authorization
    if (typeof header !== 'string') throw challenge.missing()
    const bearer = bearerIn(header)
    if (bearer === undefined) throw challenge.error('AuthenticationFailedInvalidHeader')
    const admit = (verified: Verified): void => {
      if (!verified.ok) throw challenge.refusal(verified)
      if (expected && verified.caller.tenantId !== expected) {
        throw challenge.wrongTenant(verified.caller.tenantId, expected)
      }
      exchange.caller = verified.caller
    }
    const verified = parts.identity.verify(bearer, exchange.audiences, exchange.now)
    return after(verified, admit)
  }
  return (exchange) => {
    const { authenticate: ofService, plane } = exchange.service!
    if (plane !== 'data' || !ofService) return gate(exchange)
    return after(ofService.call(exchange.service, exchange), (caller) => {
      exchange.caller = caller
    })
  }
}

/** Regular expressions would look at each sign of a token. */
function bearerIn(header: string): string | undefined {
  const scheme = /^Bearer +/i.exec(header)?.[0]
  const token = header.slice(scheme?.length)
  return scheme && token && !token.includes(' ') && !token.includes('\t') ? token : undefined
}

const subscriptionIn = (path: string): string | undefined =>
  /^\/*subscriptions\/+([^/]+)/i.exec(path)?.[1]

/** A 401 tells the client where to get a token that would do. */
class Challenge {
  readonly #call: RawCall
  readonly #tenantId: string

  constructor(call: RawCall, tenantId: string) {
    this.#call = call
    this.#tenantId = tenantId
  }

  missing(): AzureError {
    return this.error(
      'AuthenticationFailed',
      {},
      "The authentication failed because of missing 'Authorization' header.",
    )
  }

  refusal(refused: TokenProblem): AzureError {
    switch (refused.problem) {
      case 'expired':
        return this.error('ExpiredAuthenticationToken', {
          expiry: usTime(refused.expiredAt),
          now: usTime(this.#call.now),
        })
      case 'audience':
        return this.error('InvalidAuthenticationTokenAudience', {
          audience: refused.audience,
          allowed: ARM_AUDIENCES.map((audience) => `'${audience}'`).join(','),
        })
      case 'malformed':
      case 'signature':
      case 'not-yet-valid':
      case 'issuer':
        return this.error('InvalidAuthenticationToken')
    }
  }

  wrongTenant(actual: string, expected: string): AzureError {
    return this.error('InvalidAuthenticationTokenTenant', {
      issuer: issuerOf(actual),
      expected: issuerOf(expected),
      authority: `${authorityFor(this.#call.origin)}/${expected}`,
    })
  }

  error(
    code: Parameters<typeof gateError>[0],
    names: Readonly<Record<string, string>> = {},
    description?: string,
  ): AzureError {
    const { message } = gateError(code, names)
    const authority = `${authorityFor(this.#call.origin)}/${this.#tenantId}`
    // A quote would end the parameter: header values cannot carry one any other way.
    const words = (description ?? message).replaceAll('"', "'")
    const challenge =
      `Bearer authorization_uri="${authority}", error="invalid_token", ` +
      `error_description="${words}"`
    return gateError(code, names, { headers: { 'www-authenticate': challenge } })
  }
}

/** `12/13/2018 7:25:27 AM`: the gate prints its times the American way. */
function usTime(at: Instant): string {
  const date = new Date(at)
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = date.getUTCHours()
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${day} ${clock} ${hours < 12 ? 'AM' : 'PM'}`
}
