// What the agent needs of a program that runs containers. Which images are wanted, and what of a
// failure is told to Batch, is not its concern.
import type { ContainerEnd } from '#drivers/nodes/port.ts'
import type { RunOptions } from './run-options.ts'

export interface Mount {
  readonly from: string
  readonly at: string
  readonly isReadOnly: boolean
}

/** Whose a container's processes and files are outside of it. */
export type ContainerUser =
  /** Root within is the agent's own user. */
  | { readonly is: 'agent' }
  /** The same ids within and outside. */
  | { readonly is: 'same'; readonly uid: number; readonly gid: number }
  /** Root within is `first` outside, and so on: none of them is a user of the machine. */
  | { readonly is: 'mapped'; readonly first: number }

export interface ContainerRun {
  readonly name: string
  /** In full: it is here. */
  readonly image: string
  /** None: what the image runs by itself. */
  readonly words: readonly string[]
  readonly environment: ReadonlyMap<string, string>
  /** Absent: the image's own. */
  readonly workingDirectory?: string | undefined
  readonly mounts: readonly Mount[]
  readonly user: ContainerUser
  readonly options: RunOptions
  /** The run's own, where only the agent may look: it keeps there what it must find again. */
  readonly directory: string
}

/** What is to be started in the container's stead: it ends with the container, with its exit code. */
export interface ContainerCommand {
  readonly words: readonly string[]
  readonly environment: ReadonlyMap<string, string>
}

/** How a container ended that had a command of its own. */
export interface EndedContainer {
  readonly container?: ContainerEnd
  /** Why its program did not run. */
  readonly refusal?: {
    readonly why: 'programMissing' | 'settings'
    readonly message: string
  }
}

/** What went wrong with an image, in the runtime's words. */
export class ImageError extends Error {
  readonly why: 'image' | 'login' | 'other'

  constructor(why: ImageError['why'], message: string) {
    super(message)
    this.why = why
  }
}

/**
 * Every call can be repeated. Containers outlive the agent; by their names the next one finds them.
 */
export interface ContainerRuntime {
  readonly name: 'podman' | 'docker' | 'runc'
  /** The image's name in full if it is here, as the runtime would run it. */
  find(image: string): Promise<string | undefined>
  /** Fetches the newest image of that name. Throws an `ImageError`. */
  pull(image: string, logins: string | undefined, signal: AbortSignal): Promise<void>
  /** Makes ready for a run. Throws a `RefusedOption` for what it cannot do. */
  prepare(run: ContainerRun): Promise<ContainerCommand>
  /** Whether the program in the container was started. */
  hasStarted(directory: string): boolean
  /** What became of a run, from its directory. `said`: the last of its standard error. */
  endOf(directory: string, code: number, said: string): EndedContainer
  /** Kills all in the container and removes it: nothing of it is left when this resolves. */
  remove(name: string, directory: string): Promise<void>
  /** Removes what it keeps of a container that is gone, where that is more than the run's directory. */
  tidy?(name: string): Promise<void>
}
