// QEMU processes: starting them, finding those that outlived an earlier server, ending them.
import { hasEnded, type ProcessId, readIfThere, startTimeOf } from '../../processes.ts'
import { HypervisorRefusal } from '../port.ts'
import { type Qmp, QmpLost } from '../qmp/qmp.ts'
import { finishJobs } from '../qmp/qmp-jobs.ts'
import { qemuArguments } from './qemu-arguments.ts'
import { CommandFailed, type QemuHost } from './qemu-host.ts'
import type { Records, VmFiles, VmRecord } from './qemu-record.ts'

export interface Machine {
  readonly process: ProcessId
  readonly qmp: Qmp
}

export const processName = ({ pid, startTime }: ProcessId): string => `${pid}@${startTime}`

const QUIT_MS = 5000
// Its socket goes a moment before a process does.
const EXIT_MS = 500
const KILL_MS = 30_000
const QEMU = 'qemu-system-x86_64'

export class Processes {
  readonly #host: QemuHost
  readonly #records: Records
  readonly #timeoutMs: number | undefined
  readonly #machines = new Map<string, Machine>()

  constructor(host: QemuHost, records: Records, timeoutMs?: number) {
    this.#host = host
    this.#records = records
    this.#timeoutMs = timeoutMs
  }

  /** The machine's process, adopted if need be. Refuses with `NotResponding` when it hangs. */
  async find(vmId: string): Promise<Machine | undefined> {
    const known = this.#machines.get(vmId)
    if (known && !known.qmp.isClosed) return known
    this.#machines.delete(vmId)
    const files = this.#records.files(vmId)
    const process = await findProcess(files)
    return process && (await this.#adopt(vmId, files, process))
  }

  /** Whether there is a process, answering or not. */
  async isAlive(vmId: string): Promise<boolean> {
    return (await findProcess(this.#records.files(vmId))) !== undefined
  }

  async start(vm: VmRecord, isPaused: boolean): Promise<Machine> {
    const files = this.#records.files(vm.id)
    for (const stale of [files.pid, files.socket, files.serial]) await this.#host.remove(stale)
    try {
      await this.#host.run(QEMU, qemuArguments(vm, files, isPaused), { cwd: files.directory })
    } catch (error) {
      throw startFailure(vm, error)
    }
    const machine = await this.find(vm.id)
    if (!machine) throw new Error(`QEMU for ${vm.id} ended right after its start.`)
    return machine
  }

  /** Returns when the process is gone and its images are free. */
  async turnOff(vmId: string): Promise<void> {
    const files = this.#records.files(vmId)
    const process = await findProcess(files)
    if (!process) return
    const isAsked = await this.#quit(vmId)
    if (!(await hasEnded(process, isAsked ? QUIT_MS : 0))) {
      await this.#host.kill(process.pid)
      if (!(await hasEnded(process, KILL_MS))) {
        throw new HypervisorRefusal('NotResponding', `QEMU for ${vmId} cannot be ended.`)
      }
    }
    this.#machines.get(vmId)?.qmp.close()
    this.#machines.delete(vmId)
  }

  /** Ends the connections; the processes stay. */
  close(): void {
    for (const { qmp } of this.#machines.values()) qmp.close()
    this.#machines.clear()
  }

  /** Whether the process may be on its way out: it hangs if not. */
  async #quit(vmId: string): Promise<boolean> {
    try {
      const machine = await this.find(vmId)
      await machine?.qmp.execute('quit', {}, QUIT_MS)
      return true
    } catch (error) {
      // Often the process is gone before it has answered.
      if (error instanceof QmpLost) return true
      if (error instanceof HypervisorRefusal) return false
      throw error
    }
  }

  async #adopt(vmId: string, files: VmFiles, process: ProcessId): Promise<Machine | undefined> {
    try {
      const qmp = await this.#host.connect(files.socket, this.#timeoutMs)
      const machine = { process, qmp }
      this.#machines.set(vmId, machine)
      await finishJobs(qmp)
      return machine
    } catch (cause) {
      if (!(cause instanceof QmpLost)) throw cause
      if (await hasEnded(process, EXIT_MS)) return undefined
      throw new HypervisorRefusal('NotResponding', `QEMU for ${vmId} does not answer.`, { cause })
    }
  }
}

/** QEMU itself will not have the machine as it is. */
export class StartFailed extends Error {
  override readonly name = 'StartFailed'

  constructor(vmId: string, cause: CommandFailed) {
    super(`QEMU for ${vmId} did not start: ${cause.stderr.trim()}`, { cause })
  }
}

function startFailure(vm: VmRecord, error: unknown): unknown {
  if (!(error instanceof CommandFailed)) return error
  if (/cannot (set up guest memory|allocate memory)/i.test(error.stderr)) {
    return new HypervisorRefusal(
      'NotEnoughMemory',
      `The host has no ${vm.hardware.memoryMB} MB of memory for ${vm.id}.`,
      { cause: error },
    )
  }
  return new StartFailed(vm.id, error)
}

/** The process that the pid file names, if it is alive and really is this machine's. */
async function findProcess(files: VmFiles): Promise<ProcessId | undefined> {
  const pid = Number(await readIfThere(files.pid))
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  const startTime = await startTimeOf(pid)
  if (startTime === undefined) return undefined
  const command = await readIfThere(`/proc/${pid}/cmdline`)
  if (command?.split('\0').includes(files.pid)) return { pid, startTime }
  // On its way out a process loses its command line before it lets go of its files.
  if (command === '') await hasEnded({ pid, startTime }, KILL_MS)
  return undefined
}
