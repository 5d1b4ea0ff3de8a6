// A cluster that is imagined, for tests: pods run as soon as they are made.
import type { V1Pod, V1Secret } from '@kubernetes/client-node'
import { type OnPod, type Pods, PodsFault } from '#drivers/nodes/kubernetes/port.ts'

export class MemoryPods implements Pods {
  readonly namespace = 'default'
  readonly pods = new Map<string, V1Pod>()
  readonly secrets = new Map<string, V1Secret>()
  readonly #watchers = new Set<OnPod>()
  /** How the next pods are refused. */
  refusal: PodsFault | undefined
  #version = 0

  async list() {
    return { pods: [...this.pods.values()], version: String(this.#version) }
  }

  async watch(
    _namespace: string,
    _version: string,
    onPod: OnPod,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    this.#watchers.add(onPod)
    const { promise, resolve } = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => resolve())
    this.#ends.add(resolve)
    await promise
    this.#watchers.delete(onPod)
    return undefined
  }

  readonly #ends = new Set<() => void>()

  /** What is watched has to be listed anew. */
  cut(): void {
    for (const end of this.#ends) end()
    this.#ends.clear()
  }

  async create(namespace: string, pod: V1Pod): Promise<V1Pod> {
    if (this.refusal) throw this.refusal
    const name = pod.metadata!.name!
    if (this.pods.has(name)) throw new PodsFault({ status: 409, message: 'AlreadyExists' })
    const metadata = { ...pod.metadata, namespace, uid: `uid-${++this.#version}` }
    const made: V1Pod = { ...pod, metadata, status: { phase: 'Pending' } }
    this.pods.set(name, made)
    setImmediate(() => this.change(name, { phase: 'Running' }))
    return made
  }

  change(name: string, status: V1Pod['status'], metadata: V1Pod['metadata'] = {}): void {
    const pod = this.pods.get(name)
    if (!pod) return
    const next = { ...pod, metadata: { ...pod.metadata, ...metadata }, status: status! }
    this.pods.set(name, next)
    for (const watcher of this.#watchers) watcher(next, false)
  }

  async delete(_namespace: string, name: string): Promise<void> {
    this.lose(name)
  }

  lose(name: string): void {
    const pod = this.pods.get(name)
    this.pods.delete(name)
    this.secrets.delete(name)
    if (pod) for (const watcher of this.#watchers) watcher(pod, true)
  }

  async hasSecret(_namespace: string, name: string): Promise<boolean> {
    return this.secrets.has(name)
  }

  async createSecret(_namespace: string, secret: V1Secret): Promise<void> {
    this.secrets.set(secret.metadata!.name!, secret)
  }

  async may(): Promise<boolean> {
    return true
  }

  async own(): Promise<undefined> {
    return undefined
  }
}
