/** .NET's longest TimeSpan: what Batch shows for a limit that was not set. */
export const INFINITE = 'P10675199DT2H48M5.4775807S'

const PATTERN =
  /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

const DAY_S = 86_400
const SECONDS = [365 * DAY_S, 30 * DAY_S, 7 * DAY_S, DAY_S, 3600, 60, 1] as const

/**
 * Reads an ISO 8601 duration in milliseconds, as .NET does: a year is 365 days, a month 30. The
 * infinite one reads as Infinity; what is no duration as undefined.
 */
export function durationMs(text: string): number | undefined {
  if (text === INFINITE) return Number.POSITIVE_INFINITY
  const found = PATTERN.exec(text)
  if (!found || !/\d/.test(text) || text.endsWith('T')) return undefined
  const [, sign, ...parts] = found
  const seconds = parts.reduce((sum, part, i) => sum + Number(part ?? 0) * SECONDS[i]!, 0)
  return (sign ? -1 : 1) * Math.round(seconds * 1000)
}

/** Prints milliseconds as .NET's XmlConvert does: days are the largest unit, nothing is padded. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms)) return INFINITE
  const sign = ms < 0 ? '-' : ''
  const total = Math.abs(ms)
  const days = Math.floor(total / 86_400_000)
  const hours = Math.floor(total / 3_600_000) % 24
  const minutes = Math.floor(total / 60_000) % 60
  const seconds = (total % 60_000) / 1000
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`
  if (!days && !time) return 'PT0S'
  return `${sign}P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`
}
