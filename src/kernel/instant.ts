import type { Brand } from './brand.ts'

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>

export const instant = (ms: number): Instant => ms as Instant

/** The moment `ms` milliseconds after `at` (before it when negative). */
export const plus = (at: Instant, ms: number): Instant => instant(at + ms)

/** `2026-03-05T10:15:00.123Z`, the form that ARM and its providers answer. */
export const toIso = (at: Instant): string => new Date(at).toISOString()

/**
 * The .NET form that Azure services print: up to seven decimals with trailing zeros trimmed,
 * so a whole second has no fraction at all.
 */
export function toNetIso(at: Instant): string {
  const text = toIso(at)
  let end = text.length - 1
  while (text[end - 1] === '0') end -= 1
  // Nothing but zeros: the point goes too.
  if (text[end - 1] === '.') end -= 1
  return `${text.slice(0, end)}Z`
}

/** The same with all seven decimals, as AKS prints times. */
export const toNetIsoFull = (at: Instant): string => toIso(at).replace('Z', '0000Z')

/** RFC 1123, whole seconds: `Last-Modified`, `Date`. */
export const toHttpDate = (at: Instant): string => new Date(at).toUTCString()

/** Reads an ISO 8601 or RFC 1123 date; undefined when it is neither. */
export function parseInstant(text: string): Instant | undefined {
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : instant(ms)
}
