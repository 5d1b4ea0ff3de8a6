// Makes the nodes of a pool what they should be, through the API server. What an abort interrupts
// stays as far as it came, and the next call goes on from what it finds.
import { setTimeout as pause } from 'node:timers/promises'
import { type NodePool, poolAt } from '../port.ts'
import { correction, indexOf, isReady, type KubeNode, newNode } from './kube-node.ts'
import { freeNumbers, planFor } from './node-plan.ts'
import type { NodeWorld } from './node-world.ts'

/**
 * More at a time would have a machine of few processors make nodes faster, and answer nothing else meanwhile: each
 * call would wait for its turn behind the programs of the cluster.
 */
const AT_ONCE = 4
const LOOK_MS = 100
/** After so long a node that is not Ready is an error, which is tried again. */
const READY_MS = 120_000

interface NewNode {
  readonly isSurge: boolean
  readonly isWell: boolean
}

/** `scaled` shortens lengths of Azure's as the server's clock does. */
export class NodePools {
  readonly #world: NodeWorld
  readonly #scaled: (ms: number) => number

  constructor(world: NodeWorld, scaled: (ms: number) => number) {
    this.#world = world
    this.#scaled = scaled
  }

  async set(pool: NodePool, signal: AbortSignal): Promise<void> {
    const { add, remove, replace, keep } = planFor(pool, await this.#of(pool.name, signal))
    await eachOf(keep, signal, (node) => this.#correct(pool, node, signal))
    // One of them has to report itself: it shows that the program is there that nodes are run by.
    const reports = add.at(-1)
    await eachOf(add, signal, (index) =>
      this.#make(pool, index, { isSurge: false, isWell: index !== reports }, signal),
    )
    await this.#untilReady(pool.name, signal)
    for (const node of remove) await this.#take(pool, node, signal)
    if (replace.length > 0) await this.#replace(pool, replace, signal)
  }

  /** Without regard to what its pods may be disrupted by: they go with the pool. */
  async remove(name: string, signal: AbortSignal): Promise<void> {
    await eachOf(await this.#of(name, signal), signal, (node) => this.#world.remove(node, signal))
  }

  /** Of its nodes, in order. */
  async names(pool: string, signal: AbortSignal): Promise<readonly string[]> {
    const names = await this.#world.names(pool, signal)
    return names.filter((name) => indexOf(name) !== undefined).sort()
  }

  /** So many at a time; first come the nodes that take the pods meanwhile. */
  async #replace(pool: NodePool, old: readonly KubeNode[], signal: AbortSignal): Promise<void> {
    const surge = Math.min(Math.max(1, pool.replacing.surge), old.length)
    const numbers = freeNumbers(await this.#of(pool.name, signal), surge)
    await eachOf(numbers, signal, (index) =>
      this.#make(pool, index, { isSurge: true, isWell: false }, signal),
    )
    await this.#untilReady(pool.name, signal)
    for (let next = 0; next < old.length; next += surge) {
      const batch = old.slice(next, next + surge)
      await eachOf(batch, signal, (node) => this.#renew(pool, node, signal))
      await this.#untilReady(pool.name, signal)
      const soakMs = this.#scaled(pool.replacing.soakMs)
      if (soakMs > 0) await pause(soakMs, undefined, { signal })
    }
    const { remove } = planFor(pool, await this.#of(pool.name, signal))
    for (const node of remove) await this.#take(pool, node, signal)
  }

  async #renew(pool: NodePool, node: KubeNode, signal: AbortSignal): Promise<void> {
    const index = indexOf(node.metadata.name)!
    await this.#take(pool, node, signal)
    await this.#make(pool, index, { isSurge: false, isWell: false }, signal)
  }

  async #take(pool: NodePool, node: KubeNode, signal: AbortSignal): Promise<void> {
    await this.#world.drain(node, pool.replacing.drainTimeoutMs, signal)
    await this.#world.remove(node, signal)
  }

  async #make(pool: NodePool, index: number, as: NewNode, signal: AbortSignal): Promise<void> {
    await this.#world.create(newNode(poolAt(pool, index), index, as.isSurge), as.isWell, signal)
  }

  async #correct(pool: NodePool, node: KubeNode, signal: AbortSignal): Promise<void> {
    const own = poolAt(pool, indexOf(node.metadata.name)!)
    let seen: KubeNode | undefined = node
    while (seen) {
      const change = correction(seen, own)
      if (change === undefined || (await this.#world.patch(seen, change, signal))) return
      seen = await this.#world.find(node.metadata.name, signal)
    }
  }

  async #untilReady(name: string, signal: AbortSignal): Promise<void> {
    const until = performance.now() + READY_MS
    for (;;) {
      const began = performance.now()
      const waited = (await this.#of(name, signal)).find((node) => !isReady(node))
      if (!waited) return
      await this.#world.requireSound()
      if (performance.now() > until) throw new Error(`node ${waited.metadata.name} is not Ready`)
      // Looks at many nodes take as long as what they wait for: most of the time is left to that.
      const tookMs = performance.now() - began
      await pause(Math.max(LOOK_MS, 4 * tookMs), undefined, { signal })
    }
  }

  async #of(pool: string, signal: AbortSignal): Promise<readonly KubeNode[]> {
    const nodes = await this.#world.list(pool, signal)
    return nodes.filter(({ metadata }) => indexOf(metadata.name) !== undefined)
  }
}

/** A few at a time; none is begun after an abort, or after one failed. */
async function eachOf<Item>(
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  let hasFailed = false
  const worker = async (): Promise<void> => {
    while (next < items.length && !hasFailed) {
      signal.throwIfAborted()
      const item = items[next]!
      next += 1
      await work(item)
    }
  }
  const workers = Array.from({ length: Math.min(AT_ONCE, items.length) }, () =>
    worker().catch((error: unknown) => {
      hasFailed = true
      throw error
    }),
  )
  // All have let go when this returns: none may add a node after its caller has given up.
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}
