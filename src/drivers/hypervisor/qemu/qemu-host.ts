// Everything the QEMU driver does to the outside passes here, so that a test can stand between.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rename, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { makeDirectory, type RecordFiles, recordFiles } from '../../record-file.ts'
import { connectQmp, type Qmp } from '../qmp/qmp.ts'
import type { LauncherMessage, Order, Outcome } from './qemu-launcher.ts'

interface RunOptions {
  readonly cwd?: string
  readonly input?: string
}

export interface QemuHost extends RecordFiles {
  /** Runs the command to its end and gives what it printed; throws `CommandFailed`. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<string>
  connect(socketPath: string, timeoutMs?: number): Promise<Qmp>
  kill(pid: number): Promise<void>
  move(from: string, to: string): Promise<void>
  close(): Promise<void>
}

/** Whether the command was carried out is unknown. */
class LauncherLost extends Error {
  override readonly name = 'LauncherLost'
}

export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
  readonly stderr: string

  constructor(command: string, exitCode: number, stderr: string) {
    super(`${command} ended with ${exitCode}: ${stderr.trim()}`)
    this.stderr = stderr
  }
}

// Compiled, the launcher lies beside this file under the same ending.
const LAUNCHER = fileURLToPath(new URL('./qemu-launcher.ts', import.meta.url))

/** Takes the directory for itself; fails when another driver, still alive, has it. */
export async function openQemuHost(directory: string): Promise<QemuHost> {
  await makeDirectory(directory)
  let launcher = openLauncher(directory)
  let isClosed = false
  await launcher
  /** A launcher that was killed is replaced by the next one who needs it. */
  const alive = async (): Promise<Launcher> => {
    const known = launcher
    const { hasEnded } = await known
    if (hasEnded && !isClosed && launcher === known) launcher = openLauncher(directory)
    return launcher
  }
  return {
    ...recordFiles,
    run: async (command, args, options) => (await alive()).run(command, args, options),
    connect: connectQmp,
    kill: async (pid) => {
      try {
        process.kill(pid, 'SIGKILL')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    },
    move: rename,
    remove: (path) => rm(path, { recursive: true, force: true }),
    close: async () => {
      isClosed = true
      await (await launcher).close()
    },
  }
}

async function openLauncher(directory: string): Promise<Launcher> {
  const child = fork(LAUNCHER, [directory], {
    execArgv: [],
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The launcher ended: ${code}.`))),
  ])) as [LauncherMessage]
  if ('busy' in message) throw new Error(`Another server uses ${directory}.`)
  return new Launcher(child, directory)
}

class Launcher {
  hasEnded = false
  readonly #child: ChildProcess
  readonly #directory: string
  readonly #waiting = new Map<number, PromiseWithResolvers<Outcome>>()
  #nextId = 1

  constructor(child: ChildProcess, directory: string) {
    this.#child = child
    this.#directory = directory
    child.on('message', (outcome: Outcome) => this.#settle(outcome))
    child.on('exit', () => this.#end())
    this.#rest()
  }

  async run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
    if (this.hasEnded) throw new LauncherLost('The launcher has ended.')
    const id = this.#nextId
    this.#nextId += 1
    const waiter = Promise.withResolvers<Outcome>()
    this.#waiting.set(id, waiter)
    this.#child.ref()
    this.#child.channel!.ref()
    const { cwd = this.#directory, input = '' } = options
    this.#child.send({ id, command, args, cwd, input } satisfies Order)
    const { exitCode, stdout, stderr } = await waiter.promise
    if (exitCode !== 0) throw new CommandFailed(command, exitCode, stderr)
    return stdout
  }

  async close(): Promise<void> {
    if (this.hasEnded) return
    const exit = once(this.#child, 'exit')
    this.#child.ref()
    if (this.#child.connected) this.#child.disconnect()
    await exit
  }

  #settle(outcome: Outcome): void {
    this.#waiting.get(outcome.id)?.resolve(outcome)
    this.#waiting.delete(outcome.id)
    if (this.#waiting.size === 0) this.#rest()
  }

  /** An idle launcher does not keep the server alive. */
  #rest(): void {
    this.#child.unref()
    this.#child.channel?.unref()
  }

  #end(): void {
    this.hasEnded = true
    for (const { reject } of this.#waiting.values()) reject(new LauncherLost('The launcher ended.'))
    this.#waiting.clear()
  }
}
