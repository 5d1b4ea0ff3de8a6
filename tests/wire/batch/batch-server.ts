// Batch in the server that users start, for the wire tests: nodes are simulated, and time stands still
// until a test moves it. Its data plane is called at the account's own port, signed with its key, and
// Microsoft.Batch on ARM with the first application's token.

import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { accountKeyOf } from '#batch/keys.ts'
import type { BatchPorts } from '#batch/ports.ts'
import type { NodeDriver, NodeProvider } from '#drivers/nodes/provider.ts'
import { SimulatedNodes, type SimulatedOptions } from '#drivers/nodes/simulated/simulated.ts'
import type { ServerClock } from '#engine/clock.ts'
import { signSharedKey } from '#identity/shared-key.ts'
import { toHttpDate } from '#kernel/instant.ts'
import type { LazuliOptions } from '#library/options.ts'
import { sql } from '#store/sql.ts'
import { frozenClock, SOME_MOMENT } from '#testing/clock.ts'
import { SUBSCRIPTION, TestLazuli } from '#testing/lazuli.ts'

export const ACCOUNT = accountKeyOf('lazuli')
/** The account's path on ARM. */
export const ARM_PATH = `/subscriptions/${SUBSCRIPTION}/resourceGroups/lazuli/providers/Microsoft.Batch/batchAccounts/${ACCOUNT}`
export const VERSIONS = ['2022-10-01.16.0', '2023-11-01.18.0', '2024-02-01.19.0', '2024-07-01.20.0']
/** The one without certificates. */
export const NEWEST = '2025-06-01'
/** What calls speak when they do not say: the newest that serves certificates. */
const DEFAULT_VERSION = '2024-02-01.19.0'

export interface BatchServer extends AsyncDisposable {
  readonly origin: string
  readonly ports: BatchPorts
  /** What the pools are made of, unless the test brings its own. */
  readonly nodes: SimulatedNodes
  readonly clock: ServerClock
  readonly key: string
  /** What became a 500, and steps that failed and are retried. */
  readonly bugs: readonly unknown[]
  readonly lazuli: TestLazuli
  /** Lets so much time pass on a clock that stands still; what falls due on the way has happened. */
  pass(ms: number): Promise<void>
  /** As after `kill -9`, with the same nodes. */
  restart(): Promise<void>
  call(method: string, path: string, sent?: Sent): Promise<Answer>
  /** Calls to another account's endpoint. */
  at(origin: string): Pick<BatchServer, 'call' | 'origin'>
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
  readonly options?: LazuliOptions
  /** Of the callers: what they sign is checked against it. Absent: the real time. */
  readonly wall?: ServerClock
  /** Absent: the simulated one. */
  readonly nodes?: NodeDriver
  /** Absent: one that stands still until `pass`. */
  readonly clock?: ServerClock
  /** Where the simulated nodes come from, unless they are simply there. */
  readonly provider?: (simulated: SimulatedNodes, clock: ServerClock) => NodeProvider
  /** Shortens lengths on the clock that stands still. */
  readonly timeScale?: number
  /** How attempts end; absent: they run until a test ends them. */
  readonly run?: SimulatedOptions['run']
}

export async function startBatch(given: BatchServerOptions = {}): Promise<BatchServer> {
  const frozen = frozenClock(SOME_MOMENT, given.timeScale)
  const clock = given.clock ?? frozen
  const nodes = new SimulatedNodes({ clock, ...(given.run && { run: given.run }) })
  const provider = given.provider?.(nodes, clock) ?? nodes.provider
  // The nodes outlive a server that starts again.
  const simulated: NodeDriver = { provider, agent: nodes.agent, close: async () => undefined }
  const driver = given.nodes ?? simulated
  let counted = 0
  const lazuli = await TestLazuli.start({
    ...(given.options && { options: given.options }),
    ...(given.wall && { wall: given.wall }),
    clock,
    nodes: driver,
    newId: () => `00000000-0000-0000-0000-${String(++counted).padStart(12, '0')}`,
    random(bytes) {
      const made = Buffer.alloc(bytes, 1)
      made.writeUInt32BE(++counted)
      return made
    },
  })
  // Its loops run from now on, as after a first call.
  const begin = () => lazuli.inside.batch.dataPlane.handlers()
  await begin()
  const { key } = lazuli.ready.batch!
  const origin = (): string => `http://${new URL(lazuli.ready.batch!.endpoint).host}`
  const at = (origin: string): Pick<BatchServer, 'call' | 'origin'> => ({
    origin,
    async call(method, path, sent = {}) {
      const url = withVersion(path, sent)
      if (/^\/(subscriptions|providers|lazuli)\//.test(path)) {
        const headers = { authorization: `Bearer ${await lazuli.token()}`, ...sent.headers }
        return await send(lazuli.port, method, url, { ...sent, headers, unsigned: true })
      }
      const date = toHttpDate(lazuli.inside.wall.now())
      return await send(Number(new URL(origin).port), method, url, sent, { key, date })
    },
  })
  return {
    get origin() {
      return origin()
    },
    call: (method, path, sent) => at(origin()).call(method, path, sent),
    at,
    get ports() {
      return lazuli.inside.batch.ports
    },
    nodes,
    clock,
    key,
    lazuli,
    get bugs() {
      return lazuli.reported.map(({ error }) => error)
    },
    async pass(ms) {
      await lazuli.inside.background.idle()
      await frozen.step(ms)
      await lazuli.inside.background.idle()
    },
    async restart() {
      await lazuli.restart()
      await begin()
    },
    async [Symbol.asyncDispose]() {
      await lazuli[Symbol.asyncDispose]()
      await nodes.close()
    },
  }
}

/** A Batch token of the first user, who may do everything. */
export const userToken = async ({ lazuli }: BatchServer): Promise<string> => {
  const { tenantId, clientId, user } = lazuli.ready
  const form = new URLSearchParams({
    grant_type: 'password',
    client_id: clientId,
    client_secret: lazuli.ready.clientSecret,
    username: user.name,
    password: user.password,
    scope: 'https://batch.core.windows.net/.default',
  })
  const url = `http://127.0.0.1:${lazuli.port}/${tenantId}/oauth2/v2.0/token`
  const answer = await fetch(url, { method: 'POST', body: form })
  return ((await answer.json()) as { readonly access_token: string }).access_token
}

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
  signing?: { readonly key: string; readonly date: string },
): Promise<Answer> {
  const json = sent.body === undefined ? undefined : JSON.stringify(sent.body)
  const body = sent.rawBody ?? json
  const headers: Record<string, string> = sent.exactHeaders ?? {
    'content-type': 'application/json; odata=minimalmetadata; charset=utf-8',
    ...(body === undefined && (method === 'GET' || method === 'HEAD')
      ? {}
      : { 'content-length': String(Buffer.byteLength(body ?? '')) }),
    ...(signing && { 'ocp-date': signing.date }),
    ...sent.headers,
  }
  if (signing && !sent.unsigned && !headers.authorization) {
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

/** Gives the account what no call could give it here. */
export async function changeAccount(batch: BatchServer, properties: object): Promise<void> {
  await batch.ports.store.write(async (tx) => {
    const row = await tx.get<{ body: string }>(
      sql`select body from arm_resource where id = ${ARM_PATH}`,
    )
    const body = JSON.stringify({ ...(JSON.parse(row!.body) as object), ...properties })
    await tx.run(sql`update arm_resource set body = ${body} where id = ${ARM_PATH}`)
  })
}
