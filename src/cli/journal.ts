import type { components } from '#contract/lazuli/types.ts'
import { admin } from './client.ts'
import { type Reaching, readReady } from './ready.ts'

type Entry = components['schemas']['JournalLine']

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
  for (const entry of value.toReversed()) process.stdout.write(`${lineOf(entry, width)}\n`)
}

/** `10:15:00.123  201   4 ms  PUT ManagedClusters_CreateOrUpdate  /subscriptions/…`. */
export function lineOf(
  entry: Pick<Entry, 'at' | 'status' | 'ms' | 'method' | 'operationId' | 'url'>,
  width: number,
): string {
  const head = [
    entry.at.slice(11, 23),
    String(entry.status),
    `${String(Math.round(entry.ms)).padStart(4)} ms`,
    entry.method.padEnd(6),
    ...(entry.operationId ? [entry.operationId] : []),
  ].join('  ')
  const room = width - head.length - 2
  const url = entry.url.length > room ? `…${entry.url.slice(-(room - 1))}` : entry.url
  return room > 10 ? `${head}  ${url}` : head
}
