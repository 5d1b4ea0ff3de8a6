// Commands that are run on a cluster: each by a shell, in a folder that is made for it and goes with it.
// None outlives its cluster, nor the server by more than the time until the next one starts.
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { endProcessesAtHome } from '../../processes.ts'
import { Turns } from '../../turns.ts'
import { ClusterRefusal, type Command, type CommandOutcome } from '../port.ts'
import type { ClusterFiles, ClusterRecord } from './cluster-files.ts'
import type { Launcher } from './launcher.ts'
import { unpack } from './unpack.ts'

const MOST_LOG_BYTES = 2 ** 20
/** A file that a command writes, its log too, grows no longer than this. */
const MOST_FILE_BYTES = 256 * 2 ** 20
const MOST_MS = 3_600_000
/** What `timeout` answers for a program that it ended. */
const TIMED_OUT = 124
const END_MS = 20_000
const FOLDER = 'command-'
/** A turn is kept until all of a command has ended, whatever its caller does. */
const NEVER = new AbortController().signal

export interface CommandsOptions {
  readonly files: ClusterFiles
  readonly launcher: Launcher
  /** How long a command may take. */
  readonly mostMs?: number
}

interface Running {
  readonly cluster: string
  readonly id: string
  readonly ending: AbortController
  readonly isOver: PromiseWithResolvers<void>
}

export class Commands {
  readonly #files: ClusterFiles
  readonly #launcher: Launcher
  readonly #mostMs: number
  readonly #running = new Set<Running>()
  readonly #turns = new Turns()

  constructor({ files, launcher, mostMs = MOST_MS }: CommandsOptions) {
    this.#files = files
    this.#launcher = launcher
    this.#mostMs = mostMs
  }

  async run(command: Command, signal: AbortSignal): Promise<CommandOutcome> {
    const { cluster, id } = command
    const running = {
      cluster,
      id,
      ending: new AbortController(),
      isOver: Promise.withResolvers<void>(),
    }
    this.#running.add(running)
    try {
      // Looked up only now: a stop that came before is seen here, one that comes later ends this.
      const record = await this.#files.load(cluster)
      if (!record?.isOn) throw doesNotRun(cluster)
      const either = AbortSignal.any([signal, running.ending.signal])
      return await this.#turns.take(id, NEVER, () => this.#runOn(record, command, either))
    } finally {
      this.#running.delete(running)
      running.isOver.resolve()
    }
  }

  /** Ends all that run on a cluster; none is left when it returns. */
  async end(cluster: string): Promise<void> {
    const those = [...this.#running].filter((running) => running.cluster === cluster)
    for (const { ending } of those) ending.abort(doesNotRun(cluster))
    await Promise.all(those.map(({ isOver }) => isOver.promise))
  }

  /** Ends what an earlier server left running on a cluster: its operation runs it again. */
  async endLeft(cluster: string): Promise<void> {
    for (const name of await readdir(this.#files.directory(cluster))) {
      const id = name.slice(FOLDER.length)
      // One that this server runs by now has ended its forerunner by itself.
      if (name !== `${FOLDER}${id}` || [...this.#running].some((running) => running.id === id)) {
        continue
      }
      await this.#turns.take(id, NEVER, () => clear(this.#files.path(cluster, name)))
    }
  }

  async #runOn(
    { cluster, paths }: ClusterRecord,
    { id, line, files: zip }: Command,
    signal: AbortSignal,
  ): Promise<CommandOutcome> {
    const scratch = this.#files.path(cluster, `${FOLDER}${id}`)
    await clear(scratch)
    const [work, bin, begun] = [join(scratch, 'work'), join(scratch, 'bin'), begunIn(scratch)]
    for (const directory of [work, bin, begun]) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
    }
    const log = join(scratch, 'log')
    const timeout = AbortSignal.timeout(this.#mostMs)
    try {
      await symlink(paths.kubectl!, join(bin, 'kubectl'))
      const config = await readFile(this.#files.path(cluster, 'kubeconfig'))
      await writeFile(join(scratch, 'kubeconfig'), config, { mode: 0o600 })
      if (zip) await unpack(Buffer.from(zip, 'base64'), work)
      const exitCode = await this.#launcher.run(
        {
          program: '/bin/sh',
          args: ['-c', line],
          cwd: work,
          env: {
            // Helm, where it lies beside kubectl or on this machine.
            PATH: `${bin}:${dirname(paths.kubectl!)}:${process.env.PATH ?? '/usr/bin:/bin'}`,
            HOME: work,
            KUBECONFIG: join(scratch, 'kubeconfig'),
          },
          pidFile: join(begun, 'pid'),
          log,
          mostFileBytes: MOST_FILE_BYTES,
        },
        AbortSignal.any([signal, timeout]),
      )
      return { exitCode, logs: await beginning(log) }
    } catch (error) {
      if (!timeout.aborted || error !== timeout.reason) throw error
      const said = await beginning(log)
      const why = `The command did not end within ${this.#mostMs / 1000} seconds.\n`
      return { exitCode: TIMED_OUT, logs: said + why }
    } finally {
      await clear(scratch)
    }
  }
}

/** Where a command's number is written before it begins. */
const begunIn = (scratch: string): string => join(scratch, 'begun')

/** Ends a command with all that it started, and removes its folder. */
async function clear(scratch: string): Promise<void> {
  const removal = { recursive: true, force: true, maxRetries: 5 } as const
  // What was ordered and has not begun cannot begin without this.
  await rm(begunIn(scratch), removal)
  await endProcessesAtHome(`${scratch}/`, END_MS)
  await rm(scratch, removal)
}

const doesNotRun = (cluster: string): ClusterRefusal =>
  new ClusterRefusal('OperationNotAllowed', `${cluster} has no control plane that runs.`)

/** What a command printed first, however much that was. */
async function beginning(log: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of createReadStream(log, { end: MOST_LOG_BYTES - 1 })) parts.push(part)
  return Buffer.concat(parts).toString()
}
