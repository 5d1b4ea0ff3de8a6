import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, readFileSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { CpuTime } from '#drivers/nodes/port.ts'
import { moveInto, removeEmptyGroups } from '../processes/control-groups.ts'
import { startTicksOf } from '../processes/process-table.ts'
import { letSessionGiveWay } from './priority.ts'
import { PROLOGUE } from './script.ts'

/** What is needed to find a launcher again after the agent's death. */
export interface LauncherRef {
  readonly name: string
  readonly pid: number
  /** When the kernel started it: tells it from a later process with the same pid. */
  readonly ticks: number
  /** The control group in which it is alone with what it runs. */
  readonly group?: string | undefined
  /** Its child is the first process of a namespace, which ends with it. */
  readonly sealed?: boolean | undefined
}

/** A command's result, as the shell counts: 128 and more may be a signal. */
export interface CommandResult {
  readonly code: number
  /** What the shell itself said before: why the command could not be started. */
  readonly said: string
  /** What it took; absent where the shell that counted has gone. */
  readonly cpu?: CpuTime
}

/** Whose launcher it is and what it is started with. Only one with the same key may be used again. */
export interface LauncherKind {
  readonly key: string
  /** The shell and what keeps it apart: the words to spawn. */
  readonly words: () => readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly uid?: number | undefined
  readonly gid?: number | undefined
  /** The control group in which its launchers have theirs. */
  readonly group?: string | undefined
  readonly sealed?: boolean
  /** Only one task's commands may ever run in it. */
  readonly once?: boolean
  /** Open files that it has as its streams 4 and 5; the launcher closes them here. */
  readonly outputs?: readonly number[]
}

export interface LauncherSettings extends LauncherKind {
  readonly name: string
  /** Its records outlive the agent: one line for each command that has ended. */
  readonly records: string
}

/** Past this size the records of an idle launcher are forgotten: the journal has them. */
const RECORDS_BYTES = 256 * 1024

/**
 * How long the records of one that has ended are kept: an agent that is killed before the command's end
 * is in its journal is succeeded by one that looks for them.
 */
const KEPT_MS = 10_000

const NOTHING: CpuTime = { userMs: 0, kernelMs: 0 }

/**
 * A long-lived shell in a session of its own that runs one command after the other, each as a child
 * that it waits for. Starting a process so costs one vfork in a small process, and the shell lives
 * on and keeps the result when the agent dies.
 */
export class Launcher {
  readonly ref: LauncherRef
  readonly settings: LauncherSettings
  readonly #child: ChildProcess
  readonly #input: Socket
  readonly #recordsFd: number
  #recordsBytes = 0
  #rest = ''
  #ended: ((result: CommandResult | undefined) => void) | undefined
  #number = 0
  /** Of all that it has run, as it last said, and as it was before the present command. */
  #used: CpuTime = NOTHING
  #usedBefore: CpuTime = NOTHING
  dead = false

  constructor(settings: LauncherSettings) {
    this.settings = settings
    this.#recordsFd = openSync(settings.records, 'a', 0o600)
    const { uid, gid, outputs = [] } = settings
    const [program, ...words] = settings.words()
    this.#child = spawn(program!, words, {
      env: settings.environment,
      cwd: '/',
      // A session, and so a process group, of its own: what it starts is in there with it.
      detached: true,
      // What the shell itself has to say goes where its results go.
      stdio: ['pipe', 'pipe', this.#recordsFd, this.#recordsFd, ...outputs],
      ...(uid === undefined ? {} : { uid, gid }),
    })
    this.#input = this.#child.stdin as Socket
    for (const fd of outputs) closeSync(fd)
    // It may have died before it read its orders; its end is handled below.
    this.#input.on('error', () => {})
    this.#child.stdout!.setEncoding('latin1').on('data', (text: string) => this.#receive(text))
    this.#child.on('exit', () => this.#died())
    this.#child.on('error', () => this.#died())
    const pid = this.#child.pid ?? 0
    const { name, sealed } = settings
    const group = settings.group && `${settings.group}/${name}`
    this.ref = { name, pid, ticks: startTicksOf(pid) ?? 0, group, sealed }
    if (group && pid) moveInto(group, pid)
    if (pid) letSessionGiveWay(pid)
    this.#input.write(PROLOGUE)
  }

  /** Runs a script that ends by saying `number`. No result: the launcher was killed with it. */
  run(number: number, script: string, ended: (result: CommandResult | undefined) => void): void {
    this.#number = number
    this.#ended = ended
    if (this.dead) queueMicrotask(() => this.#finish(undefined))
    else this.#input.write(script)
  }

  #receive(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop()!
    for (const line of lines) {
      this.#used = cpuOf(line) ?? this.#used
      const [number, code] = line.split(' ')
      if (Number(number) !== this.#number) continue
      this.#recordsBytes += line.length + 1
      const result = resultOf(Number(code), () => this.#records(), this.#number)
      this.#finish({ ...result, cpu: this.#spent() })
    }
  }

  #spent(): CpuTime {
    const before = this.#usedBefore
    this.#usedBefore = this.#used
    const { userMs, kernelMs } = this.#used
    return { userMs: userMs - before.userMs, kernelMs: kernelMs - before.kernelMs }
  }

  #finish(result: CommandResult | undefined): void {
    const ended = this.#ended
    this.#ended = undefined
    if (this.#recordsBytes > RECORDS_BYTES) {
      ftruncateSync(this.#recordsFd)
      this.#recordsBytes = 0
    }
    ended?.(result)
  }

  #died(): void {
    if (this.dead) return
    this.dead = true
    // The result may be in the records and never have come through the pipe.
    const records = this.#records()
    const result = findResult(records, this.#number) ?? refusalIn(records)
    closeSync(this.#recordsFd)
    const forget = (): void => rmSync(this.settings.records, { force: true })
    setTimeout(forget, KEPT_MS).unref()
    if (this.ref.group) removeEmptyGroups(this.ref.group)
    const ended = this.#ended
    this.#ended = undefined
    ended?.(result)
  }

  #records(): string {
    try {
      return readFileSync(this.settings.records, 'latin1')
    } catch {
      return '' // Taken away by others: what they told is lost with them.
    }
  }

  /** Lets the shell end once it has nothing left to do. */
  retire(): void {
    this.#input.end()
  }
}

/** What `times` says: of the shell itself in one line, and in the next of what it waited for. */
export function cpuOf(line: string): CpuTime | undefined {
  const found = /^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/.exec(line)
  if (!found) return undefined
  const ms = (minutes: string, seconds: string): number =>
    Math.round(Number(minutes) * 60_000 + Number(seconds) * 1000)
  return { userMs: ms(found[1]!, found[2]!), kernelMs: ms(found[3]!, found[4]!) }
}

/** The code of a shell that could not do what it was told, before there was a program. */
const SHELL_FAILED = 2

/** Most codes can only be the program's. For the one that may be the shell's, its records tell. */
function resultOf(code: number, records: () => string, number: number): CommandResult {
  const plain: CommandResult = { code, said: '' }
  return code === SHELL_FAILED ? (findResult(records(), number) ?? plain) : plain
}

/** What bubblewrap says when it cannot make a task's view of the machine: then nothing ran. */
function refusalIn(records: string): CommandResult | undefined {
  const said = /^bwrap: .+$/m.exec(records)?.[0]
  return said === undefined ? undefined : { code: 1, said }
}

const RESULT = /^(\d+) (\d+)$/

/** Looks a command's result up in a launcher's records. */
export function findResult(records: string, number: number): CommandResult | undefined {
  let said: string[] = []
  for (const line of records.split('\n')) {
    const [, which, code] = RESULT.exec(line) ?? []
    if (which === undefined) said.push(line)
    else if (Number(which) === number) return { code: Number(code), said: said.join('\n') }
    else said = []
  }
  return undefined
}
