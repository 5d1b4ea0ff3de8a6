// Calls with the owner's token, over connections that are kept: what the handles of a test work with.
import type { Agent } from 'node:https'
import { realClock } from '#engine/clock.ts'
import { type Answer, callOver, refusalIn, tokenForm, tokenIn } from './connection.ts'
import { dialledHost, type Ready } from './ready/ready.ts'

/** A refusal of the server, as what a test calls throws it. */
export class LazuliError extends Error {
  override readonly name = 'LazuliError'
  readonly code: string
  readonly status: number

  constructor(status: number, code: string, message: string) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** A token is taken anew when it has less than this left. */
const TOKEN_MARGIN_MS = 60_000

export interface KnownToken {
  readonly token: string
  /** Milliseconds since 1970. */
  readonly expiresOnTimestamp: number
}

/** Tokens are good for as long as the world's time says, whatever time the server has. */
const { now } = realClock()

export class Admin {
  readonly #ready: Ready
  readonly #ca: string
  readonly agent: Agent
  readonly #tokens = new Map<string, Promise<KnownToken>>()

  constructor(ready: Ready, ca: string) {
    this.#ready = ready
    this.#ca = ca
    // As in the server's listener: an `import` would load much more.
    const https = process.getBuiltinModule('node:https')
    this.agent = new https.Agent({ keepAlive: true, ca })
  }

  /** A token for a scope: `https://management.azure.com/.default`, say. */
  async token(scope: string): Promise<KnownToken> {
    const known = await this.#tokens.get(scope)
    if (known && known.expiresOnTimestamp - now() > TOKEN_MARGIN_MS) return known
    const asked = this.#askToken(scope)
    this.#tokens.set(scope, asked)
    asked.catch(() => this.#tokens.delete(scope))
    return await asked
  }

  async #askToken(scope: string): Promise<KnownToken> {
    const path = `/${this.#ready.tenantId}/oauth2/v2.0/token`
    const answer = await this.#over('POST', path, tokenForm(this.#ready, scope))
    const { token, secondsLeft } = tokenIn(answer)
    return { token, expiresOnTimestamp: now() + secondsLeft * 1000 }
  }

  /** Calls Resource Manager or Lazuli's own API, and answers the body. Throws a `LazuliError`. */
  async call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const { token } = await this.token('https://management.azure.com/.default')
    const answer = await this.#over(method, path, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (answer.status >= 400) {
      const { code, message } = refusalIn(answer)
      throw new LazuliError(answer.status, code, message)
    }
    return (answer.body === '' ? undefined : JSON.parse(answer.body)) as Body
  }

  #over(method: string, path: string, options: Parameters<typeof callOver>[4]): Promise<Answer> {
    const transport = { ca: this.#ca, agent: this.agent, dial: dialledHost(this.#ready) }
    return callOver(transport, this.#ready.arm, method, path, options)
  }

  close(): void {
    this.agent.destroy()
  }
}
