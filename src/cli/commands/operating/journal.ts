import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'

type Entry = components['schemas']['JournalLine']
type Status = components['schemas']['ServerStatus']

export async function journal(
  options: Reaching & { readonly har?: boolean; readonly last: number },
): Promise<void> {
  const ready = await readReady(options)
  if (options.har) {
    process.stdout.write(`${await admin(ready, '/lazuli/journal.har')}\n`)
    return
  }
  const body = await admin(ready, `/lazuli/journal?top=${options.last}`)
  const { value } = JSON.parse(body) as { value: readonly Entry[] }
  const width = process.stdout.columns ?? 80
  // The newest last: that is where the eye is.
  for (const entry of value.toReversed()) process.stdout.write(`${linesOf(entry, width)}\n`)
  const { startedAt } = JSON.parse(await admin(ready, '/lazuli/status')) as Status
  process.stdout.write(`Calls since the server started at ${startedAt}; none is kept longer.\n`)
}

type Told = Pick<Entry, 'at' | 'status' | 'ms' | 'method' | 'operationId' | 'url' | 'errorCode'>

/**
 * `10:15:00.123  404     4 ms  GET     ManagedClusters_Get  ResourceNotFound  /subscriptions/…`. A
 * terminal that is too narrow for it gets the address, whose end names the resource, in a line below.
 */
export function linesOf(entry: Told, width: number): string {
  const head = [
    entry.at.slice(11, 23),
    String(entry.status),
    `${String(Math.round(entry.ms)).padStart(4)} ms`,
    entry.method.padEnd(6),
    ...(entry.operationId ? [entry.operationId] : []),
    ...(entry.errorCode ? [entry.errorCode] : []),
  ].join('  ')
  const address = addressOf(entry.url)
  if (head.length + 2 + address.length <= width) return `${head}  ${address}`
  return `${head}\n${INDENT}${shortened(address, Math.max(width - INDENT.length, LEAST))}`
}

const INDENT = ' '.repeat(4)
const LEAST = 20

/** Path and query, but for the api-version: which server it is, is known, and each call has one. */
function addressOf(address: string): string {
  const { pathname, searchParams } = new URL(address)
  searchParams.delete('api-version')
  return `${pathname}${searchParams.size > 0 ? `?${searchParams}` : ''}`
}

/** Without its beginning where it is too long: what is named stands at the end. */
const shortened = (text: string, most: number): string =>
  text.length > most ? `…${text.slice(1 - most)}` : text
