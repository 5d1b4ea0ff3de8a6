// When a window of maintenance is open: what its schedule comes to on the calendar. Pure.
import { type Instant, instant, parseInstant } from '#kernel/instant.ts'
import type { Schemas } from '../wire.ts'

type MaintenanceWindow = Schemas['MaintenanceWindow']
type Schedule = MaintenanceWindow['schedule']

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** The longest interval is six months; dates that are not allowed may take several of them away. */
const LOOK_DAYS = 800

const WEEK = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const WEEKS = ['First', 'Second', 'Third', 'Fourth']

/** One opening of a window. */
export interface Opening {
  readonly opensAt: Instant
  readonly closesAt: Instant
}

/** Days since 1970-01-01, a Thursday; at the window's own offset. */
type Day = number

const dayOf = (date: string): Day =>
  Math.floor((parseInstant(`${date.slice(0, 10)}T00:00:00Z`) ?? 0) / DAY_MS)

const weekdayOf = (day: Day): string => WEEK[(((day + 4) % 7) + 7) % 7]!

interface CalendarDate {
  /** Since the year 0. */
  readonly month: number
  readonly dayOfMonth: number
  readonly isLastOfMonth: boolean
}

function dateOf(day: Day): CalendarDate {
  // Not by its text: a window may begin on the last day that four digits of a year can say.
  const date = new Date(day * DAY_MS)
  return {
    month: date.getUTCFullYear() * 12 + date.getUTCMonth(),
    dayOfMonth: date.getUTCDate(),
    isLastOfMonth: new Date((day + 1) * DAY_MS).getUTCDate() === 1,
  }
}

/** `+05:30` in milliseconds. */
function offsetOf(text: string | undefined): number {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(text ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS)
}

/** Whether the schedule names the day, its interval aside. In a month without such a date it is the last. */
function isNamed(schedule: Schedule, day: Day): boolean {
  const { weekly, absoluteMonthly, relativeMonthly } = schedule
  if (weekly) return weekdayOf(day) === weekly.dayOfWeek
  const date = dateOf(day)
  if (absoluteMonthly) {
    const { dayOfMonth } = absoluteMonthly
    return date.dayOfMonth === dayOfMonth || (date.isLastOfMonth && date.dayOfMonth < dayOfMonth)
  }
  if (!relativeMonthly) return true
  const { weekIndex, dayOfWeek } = relativeMonthly
  if (weekdayOf(day) !== dayOfWeek) return false
  if (weekIndex === 'Last') return dateOf(day + 7).month !== date.month
  return Math.floor((date.dayOfMonth - 1) / 7) === WEEKS.indexOf(weekIndex)
}

/** The intervals are counted from the first day that the schedule names. */
function isInTurn({ daily, weekly, ...monthly }: Schedule, day: Day, first: Day): boolean {
  if (daily) return (day - first) % daily.intervalDays === 0
  if (weekly) return (day - first) % (7 * weekly.intervalWeeks) === 0
  const { intervalMonths = 1 } = monthly.absoluteMonthly ?? monthly.relativeMonthly ?? {}
  return (dateOf(day).month - dateOf(first).month) % intervalMonths === 0
}

/** The opening that holds the moment, or the next one after it. Undefined: none for years. */
export function openingAt(window: MaintenanceWindow, now: Instant): Opening | undefined {
  const { schedule, startTime, durationHours, startDate, notAllowedDates = [] } = window
  const offset = offsetOf(window.utcOffset)
  const today = Math.floor((now + offset) / DAY_MS)
  const start = startDate === undefined ? today - 1 : dayOf(startDate)
  const [hours = 0, minutes = 0] = startTime.split(':').map(Number)
  const isForbidden = (day: Day): boolean =>
    notAllowedDates.some((span) => day >= dayOf(span.start) && day <= dayOf(span.end))
  const momentOf = (day: Day): number => day * DAY_MS - offset
  let first = start
  // A schedule names a day of every month at least.
  while (!isNamed(schedule, first) && first < start + LOOK_DAYS) first += 1
  // One that opened yesterday may still be open.
  for (let day = Math.max(first, today - 1); day < Math.max(first, today) + LOOK_DAYS; day += 1) {
    if (!isNamed(schedule, day) || !isInTurn(schedule, day, first) || isForbidden(day)) continue
    const opensAt = momentOf(day) + hours * HOUR_MS + minutes * MINUTE_MS
    const ends = opensAt + durationHours * HOUR_MS
    // At midnight a day may begin that is not allowed.
    const closesAt = isForbidden(day + 1) ? Math.min(ends, momentOf(day + 1)) : ends
    if (closesAt > now) return { opensAt: instant(opensAt), closesAt: instant(closesAt) }
  }
  return undefined
}
