// The process in which Azurite runs: a child that ends when its parent does. It takes its settings as
// one line on stdin, answers its ports as one line on stdout, and saves and ends when stdin closes. Each
// further line names an account whose bytes are to go, and is answered with whether they have gone. Little
// blobs come down the pipe that is its fourth file.
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { caller, rememberCallers } from './callers.ts'
import { checksumsOf } from './checksums.ts'
import { AccountExtents, type ExtentServer } from './extents.ts'
import { LittlePuts, type PutServer } from './little-puts.ts'
import { answerPuts } from './put-pipe.ts'

interface Settings {
  readonly directory: string
  readonly key: string
}

interface AzuriteServer {
  readonly httpServer: Server
  start(): Promise<void>
  close(): Promise<void>
  getHttpServerAddress(): string
}

type Made<T> = { readonly default: new (...parts: readonly unknown[]) => T }

const load = createRequire(import.meta.url)
const HOST = '127.0.0.1'

/** Any name is an account: permissions are checked before a call comes here. */
function knowEveryAccount(key: string): void {
  const { default: accounts } = load('azurite/dist/src/common/AccountDataStore.js') as Made<object>
  const key1 = Buffer.from(key, 'base64')
  Object.assign(accounts.prototype, { getAccount: (name: string) => ({ name, key1 }) })
}

/** Of large blobs its own takes more time than all else. Older versions have none. */
function computeChecksumsFaster(): void {
  const utils = load('azurite/dist/src/common/utils/utils.js') as Record<string, unknown>
  const name = 'computeTransactionalChecksums'
  if (name in utils) utils[name] = checksumsOf
}

type Copy = (
  context: unknown,
  from: unknown,
  to: unknown,
  source: string,
  ...rest: unknown[]
) => unknown

/** The address by which it reads a source is between it and the front, and has a signature in it. */
function nameSourcesAsCallersDo(): void {
  const path = 'azurite/dist/src/blob/persistence/LokiBlobMetadataStore.js'
  const store = (load(path) as Made<object>).default.prototype as Record<string, Copy>
  for (const name of ['startCopyFromURL', 'copyFromURL']) {
    const copy = store[name]!
    store[name] = function (context, from, to, source, ...rest) {
      const named = caller()?.source ?? source.split('?', 1)[0]!
      return copy.call(this, context, from, to, named, ...rest)
    }
  }
}

interface Asked {
  getMethod(): string
  getQuery(name: string): string | undefined
}

interface Operation {
  readonly queryParameters?: readonly {
    readonly mapper: { serializedName?: string; isConstant?: boolean; defaultValue?: unknown }
  }[]
}

type Dispatch = (
  context: { readonly operation: number },
  request: Asked,
  next: (error?: unknown) => void,
  logger: unknown,
) => void

/**
 * It takes a call for the operation of which most can be found in it: a call that says that it sets tags
 * for one that writes the blob, if it has all headers of that. Who called was asked about what it says.
 */
function doOnlyWhatIsAsked(kind: 'blob' | 'queue'): void {
  const place = `azurite/dist/src/${kind}/generated`
  const { default: operations } = load(`${place}/artifacts/specifications.js`) as {
    default: Readonly<Record<number, Operation>>
  }
  const middleware = load(`${place}/middleware/dispatch.middleware.js`) as { default: Dispatch }
  const { default: Refusal } = load(`${place}/errors/UnsupportedRequestError.js`) as Made<Error>
  const dispatch = middleware.default
  middleware.default = (context, request, next, logger) => {
    const goOn = (error?: unknown): void => {
      const comp = operations[context.operation]?.queryParameters?.find(
        ({ mapper }) => mapper.serializedName === 'comp',
      )?.mapper.defaultValue
      const asked = request.getQuery('comp')
      // Reading a blob's metadata is reading the blob.
      const isRead = asked === 'metadata' && ['GET', 'HEAD'].includes(request.getMethod())
      next(error ?? (comp === asked || isRead ? undefined : new Refusal()))
    }
    dispatch(context, request, goOn, logger)
  }
}

const KEEP_ALIVE_S = 65
const PUT_PIPE = 3
const now = (): Date => new Date()

function serverOf(kind: 'blob' | 'queue' | 'table', directory: string): AzuriteServer {
  const name = kind.charAt(0).toUpperCase() + kind.slice(1)
  const server = load(`azurite/dist/src/${kind}/${name}Server.js`) as Made<AzuriteServer>
  const settings = load(`azurite/dist/src/${kind}/${name}Configuration.js`) as Made<object>
  const file = (part: string): string => join(directory, `${kind}-${part}`)
  const files =
    kind === 'table'
      ? [file('records.json')]
      : [
          file('records.json'),
          file('extents.json'),
          [
            {
              locationId: 'Default',
              locationPath: file('bytes'),
              maxConcurrency: kind === 'blob' ? 50 : 10,
            },
          ],
        ]
  // No access log, no debug log; loose about headers that it does not know; no check of versions.
  const logs =
    kind === 'table' ? [false, false, undefined, undefined] : [false, undefined, false, undefined]
  return new server.default(
    new settings.default(HOST, 0, KEEP_ALIVE_S, ...files, ...logs, true, true),
  )
}

async function removeBytes(extents: readonly AccountExtents[], account: string): Promise<void> {
  const removals = extents.map((each) => each.remove(account))
  const answer = await Promise.all(removals).then(
    (all) => ({ account, isRemoved: all.every(Boolean) }),
    (error: unknown) => ({ account, isRemoved: false, problem: String(error) }),
  )
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}

const portOf = (server: AzuriteServer): number =>
  Number(new URL(server.getHttpServerAddress()).port)

async function run(orders: AsyncIterableIterator<string>): Promise<void> {
  const { directory, key } = JSON.parse((await orders.next()).value as string) as Settings
  knowEveryAccount(key)
  computeChecksumsFaster()
  nameSourcesAsCallersDo()
  for (const kind of ['blob', 'queue'] as const) doOnlyWhatIsAsked(kind)
  const [blob, queue, table] = [
    serverOf('blob', directory),
    serverOf('queue', directory),
    serverOf('table', directory),
  ]
  const servers = [blob, queue, table]
  for (const { httpServer } of servers) rememberCallers(httpServer)
  const extentsOf = (server: AzuriteServer) =>
    new AccountExtents(server as unknown as ExtentServer, now)
  const blobExtents = extentsOf(blob)
  const extents = [blobExtents, extentsOf(queue)]
  await Promise.all(servers.map((server) => server.start()))
  const puts = new LittlePuts(blob as unknown as PutServer, blobExtents, now)
  answerPuts(new Socket({ fd: PUT_PIPE, readable: true, writable: true }), (head, body) =>
    puts.put(head, body),
  )
  const ports = { blob: portOf(blob), queue: portOf(queue), table: portOf(table) }
  process.stdout.write(`${JSON.stringify(ports)}\n`)
  for await (const account of orders) void removeBytes(extents, account)
  await puts.done()
  await Promise.allSettled(servers.map((server) => server.close()))
  process.exit(0)
}

// Signals of a terminal reach the whole group: the parent says when to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
// The reader of its answers may have gone: then stdin closes as well.
process.stdout.on('error', () => undefined)
run(createInterface({ input: process.stdin })[Symbol.asyncIterator]()).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
