// What the host can still give.
import { statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { Turns } from '../../turns.ts'
import { type Capacity, type Hardware, HypervisorRefusal } from '../port.ts'
import type { Processes } from './qemu-process.ts'
import type { Records, VmRecord } from './qemu-record.ts'

export interface Limits {
  /** What running machines may have together; the host's memory unless given. */
  readonly memoryMB?: number
  /** How large all disks may be together. Without it, disks grow as long as there is room. */
  readonly diskBytes?: number
}

const MEBIBYTE = 1024 * 1024
/** Kept free for records and for what images write besides content. */
const MARGIN_BYTES = 64 * MEBIBYTE

export class CapacityCheck {
  readonly #directory: string
  readonly #records: Records
  readonly #processes: Processes
  readonly #limits: Limits
  /** Memory of machines that are being started: their processes do not show yet. */
  readonly #promised = new Map<string, number>()
  readonly #turns = new Turns()

  constructor(directory: string, records: Records, processes: Processes, limits: Limits) {
    this.#directory = directory
    this.#records = records
    this.#processes = processes
    this.#limits = limits
  }

  /** Runs a job that starts the machine, if there is memory for it. */
  async withMemory<T>(vmId: string, neededMB: number, job: () => Promise<T>): Promise<T> {
    // One after another: of two that ask at once for the last memory, one shall have it.
    await this.#turns.take('memory', neverAborted, () => this.#promise(vmId, neededMB))
    try {
      return await job()
    } finally {
      this.#promised.delete(vmId)
    }
  }

  async #promise(vmId: string, neededMB: number): Promise<void> {
    const { free } = await this.#memory(vmId)
    if (neededMB > free) {
      throw new HypervisorRefusal(
        'NotEnoughMemory',
        `${vmId} needs ${neededMB} MB of memory; ${free} MB are free.`,
      )
    }
    this.#promised.set(vmId, neededMB)
  }

  /** With memory, a checkpoint takes at worst all of it. */
  checkCheckpoint({ id, hardware }: VmRecord, withMemory: boolean): Promise<void> {
    return this.#checkFree(id, withMemory ? hardware.memoryMB * MEBIBYTE : 0)
  }

  async checkDisks(vmId: string, hardware: Hardware): Promise<void> {
    await this.#checkFree(vmId, 0)
    const { diskBytes } = this.#limits
    if (diskBytes === undefined) return
    const free = diskBytes - (await this.#disksOfOthers(vmId))
    const needed = sizeOfDisks(hardware)
    if (needed > free) throw notEnoughDisk(vmId, needed, free)
  }

  async now(): Promise<Capacity> {
    const { bavail, blocks, bsize } = await statfs(this.#directory)
    const { diskBytes } = this.#limits
    return {
      memoryMB: await this.#memory(''),
      diskBytes:
        diskBytes === undefined
          ? { total: blocks * bsize, free: bavail * bsize }
          : { total: diskBytes, free: Math.max(0, diskBytes - (await this.#disksOfOthers(''))) },
    }
  }

  async #checkFree(vmId: string, neededBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#directory)
    const free = bavail * bsize - MARGIN_BYTES
    if (neededBytes > free) throw notEnoughDisk(vmId, neededBytes, Math.max(0, free))
  }

  /** Guests touch their memory little by little, so what they were promised counts as well. */
  async #memory(exceptVmId: string): Promise<{ total: number; free: number }> {
    const hostMB = Math.floor(Math.min(totalmem(), constrainedMemory()) / MEBIBYTE)
    const total = this.#limits.memoryMB ?? hostMB
    const unpromised = total - (await this.#memoryOfOthers(exceptVmId))
    const untouched = Math.floor(process.availableMemory() / MEBIBYTE)
    return { total, free: Math.max(0, Math.min(unpromised, untouched)) }
  }

  async #memoryOfOthers(exceptVmId: string): Promise<number> {
    const vms = (await this.#records.loadAll()).filter(({ id }) => id !== exceptVmId)
    const running = await Promise.all(
      vms.map(async ({ id, hardware }) => {
        const isAlive = await this.#processes.isAlive(id)
        return isAlive && !this.#promised.has(id) ? hardware.memoryMB : 0
      }),
    )
    const promised = [...this.#promised].map(([id, memoryMB]) => (id === exceptVmId ? 0 : memoryMB))
    return sum([...running, ...promised])
  }

  async #disksOfOthers(vmId: string): Promise<number> {
    const vms = (await this.#records.loadAll()).filter(({ id }) => id !== vmId)
    return sum(vms.map(({ hardware }) => sizeOfDisks(hardware)))
  }
}

const neverAborted = new AbortController().signal

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

const sizeOfDisks = ({ disks }: Hardware): number => sum(disks.map(({ sizeBytes }) => sizeBytes))

/** What a container allows; huge where there is none. */
const constrainedMemory = (): number => process.constrainedMemory() || Number.POSITIVE_INFINITY

const notEnoughDisk = (vmId: string, needed: number, free: number) =>
  new HypervisorRefusal('NotEnoughDisk', `${vmId} needs ${needed} bytes of disk; ${free} are free.`)
