// Whether the server lives and can work: for those who watch it, who have no credentials. What is
// answered says nothing about what is in it.
import type { WireReply } from '#kernel/service.ts'
import type { Exchange } from '../exchange.ts'

/** Why the server cannot work just now; undefined: it can. */
export type Unready = () => Promise<string | undefined>

const text = (status: number, body: string): WireReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${body}\n`,
})

/**
 * `/healthz` answers as long as the process does. `/readyz` answers 503 while what is asked of the
 * server could not be saved. Undefined: the path is another.
 */
export function health(
  { method, path }: Pick<Exchange, 'method' | 'path'>,
  unready: Unready,
): Promise<WireReply> | undefined {
  if (path !== '/healthz' && path !== '/readyz') return undefined
  if (method !== 'GET' && method !== 'HEAD') return Promise.resolve(text(405, 'GET or HEAD'))
  if (path === '/healthz') return Promise.resolve(text(200, 'ok'))
  return unready().then((reason) => (reason === undefined ? text(200, 'ok') : text(503, reason)))
}
