// Control planes: making one run as described, keeping it running, and ending it.
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { readIfThere } from '../../processes.ts'
import { ClusterRefusal, type ControlPlane, type SignIn } from '../port.ts'
import { Api } from './api/api.ts'
import {
  COMPONENTS,
  type Component,
  componentsOf,
  controllersOf,
  type NodeKind,
  STORE_SOCKET,
  WITH_KEYS,
} from './arguments.ts'
import { apiPortOf, type ClusterFiles, type ClusterRecord, fingerprintOf } from './cluster-files.ts'
import type { ComponentProcesses } from './component-processes.ts'
import type { ApiDoors } from './door/api-doors.ts'
import type { ProgramFinder } from './programs.ts'
import { MOST_ENDS, StartingControllers } from './starting-controllers.ts'
import type { TokenQuestions } from './token-questions.ts'

const SETTLED_MS = 1_200
const LOOK_MS = 100
/** An API server that has not used its processor for so long will not become ready. */
const IDLE_MS = 15_000
const READY_MS = 600_000
/** Ends that are longer ago are no sign of one that cannot run. */
const LATELY_MS = 60_000
/** Asking whether it is ready costs it that much by itself. */
const IDLE_TICKS = 1
/** As AKS names the binding of the groups that administer a cluster. */
const ADMINISTRATORS = 'aks-cluster-admin-binding-aad'
/** What a cluster needs at least, as measured. */
const NEEDED_BYTES = 400 * 2 ** 20

export interface ControlPlanesOptions {
  readonly files: ClusterFiles
  readonly processes: ComponentProcesses
  readonly questions: TokenQuestions
  readonly doors: ApiDoors
  readonly finder: ProgramFinder
  readonly nodes: NodeKind
  /** Memory that this machine has left. */
  readonly memory: () => number
}

export class ControlPlanes {
  readonly #options: ControlPlanesOptions
  /** When each program had to be started again lately. */
  readonly #ends = new Map<string, Map<Component, readonly number[]>>()
  readonly #apis = new Map<string, { readonly key: string; readonly api: Api }>()

  constructor(options: ControlPlanesOptions) {
    this.#options = options
  }

  /** A client of the cluster's API server, whether that runs or not. */
  async api({ cluster, fingerprint, ...ports }: ClusterRecord): Promise<Api> {
    const port = apiPortOf(ports)
    const key = `${port} ${fingerprint}`
    const known = this.#apis.get(cluster)
    if (known?.key === key) return known.api
    this.forget(cluster)
    const api = await Api.open(this.#options.files.directory(cluster), port)
    this.#apis.set(cluster, { key, api })
    return api
  }

  forget(cluster: string): void {
    this.#apis.get(cluster)?.api.close()
    this.#apis.delete(cluster)
  }

  async run(plane: ControlPlane, signal: AbortSignal): Promise<ClusterRecord> {
    const { files, processes, finder, questions, nodes } = this.#options
    const before = await files.load(plane.cluster)
    if (!before?.isOn) this.#requireMemory()
    const credentials = await plane.credentials()
    const fingerprint = fingerprintOf(credentials)
    const { version: runs, paths } = await finder.nearest(plane.kubernetesVersion)
    signal.throwIfAborted()
    const isOther = componentsOf(nodes).some((name) => before?.paths[name] !== paths[name])
    const isMoved = (before?.guard === undefined) !== (plane.callers === undefined)
    const isOfOthers = isMoved || !isDeepStrictEqual(signInOf(before), plane.signIn)
    const isChanged = isOther || isOfOthers || before?.fingerprint !== fingerprint
    if (before && isChanged) {
      await files.save({ ...before, isUp: false })
      await processes.end(plane.cluster, isOther ? COMPONENTS : WITH_KEYS)
    }
    const port = before?.port ?? (await freePort())
    const guard = plane.callers && {
      callers: plane.callers,
      port: before?.guard?.port ?? (await freePort()),
    }
    const signIn = plane.signIn && {
      ...plane.signIn,
      port: before?.signIn?.port ?? (await freePort()),
    }
    const record: ClusterRecord = {
      cluster: plane.cluster,
      ...(signIn ? { signIn } : {}),
      asked: plane.kubernetesVersion,
      nodes,
      runs,
      port,
      ...(guard ? { guard } : {}),
      paths,
      fingerprint,
      isOn: true,
      isUp: false,
      wasUp: before?.wasUp ?? false,
    }
    if (before?.fingerprint !== fingerprint) {
      questions.close(plane.cluster)
      await files.write(plane, credentials, apiPortOf(record))
    } else if (isMoved) await files.writePort(plane.cluster, apiPortOf(record))
    if (signIn) await files.writeSignIn(plane.cluster, signIn.port)
    // One that runs as this says is still kept running if this is given up before it has looked at all of it.
    await files.save({ ...record, isUp: !isChanged && before?.isUp === true })
    return await this.bringUp(record, signal)
  }

  /** Starts what does not run; returns when all does. */
  async bringUp(asked: ClusterRecord, signal: AbortSignal): Promise<ClusterRecord> {
    const { files, processes } = this.#options
    const askable = await this.#withQuestions(await this.#withDoor(await this.#withNodes(asked)))
    if (askable.isUp && (await this.#isWhole(askable, signal))) return askable
    const record = await this.#withPort(askable)
    const { cluster } = record
    signal.throwIfAborted()
    await processes.ensure(record, 'kine')
    await processes.ensure(record, 'kube-apiserver')
    await this.#untilReady(record, signal)
    for (const component of controllersOf(record.nodes)) await processes.ensure(record, component)
    await this.#settled(record, signal)
    await this.#tell(record, signal)
    await this.#bindAdministrators(record, signal)
    this.#ends.delete(cluster)
    const up = { ...record, isUp: true, wasUp: true }
    if (!record.isUp) await files.save(up)
    for (const component of componentsOf(record.nodes)) await this.#requireAlive(cluster, component)
    return up
  }

  async #isWhole(record: ClusterRecord, signal: AbortSignal): Promise<boolean> {
    for (const component of componentsOf(record.nodes)) {
      if (!(await this.#options.processes.find(record.cluster, component))) return false
    }
    return await (await this.api(record)).isReady(signal)
  }

  /** Starts again what has ended of a cluster that was up; answers what that was. */
  async mend(record: ClusterRecord): Promise<readonly Component[]> {
    const { processes } = this.#options
    const ended: Component[] = []
    for (const component of componentsOf(record.nodes)) {
      if (await processes.find(record.cluster, component)) continue
      await processes.ensure(record, component)
      ended.push(component)
    }
    const ends = this.#ends.get(record.cluster) ?? new Map<Component, readonly number[]>()
    for (const component of ended) {
      ends.set(component, [...lately(ends.get(component)), performance.now()])
    }
    this.#ends.set(record.cluster, ends)
    return ended
  }

  /** Refuses where a program ends again and again. */
  async requireSound(cluster: string): Promise<void> {
    for (const [component, ends] of this.#ends.get(cluster) ?? []) {
      if (lately(ends).length < MOST_ENDS) continue
      throw await this.#unusable(cluster, component, 'ends again and again')
    }
  }

  /** An earlier server may have had nodes of the other kind. */
  async #withNodes(record: ClusterRecord): Promise<ClusterRecord> {
    const { files, processes, finder, nodes } = this.#options
    if ((record.nodes ?? 'fake') === nodes) return record
    const { version: runs, paths } = await finder.nearest(record.asked)
    const moved = { ...record, nodes, runs, paths, isUp: false }
    await files.save({ ...record, isUp: false })
    await processes.end(record.cluster)
    await files.save(moved)
    return moved
  }

  /** Another program may have taken the port at which the API server asks while no server answered there. */
  async #withQuestions(record: ClusterRecord): Promise<ClusterRecord> {
    const { files, processes, questions } = this.#options
    if (!record.signIn || (await questions.open(record))) return record
    const moved = { ...record, signIn: { ...record.signIn, port: await freePort() } }
    await processes.end(record.cluster, ['kube-apiserver'])
    await files.writeSignIn(record.cluster, moved.signIn.port)
    await files.save(moved)
    await questions.open(moved)
    return moved
  }

  /** Another program may have taken the port at which callers come while no server stood there. */
  async #withDoor(record: ClusterRecord): Promise<ClusterRecord> {
    const { files, doors } = this.#options
    const { cluster, port, guard } = record
    if (!guard) {
      await doors.close(cluster)
      return record
    }
    const door = { port, inner: guard.port, ranges: guard.callers }
    if (await doors.open(cluster, door)) return record
    const moved = { ...record, port: await freePort() }
    await files.save(moved)
    await doors.open(cluster, { ...door, port: moved.port })
    return moved
  }

  /** Another program may have taken the port while the cluster was off. */
  async #withPort(record: ClusterRecord): Promise<ClusterRecord> {
    const { files, processes, doors } = this.#options
    if (await processes.find(record.cluster, 'kube-apiserver')) return record
    if (await isFree(apiPortOf(record))) return record
    const other = await freePort()
    const { guard } = record
    const moved = guard
      ? { ...record, guard: { ...guard, port: other } }
      : { ...record, port: other }
    await processes.end(record.cluster, WITH_KEYS)
    await files.writePort(record.cluster, other)
    if (guard) {
      const door = { port: record.port, inner: other, ranges: guard.callers }
      await doors.open(record.cluster, door)
    }
    await files.save(moved)
    return moved
  }

  /** The controllers start meanwhile: one of them that cannot run is seen before all is ready. */
  async #untilReady(record: ClusterRecord, signal: AbortSignal): Promise<void> {
    const controllers = new StartingControllers(record, this.#options.processes)
    const over = new AbortController()
    const either = AbortSignal.any([signal, over.signal])
    const useless = controllers.watch(either)
    try {
      const found = await Promise.race([this.#untilWell(record, controllers, either), useless])
      if (found) throw await this.#unusable(record.cluster, found, 'has ended')
    } finally {
      over.abort()
      // It must not be in the middle of starting one.
      await useless.catch(() => undefined)
    }
  }

  async #untilWell(
    record: ClusterRecord,
    controllers: StartingControllers,
    signal: AbortSignal,
  ): Promise<undefined> {
    const api = await this.api(record)
    const began = performance.now()
    let used = -1
    let usedAt = began
    for (let now = began; now - began < READY_MS; now = performance.now()) {
      const readiness = await api.readiness(signal)
      if (readiness === 'ready') return
      if (readiness === 'starting') controllers.serverAnswers()
      await this.#requireAlive(record.cluster, 'kine')
      const process = await this.#requireAlive(record.cluster, 'kube-apiserver')
      const ticks = await ticksOf(process.pid)
      if (ticks - used > IDLE_TICKS) usedAt = now
      used = ticks
      if (now - usedAt >= IDLE_MS) break
      await pause(LOOK_MS, undefined, { signal })
    }
    throw await this.#unusable(record.cluster, 'kube-apiserver', 'does not become ready')
  }

  /** What ends at its start has ended by the time that it has asked the API server. */
  async #settled({ cluster, nodes }: ClusterRecord, signal: AbortSignal): Promise<void> {
    const until = performance.now() + SETTLED_MS
    while (performance.now() < until) {
      for (const component of componentsOf(nodes)) await this.#requireAlive(cluster, component)
      await pause(LOOK_MS, undefined, { signal })
    }
  }

  async #requireAlive(cluster: string, component: Component) {
    const { processes, files } = this.#options
    const found = await processes.find(cluster, component)
    if (found) return found
    // An API server ends for want of a store, which goes on trying to open its file.
    const isStoreless =
      component === 'kube-apiserver' &&
      !existsSync(files.path(cluster, STORE_SOCKET)) &&
      (await processes.lastWords(cluster, component)).includes(STORE_SOCKET)
    if (isStoreless) throw await this.#unusable(cluster, 'kine', 'does not open its store')
    throw await this.#unusable(cluster, component, 'has ended')
  }

  async #unusable(cluster: string, component: Component, what: string): Promise<ClusterRefusal> {
    const { files, processes } = this.#options
    const path = (await files.load(cluster))?.paths[component] ?? component
    const words = await processes.lastWords(cluster, component)
    return new ClusterRefusal(
      'ControlPlaneNotReady',
      `The control plane cannot run: ${component} (${path}) ${what}${words ? `: ${words}` : '.'}`,
    )
  }

  /** Where the version that was asked for is not the one that runs, the cluster itself says so. */
  async #tell(record: ClusterRecord, signal: AbortSignal): Promise<void> {
    const api = await this.api(record)
    const path = '/api/v1/namespaces/kube-public/configmaps'
    const map = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'lazuli', namespace: 'kube-public' },
      data: { kubernetesVersion: record.asked, runs: record.runs },
    }
    const { status } = await api.call('PUT', `${path}/lazuli`, signal, map)
    if (status === 404) await api.call('POST', path, signal, map)
  }

  /** The groups that a cluster's owner named may do anything, as the cluster's own roles say. */
  async #bindAdministrators(record: ClusterRecord, signal: AbortSignal): Promise<void> {
    const api = await this.api(record)
    const path = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings'
    const { adminGroups = [] } = record.signIn ?? {}
    if (adminGroups.length === 0) {
      await api.call('DELETE', `${path}/${ADMINISTRATORS}`, signal)
      return
    }
    const apiGroup = 'rbac.authorization.k8s.io'
    const binding = {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: ADMINISTRATORS },
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: adminGroups.map((name) => ({ apiGroup, kind: 'Group', name })),
    }
    const { status } = await api.call('PUT', `${path}/${ADMINISTRATORS}`, signal, binding)
    if (status === 404) await api.call('POST', path, signal, binding)
  }

  #requireMemory(): void {
    const left = this.#options.memory()
    if (left >= NEEDED_BYTES) return
    const megabytes = (bytes: number): number => Math.floor(bytes / 2 ** 20)
    throw new ClusterRefusal(
      'AllocationFailed',
      `This machine has ${megabytes(left)} MB of memory left, and a control plane needs ${megabytes(NEEDED_BYTES)} MB: stop or delete another cluster, or give the machine more.`,
    )
  }
}

const lately = (ends: readonly number[] = []): readonly number[] =>
  ends.filter((at) => performance.now() - at < LATELY_MS)

/** How callers signed in before, as it was asked for. */
function signInOf(before: ClusterRecord | undefined): SignIn | undefined {
  if (!before?.signIn) return undefined
  const { port: _, ...signIn } = before.signIn
  return signIn
}

/** Processor time that a process has used, in ticks of which there are a hundred a second. */
async function ticksOf(pid: number): Promise<number> {
  const stat = (await readIfThere(`/proc/${pid}/stat`)) ?? ''
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
}

async function isFree(port: number): Promise<boolean> {
  return (await bound(port)) !== undefined
}

async function freePort(): Promise<number> {
  return (await bound(0))!
}

function bound(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1' }, () => {
      const { port: own } = server.address() as { port: number }
      server.close(() => resolve(own))
    })
  })
}
