// A server with Batch's data plane for the wire tests: the real listener, pipeline, store, engine
// and signatures; nodes are simulated, and time stands still until a test moves it. Microsoft.Batch
// on ARM is there as well, without ARM before it.

import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { saveKeys } from '#batch/accounts/account.queries.ts'
import { bootstrapBatch } from '#batch/accounts/bootstrap.ts'
import { batchDurables } from '#batch/durables.ts'
import { startBatchLoops } from '#batch/loops.ts'
import { batchManagementService } from '#batch/management/service.ts'
import type { BatchIdentity, BatchOptions, BatchPorts } from '#batch/ports.ts'
import { batchService } from '#batch/service.ts'
import { Catalogues } from '#catalogues/catalogues.ts'
import type { NodeDriver, NodeProvider } from '#drivers/nodes/provider.ts'
import { SimulatedNodes, type SimulatedOptions } from '#drivers/nodes/simulated.ts'
import type { Clock } from '#engine/clock.ts'
import { Engine } from '#engine/engine.ts'
import { signSharedKey, verifySharedKey } from '#identity/shared-key.ts'
import type { Caller } from '#kernel/handler.ts'
import { toHttpDate } from '#kernel/instant.ts'
import { authenticate } from '#server/authenticate.ts'
import { listen } from '#server/listener.ts'
import { pipelineOf } from '#server/pipeline.ts'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite.ts'
import { frozenClock, SOME_MOMENT } from '#testing/clock.ts'

export const ACCOUNT = 'lazuli'
/** The account's path on ARM. */
export const ARM_PATH = `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/lazuli/providers/Microsoft.Batch/batchAccounts/${ACCOUNT}`
export const VERSIONS = ['2022-10-01.16.0', '2023-11-01.18.0', '2024-02-01.19.0', '2024-07-01.20.0']
/** The one without certificates. */
export const NEWEST = '2025-06-01'
/** What calls speak when they do not say: the newest that serves certificates. */
const DEFAULT_VERSION = '2024-02-01.19.0'

const nobody: Caller = { kind: 'app', oid: 'tests', appId: 'tests', tenantId: 't', name: 'tests' }

export interface BatchServer extends AsyncDisposable {
  readonly origin: string
  readonly ports: BatchPorts
  /** What the pools are made of, unless the test brings its own. */
  readonly nodes: SimulatedNodes
  readonly clock: Clock
  readonly key: string
  /** What became a 500, and steps that stumbled. */
  readonly bugs: unknown[]
  /** Lets so much time pass on a clock that stands still; what falls due on the way has happened. */
  pass(ms: number): Promise<void>
  call(method: string, path: string, sent?: Sent): Promise<Answer>
}

export interface Sent {
  readonly body?: unknown
  /** Sent as it is, whatever it is. */
  readonly rawBody?: string | Buffer | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** These and no others go out. */
  readonly exactHeaders?: Readonly<Record<string, string>>
  /** `''` leaves the parameter out. */
  readonly version?: string | undefined
  /** Goes out without a signature. */
  readonly unsigned?: boolean
}

export interface Answer {
  readonly status: number
  readonly reason: string
  readonly headers: IncomingHttpHeaders
  /** Names as they were written, and values, by turns. */
  readonly rawHeaders: readonly string[]
  readonly text: string
  /** The body as JSON; undefined when there is none. */
  readonly body: Body
}
export type Body = { readonly [name: string]: Body } & string

export interface BatchServerOptions {
  readonly options?: BatchOptions
  readonly identity?: Partial<BatchIdentity>
  /** Absent: one that stands still until `pass`. */
  readonly clock?: Clock
  /** Absent: `lazuli`, with keys of its own. */
  readonly account?: { readonly name: string; readonly key: string }
  /** Absent: the simulated one. */
  readonly nodes?: NodeDriver
  /** Where the simulated nodes come from, unless they are simply there. */
  readonly provider?: (simulated: SimulatedNodes, clock: Clock) => NodeProvider
  /** Shortens lengths on the clock that stands still. */
  readonly timeScale?: number
  /** How attempts end; absent: they run until a test ends them. */
  readonly run?: SimulatedOptions['run']
}

export async function startBatch(given: BatchServerOptions = {}): Promise<BatchServer> {
  const store = new SqliteStore(':memory:')
  await migrate(store)
  const frozen = frozenClock(SOME_MOMENT, given.timeScale)
  const clock = given.clock ?? frozen
  const bugs: unknown[] = []
  const engine = new Engine({ store, clock, onRetry: (_, error) => bugs.push(error) })
  const simulated = new SimulatedNodes({ clock, ...(given.run && { run: given.run }) })
  const nodes: NodeDriver = given.nodes ?? simulated
  let counted = 0
  const ports: BatchPorts = {
    store,
    engine,
    clock,
    nodeProvider: given.provider?.(simulated, clock) ?? nodes.provider,
    nodeAgent: nodes.agent,
    identity: {
      verifySharedKey,
      verifyBearer: async () => ({ ok: false, detail: 'no token is known here' }),
      isAllowed: async () => true,
      ...given.identity,
    },
    endpoints: {
      of: () => 'batch.test',
      accountAt: () => given.account?.name ?? ACCOUNT,
      open: async () => undefined,
      close: async () => undefined,
    },
    options: given.options ?? {},
    wake: { scheduler: () => undefined, pools: () => undefined },
    onRetry: (_, error) => bugs.push(error),
    catalogues: new Catalogues(),
    newId: () => `00000000-0000-0000-0000-${String(++counted).padStart(12, '0')}`,
    random(bytes) {
      const made = Buffer.alloc(bytes, 1)
      made.writeUInt32BE(++counted)
      return made
    },
  }
  const account = await bootstrapBatch(ports, {
    subscriptionId: '11111111-1111-1111-1111-111111111111',
    resourceGroup: 'lazuli',
    location: 'westeurope',
    name: given.account?.name ?? ACCOUNT,
    by: nobody,
  })
  const key = given.account?.key ?? account.keys.primary
  await store.write((tx) => saveKeys(tx, account.name, { ...account.keys, primary: key }))
  engine.register(...batchDurables(ports))
  const dataPlane = batchService(ports)
  const management = batchManagementService(ports)
  const atDataPlane = authenticate({
    identity: { verify: async () => ({ ok: false, problem: 'malformed' }), credentials: noOne },
    tenantOf: () => undefined,
  })
  const loops = startBatchLoops(ports)
  const stage = () => undefined
  const pipeline = pipelineOf({
    services: [dataPlane, management],
    host(exchange) {
      exchange.service = exchange.path.startsWith('/subscriptions/') ? management : dataPlane
    },
    front: stage,
    async authenticate(exchange) {
      if (exchange.service === dataPlane) return await atDataPlane(exchange)
      exchange.caller = nobody
    },
    gateway: { subscription: stage, scope: stage, envelope: stage, locationOf: async () => '' },
    authorize: stage,
    journal: stage,
    onBug: (_, error) => bugs.push(error),
  })
  const listener = await listen({ host: '127.0.0.1', port: 0, tls: {}, clock, pipeline })
  return {
    origin: `http://127.0.0.1:${listener.port}`,
    ports,
    nodes: simulated,
    clock,
    key,
    bugs,
    async pass(ms) {
      await engine.idle()
      await frozen.step(ms)
      await engine.idle()
    },
    call: (method, path, sent = {}) =>
      send(listener.port, method, withVersion(path, sent), sent, {
        key,
        date: toHttpDate(clock.now()),
      }),
    async [Symbol.asyncDispose]() {
      await listener.close()
      await Promise.all([engine.stop(), loops.stop()])
      await store.close()
    },
  }
}

const noOne = { tenantId: '', clientId: '', clientSecret: '', subscriptionId: '' } as never

function withVersion(path: string, { version = DEFAULT_VERSION }: Sent): string {
  if (version === '' || /[?&]api-version=/.test(path)) return path
  return `${path}${path.includes('?') ? '&' : '?'}api-version=${version}`
}

/** A bare HTTP call: the path goes out exactly as given, signed as the official clients sign. */
function send(
  port: number,
  method: string,
  path: string,
  sent: Sent,
  signing: { readonly key: string; readonly date: string },
): Promise<Answer> {
  const json = sent.body === undefined ? undefined : JSON.stringify(sent.body)
  const body = sent.rawBody ?? json
  const headers: Record<string, string> = sent.exactHeaders ?? {
    'content-type': 'application/json; odata=minimalmetadata; charset=utf-8',
    ...(body === undefined && (method === 'GET' || method === 'HEAD')
      ? {}
      : { 'content-length': String(Buffer.byteLength(body ?? '')) }),
    'ocp-date': signing.date,
    ...sent.headers,
  }
  if (!sent.unsigned && !headers.authorization) {
    const signed = signSharedKey({ method, url: path, headers }, ACCOUNT, signing.key)
    headers.authorization = `SharedKey ${signed}`
  }
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { port, host: '127.0.0.1', method, path, headers, agent: false },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const isJson = incoming.headers['content-type']?.startsWith('application/json')
          resolve({
            status: incoming.statusCode ?? 0,
            reason: incoming.statusMessage ?? '',
            headers: incoming.headers,
            rawHeaders: incoming.rawHeaders,
            text,
            body: (isJson && text !== '' ? JSON.parse(text) : undefined) as Body,
          })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
