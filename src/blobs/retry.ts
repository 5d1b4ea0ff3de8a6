// When a call is made again, and how long after: as the SDKs of storage do it.

/** How often a call is made, and the first of the waits, each of which is twice the one before. */
export interface Retry {
  readonly tries: number
  readonly firstWaitMs: number
}

export const usualRetry: Retry = { tries: 5, firstWaitMs: 500 }

/** No server is waited for longer than this, whatever it says. */
const LONGEST_WAIT_MS = 60_000

/** What a server may answer otherwise in a moment. */
export const isPassing = (status: number): boolean =>
  status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505)

/** How long to wait after the try of this number, from 1; undefined: that was the last. */
export function waitAfter(
  tried: number,
  retry: Retry,
  retryAfterMs: number | undefined,
): number | undefined {
  if (tried >= retry.tries) return undefined
  const own = retry.firstWaitMs * 2 ** (tried - 1)
  return Math.min(LONGEST_WAIT_MS, Math.max(own, retryAfterMs ?? 0))
}

/** What `Retry-After` says: seconds, or a date that counts from the answer's own. */
export function retryAfterMs(header: string | undefined, date: string | undefined) {
  if (header === undefined) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const ms = Date.parse(header) - Date.parse(date ?? '')
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
