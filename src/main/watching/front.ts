// What those who watch the server ask, before any service is chosen: health for all, metrics for
// those that the option lets read them.
import type { Identity } from '#identity/identity.ts'
import type { WireReply } from '#kernel/service.ts'
import type { Exchange } from '#server/exchange.ts'
import type { Own } from '#server/stages/front.ts'
import { health } from '#server/stages/health.ts'
import { type Store, StoreClosed } from '#store/tx.ts'
import type { Metrics } from './metrics.ts'

export interface WatchedServer {
  readonly store: Store
  readonly identity: Pick<Identity, 'verify' | 'isAllowed' | 'credentials'>
  /** Absent: there are none to read. */
  readonly metrics?: Metrics | undefined
  /** `token`: of a caller who may read the subscription's metrics. */
  readonly readers: 'off' | 'token' | 'open'
}

const PATHS = new Set(['/healthz', '/readyz', '/metrics'])

/** Calls of those who watch come every few seconds: in the journal they would bury all others. */
export const isWatchers = ({ azureName, path }: Pick<Exchange, 'azureName' | 'path'>): boolean =>
  azureName === undefined && PATHS.has(path)

export function watchersFront(server: WatchedServer): Own {
  const { metrics, readers, store } = server
  return (exchange) => {
    if (!isWatchers(exchange)) return undefined
    if (exchange.path !== '/metrics') return health(exchange, () => unready(store))
    return metrics && readers !== 'off' ? answerMetrics(exchange, server, metrics) : undefined
  }
}

/** An empty transaction: a store that is damaged or closed refuses it, and nothing is written. */
async function unready(store: Store): Promise<string | undefined> {
  try {
    await store.write(async () => undefined, { flush: 'later' })
    return undefined
  } catch (error) {
    return error instanceof StoreClosed ? 'stopping' : 'the store takes no writes'
  }
}

const ACTION = 'Microsoft.Insights/metrics/read'

async function answerMetrics(
  exchange: Exchange,
  { identity, readers }: WatchedServer,
  metrics: Metrics,
): Promise<WireReply> {
  if (readers === 'token') {
    const status = await refusalOf(exchange, identity)
    if (status) return REFUSALS[status]
  }
  const { text, contentType } = await metrics.read()
  return { status: 200, headers: { 'content-type': contentType }, body: text }
}

async function refusalOf(
  { headers, audiences, now }: Exchange,
  identity: WatchedServer['identity'],
): Promise<401 | 403 | undefined> {
  const bearer = /^Bearer +(\S+)$/i.exec(String(headers.authorization ?? ''))?.[1]
  if (bearer === undefined) return 401
  const verified = await identity.verify(bearer, audiences, now)
  if (!verified.ok) return 401
  const scope = `/subscriptions/${identity.credentials.subscriptionId}`
  return (await identity.isAllowed(verified.caller, ACTION, scope)) ? undefined : 403
}

const plain = (status: number, body: string, more: Record<string, string> = {}): WireReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...more },
  body: `${body}\n`,
})

const REFUSALS = {
  401: plain(401, 'A token for Resource Manager is needed: see docs/operating.md.', {
    'www-authenticate': 'Bearer',
  }),
  403: plain(403, `The caller needs a role that permits ${ACTION}: "Monitoring Reader", say.`),
} as const
