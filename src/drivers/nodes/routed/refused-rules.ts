import { type Instant, plus } from '#kernel/instant.ts'

/** In Azure's codes, for those who asked for the pool. */
export interface Refused {
  readonly code: string
  readonly message: string
}

const MOST_REFUSALS = 10
const PAUSE_MS = 60_000

/** What a cluster refused. A rule that is refused again and again is not asked for a while. */
export class RefusedRules {
  readonly #cluster: string
  readonly #now: () => Instant
  /** By the place of the rule: how often in a row, and until when it is not asked. */
  readonly #refusals = new Map<string, { count: number; until: Instant; why: Refused }>()

  constructor(cluster: string, now: () => Instant) {
    this.#cluster = cluster
    this.#now = now
  }

  /** Why a machine by the rule at that place is refused without being asked for; undefined: it is not. */
  pausedBy(at: string): Refused | undefined {
    const paused = this.#refusals.get(at)
    if (!paused || paused.count < MOST_REFUSALS || this.#now() >= paused.until) return undefined
    const { count, why } = paused
    const message = `${why.message} (${count} times in a row: ${this.#cluster} is asked again in a minute)`
    return { code: why.code, message }
  }

  /** Counts a refusal; answers it with the place of the rule. */
  count(at: string, { code, message }: Refused): Refused {
    const why = { code, message: `${message} (rule at ${at})` }
    const count = (this.#refusals.get(at)?.count ?? 0) + 1
    this.#refusals.set(at, { count, until: plus(this.#now(), PAUSE_MS), why })
    return why
  }

  /** It was not refused this time. */
  forget(at: string): void {
    this.#refusals.delete(at)
  }
}
