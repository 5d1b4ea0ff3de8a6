// Podman, or Docker, by the command line that they have in common.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fullName, imageNameOf, isOnLoopback } from '../image-name.ts'
import { MAPPED_IDS } from '../mapped-ids.ts'
import { isProgramMissing } from '../program-missing.ts'
import { RefusedOption } from '../run-options.ts'
import {
  type ContainerCommand,
  type ContainerRun,
  type ContainerRuntime,
  type ContainerUser,
  type EndedContainer,
  ImageError,
} from '../runtime.ts'
import { limitWords } from './engine-files.ts'
import { isDockersFailure, reasonIn } from './engine-words.ts'
import { runCommand, type Said } from './run-command.ts'

/** Says which containers are an agent's, where they are not kept apart. */
const LABEL = 'lazuli-agent'

export interface EngineSettings {
  readonly name: 'podman' | 'docker'
  /** The program's path. */
  readonly program: string
  readonly environment: Readonly<Record<string, string>>
  /** Of the agent. */
  readonly agent: string
  /** Removes what a container has left when its engine knows no more of it. */
  readonly sweep?: (containerId: string) => Promise<void>
}

export class ContainerEngine implements ContainerRuntime {
  readonly name: EngineSettings['name']
  readonly #settings: EngineSettings

  constructor(settings: EngineSettings) {
    this.#settings = settings
    this.name = settings.name
  }

  #run(words: readonly string[], signal?: AbortSignal): Promise<Said> {
    const { program, environment } = this.#settings
    return runCommand([program, ...words], environment, signal)
  }

  async find(image: string): Promise<string | undefined> {
    for (const name of namesOf(image)) {
      const { code } = await this.#run(['image', 'inspect', '--format', '{{.Id}}', name])
      if (code === 0) return name
    }
    return undefined
  }

  async pull(image: string, logins: string | undefined, signal: AbortSignal): Promise<void> {
    const name = imageNameOf(image)!
    const isPodman = this.name === 'podman'
    const words = [
      ...(!isPodman && logins ? ['--config', logins] : []),
      'pull',
      '--quiet',
      ...(isPodman && logins ? ['--authfile', `${logins}/config.json`] : []),
      ...(isPodman && isOnLoopback(name.server) ? ['--tls-verify=false'] : []),
      fullName(name),
    ]
    const { code, stderr } = await this.#run(words, signal)
    if (code !== 0) throw new ImageError(isLogin(stderr) ? 'login' : 'image', reasonIn(stderr))
  }

  async prepare(run: ContainerRun): Promise<ContainerCommand> {
    const { directory, name, options } = run
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    for (const file of [ID, PID]) rmSync(`${directory}/${file}`, { force: true })
    const { lines, pairs } = forFile(run.environment)
    writeFileSync(`${directory}/environment`, lines, { mode: 0o600 })
    const isPodman = this.name === 'podman'
    const entrypoint = options.entrypoint ?? (run.words.length > 0 ? '' : undefined)
    return {
      environment: new Map(Object.entries(this.#settings.environment)),
      words: [
        ...[this.#settings.program, 'run', '--rm', `--name=${name}`],
        ...[`--cidfile=${directory}/${ID}`, `--label=${LABEL}=${this.#settings.agent}`],
        // What Podman pulls it pulls by itself; Docker's oldest versions in use have no such option.
        ...(isPodman
          ? [
              ...['--pull=never', '--log-driver=passthrough', `--pidfile=${directory}/${PID}`],
              // The task's own come after them, and count.
              ...limitWords(),
            ]
          : ['--log-driver=none']),
        '--no-healthcheck',
        `--network=${options.network}`,
        `--env-file=${directory}/environment`,
        ...pairs.map((pair) => `--env=${pair}`),
        ...this.#userWords(run.user, options.user),
        ...run.mounts.map(mountWord),
        ...(run.workingDirectory === undefined ? [] : [`--workdir=${run.workingDirectory}`]),
        ...(entrypoint === undefined ? [] : [`--entrypoint=${entrypoint}`]),
        ...options.words.map(([option, value]) =>
          value === undefined ? option : `${option}=${value}`,
        ),
        run.image,
        ...run.words,
      ],
    }
  }

  #userWords(user: ContainerUser, wanted: string | undefined): string[] {
    if (user.is === 'agent') return [`--user=${wanted ?? '0:0'}`]
    if (user.is === 'same') {
      return [`--user=${user.uid}:${user.gid}`, '--security-opt=no-new-privileges']
    }
    if (this.name === 'docker') {
      const reason = 'Docker cannot give a task another root than the machine has'
      throw new RefusedOption(`${reason}: neither elevated tasks nor --user are possible with it`)
    }
    const map = `0:${user.first}:${MAPPED_IDS}`
    return [`--uidmap=${map}`, `--gidmap=${map}`, `--user=${wanted ?? '0:0'}`]
  }

  hasStarted(directory: string): boolean {
    return this.name === 'podman'
      ? existsSync(`${directory}/${PID}`)
      : existsSync(`${directory}/${ID}`)
  }

  endOf(directory: string, code: number, said: string): EndedContainer {
    const id = readIfThere(`${directory}/${ID}`)
    // What an engine exits with where the program did not run; the program may do so as well.
    const mayBeEngines = code >= ENGINE_FAILED && code <= PROGRAM_MISSING
    const ran = this.name === 'podman' ? this.hasStarted(directory) : !isDockersFailure(said)
    if (!mayBeEngines || ran) return id ? { container: { id, state: 'exited' } } : {}
    const message = reasonIn(said)
    return {
      ...(id && { container: { id, state: 'created', error: message } }),
      refusal: { why: isProgramMissing(message) ? 'programMissing' : 'settings', message },
    }
  }

  async remove(name: string, directory: string): Promise<void> {
    const id = readIfThere(`${directory}/${ID}`)
    await this.#run(['rm', '--force', ...(this.name === 'podman' ? ['--time=0'] : []), name])
    if (id) await this.#settings.sweep?.(id)
  }
}

const ID = 'id'
const PID = 'pid'
const ENGINE_FAILED = 125
const PROGRAM_MISSING = 127

/** As it is written, of a registry; or, without one, as an engine calls what was loaded here. */
const namesOf = (image: string): string[] => {
  const name = imageNameOf(image)
  if (!name) return []
  const full = fullName(name)
  const [, own] = /^docker\.io\/(?:library\/)?(.+)$/.exec(full) ?? []
  return own === undefined ? [full] : [full, `localhost/${own}`]
}

const isLogin = (text: string): boolean =>
  /unauthorized|authentication required|no basic auth credentials|denied|invalid username/i.test(
    text,
  )

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}

const mountWord = ({ from, at, isReadOnly }: ContainerRun['mounts'][number]): string => {
  if (`${from}${at}`.includes(':')) throw new RefusedOption(`No path with a colon can be mounted`)
  return `--volume=${from}:${at}:${isReadOnly ? 'ro' : 'rw'}`
}

/** The longest line that an engine reads. */
const LONGEST_LINE = 60_000

/**
 * What goes into a file that only the agent reads, and the rest: a file has a line for each variable, so
 * one of several lines has no place there.
 */
function forFile(environment: ReadonlyMap<string, string>): { lines: string; pairs: string[] } {
  const all = [...environment].map(([name, value]) => `${name}=${value}`)
  const fits = (pair: string): boolean =>
    pair.length < LONGEST_LINE && !/[\r\n]/.test(pair) && /^[A-Za-z_][\w.-]*=/.test(pair)
  const lines = all.filter(fits).map((pair) => `${pair}\n`)
  return { lines: lines.join(''), pairs: all.filter((pair) => !fits(pair)) }
}
