// Lets things go wrong where a user says so. It wraps steps, calls and drivers, which know nothing of
// it: what carries them out asks here whether a fault strikes.
import { type Instant, plus } from '#kernel/instant.ts'
import type { Store } from '#store/tx.ts'
import type { Clock } from '../clock.ts'
import { type Durable, OperationFailure, type Step } from '../operation.ts'
import * as queries from './fault.queries.ts'
import { type Fault, type FaultEffect, isAbout, isOver, type Occasion, strikes } from './fault.ts'

/** Whether a failure of this kind of operation is something that its resource lives through. */
export const canFail = (kind: Durable<never>): boolean => kind.failed !== undefined

export interface FaultsOptions {
  readonly store: Store
  /** The time by which they expire. */
  readonly now: () => Instant
  /** Passes while something is delayed. */
  readonly wall: Pick<Clock, 'now' | 'at'>
}

export class Faults {
  readonly #options: FaultsOptions
  #faults: readonly Fault[] = []
  #saving: Promise<void> | undefined
  readonly #unsaved = new Set<string>()

  constructor(options: FaultsOptions) {
    this.#options = options
  }

  /** Takes up what the store has: at the start, and when another store has come in its place. */
  async load(): Promise<void> {
    this.#unsaved.clear()
    this.#faults = await queries.listFaults(this.#options.store)
  }

  /** Those that are not over, in the order in which they were added. */
  async list(): Promise<readonly Fault[]> {
    for (const { id } of this.#faults.filter((fault) => isOver(fault, this.#options.now()))) {
      await this.remove(id)
    }
    return this.#faults
  }

  async add(fault: Fault): Promise<void> {
    await this.#options.store.write((tx) => queries.insertFault(tx, fault))
    this.#faults = [...this.#faults, fault]
  }

  /** False: there is none of this id. */
  async remove(id: string): Promise<boolean> {
    const left = this.#faults.filter((fault) => fault.id !== id)
    if (left.length === this.#faults.length) return false
    this.#faults = left
    await this.#options.store.write((tx) => queries.removeFault(tx, id))
    return true
  }

  get isEmpty(): boolean {
    return this.#faults.length === 0
  }

  /** Counts what happens, and answers what goes wrong with it, if anything does. */
  strike(occasion: Occasion): FaultEffect | undefined {
    const now = this.#options.now()
    let struck: Fault | undefined
    const counted = this.#faults.map((fault) => {
      if (isOver(fault, now) || !isAbout(fault.rule, occasion)) return fault
      const seen = fault.seen + 1
      const isHit = !struck && strikes(fault, seen)
      const next = { ...fault, seen, hits: fault.hits + (isHit ? 1 : 0) }
      if (isHit) struck = next
      this.#unsaved.add(fault.id)
      return next
    })
    if (this.#unsaved.size === 0) return undefined
    this.#faults = counted
    this.#saving ??= this.#save()
    return struck?.rule
  }

  /** Waits as long as the effect says. */
  async delay({ delayMs }: FaultEffect): Promise<void> {
    if (delayMs === undefined) return
    const { wall } = this.#options
    await new Promise<void>((resolve) => void wall.at(plus(wall.now(), delayMs), resolve))
  }

  /** The same operation, with steps that fail where a rule says so. */
  wrap = (kind: Durable<never>): Durable<never> => {
    if (!canFail(kind)) return kind
    const steps = kind.steps.map((step, i): Step<never> => {
      const act: Step<never>['act'] = async (operation, signal) => {
        const { resource } = operation
        const at = { kind: kind.kind, step: step.name, isFirst: i === 0, resource }
        const error = this.isEmpty ? undefined : this.strike(at)?.error
        if (error) throw new OperationFailure(error.code, error.message)
        await step.act?.(operation, signal)
      }
      return { ...step, act, ...(step.act ? {} : { isIdle: () => this.isEmpty }) }
    })
    return { ...kind, steps }
  }

  /** Waits until the counts are saved. */
  async settled(): Promise<void> {
    while (this.#saving) await this.#saving
  }

  /** What is counted meanwhile is saved next: counts of one fault are saved in their order. */
  async #save(): Promise<void> {
    await Promise.resolve()
    try {
      while (this.#unsaved.size > 0) {
        const changed = this.#faults.filter(({ id }) => this.#unsaved.has(id))
        this.#unsaved.clear()
        await this.#options.store.write(
          async (tx) => {
            for (const fault of changed) await queries.countFault(tx, fault)
          },
          { flush: 'later' },
        )
      }
    } finally {
      this.#saving = undefined
    }
  }
}
