// What a driver's test file gives to the common suite, and what the suite's parts share.
import type { TestContext } from 'node:test'
import type { DiskDefinition, HypervisorDriver, VmDefinition, VmReport } from '../port.ts'

export interface HarnessOptions {
  readonly limits?: { readonly memoryMB?: number; readonly diskBytes?: number }
}

/** A driver in a directory of its own, and hands that reach into its guests. */
export interface Harness {
  readonly driver: HypervisorDriver
  /** An image that boots into a guest that keeps one digit, 0 at first, and can shut down. */
  readonly bootImage: string
  /** Leaves the driver as a crash would, and opens another over the same directory. */
  reopen(steps?: Steps): Promise<void>
  /** Disks and memory are read and written behind the driver's back; the values are digits. */
  readDisk(vmId: string, diskId: string): Promise<number>
  writeDisk(vmId: string, diskId: string, value: number): Promise<void>
  /** Only of a running machine that has `bootImage`. */
  readMemory(vmId: string): Promise<number>
  writeMemory(vmId: string, value: number): Promise<void>
  /** What is out there of a machine besides what belongs to it, or is missing, in words. */
  strays(vmId: string): Promise<string[]>
  end(): Promise<void>
}

export type OpenHarness = (options?: HarnessOptions) => Promise<Harness>

export class DriverDied extends Error {}

/** Stands before everything that a driver does to the outside. */
export interface Steps {
  step<T>(job: () => Promise<T>): Promise<T>
}

/** Ends a driver just before its nth step: nothing is done from there on, as when killed. */
export class Fuse implements Steps {
  readonly #at: number
  #steps = 0

  constructor(at: number) {
    this.#at = at
  }

  get isBlown(): boolean {
    return this.#steps >= this.#at
  }

  async step<T>(job: () => Promise<T>): Promise<T> {
    if (!this.isBlown) this.#steps += 1
    if (this.isBlown) throw new DriverDied()
    const result = await job()
    // While this step was under way another may have been the last.
    if (this.isBlown) throw new DriverDied()
    return result
  }
}

export const signal = new AbortController().signal

export const MEBIBYTE = 1024 * 1024

export const bootDisk = ({ bootImage }: Harness): DiskDefinition => ({
  id: 'boot',
  sizeBytes: MEBIBYTE,
  controller: 'ide',
  bus: 0,
  lun: 0,
  source: bootImage,
})

export const aDisk = (changes: Partial<DiskDefinition> = {}): DiskDefinition => ({
  id: 'data',
  sizeBytes: MEBIBYTE,
  controller: 'scsi',
  bus: 0,
  lun: 0,
  ...changes,
})

/** A machine with a disk that boots and one for data, unless told otherwise. */
export const aVm = (harness: Harness, changes: Partial<VmDefinition['hardware']> = {}) =>
  ({
    id: 'vm1',
    uuid: '6b1f0a52-3d0c-4c1e-9a55-0c9d5e1c7f01',
    generation: 1,
    hardware: {
      cpuCount: 1,
      memoryMB: 32,
      disks: [bootDisk(harness), aDisk()],
      networkInterfaces: [{ id: 'nic1', macAddress: '00:15:5d:00:00:01', connected: true }],
      ...changes,
    },
  }) satisfies VmDefinition as VmDefinition

export const turnOff = { graceMs: 0, otherwise: 'turnOff' } as const

export async function openFor(t: TestContext, open: OpenHarness, options?: HarnessOptions) {
  const harness = await open(options)
  t.after(() => harness.end())
  return harness
}

export async function observed(harness: Harness, vmId = 'vm1'): Promise<VmReport> {
  const report = await harness.driver.observe(vmId, signal)
  if (!report) throw new Error(`${vmId} is gone`)
  return report
}

export const powerOf = async (harness: Harness): Promise<string> => (await observed(harness)).power

export const checkpointsOf = async (harness: Harness): Promise<string[]> =>
  (await observed(harness)).checkpoints.map(({ id }) => id)
