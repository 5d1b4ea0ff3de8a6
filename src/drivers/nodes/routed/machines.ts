import type { Instant } from '#kernel/instant.ts'
import type { NodeNews, NodeReport, NodeRequest } from '../provider.ts'
import { ReportFeed } from '../report-feed.ts'

export interface Machine {
  readonly nodeId: string
  readonly bootId: string
  /** Absent: found in the cluster, and not asked for in this life of the server. */
  readonly request?: NodeRequest
  last: NodeNews
}

export const isOver = ({ state }: NodeNews): boolean =>
  state === 'refused' || state === 'preempted' || state === 'gone'

/** What a provider knows of its nodes, and tells of them. */
export class Machines<Its extends Machine> {
  readonly #now: () => Instant
  readonly #feed = new ReportFeed<NodeReport>()
  readonly #all = new Map<string, Its>()

  constructor(now: () => Instant) {
    this.#now = now
  }

  has(nodeId: string): boolean {
    return this.#all.has(nodeId)
  }

  get(nodeId: string): Its | undefined {
    return this.#all.get(nodeId)
  }

  all(): readonly Its[] {
    return [...this.#all.values()]
  }

  /**
   * Takes a request. One that is known and not over is told as it is; false then. So is one that was
   * there before: to ask for it anew would be to take the place of what it is replaced by. `otherwise`:
   * what is told of such a one that is not known.
   */
  ask(
    { isKept = false, ...request }: NodeRequest,
    make: (asked: Machine) => Its,
    otherwise: NodeNews = { state: 'gone' },
  ): boolean {
    const { nodeId, bootId } = request
    const known = this.#all.get(nodeId)
    if (known && (isKept || !isOver(known.last))) {
      if (!known.request) this.#all.set(nodeId, { ...known, request })
      this.#feed.push(this.#reportOf(known))
      return false
    }
    if (isKept) {
      this.#feed.push({ nodeId, bootId, at: this.#now(), ...otherwise })
      return false
    }
    const last: NodeNews = { state: 'queued', reason: 'It is about to be asked for' }
    const machine = make({ nodeId, bootId, request, last })
    this.#all.set(nodeId, machine)
    this.#feed.push(this.#reportOf(machine))
    return true
  }

  /** Of another life of the server: nothing is told of it before there is news. */
  find(machine: Its): Its {
    this.#all.set(machine.nodeId, machine)
    return machine
  }

  /** It was given back. */
  remove(machine: Its): void {
    this.#all.delete(machine.nodeId)
    if (!isOver(machine.last)) this.report(machine, { state: 'gone' })
  }

  /** Tells what is new of it. */
  report(machine: Its, news: NodeNews): void {
    if (JSON.stringify(machine.last) === JSON.stringify(news)) return
    machine.last = news
    this.#feed.push(this.#reportOf(machine))
  }

  observe(signal: AbortSignal): AsyncIterable<readonly NodeReport[]> {
    return this.#feed.observe(signal, () => this.all().map((machine) => this.#reportOf(machine)))
  }

  #reportOf({ nodeId, bootId, last }: Machine): NodeReport {
    return { nodeId, bootId, at: this.#now(), ...last }
  }
}
