// A listener with the identity front and ARM's gate before it, and behind the gate nothing but an
// echo of who called and what the call amounts to.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realClock } from '#engine/clock.ts'
import { createIdentity, type Identity, type IdentityOptions } from '#identity/identity.ts'
import { AzureError } from '#kernel/catalogue.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Service, WireReply } from '#kernel/service.ts'
import { armError } from '#server/arm-wire.ts'
import { authenticate } from '#server/authenticate.ts'
import { actionOf, authorize } from '#server/authorize.ts'
import type { Exchange } from '#server/exchange.ts'
import { listen } from '#server/listener.ts'
import type { Pipeline } from '#server/pipeline.ts'
import { tlsMaterial } from '#server/tls.ts'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite.ts'

export interface TestServer {
  readonly origin: string
  readonly port: number
  readonly identity: Identity
  readonly store: SqliteStore
  readonly directory: string
  readonly ca: string
  readonly caPath: string
  /** Moves the server's clock on. */
  pass(ms: number): void
  /** Adds a tenant's subscription to those that the gate knows. */
  addSubscription(id: string, tenantId: string): void
  stop(): Promise<void>
}

export async function startServer(options: Partial<IdentityOptions> = {}): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-identity-'))
  let ahead = 0
  const clock = { now: (): Instant => plus(realClock().now(), ahead) }
  const store = new SqliteStore(':memory:')
  await migrate(store)
  const tls = tlsMaterial({ directory, now: clock.now() })
  const identity = await createIdentity({ store, directory, now: clock.now, ...options })
  const { subscriptionId, tenantId } = identity.credentials
  const tenants = new Map([[subscriptionId, tenantId]])
  const pipeline = gate(identity, (id) => tenants.get(id))
  const listener = await listen({ host: '127.0.0.1', port: 0, tls, clock, pipeline })
  return {
    origin: `https://localhost:${listener.port}`,
    port: listener.port,
    identity,
    store,
    directory,
    ca: readFileSync(tls.caPath, 'utf8'),
    caPath: tls.caPath,
    pass: (ms) => {
      ahead += ms
    },
    addSubscription: (id, tenant) => tenants.set(id, tenant),
    async stop() {
      await listener.close()
      await store.close()
      rmSync(directory, { recursive: true })
    },
  }
}

const service = { plane: 'arm' } as Service

function gate(identity: Identity, tenantOf: (id: string) => string | undefined): Pipeline {
  const stages = [authenticate({ identity, tenantOf }), authorize(identity)]
  return async (exchange) => {
    const own = await identity.handle(exchange)
    if (own) return own
    exchange.service = service
    exchange.match = {
      route: { operationId: 'Echo', method: exchange.method, path: '', versions: [] },
      params: {},
    }
    try {
      for (const stage of stages) await stage(exchange)
      return echo(exchange)
    } catch (error) {
      if (!(error instanceof AzureError)) throw error
      return armError(error, {
        ...exchange,
        operationId: undefined,
        apiVersion: undefined,
        caller: undefined,
      })
    }
  }
}

function echo(exchange: Exchange): WireReply {
  const demand = actionOf(exchange.method, exchange.path)
  const body = JSON.stringify({ caller: exchange.caller, demand })
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** The body as JSON; whoever asks knows its shape. */
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
      `${server.origin}${path}`,
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
