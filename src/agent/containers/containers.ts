import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { AgentSettings } from '#drivers/nodes/channel.ts'
import type {
  ContainerRegistry,
  ContainerSettings,
  NodeContainers,
  TaskFailure,
} from '#drivers/nodes/port.ts'
import { removeAll } from '#files/remove.ts'
import { AttemptFailed, failure } from '../attempts/failures.ts'
import { agentName, findRuntime, runtimesHere } from './find-runtime.ts'
import { imageNameOf, registryOf } from './image-name.ts'
import { removeLogins, writeLogins } from './logins.ts'
import { claimRunDirectory, removeRunDirectory, runDirectoryOf } from './run-directories.ts'
import { RefusedOption } from './run-options.ts'
import {
  type ContainerCommand,
  type ContainerRun,
  type ContainerRuntime,
  ImageError,
} from './runtime.ts'
import { unmountAllIn } from './unmount.ts'

/** Why a node that is to run containers cannot. */
export type NodeFault = Pick<TaskFailure, 'code' | 'message' | 'details'>

interface Places {
  /** Where nodes are. Users within containers may pass through it. */
  readonly nodesDirectory: string
  /** An id that containers may be given, where tasks have users of their own. */
  readonly mappedTo: number | undefined
}

interface Wanted {
  readonly nodeId: string
  readonly settings: ContainerSettings
  /** Those of the pool. */
  readonly registries: readonly ContainerRegistry[]
  /** The container's. */
  readonly name: string
}

/** The images and containers of this machine's nodes, whichever program runs them. */
export class Containers {
  readonly #directory: string
  readonly #settings: AgentSettings
  readonly #places: Places
  #found: Promise<ContainerRuntime | undefined> | undefined
  /** The same image is pulled once, however many nodes want it. */
  readonly #pulls = new Map<string, Promise<void>>()
  /** Images that were seen or are being looked for, by what they were asked for as. */
  readonly #known = new Map<string, Promise<string | undefined>>()
  #temporary = 0

  constructor(settings: AgentSettings, places: Places) {
    this.#settings = settings
    this.#directory = `${settings.directory}/containers`
    this.#places = places
  }

  /** Tasks that are to run in containers run as processes. */
  get isHost(): boolean {
    return this.#settings.containers === 'host'
  }

  /** What may run containers here, as far as that is known without trying. */
  get names(): readonly string[] {
    const { containers } = this.#settings
    if (containers === 'host') return []
    const here = runtimesHere()
    return containers === undefined ? here : here.filter((name) => name === containers)
  }

  get #store(): string {
    return `${this.#places.nodesDirectory}/.containers`
  }

  async #runtime(): Promise<ContainerRuntime | undefined> {
    const { containers } = this.#settings
    if (containers === 'host') return undefined
    this.#found ??= this.#find(containers)
    const found = await this.#found
    // It may be installed while the agent runs.
    if (!found) this.#found = undefined
    return found
  }

  async #find(wanted: Exclude<AgentSettings['containers'], 'host'>) {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
    mkdirSync(this.#store, { recursive: true, mode: 0o711 })
    const { mappedTo } = this.#places
    if (process.getuid!() === 0) claimRunDirectory(agentName(this.#directory), this.#directory)
    const places = { directory: this.#directory, store: this.#store, mappedTo }
    return findRuntime(places, wanted).catch((error) => {
      console.error(error)
      return undefined
    })
  }

  /** Keeps what the node's registries want to know. */
  keepLogins(nodeId: string, containers: NodeContainers | undefined): void {
    const given = containers?.registries.some(({ login }) => login !== undefined)
    if (given) writeLogins(this.#loginsOf(nodeId), containers!.registries)
  }

  forgetNode(nodeId: string): void {
    removeLogins(this.#loginsOf(nodeId))
  }

  #loginsOf(nodeId: string): string {
    return `${this.#directory}/logins/${nodeId}`
  }

  /** Makes the node's images ready. `isBoot`: the newest, if their registries can be reached. */
  async makeReady(
    nodeId: string,
    { images, registries }: NodeContainers,
    isBoot: boolean,
    signal: AbortSignal,
  ): Promise<NodeFault | undefined> {
    if (this.isHost) return undefined
    const runtime = await this.#runtime()
    if (!runtime) return this.#noRuntime()
    try {
      for (const image of images) {
        const there = await this.#here(runtime, image)
        if (there && !isBoot) continue
        try {
          await this.#pull(runtime, image, this.#loginsOf(nodeId))
        } catch (error) {
          // One that was loaded here, or whose registry is away, is as good as it was.
          if (!there || signal.aborted) throw error
        }
      }
      return undefined
    } catch (error) {
      if (signal.aborted) return undefined
      return imageFailure(error, registries)
    }
  }

  #noRuntime(): NodeFault {
    const { containers } = this.#settings
    const looked = containers ?? 'Podman, Docker, or runc with umoci'
    return {
      code: 'ContainerPoolNotSupported',
      message: `No program that runs containers was found on this machine, or it does not work: ${looked}`,
      details: [],
    }
  }

  async #here(runtime: ContainerRuntime, image: string): Promise<string | undefined> {
    const known = this.#known.get(image) ?? runtime.find(image)
    this.#known.set(image, known)
    const found = await known
    if (!found && this.#known.get(image) === known) this.#known.delete(image)
    return found
  }

  /** A caller that waits no longer lets it go on: another may wait for the same. */
  async #pull(runtime: ContainerRuntime, image: string, logins: string): Promise<string> {
    if (!imageNameOf(image)) throw new ImageError('image', `${image} is no name of an image`)
    const key = `${logins}\n${image}`
    const known = this.#pulls.get(key)
    const given = existsSync(logins) ? logins : undefined
    const pull = known ?? runtime.pull(image, given, AbortSignal.timeout(LONGEST_PULL_MS))
    if (!known) {
      this.#pulls.set(key, pull)
      const clear = (): boolean => this.#pulls.delete(key)
      pull.then(clear, clear)
    }
    await pull
    const found = await this.#here(runtime, image)
    if (!found) throw new ImageError('other', `${image} was pulled, but is not there`)
    return found
  }

  /** Makes a task's container ready to be run. Throws an `AttemptFailed` in Batch's words. */
  async prepare(
    { nodeId, settings, registries, name }: Wanted,
    runFor: (image: string, directory: string) => ContainerRun,
  ): Promise<ContainerCommand> {
    const runtime = await this.#runtime()
    if (!runtime) throw new AttemptFailed(failure('ContainerMiscError', this.#noRuntime().message))
    const own = settings.registry ? [settings.registry] : []
    try {
      const image =
        (await this.#here(runtime, settings.image)) ??
        (await this.#pullFor(runtime, nodeId, settings))
      return await runtime.prepare(runFor(image, this.directoryOf(name)))
    } catch (error) {
      throw new AttemptFailed(imageFailure(error, [...own, ...registries]))
    }
  }

  async #pullFor(
    runtime: ContainerRuntime,
    nodeId: string,
    { image, registry }: ContainerSettings,
  ): Promise<string> {
    const ofNode = this.#loginsOf(nodeId)
    if (!registry?.login) return this.#pull(runtime, image, ofNode)
    const logins = `${this.#directory}/logins/.task-${++this.#temporary}`
    try {
      writeLogins(logins, [registry], ofNode)
      return await this.#pull(runtime, image, logins)
    } finally {
      removeLogins(logins)
    }
  }

  nameOf(attemptId: string, stage: string): string {
    const of = attemptId.replaceAll(/[^\w.-]/g, '_')
    return `lazuli-${agentName(this.#directory)}-${of}${stage === 'coordinating' ? '-c' : ''}`
  }

  /** What is kept of a container as long as its attempt lasts. */
  directoryOf(name: string): string {
    return `${this.#directory}/runs/${name}`
  }

  /** What became of a container. `said`: the last of its standard error. */
  async endOf(name: string, code: number, said: string) {
    const end = (await this.#runtime())?.endOf(this.directoryOf(name), code, said) ?? {}
    // Someone may have removed an image that was here.
    if (end.refusal) this.#known.clear()
    return end
  }

  /** Kills a container, which may be about to start: then its start comes first. */
  async kill(name: string, isOn: () => boolean): Promise<void> {
    const runtime = await this.#runtime()
    const until = performance.now() + START_MS
    while (isOn() && performance.now() < until && !runtime?.hasStarted(this.directoryOf(name))) {
      await wait(AGAIN_MS)
    }
    if (isOn()) await this.remove(name)
  }

  /** Resolves once nothing of the container is left. */
  async remove(name: string): Promise<void> {
    const directory = this.directoryOf(name)
    if (existsSync(directory)) await (await this.#runtime())?.remove(name, directory)
  }

  /** Of a container that is gone. What its directory is for comes first: by it the next agent finds it. */
  forget(name: string): void {
    const removal = async (): Promise<void> => {
      await (await this.#found)?.tidy?.(name)
      rmSync(this.directoryOf(name), { recursive: true, force: true })
    }
    void removal().catch(console.error)
  }

  /** Removes what is left of containers of attempts that are no more: before there is another. */
  async sweep(needed: ReadonlySet<string>): Promise<void> {
    const runs = `${this.#directory}/runs`
    const left = existsSync(runs) ? readdirSync(runs).filter((name) => !needed.has(name)) : []
    for (const name of left) {
      await this.remove(name)
      this.forget(name)
    }
  }

  /** No node is left, so no image is needed. */
  async removeStore(): Promise<void> {
    if (!existsSync(this.#store)) return
    // First what a runtime still works in: nothing of it comes back then.
    await removeRunDirectory(runDirectoryOf(agentName(this.#directory))).catch(console.error)
    for (const path of [this.#store, this.#directory]) {
      await unmountAllIn(path)
      await removeAll(path).catch(console.error)
    }
  }
}

/** The largest images through the slowest lines. */
const LONGEST_PULL_MS = 3_600_000

/** No runtime takes longer to start a program. */
const START_MS = 10_000
const AGAIN_MS = 20

const INVALID_IMAGE = 'The container image was invalid'

/** Why a container could not be made ready. What is said of registries is with the image, as recorded. */
function imageFailure(error: unknown, registries: readonly ContainerRegistry[]): TaskFailure {
  if (error instanceof AttemptFailed) return error.failure
  const { message } = error as Error
  if (error instanceof RefusedOption) {
    // The words are recorded.
    const words = 'At least one value of specified task container settings is invalid'
    return failure('ContainerInvalidSettings', words, message)
  }
  if (!(error instanceof ImageError) || error.why === 'other') {
    return failure('ContainerMiscError', 'A container could not be made ready', message)
  }
  const identity = registries.find(({ identity }) => identity !== undefined)
  if (error.why === 'login' && identity) {
    const reason = `managed identities cannot log in to ${registryOf(identity.server)} from here`
    return failure(
      'ContainerInvalidRegistry',
      'The container registry was invalid',
      `${reason}: ${message}`,
    )
  }
  return failure('ContainerInvalidImage', INVALID_IMAGE, message)
}
