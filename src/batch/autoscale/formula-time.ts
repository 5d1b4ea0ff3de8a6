// Reading and printing of moments and lengths in autoscale formulas.
import { isInRange, timestamp } from './values.ts'

/** W3C-DTF: a year, or a day with ever more of its time. At most seven decimals, as in .NET. */
const W3C =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/

/** `Thu, 13 Oct 2016 19:18:47 GMT`; the weekday must be that of the day, as for .NET. */
const RFC_1123 = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

/** Milliseconds since 1970 of a text of either form, UTC where it names no zone. */
export function parseFormulaTime(text: string): number | undefined {
  if (RFC_1123.test(text)) {
    const ms = Date.parse(text)
    const isSame = new Date(ms).toUTCString() === text.replace(/, (\d) /, ', 0$1 ')
    return isSame ? inRange(ms) : undefined
  }
  const found = W3C.exec(text)
  if (!found) return undefined
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = found
  const [fraction = '', zone = 'Z'] = [found[7], found[8]]
  const whole = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  // `Date` takes the 31st of February for the 3rd of March, and knows a 24th hour.
  const isRealDay = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day)
  if (!isRealDay || hour === '24') return undefined
  return inRange(whole + Number(`0.${fraction || '0'}`) * 1000)
}

const inRange = (ms: number): number | undefined => (isInRange(timestamp(ms)) ? ms : undefined)

/** The members of a timestamp; Monday is weekday 1, Sunday 7. */
export const TIMESTAMP_MEMBERS: ReadonlyMap<string, (at: Date) => number> = new Map([
  ['year', (at: Date) => at.getUTCFullYear()],
  ['month', (at: Date) => at.getUTCMonth() + 1],
  ['day', (at: Date) => at.getUTCDate()],
  ['weekday', (at: Date) => at.getUTCDay() || 7],
  ['hour', (at: Date) => at.getUTCHours()],
  ['minute', (at: Date) => at.getUTCMinutes()],
  ['second', (at: Date) => at.getUTCSeconds()],
])

/** The millisecond that a moment lies in: `Date` cuts fractions off towards 1970. */
export const dateOf = (ms: number): Date => new Date(Math.floor(ms))

/** `2016-10-13T19:18:47.805Z`, as recorded of the service. */
export function printTimestamp(ms: number): string {
  return dateOf(ms).toISOString()
}

/** .NET's constant form of a TimeSpan: `-1.02:03:04.5000000` (inferred). */
export function printTimeInterval(ms: number): string {
  if (!Number.isFinite(ms)) return String(ms)
  const ticks = Math.round(Math.abs(ms) * 10_000)
  const seconds = Math.floor(ticks / 10_000_000)
  const fraction = ticks % 10_000_000
  const days = Math.floor(seconds / 86_400)
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
  const sign = ms < 0 && ticks > 0 ? '-' : ''
  const decimals = fraction > 0 ? `.${String(fraction).padStart(7, '0')}` : ''
  const time = clock.map((part) => String(part).padStart(2, '0')).join(':')
  return `${sign}${days > 0 ? `${days}.` : ''}${time}${decimals}`
}
