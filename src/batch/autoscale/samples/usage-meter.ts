import type { NodeAgent, UsageReading } from '#drivers/nodes/port.ts'
import { levelsOf, type NodeLevel } from './usage.ts'

/** Readings cost a look at every process, and Lazuli's time may be a thousand times as fast as ours. */
const LEAST_GAP_MS = 1000
/** What was taken over longer than this says little of now. */
const MOST_GAP_MS = 120_000
/** An agent that does not answer holds no sample up for longer. */
const PATIENCE_MS = 5000

const NONE: ReadonlyMap<string, NodeLevel> = new Map()

/** Asks the agent what its nodes take, and knows what it said last. */
export class UsageMeter {
  readonly #agent: Pick<NodeAgent, 'usage'>
  #last: { readonly readings: readonly UsageReading[]; readonly readAt: number } | undefined
  #levels = NONE

  constructor(agent: Pick<NodeAgent, 'usage'>) {
    this.#agent = agent
  }

  /** The levels of all nodes that are measured now. */
  async read(): Promise<ReadonlyMap<string, NodeLevel>> {
    const readAt = performance.now()
    const gap = readAt - (this.#last?.readAt ?? Number.NEGATIVE_INFINITY)
    if (gap < LEAST_GAP_MS) return this.#levels
    const readings = await this.#agent.usage(AbortSignal.timeout(PATIENCE_MS))
    const last = gap <= MOST_GAP_MS ? this.#last?.readings : undefined
    const before = new Map(last?.map((reading) => [reading.run, reading]))
    this.#levels = new Map(
      readings.flatMap((reading) => [...levelsOf(before.get(reading.run), reading)]),
    )
    this.#last = { readings, readAt }
    return this.#levels
  }
}
