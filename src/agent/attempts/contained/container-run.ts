// An attempt in a container: what it is run with, and what its end says.
import { dirname } from 'node:path'
import type { AttemptEnd, NodeSpec, TaskAttempt, TaskFailure } from '#drivers/nodes/port.ts'
import { flagOf } from '#kernel/options.ts'
import { isSeen, nodeMounts, ownMounts, type Places } from '../../containers/mounts.ts'
import { runOptionsOf } from '../../containers/run-options.ts'
import type { ContainerCommand, EndedContainer } from '../../containers/runtime.ts'
import type { Identity } from '../../separation/users.ts'
import { environmentIn } from '../command.ts'
import { splitCommandLine } from '../command-line.ts'
import { failure } from '../failures.ts'
import type { Host } from '../host.ts'
import { BY_SIGNAL, type Ending, SIGKILL } from '../outcome.ts'

export interface Contained {
  readonly attempt: TaskAttempt
  readonly node: NodeSpec
  /** The attempt's: absolute. */
  readonly directory: string
  readonly stage: 'coordinating' | 'running'
  readonly identity: Identity | undefined
  /** The container's. */
  readonly name: string
}

/** What is to be started in place of the attempt's command. Throws an `AttemptFailed`. */
export function prepareContainer(
  { containers, separator }: Host,
  { attempt, node, directory, stage, identity, name }: Contained,
): Promise<ContainerCommand> {
  const { coordination, commandLine, nodeId } = attempt
  const settings = attempt.container!
  const line = stage === 'coordinating' ? coordination!.commandLine : commandLine
  const registries = node.containers?.registries ?? []
  return containers.prepare({ nodeId, settings, registries, name }, (image, own) => {
    const options = runOptionsOf(settings.runOptions)
    const places = placesOf(separator, { attempt, node, directory })
    const mounts = nodeMounts(places, settings.mounts)
    const wd = `${directory}/wd`
    const startsInTask = settings.startsIn === 'task' && isSeen(mounts, wd)
    return {
      name,
      image,
      words: splitCommandLine(line),
      environment: new Map([
        ...options.environment.filter(([key]) => !/^AZ_BATCH_/i.test(key)),
        ...ownSettings(attempt, environmentIn(separator, attempt, node)),
      ]),
      workingDirectory: options.workingDirectory ?? (startsInTask ? wd : undefined),
      mounts: [...mounts, ...ownMounts(options.mounts, places)],
      user: separator.containerUserOf(attempt, identity),
      options,
      directory: own,
    }
  })
}

function placesOf(
  separator: Host['separator'],
  { attempt, node, directory }: Pick<Contained, 'attempt' | 'node' | 'directory'>,
): Places {
  const { nodeId, serviceEnvironment } = attempt
  const files = node.programs?.files ?? []
  const root = separator.rootOf(nodeId)
  const preparation = serviceEnvironment?.AZ_BATCH_JOB_PREP_DIR
  return {
    root,
    task: directory,
    programs: [...new Set(files.map(({ onNode }) => dirname(`${root}/${onNode}`)))],
    shares: separator.sharesOn(nodeId),
    preparation: typeof preparation === 'object' ? `${root}/${preparation.onNode}` : undefined,
    real: (path) => separator.realPath(nodeId, path),
  }
}

/** What the image says itself, unless the task says otherwise. */
const OF_IMAGE = ['PATH', 'USER', 'LOGNAME']

/** The home of who is no user of the image is where their files are. */
const ownSettings = (
  { environment, user }: TaskAttempt,
  all: ReadonlyMap<string, string>,
): [string, string][] => {
  const ofImage = user.admin ? [...OF_IMAGE, 'HOME'] : OF_IMAGE
  return [...all].filter(([name]) => Object.hasOwn(environment, name) || !ofImage.includes(name))
}

/** Why the container did not run its program, if it did not. */
export function refusalOf({ refusal }: EndedContainer): TaskFailure | undefined {
  if (!refusal) return undefined
  if (refusal.why === 'programMissing') {
    const words = 'The specified command program is not found'
    return failure('CommandProgramNotFound', words, refusal.message)
  }
  const words = 'At least one value of specified task container settings is invalid'
  return failure('ContainerInvalidSettings', words, refusal.message)
}

/** What a task reads whose container is none. */
export const noticeOf = (image: string): string =>
  `Lazuli was started with ${flagOf('containers')} host: the image ${image} is ignored, and the command is a process of this machine`

/**
 * How it ended whose program ran, or was to be ended before it could: the code is its runtime's then. An
 * engine tells of a signal as a shell does.
 */
export function containerEnd(
  { refusal }: Pick<EndedContainer, 'refusal'>,
  code: number,
  ending: Ending | undefined,
): AttemptEnd {
  if (!ending) return { exitCode: code }
  if (refusal) return { signal: SIGKILL, ...ending }
  return code > BY_SIGNAL ? { signal: code - BY_SIGNAL, ...ending } : { exitCode: code }
}
