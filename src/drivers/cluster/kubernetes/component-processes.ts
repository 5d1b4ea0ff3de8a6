// The processes of clusters: starting them, finding those that an earlier server left, ending them.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  askToEnd,
  hasEnded,
  killGroup,
  type ProcessId,
  readIfThere,
  startTimeOf,
} from '../../processes.ts'
import { argumentsOf, COMPONENTS, type Component, STORE_SOCKET } from './arguments.ts'
import { apiPortOf, type ClusterFiles, type ClusterRecord } from './cluster-files.ts'
import type { Launcher } from './launcher.ts'
import { cutLog, tailOf } from './logs.ts'

const START_MS = 10_000
const END_MS = 20_000
const LEAVE_MS = 10_000
const LAST_WORDS = 2_000

export class ComponentProcesses {
  readonly #files: ClusterFiles
  readonly #launcher: Launcher

  constructor(files: ClusterFiles, launcher: Launcher) {
    this.#files = files
    this.#launcher = launcher
  }

  /** The process, if it lives and really is this cluster's: its command line names the directory. */
  async find(cluster: string, component: Component): Promise<ProcessId | undefined> {
    const directory = this.#files.directory(cluster)
    const pid = Number(await readIfThere(join(directory, `${component}.pid`)))
    if (!Number.isSafeInteger(pid) || pid <= 1) return undefined
    const startTime = await startTimeOf(pid)
    if (startTime === undefined) return undefined
    const command = await readIfThere(`/proc/${pid}/cmdline`)
    return command?.includes(directory) ? { pid, startTime } : undefined
  }

  async isAny(cluster: string): Promise<boolean> {
    for (const component of COMPONENTS) if (await this.find(cluster, component)) return true
    return false
  }

  /** Starts it, unless it is there. */
  async ensure(record: ClusterRecord, component: Component): Promise<ProcessId> {
    const { cluster, paths, signIn, nodes } = record
    const found = await this.find(cluster, component)
    if (found) return found
    const directory = this.#files.directory(cluster)
    const pidFile = join(directory, `${component}.pid`)
    await rm(pidFile, { force: true })
    if (component === 'kine') await rm(join(directory, STORE_SOCKET), { force: true })
    await this.#launcher.start({
      program: paths[component]!,
      args: argumentsOf(component, { directory, port: apiPortOf(record), signIn, nodes }),
      cwd: directory,
      env: variablesFor(directory),
      pidFile,
      log: this.#logOf(cluster, component),
    })
    for (let waitedMs = 0; waitedMs < START_MS; waitedMs += 10) {
      const started = await this.find(cluster, component)
      if (started) return started
      // It wrote its number and is gone already: what waits for it sees that.
      const pid = Number(await readIfThere(pidFile))
      if (pid > 1 && (await startTimeOf(pid)) === undefined) return { pid, startTime: '' }
      await pause(10)
    }
    throw new Error(`${paths[component]} did not start`)
  }

  /** Ends these processes, the last first; none is left when it returns. */
  async end(cluster: string, components: readonly Component[] = COMPONENTS): Promise<void> {
    for (const component of [...components].reverse()) {
      const found = await this.find(cluster, component)
      if (!found) continue
      if (component === 'lazuli-kubelet' && (await hasLeft(found))) continue
      // The store keeps what it has confirmed whatever ends it, so that no process is waited for long.
      killGroup(found.pid)
      if (!(await hasEnded(found, END_MS))) throw new Error(`${component} cannot be ended`)
    }
  }

  /** What a program printed last. */
  async lastWords(cluster: string, component: Component): Promise<string> {
    const text = await tailOf(this.#logOf(cluster, component), LAST_WORDS)
    return text.trim().split('\n').slice(-3).join(' ').trim()
  }

  /** Cuts what programs have printed, so that it does not grow without end. */
  async cutLogs(cluster: string): Promise<void> {
    for (const component of COMPONENTS) await cutLog(this.#logOf(cluster, component))
  }

  #logOf(cluster: string, component: Component): string {
    return this.#files.path(cluster, `${component}.log`)
  }
}

/** Nodes end what they run of pods before they end: some of it is processes of another program. */
async function hasLeft(found: ProcessId): Promise<boolean> {
  askToEnd(found.pid)
  return await hasEnded(found, LEAVE_MS)
}

/** A small heap costs a little time: these programs wait most of theirs. */
const variablesFor = (directory: string): Readonly<Record<string, string>> => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: directory,
  TMPDIR: directory,
  GOGC: '30',
})
