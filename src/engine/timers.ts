import { type Instant, plus } from '#kernel/instant.ts'
import { join, sql } from '#store/sql.ts'
import type { Store, Tx } from '#store/tx.ts'
import { backoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import { Loop } from './loop.ts'

/** What is to happen at a moment. */
export interface Timer<Payload = unknown> {
  readonly key: string
  /** The moment it was set for; it may be long past, after a pause of the server. */
  readonly at: Instant
  readonly payload: Payload
}

/** Sets the service's timer of this key; one that was set before is no more. */
export async function setTimer(
  tx: Tx,
  service: string,
  key: string,
  at: Instant,
  payload: unknown = null,
): Promise<void> {
  await clearTimer(tx, service, key)
  await tx.run(sql`
    insert into timer (service, key, at, wake_at, payload)
    values (${service}, ${key}, ${at}, ${at}, ${JSON.stringify(payload ?? null)})`)
}

/** False: there was none. */
export async function clearTimer(tx: Tx, service: string, key: string): Promise<boolean> {
  return (await tx.run(sql`delete from timer where service = ${service} and key = ${key}`)) > 0
}

/**
 * What a service does when a timer is due, in the transaction that removes the timer: so once, and
 * not at all if it was cleared. Work outside is to be queued as an effect.
 */
export type OnDue<Payload> = (tx: Tx, timer: Timer<Payload>, now: Instant) => Promise<void>

export interface TimersOptions {
  readonly store: Store
  readonly clock: Clock
  /** Called when a handler's work is saved: it may have queued effects or begun operations. */
  readonly onSaved?: () => void
  /** Hears of a handler that threw, and (without a timer) of a store that did not answer. */
  readonly onHitch?: (error: unknown, timer?: Timer) => void
}

interface TimerRow {
  id: number
  service: string
  key: string
  at: Instant
  payload: string
  attempts: number
}

const PAGE = 100

/** Calls what is due, the earliest first; again after a failure, later each time. */
export class Timers {
  readonly #options: TimersOptions
  readonly #handlers = new Map<string, OnDue<never>>()
  readonly #loop: Loop

  constructor(options: TimersOptions) {
    const { clock, onHitch } = options
    this.#options = options
    this.#loop = new Loop({
      clock,
      onError: (e) => onHitch?.(e),
      scan: () => this.#callDue(),
      patrols: true,
    })
    clock.heed?.(() => this.busy)
  }

  /** Timers of a service that nobody has registered wait until somebody does. */
  register<Payload>(service: string, onDue: OnDue<Payload>): void {
    this.#handlers.set(service, onDue)
  }

  /** Tells that a timer was set; at the start, that there may be some. */
  wake(): void {
    this.#loop.wake()
  }

  /** Whether something is under way now. */
  get busy(): boolean {
    return this.#loop.busy
  }

  /** Waits until nothing is due. */
  idle(): Promise<void> {
    return this.#loop.settled()
  }

  stop(): Promise<void> {
    return this.#loop.stop()
  }

  async #callDue(): Promise<Instant | undefined> {
    const { store, clock } = this.#options
    const names = [...this.#handlers.keys()].map((name) => sql`${name}`)
    if (names.length === 0) return undefined
    const ours = sql`service in (${join(names, ', ')})`
    for (;;) {
      const due = await store.all<TimerRow>(sql`
        select * from timer where wake_at <= ${clock.now()} and ${ours}
         order by wake_at, id limit ${PAGE}`)
      await Promise.all(due.map((row) => this.#call(row)))
      if (due.length < PAGE) break
    }
    const next = await store.get<{ at: Instant }>(sql`
      select wake_at as at from timer where ${ours} order by wake_at limit 1`)
    return next?.at
  }

  async #call(row: TimerRow): Promise<void> {
    const { store, clock, onHitch, onSaved } = this.#options
    const timer: Timer = { key: row.key, at: row.at, payload: JSON.parse(row.payload) }
    try {
      await store.write(async (tx) => {
        // Set anew or cleared meanwhile, it is another timer or none.
        if ((await tx.run(sql`delete from timer where id = ${row.id}`)) === 0) return
        await this.#handlers.get(row.service)!(tx, timer as Timer<never>, clock.now())
      })
      onSaved?.()
    } catch (error) {
      onHitch?.(error, timer)
      const again = plus(clock.now(), backoff(row.attempts + 1))
      await store.write((tx) =>
        tx.run(sql`
          update timer set attempts = attempts + 1, wake_at = ${again} where id = ${row.id}`),
      )
    }
  }
}
