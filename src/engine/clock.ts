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

/** A clock that stands still or runs, as it is told. */
export interface ServerClock extends Clock {
  readonly isFrozen: boolean
  /** How many times faster than the real service's lengths are. */
  readonly scale: number
  /** Stands still from now on. */
  freeze(): void
  /** Runs on from where it stood. */
  resume(): void
  /** Of lengths that are asked for from now on. */
  setScale(scale: number): void
  /** Stands still: moves on by `ms`, ringing on the way what falls due, each at its own moment. */
  step(ms: number): Promise<void>
  /** Stands still: moves on to the next alarm and rings it. False when none is set. */
  stepToNext(): Promise<boolean>
  /** Where it stands or how it runs, for another clock to go on from there. */
  readonly state: ClockState
  restore(state: ClockState): void
}

/** The moment at which a clock stands, or how far ahead of the wall's it runs. */
export type ClockState = { readonly frozenAt: number } | { readonly aheadMs: number }

export interface ServerClockOptions {
  readonly wall?: Clock
  readonly scale?: number
  /** Absent: it runs. */
  readonly frozenAt?: Instant
  /** Waits between two looks whether those who work by it have come to rest. */
  readonly pause?: (turn: number) => Promise<void>
}

/** Turns of the event loop without work that count as rest, and those that a step waits at most. */
const QUIET_TURNS = 5
const MOST_TURNS = 2000

const oneTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** For a clock that waits for the disk too: a short sleep once it takes longer than a few turns. */
export const patientTurn = (turn: number): Promise<void> =>
  turn < 100 ? oneTurn() : new Promise((resolve) => setTimeout(resolve, 1))

interface SetAlarm {
  readonly at: Instant
  readonly ring: () => void
  /** Of the wall's clock, while this one runs. */
  timer?: Alarm
}

export function serverClock({
  wall = realClock(),
  scale: firstScale = 1,
  frozenAt,
  pause = patientTurn,
}: ServerClockOptions = {}): ServerClock {
  let scale = firstScale
  let stoodAt = frozenAt
  let ahead = 0
  const alarms = new Set<SetAlarm>()
  const watched: (() => boolean)[] = []
  const now = (): Instant => stoodAt ?? plus(wall.now(), ahead)

  const ringIfSet = (alarm: SetAlarm): void => {
    if (alarms.delete(alarm)) alarm.ring()
  }
  const arm = (alarm: SetAlarm): void => {
    alarm.timer = wall.at(plus(alarm.at, -ahead), () => ringIfSet(alarm))
  }
  const disarmAll = (): void => {
    for (const { timer } of alarms) timer?.cancel()
  }
  const armAll = (): void => {
    for (const alarm of alarms) arm(alarm)
  }

  /** Lets what was woken run and set its next alarm. Work that waits for the outside is not waited for. */
  const settle = async (): Promise<void> => {
    for (let turn = 0, quiet = 0; quiet < QUIET_TURNS && turn < MOST_TURNS; turn++) {
      await pause(turn)
      quiet = watched.some((isBusy) => isBusy()) ? 0 : quiet + 1
    }
  }
  const due = (until: number) =>
    [...alarms].filter((alarm) => alarm.at <= until).sort((a, b) => a.at - b.at)[0]
  /** A clock that was let run meanwhile is not set back. */
  const moveTo = (moment: number): void => {
    if (stoodAt !== undefined) stoodAt = instant(Math.max(stoodAt, moment))
  }
  const ring = async (alarm: SetAlarm): Promise<void> => {
    moveTo(alarm.at)
    ringIfSet(alarm)
    await settle()
  }
  return {
    now,
    get isFrozen() {
      return stoodAt !== undefined
    },
    get scale() {
      return scale
    },
    get sweepMs() {
      return stoodAt === undefined ? wall.sweepMs : undefined
    },
    get state() {
      return stoodAt === undefined ? { aheadMs: ahead } : { frozenAt: stoodAt }
    },
    scaled: (ms) => ms / scale,
    setScale(other) {
      scale = other
    },
    watch: (isBusy) => void watched.push(isBusy),
    at(at, onRing) {
      const alarm: SetAlarm = { at, ring: onRing }
      alarms.add(alarm)
      if (stoodAt === undefined) arm(alarm)
      else if (at <= stoodAt) setImmediate(() => ringIfSet(alarm))
      return {
        cancel() {
          alarms.delete(alarm)
          alarm.timer?.cancel()
        },
      }
    },
    freeze() {
      stoodAt = now()
      disarmAll()
    },
    resume() {
      if (stoodAt === undefined) return
      ahead = stoodAt - wall.now()
      stoodAt = undefined
      armAll()
    },
    restore(state) {
      disarmAll()
      if ('frozenAt' in state) stoodAt = instant(state.frozenAt)
      else {
        stoodAt = undefined
        ahead = state.aheadMs
        armAll()
      }
    },
    async step(ms) {
      const until = plus(now(), ms)
      await settle()
      for (let next = due(until); next && stoodAt !== undefined; next = due(until)) await ring(next)
      moveTo(until)
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

/** One that stands still from the start. */
export const steppedClock = (
  start: Instant,
  scale = 1,
  pause: (turn: number) => Promise<void> = oneTurn,
): ServerClock => serverClock({ frozenAt: start, scale, pause })
