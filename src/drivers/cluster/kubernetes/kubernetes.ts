// Real Kubernetes control planes on this machine, with kwok's nodes or our own: an API server, its store, the
// controllers and the scheduler of each cluster are processes that outlive the server's death.
import { join } from 'node:path'
import { type Instant, toIso } from '#kernel/instant.ts'
import { makeDirectory } from '../../record-file.ts'
import { Turns } from '../../turns.ts'
import { NodePools } from '../nodes/node-pools.ts'
import { type ClusterDriver, ClusterRefusal, type TokenAuthority } from '../port.ts'
import type { Api } from './api/api.ts'
import { apiNodes } from './api/api-nodes.ts'
import { removeNamespace, setNamespace } from './api/namespaces.ts'
import type { NodeKind } from './arguments.ts'
import { apiPortOf, ClusterFiles, type ClusterRecord } from './cluster-files.ts'
import { Commands } from './commands.ts'
import { ComponentProcesses } from './component-processes.ts'
import { ControlPlanes } from './control-planes.ts'
import { ApiDoors } from './door/api-doors.ts'
import { openLauncher } from './launcher.ts'
import { ProgramFinder } from './programs.ts'
import { said } from './said.ts'
import { TokenQuestions } from './token-questions.ts'
import { type Sleeper, sleepAt } from './wake.ts'

export interface KubernetesOptions {
  /** Where clusters are kept. */
  readonly directory: string
  /** Clusters end with their server, however that ends. */
  readonly isEphemeral: boolean
  /** Where programs are, or directories of them; else they are on PATH. */
  readonly binaries?: string | undefined
  /** What nodes do with pods. */
  readonly nodes?: NodeKind
  /** By this machine's own clock, which objects of clusters go by. */
  readonly now: () => Instant
  /** Clusters that an earlier server ended start with this one, not when they are first needed. */
  readonly isEager?: boolean
  /** Shortens lengths of Azure's. */
  readonly scaled?: (ms: number) => number
  /** Knows the principals of tokens; absent: none is taken. */
  readonly authority?: TokenAuthority
  /** Memory that this machine has left, in bytes. */
  readonly memory?: () => number
  /** Called with programs that ended by themselves. */
  readonly report?: (error: Error) => void
}

const WATCH_MS = 2_000
const VERSION_MS = 15_000
/** A call's own signal ends it; its turn is kept until it has let go. */
const NEVER = new AbortController().signal

export async function openKubernetes(options: KubernetesOptions): Promise<ClusterDriver> {
  await makeDirectory(options.directory)
  return new KubernetesClusters(options)
}

class KubernetesClusters implements ClusterDriver {
  readonly #files: ClusterFiles
  readonly #launcher
  readonly #processes: ComponentProcesses
  readonly #planes: ControlPlanes
  readonly #questions: TokenQuestions
  readonly #doors = new ApiDoors()
  readonly #commands: Commands
  readonly #turns = new Turns()
  readonly #scaled: (ms: number) => number
  readonly #report: (error: Error) => void
  readonly #isEager: boolean
  /** When nodes are said to be well that no program reports so; absent: one does. */
  readonly #wellAt: (() => string) | undefined
  readonly #sleepers = new Map<string, Sleeper>()
  #watch: NodeJS.Timeout | undefined
  #versions = 0

  constructor(options: KubernetesOptions) {
    const { directory, isEphemeral, binaries, scaled, memory, report } = options
    const { isEager = false, nodes = 'fake' } = options
    this.#isEager = isEager
    // To the second, as Kubernetes writes times.
    const wellAt = (): string => toIso(options.now()).replace(/\.\d+/, '')
    this.#wellAt = nodes === 'fake' ? wellAt : undefined
    this.#files = new ClusterFiles(directory)
    this.#launcher = openLauncher(isEphemeral ? directory : undefined)
    this.#processes = new ComponentProcesses(this.#files, this.#launcher)
    this.#commands = new Commands({ files: this.#files, launcher: this.#launcher })
    const finder = new ProgramFinder((path, words) => this.#say(path, words), binaries, nodes)
    this.#report = report ?? (() => undefined)
    this.#questions = new TokenQuestions({
      files: this.#files,
      authority: options.authority,
      report: this.#report,
    })
    this.#planes = new ControlPlanes({
      questions: this.#questions,
      doors: this.#doors,
      files: this.#files,
      processes: this.#processes,
      finder,
      nodes,
      memory: memory ?? (() => process.availableMemory()),
    })
    this.#scaled = scaled ?? ((ms) => ms)
  }

  async runControlPlane(
    plane: Parameters<ClusterDriver['runControlPlane']>[0],
    signal: AbortSignal,
  ) {
    await this.#alone(plane.cluster, async () => {
      await this.#endSleep(plane.cluster)
      await this.#planes.run(plane, signal)
    })
    this.#keepWatch()
  }

  async setNodePool(pool: Parameters<ClusterDriver['setNodePool']>[0], signal: AbortSignal) {
    await (await this.#pools(pool.cluster, signal)).set(pool, signal)
  }

  async removeNodePool(
    { cluster, name }: Parameters<ClusterDriver['removeNodePool']>[0],
    signal: AbortSignal,
  ) {
    const record = await this.#files.load(cluster)
    if (!record?.wasUp) return
    await (await this.#pools(cluster, signal)).remove(name, signal)
  }

  async stop(cluster: string) {
    await this.#alone(cluster, async () => {
      await this.#endSleep(cluster)
      const record = await this.#files.load(cluster)
      if (!record) return
      await this.#files.save({ ...record, isOn: false, isUp: false })
      await this.#end(cluster)
    })
  }

  async remove(cluster: string) {
    await this.#alone(cluster, async () => {
      await this.#endSleep(cluster)
      const record = await this.#files.load(cluster)
      if (record) await this.#files.save({ ...record, isOn: false, isUp: false })
      await this.#end(cluster)
      await this.#files.remove(cluster)
    })
  }

  async nodes({ cluster, name }: Parameters<ClusterDriver['nodes']>[0], signal: AbortSignal) {
    const record = await this.#files.load(cluster)
    if (!record?.wasUp) return []
    // Not all of it was started: what its nodes become is not known until it is.
    if (!record.isOn || !record.isUp) return undefined
    const api = await this.#planes.api(record)
    if (!(await api.isReady(signal))) return undefined
    return await this.#nodes(cluster, api).names(name, signal)
  }

  async serverUrl(cluster: string) {
    const record = await this.#files.load(cluster)
    return record && `https://127.0.0.1:${record.port}`
  }

  async runCommand(command: Parameters<ClusterDriver['runCommand']>[0], signal: AbortSignal) {
    await this.#running(command.cluster, signal)
    return await this.#commands.run(command, signal)
  }

  async setNamespace(of: Parameters<ClusterDriver['setNamespace']>[0], signal: AbortSignal) {
    await setNamespace(await this.#planes.api(await this.#running(of.cluster, signal)), of, signal)
  }

  async removeNamespace(of: Parameters<ClusterDriver['removeNamespace']>[0], signal: AbortSignal) {
    const record = await this.#files.load(of.cluster)
    if (!record?.wasUp) return
    const api = await this.#planes.api(await this.#running(of.cluster, signal))
    await removeNamespace(api, of, signal)
  }

  async resume() {
    // One that cannot go on does not keep the others from it.
    for (const record of await this.#files.all()) {
      await this.#goOn(record).catch((error: Error) => this.#report(error))
    }
    this.#keepWatch()
  }

  async close() {
    clearInterval(this.#watch)
    for (const cluster of [...this.#sleepers.keys()]) await this.#endSleep(cluster)
    await this.#turns.idle()
    const records = await this.#files.all()
    await Promise.all(records.map(({ cluster }) => this.#end(cluster)))
    await this.#launcher.close()
  }

  /** Ends all that runs of a cluster. */
  async #end(cluster: string): Promise<void> {
    this.#planes.forget(cluster)
    this.#questions.close(cluster)
    await this.#doors.close(cluster)
    await this.#commands.end(cluster)
    await this.#processes.end(cluster)
  }

  #alone<Result>(cluster: string, work: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(cluster, NEVER, work)
  }

  /** The record of a cluster all of which runs. */
  async #running(cluster: string, signal: AbortSignal): Promise<ClusterRecord> {
    if (!(await this.#files.load(cluster))?.isOn) {
      throw new ClusterRefusal('OperationNotAllowed', `${cluster} has no control plane that runs.`)
    }
    return await this.#wake(cluster, signal)
  }

  async #wake(cluster: string, signal: AbortSignal): Promise<ClusterRecord> {
    return await this.#alone(cluster, async () => {
      await this.#endSleep(cluster)
      const record = await this.#files.load(cluster)
      if (!record) throw new Error(`${cluster} is gone`)
      return await this.#planes.bringUp(record, signal)
    })
  }

  /** Goes on with what an earlier server left of a cluster. */
  async #goOn(record: ClusterRecord): Promise<void> {
    await this.#commands.endLeft(record.cluster)
    if (!record.isOn || !record.isUp) return
    const isAlive = await this.#processes.isAny(record.cluster)
    if (isAlive || this.#isEager) await this.#wake(record.cluster, NEVER)
    else await this.#sleep(record)
  }

  /** The first who comes to its port starts the cluster. */
  async #sleep({ cluster, port, guard }: ClusterRecord): Promise<void> {
    const sleeper = await sleepAt(port, guard?.callers, async () =>
      apiPortOf(await this.#wake(cluster, NEVER)),
    )
    if (sleeper) this.#sleepers.set(cluster, sleeper)
  }

  async #endSleep(cluster: string): Promise<void> {
    await this.#sleepers.get(cluster)?.close()
    this.#sleepers.delete(cluster)
  }

  async #pools(cluster: string, signal: AbortSignal): Promise<NodePools> {
    const api = await this.#planes.api(await this.#running(cluster, signal))
    return this.#nodes(cluster, api)
  }

  #nodes(cluster: string, api: Api): NodePools {
    const world = apiNodes(api, {
      requireSound: () => this.#planes.requireSound(cluster),
      scaled: this.#scaled,
      ...(this.#wellAt ? { wellAt: this.#wellAt } : {}),
    })
    return new NodePools(world, this.#scaled)
  }

  #keepWatch(): void {
    this.#watch ??= setInterval(() => {
      this.#look().catch((error: Error) => this.#report(error))
    }, WATCH_MS).unref()
  }

  /** What ended by itself is started again, and logs that grew long are cut. */
  async #look(): Promise<void> {
    for (const { cluster } of await this.#files.all()) {
      await this.#alone(cluster, async () => {
        const record = await this.#files.load(cluster)
        if (!record?.isOn || !record.isUp || this.#sleepers.has(cluster)) return
        await this.#processes.cutLogs(cluster)
        const ended = await this.#planes.mend(record)
        if (ended.length === 0) return
        this.#report(new Error(`started again for ${cluster}: ${ended.join(', ')}`))
      })
    }
  }

  async #say(path: string, words: readonly string[]) {
    this.#versions += 1
    const place = join(this.#files.root, `version-${process.pid}-${this.#versions}`)
    return await said(this.#launcher, path, words, place, VERSION_MS)
  }
}
