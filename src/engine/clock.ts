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
  /** Tells who works in time's name: a stepped clock lets them come to rest before it goes on. */
  watch?(isBusy: () => boolean): void
  /** How often to look for work without a wake. Absent: only when woken and when something is due. */
  readonly sweepMs?: number | undefined
}

/**
 * A longer wait is cut into pieces: setTimeout counts in 32 bits, and it does not count the time
 * that the machine slept or that the wall's clock was set forward.
 */
const LONGEST_WAIT = 60_000

/** A wake-up that was forgotten costs no more than this. */
const SWEEP_MS = 5_000

export function realClock(scale = 1): Clock {
  const now = (): Instant => instant(Date.now())
  return {
    now,
    sweepMs: SWEEP_MS,
    scaled: (ms) => ms / scale,
    at(at, ring) {
      let timer: NodeJS.Timeout
      const arm = (): void => {
        timer = setTimeout(check, Math.min(Math.max(0, at - now()), LONGEST_WAIT))
        // The listener keeps the process alive; a far-off retention must not.
        timer.unref()
      }
      // Node's timers may fire a moment early by the wall's clock.
      const check = (): void => (now() < at ? arm() : ring())
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

/** Turns of the event loop without work that count as rest, and those that a step waits at most. */
const QUIET_TURNS = 5
const MOST_TURNS = 2000

const oneTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** For a clock that waits for the disk too: a short sleep once it takes longer than a few turns. */
export const patientTurn = (turn: number): Promise<void> =>
  turn < 100 ? oneTurn() : new Promise((resolve) => setTimeout(resolve, 1))

/** `pause` waits between two looks whether those who work by it have come to rest. */
export function steppedClock(
  start: Instant,
  scale = 1,
  pause: (turn: number) => Promise<void> = oneTurn,
): SteppedClock {
  let now = start
  const alarms = new Set<{ at: Instant; ring: () => void }>()
  const watched: (() => boolean)[] = []
  /** Lets what was woken run and set its next alarm. Who waits for the world is not waited for. */
  const settle = async (): Promise<void> => {
    for (let turn = 0, quiet = 0; quiet < QUIET_TURNS && turn < MOST_TURNS; turn++) {
      await pause(turn)
      quiet = watched.some((isBusy) => isBusy()) ? 0 : quiet + 1
    }
  }
  const due = (until: number) =>
    [...alarms].filter((alarm) => alarm.at <= until).sort((a, b) => a.at - b.at)[0]
  const ring = async (alarm: { at: Instant; ring: () => void }): Promise<void> => {
    now = instant(Math.max(now, alarm.at))
    alarms.delete(alarm)
    alarm.ring()
    await settle()
  }
  return {
    now: () => now,
    scaled: (ms) => ms / scale,
    watch: (isBusy) => void watched.push(isBusy),
    at(at, onRing) {
      const alarm = { at, ring: onRing }
      alarms.add(alarm)
      if (at <= now) setImmediate(() => alarms.delete(alarm) && onRing())
      return { cancel: () => alarms.delete(alarm) }
    },
    async step(ms) {
      const until = plus(now, ms)
      await settle()
      for (let next = due(until); next; next = due(until)) await ring(next)
      now = instant(Math.max(now, until))
      await settle()
    },
    async stepToNext() {
      await settle()
      const next = due(Number.POSITIVE_INFINITY)
      if (next) await ring(next)
      return next !== undefined
    },
  }
}
