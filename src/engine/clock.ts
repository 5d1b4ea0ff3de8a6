import { type Instant, instant, plus } from '#kernel/instant.ts'

export interface Alarm {
  cancel(): void
}

/**
 * The only source of time. `now` is the wall's; `scale` shortens lengths, not the date, so that
 * tokens, signatures and timestamps stay true while a five-minute creation takes a second.
 */
export interface Clock {
  now(): Instant
  /** How long `ms` of the real service's time lasts here. */
  scaled(ms: number): number
  /** Rings once, at or after `at`. Late when the process was busy or asleep, never early. */
  at(at: Instant, ring: () => void): Alarm
}

/** setTimeout counts in 32 bits; a longer wait is cut into pieces. */
const LONGEST_WAIT = 2 ** 31 - 1

export function realClock(scale = 1): Clock {
  const now = (): Instant => instant(Date.now())
  return {
    now,
    scaled: (ms) => ms / scale,
    at(at, ring) {
      let timer: NodeJS.Timeout
      const arm = (): void => {
        const wait = at - now()
        timer =
          wait > LONGEST_WAIT ? setTimeout(arm, LONGEST_WAIT) : setTimeout(ring, Math.max(0, wait))
        // The listener keeps the process alive; a far-off retention must not.
        timer.unref()
      }
      arm()
      return { cancel: () => clearTimeout(timer) }
    },
  }
}

/** A clock that stands still until it is stepped. */
export interface SteppedClock extends Clock {
  /** Moves on by `ms`, ringing on the way what falls due, each at its own moment. */
  step(ms: number): Promise<void>
  /** Moves on to the next alarm and rings it. False when none is set. */
  stepToNext(): Promise<boolean>
}

export function steppedClock(start: Instant, scale = 1): SteppedClock {
  let now = start
  const alarms = new Set<{ at: Instant; ring: () => void }>()
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const due = (until: Instant) =>
    [...alarms].filter((alarm) => alarm.at <= until).sort((a, b) => a.at - b.at)[0]
  const ring = async (alarm: { at: Instant; ring: () => void }): Promise<void> => {
    now = instant(Math.max(now, alarm.at))
    alarms.delete(alarm)
    alarm.ring()
    // Let what was woken run and set its next alarm before time goes on.
    for (let i = 0; i < 5; i++) await settle()
  }
  return {
    now: () => now,
    scaled: (ms) => ms / scale,
    at(at, onRing) {
      const alarm = { at, ring: onRing }
      alarms.add(alarm)
      return { cancel: () => alarms.delete(alarm) }
    },
    async step(ms) {
      const until = plus(now, ms)
      for (let next = due(until); next; next = due(until)) await ring(next)
      now = until
      await settle()
    },
    async stepToNext() {
      const next = due(instant(Number.MAX_SAFE_INTEGER))
      if (next) await ring(next)
      return next !== undefined
    },
  }
}
