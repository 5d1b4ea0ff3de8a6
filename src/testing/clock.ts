import { patientTurn, type ServerClock, steppedClock } from '#engine/clock.ts'
import { instant } from '#kernel/instant.ts'

/** The moment at which frozen clocks stand: a Thursday morning, with milliseconds. */
export const SOME_MOMENT = instant(Date.UTC(2026, 2, 5, 10, 15, 0, 123))

/** A clock that stands still at `at` until the test steps it. */
export const frozenClock = (at = SOME_MOMENT, scale = 1): ServerClock =>
  steppedClock(at, scale, patientTurn)
