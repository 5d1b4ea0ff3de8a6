import type { NodeContainers } from '#drivers/nodes/port.ts'
import type { Containers, NodeFault } from './containers.ts'

/** Which nodes have the images that they are to have, and why others have not. */
export class NodeImages {
  readonly #containers: Containers
  readonly #fetching = new Map<string, AbortController>()
  readonly #faults = new Map<string, NodeFault>()

  constructor(containers: Containers) {
    this.#containers = containers
  }

  isFetching(nodeId: string): boolean {
    return this.#fetching.has(nodeId)
  }

  faultOf(nodeId: string): NodeFault | undefined {
    return this.#faults.get(nodeId)
  }

  /** Fetches what is missing; whoever asks later, asks instead. `done` is called for the last only. */
  fetch(nodeId: string, containers: NodeContainers, isBoot: boolean, done: () => void): void {
    this.#fetching.get(nodeId)?.abort()
    const mine = new AbortController()
    this.#fetching.set(nodeId, mine)
    this.#containers.makeReady(nodeId, containers, isBoot, mine.signal).then((fault) => {
      if (mine.signal.aborted) return
      this.#fetching.delete(nodeId)
      if (fault) this.#faults.set(nodeId, fault)
      else this.#faults.delete(nodeId)
      done()
    }, console.error)
  }

  /** The node is no more. */
  forget(nodeId: string): void {
    this.#fetching.get(nodeId)?.abort()
    this.#fetching.delete(nodeId)
    this.#faults.delete(nodeId)
  }
}
