import type { NodeContainers } from '#drivers/nodes/port.ts'
import type { Containers, NodeFault } from './containers.ts'

interface Fetch {
  readonly wanted: string
  readonly ending: AbortController
}

/** Which nodes have the images that they are to have, and why others have not. */
export class NodeImages {
  readonly #containers: Pick<Containers, 'makeReady'>
  readonly #fetching = new Map<string, Fetch>()
  readonly #faults = new Map<string, NodeFault>()

  constructor(containers: Pick<Containers, 'makeReady'>) {
    this.#containers = containers
  }

  isFetching(nodeId: string): boolean {
    return this.#fetching.has(nodeId)
  }

  faultOf(nodeId: string): NodeFault | undefined {
    return this.#faults.get(nodeId)
  }

  /**
   * Fetches what is missing. A later call takes the place of an earlier one, whose `done` is not called,
   * unless it wants the same of the same boot: nodes are asked for again and again until they are up.
   */
  fetch(nodeId: string, containers: NodeContainers, isBoot: boolean, done: () => void): void {
    const wanted = JSON.stringify(containers)
    const before = this.#fetching.get(nodeId)
    if (!isBoot && before?.wanted === wanted) return
    before?.ending.abort()
    const ending = new AbortController()
    this.#fetching.set(nodeId, { wanted, ending })
    const { signal } = ending
    this.#containers.makeReady(nodeId, containers, isBoot, signal).then((fault) => {
      if (signal.aborted) return
      this.#fetching.delete(nodeId)
      if (fault) this.#faults.set(nodeId, fault)
      else this.#faults.delete(nodeId)
      done()
    }, console.error)
  }

  /** The node is no more. */
  forget(nodeId: string): void {
    this.#fetching.get(nodeId)?.ending.abort()
    this.#fetching.delete(nodeId)
    this.#faults.delete(nodeId)
  }
}
