// Controllers that start beside their API server: one that cannot run shows before that is ready.
import { setTimeout as pause } from 'node:timers/promises'
import { type Component, controllersOf, PATIENT } from './arguments.ts'
import type { ClusterRecord } from './cluster-files.ts'
import type { ComponentProcesses } from './component-processes.ts'

/** A program that ended by itself so often will not go on. */
export const MOST_ENDS = 3

const LOOK_MS = 100
/** An API server that answers nothing for so long is slow: what the controllers do is seen without it. */
const SILENT_MS = 4_000
/** The controller manager ends after 10 s in which the API server was not well: that is no fault of its own. */
const OWN_END_MS = 8_000

export class StartingControllers {
  readonly #record: ClusterRecord
  readonly #processes: ComponentProcesses
  readonly #startedAt = new Map<Component, number>()
  readonly #ends = new Map<Component, number>()
  #isAnswered = false

  constructor(record: ClusterRecord, processes: ComponentProcesses) {
    this.#record = record
    this.#processes = processes
  }

  /** The API server answers by now, if not yet well. */
  serverAnswers(): void {
    this.#isAnswered = true
  }

  /** Starts those that do not run. Returns one that ended too often by itself, or is given up. */
  async watch(signal: AbortSignal): Promise<Component> {
    const began = performance.now()
    for (;;) {
      const isSlow = performance.now() - began > SILENT_MS
      const startable = this.#isAnswered ? controllersOf(this.#record.nodes) : isSlow ? PATIENT : []
      const useless = await this.#start(startable)
      if (useless) return useless
      await pause(LOOK_MS, undefined, { signal })
    }
  }

  async #start(components: readonly Component[]): Promise<Component | undefined> {
    for (const component of components) {
      if (await this.#processes.find(this.#record.cluster, component)) continue
      if (this.#endsOf(component) >= MOST_ENDS) return component
      await this.#processes.ensure(this.#record, component)
      this.#startedAt.set(component, performance.now())
    }
    return undefined
  }

  /** Counts the end of one that does not run. */
  #endsOf(component: Component): number {
    const startedAt = this.#startedAt.get(component)
    if (startedAt === undefined || performance.now() - startedAt > OWN_END_MS) return 0
    const ends = (this.#ends.get(component) ?? 0) + 1
    this.#ends.set(component, ends)
    return ends
  }
}
