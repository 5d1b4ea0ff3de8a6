// The server that users start, with keys and secrets of its own, whose callers' time a test moves on.
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { realClock } from '#engine/clock.ts'
import type { Identity } from '#identity/identity.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import { createLazuli } from '#library/lazuli.ts'
import type { LazuliOptions } from '#library/options.ts'
import type { Store } from '#store/tx.ts'

export interface TestServer {
  /** By name, not by address. */
  readonly origin: string
  readonly port: number
  readonly identity: Identity
  readonly store: Store
  readonly directory: string
  readonly ca: string
  /** The time of callers. */
  now(): Instant
  /** Moves it on. */
  pass(ms: number): void
  stop(): Promise<void>
}

export async function startServer(options: LazuliOptions = {}): Promise<TestServer> {
  let ahead = 0
  const real = realClock()
  const now = (): Instant => plus(real.now(), ahead)
  const { inside, ready, stop } = await createLazuli(options, { wall: { ...real, now } })
  const port = Number(new URL(ready.arm).port)
  return {
    origin: `https://localhost:${port}`,
    port,
    identity: inside.identity,
    store: inside.store,
    directory: inside.directory.path,
    ca: readFileSync(ready.caFile, 'utf8'),
    now,
    pass: (ms) => {
      ahead += ms
    },
    stop,
  }
}

const withVersion = (path: string): string =>
  path.startsWith('/subscriptions/') && !path.includes('?')
    ? `${path}?api-version=2021-04-01`
    : path

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** The body as JSON; the caller knows its shape. */
  json<T = Record<string, unknown>>(): T
}

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
}

/** One call over TLS, checked against the server's own authority. */
export function call(server: TestServer, path: string, sent: Sent = {}): Promise<Answer> {
  const body = sent.form && new URLSearchParams(sent.form).toString()
  const headers = {
    ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    ...sent.headers,
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${server.origin}${withVersion(path)}`,
      { method: sent.method ?? (body ? 'POST' : 'GET'), headers, ca: server.ca, agent: false },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            json: <T>() => JSON.parse(text) as T,
          })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** An access token of the first application for `scope`. */
export async function tokenFor(
  server: TestServer,
  scope = 'https://management.azure.com/.default',
): Promise<string> {
  const { tenantId, clientId, clientSecret } = server.identity.credentials
  const answer = await call(server, `/${tenantId}/oauth2/v2.0/token`, {
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope,
    },
  })
  return answer.json<{ access_token: string }>().access_token
}
