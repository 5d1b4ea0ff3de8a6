import type { V1Pod } from '@kubernetes/client-node'
import type {
  NodeNews,
  NodeProvider,
  NodeReport,
  NodeRequest,
  ReleaseOptions,
} from '../provider.ts'
import type { ClusterOptions } from '../routed/cluster.ts'
import { isOver, Machines, type Machine as RoutedMachine } from '../routed/machines.ts'
import { type Refused, RefusedRules } from '../routed/refused-rules.ts'
import type { RuleOf } from '../routed/rules.ts'
import { Turns } from '../routed/turns.ts'
import { followPods } from './follow-pods.ts'
import { identityIn, type PodOwner, podFor, secretFor } from './pod.ts'
import { endOf, isOverIn, lastNewsOf, newsOf } from './pod-news.ts'
import { type Pods, PodsFault } from './port.ts'
import { refusalOf } from './refusals.ts'

export interface KubernetesOptions extends ClusterOptions<RuleOf<'kubernetes'>> {
  readonly owner: PodOwner
  /** Where its pods may be. */
  readonly namespaces: readonly string[]
  readonly pods: Pods
}

interface Place {
  readonly namespace: string
  readonly name: string
}

interface Machine extends RoutedMachine {
  /** Where its pod is, once it was asked for. */
  place?: Place
  pod?: V1Pod
  /** The first list that must have the pod. */
  fromList?: number
}

const AGAIN_MS = 1_000
const LOOK_MS = 5_000
/** Pods that are made at once. */
const AT_ONCE = 8

const keyOf = ({ namespace, name }: Place): string => `${namespace}/${name}`

const placeOf = ({ metadata }: V1Pod): Place => ({
  namespace: metadata!.namespace!,
  name: metadata!.name!,
})

/** Nodes that are pods of a cluster, each with an agent that dials in. */
export class KubernetesNodes implements NodeProvider {
  readonly #options: KubernetesOptions
  readonly #machines: Machines<Machine>
  readonly #refused: RefusedRules
  readonly #turns = new Turns({
    turn: () => this.#turn(),
    nextMs: () => (this.#waiting().length > 0 ? AGAIN_MS : undefined),
  })
  /** Pods that were given back: late events of them make no node. */
  readonly #left = new Set<string>()
  readonly #stopping = new AbortController()
  readonly #following: Promise<unknown>
  readonly #lists = new Map<string, number>()
  readonly #listed = new Set<string>()
  /** What was there before, and is told of once all was listed. */
  readonly #kept: NodeRequest[] = []
  readonly #looking: NodeJS.Timeout
  #trouble = ''

  constructor(options: KubernetesOptions) {
    this.#options = options
    this.#machines = new Machines(options.now)
    this.#refused = new RefusedRules('Kubernetes', options.now)
    this.#following = Promise.all(options.namespaces.map((each) => this.#follow(each)))
    this.#looking = setInterval(() => this.#lookAtEnds(), LOOK_MS).unref()
  }

  has(nodeId: string): boolean {
    return this.#machines.has(nodeId)
  }

  async request(request: NodeRequest): Promise<void> {
    // What there is of this server's is known once all was listed.
    if (request.isKept && !this.#hasListed()) this.#kept.push(request)
    else if (this.#machines.ask(request, (asked) => asked)) this.#turns.go()
  }

  #hasListed(): boolean {
    return this.#options.namespaces.every((each) => this.#listed.has(each))
  }

  async release(nodeId: string, _options: ReleaseOptions = {}): Promise<void> {
    for (const namespace of this.#options.namespaces) {
      if (!this.#listed.has(namespace)) await this.#list(namespace)
    }
    const machine = this.#machines.get(nodeId)
    if (machine) {
      if (machine.place) await this.#delete(machine.place)
      this.#machines.remove(machine)
    }
    await this.#options.agents.forget(nodeId)
    this.#turns.go()
  }

  async #delete(place: Place): Promise<void> {
    this.#left.add(keyOf(place))
    await this.#options.pods.delete(place.namespace, place.name)
  }

  observe(signal: AbortSignal): AsyncIterable<readonly NodeReport[]> {
    return this.#machines.observe(signal)
  }

  async close(): Promise<void> {
    this.#stopping.abort()
    clearInterval(this.#looking)
    await this.#turns.close()
    await this.#following
  }

  /** The same trouble is told once, until all is well. */
  #tell(error: unknown): void {
    const words = String(error)
    if (words === this.#trouble) return
    this.#trouble = words
    this.#options.onTrouble(error)
  }

  #follow(namespace: string): Promise<void> {
    const follower = {
      beforeList: () => this.#beginList(namespace),
      onList: (pods: readonly V1Pod[]) => this.#takeList(namespace, pods),
      onPod: (pod: V1Pod, isGone: boolean) => (isGone ? this.#lose(pod) : this.#observePod(pod)),
      onTrouble: (error: unknown) => this.#tell(error),
    }
    return followPods(this.#options.pods, namespace, follower, this.#stopping.signal)
  }

  #beginList(namespace: string): void {
    this.#lists.set(namespace, (this.#lists.get(namespace) ?? 0) + 1)
  }

  async #list(namespace: string): Promise<void> {
    this.#beginList(namespace)
    const { pods } = await this.#options.pods.list(namespace)
    this.#takeList(namespace, pods)
  }

  #takeList(namespace: string, pods: readonly V1Pod[]): void {
    this.#trouble = ''
    this.#listed.add(namespace)
    const list = this.#lists.get(namespace) ?? 0
    const present = new Set(pods.map((pod) => keyOf(placeOf(pod))))
    for (const pod of pods) this.#observePod(pod)
    for (const machine of this.#machines.all()) {
      const { fromList = Number.POSITIVE_INFINITY, place, pod } = machine
      if (place?.namespace !== namespace || list < fromList || isOver(machine.last)) continue
      if (!present.has(keyOf(place)) && pod) this.#finish(machine, pod)
    }
    for (const key of this.#left) {
      if (key.startsWith(`${namespace}/`) && !present.has(key)) this.#left.delete(key)
    }
    if (this.#hasListed()) {
      for (const request of this.#kept.splice(0)) this.#machines.ask(request, (asked) => asked)
    }
    this.#turns.go()
  }

  #observePod(pod: V1Pod): void {
    const machine = this.#machineOf(pod)
    if (!machine || isOver(machine.last)) return
    machine.pod = pod
    if (isOverIn(pod)) {
      this.#finish(machine, pod)
      return
    }
    const wasQueued = machine.last.state === 'queued'
    this.#machines.report(machine, this.#newsOf(machine, pod))
    if (isOver(machine.last)) this.#background(() => this.#leave(machine, placeOf(pod)))
    if (wasQueued && machine.last.state !== 'queued') this.#turns.go()
  }

  #newsOf({ nodeId }: Machine, pod: V1Pod): NodeNews {
    const { agents, drainMs, now } = this.#options
    return newsOf(pod, { hadAgent: agents.hasEntered(nodeId), now: now(), drainMs })
  }

  /** The machine that the pod is; undefined where it is none of ours, or none any more. */
  #machineOf(pod: V1Pod): Machine | undefined {
    const identity = identityIn(pod, this.#options.owner.server)
    const place = placeOf(pod)
    if (!identity || this.#left.has(keyOf(place))) return undefined
    const { nodeId, bootId } = identity
    const machine = this.#machines.get(nodeId)
    if (!machine) {
      if (pod.metadata?.deletionTimestamp) return undefined
      // Of another life of this server: Batch knows whether it is wanted.
      const last: NodeNews = { state: 'queued' }
      const found = this.#machines.find({ nodeId, bootId, place, fromList: 0, pod, last })
      if (!isOverIn(pod)) this.#background(() => this.#begin(found, pod))
      return found
    }
    if (machine.bootId !== bootId) {
      // Given back by another life of the server, which did not live to delete it.
      if (!pod.metadata?.deletionTimestamp) this.#background(() => this.#delete(place))
      return undefined
    }
    machine.place ??= place
    machine.fromList ??= 0
    return machine
  }

  /** The pod is no more. */
  #lose(pod: V1Pod): void {
    const machine = this.#machineOf(pod)
    this.#left.delete(keyOf(placeOf(pod)))
    if (machine?.place && keyOf(machine.place) === keyOf(placeOf(pod)) && !isOver(machine.last)) {
      this.#finish(machine, pod)
    }
  }

  #finish(machine: Machine, pod: V1Pod): void {
    const { agents } = this.#options
    this.#machines.report(machine, lastNewsOf(pod, agents.hasEntered(machine.nodeId)))
    this.#background(() => this.#leave(machine, placeOf(pod)))
  }

  /** Its pod is deleted, and its agent is let in no longer. */
  async #leave({ nodeId, bootId }: Machine, place: Place): Promise<void> {
    if (this.#machines.get(nodeId)?.bootId === bootId) await this.#options.agents.forget(nodeId)
    await this.#delete(place)
    this.#turns.go()
  }

  #background(work: () => Promise<void>): void {
    void work().catch((error: unknown) => this.#tell(error))
  }

  /** Whether the time of a node is about to be over is told by no one. */
  #lookAtEnds(): void {
    for (const machine of this.#machines.all()) {
      const { pod } = machine
      if (pod && !isOver(machine.last) && endOf(pod) !== undefined) this.#observePod(pod)
    }
  }

  #waiting(): readonly Machine[] {
    return this.#machines
      .all()
      .filter(({ place, request, last }) => request && !place && !isOver(last))
  }

  /** Makes what waits. */
  async #turn(): Promise<void> {
    const waiting = this.#waiting().values()
    let room = this.#options.mostQueued - this.#queued()
    const makeNext = async (): Promise<void> => {
      for (const machine of waiting) {
        if (room > 0) {
          room--
          await this.#make(machine)
          continue
        }
        const reason = `${this.#options.mostQueued} pods of this server wait in the cluster already`
        this.#machines.report(machine, { state: 'queued', reason })
      }
    }
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, makeNext))
    } catch (error) {
      this.#tell(error)
    }
  }

  /** Pods that wait for a place in the cluster. */
  #queued(): number {
    return this.#machines.all().filter(({ place, last }) => place && last.state === 'queued').length
  }

  async #make(machine: Machine): Promise<void> {
    const { owner, pods, ruleFor } = this.#options
    const request = machine.request!
    const rule = ruleFor(request)
    if (!rule) {
      const message = 'No rule of the nodes file is for Kubernetes here any more'
      return this.#refuse(machine, { code: 'AllocationFailed', message })
    }
    const paused = this.#refused.pausedBy(rule.at)
    if (paused) return this.#refuse(machine, paused)
    const namespace = rule.namespace ?? pods.namespace
    const pod = podFor(request, rule, owner)
    const place: Place = { namespace, name: pod.metadata!.name! }
    this.#left.delete(keyOf(place))
    try {
      const made = await pods.create(namespace, pod)
      this.#refused.forget(rule.at)
      machine.place = place
      machine.pod ??= made
      machine.fromList = (this.#lists.get(namespace) ?? 0) + 1
      await this.#begin(machine, made)
    } catch (error) {
      if (!(error instanceof PodsFault)) throw error
      // It was made by a call whose answer was lost: the watch has it, or will.
      if (error.status === 409) return
      const refusal = refusalOf(error, request.isLowPriority)
      if (!refusal) {
        const reason = `Kubernetes does not answer: ${error.message}`
        return this.#machines.report(machine, { state: 'queued', reason })
      }
      return this.#refuse(machine, this.#refused.count(rule.at, refusal))
    }
    // One that was released in the meantime is no longer there to be found.
    if (this.#machines.get(machine.nodeId)?.bootId !== machine.bootId) await this.#delete(place)
  }

  /** Gives the pod what its agent begins with, unless it has that. */
  async #begin({ nodeId, bootId }: Machine, pod: V1Pod): Promise<void> {
    const { agents, bootstrapOf, pods, program } = this.#options
    const { namespace, name } = placeOf(pod)
    if (agents.hasEntered(nodeId) || (await pods.hasSecret(namespace, name))) return
    if (this.#machines.get(nodeId)?.bootId !== bootId) return
    const bootstrap = bootstrapOf(nodeId, await agents.expect(nodeId, bootId))
    await pods.createSecret(namespace, secretFor(pod, bootstrap, await program()))
  }

  async #refuse(machine: Machine, why: Refused): Promise<void> {
    await this.#options.agents.forget(machine.nodeId)
    this.#machines.report(machine, { state: 'refused', ...why })
  }
}
