// What the SCVMM service may ask of a hypervisor, in the hypervisor's own terms. Azure's words,
// wire types, rows and the parent-and-current bookkeeping of the checkpoint tree stay outside.

/** `paused`: the machine is there with its memory, but its processors stand still. */
export type PowerState = 'running' | 'stopped' | 'paused'

/**
 * `standard` keeps the memory of a running machine with its disks. The other two keep disks only,
 * as they are at one moment on all disks together. A stopped machine has no memory to keep.
 */
export type CheckpointType = 'standard' | 'production' | 'productiononly'

export interface Disk {
  /** Unique within the machine and never used for another disk of it. */
  readonly id: string
  readonly sizeBytes: number
  readonly controller: 'ide' | 'scsi'
  readonly bus: number
  readonly lun: number
}

export interface DiskDefinition extends Disk {
  /** An image (absolute path) whose content the new disk begins with; read only at creation. */
  readonly source?: string
}

export interface NetworkInterface {
  readonly id: string
  /** Six hex pairs with colons between them. */
  readonly macAddress: string
  readonly connected: boolean
}

/** What belongs to a checkpoint and is brought back with it. The first disk is booted first. */
export interface Hardware<D extends Disk = Disk> {
  readonly cpuCount: number
  readonly memoryMB: number
  readonly disks: readonly D[]
  readonly networkInterfaces: readonly NetworkInterface[]
}

export interface VmDefinition {
  readonly id: string
  /** What the guest reads as its BIOS UUID. Cannot change. */
  readonly uuid: string
  /** 1 boots by BIOS, 2 by UEFI. Cannot change. */
  readonly generation: 1 | 2
  readonly hardware: Hardware<DiskDefinition>
}

export interface CheckpointReport {
  readonly id: string
  readonly type: CheckpointType
  /** Whether restoring it brings back a running machine with its memory. */
  readonly memory: boolean
}

interface DiskReport extends Disk {
  /** What the disk takes on the host now, its checkpoints included. */
  readonly usedBytes: number
}

/** What is true out there, whatever the store believes. */
export interface VmReport {
  readonly id: string
  readonly uuid: string
  readonly generation: 1 | 2
  readonly power: PowerState
  readonly hardware: Hardware<DiskReport>
  /** In the order of creation. */
  readonly checkpoints: readonly CheckpointReport[]
  /** The restart or restore that was carried out last. */
  readonly lastAttempt?: string
}

export interface StopHow {
  /** How long the guest may take to shut itself down; 0 does not ask it. */
  readonly graceMs: number
  /** What follows when it has not: power off, or the refusal `GuestDidNotShutDown`. */
  readonly otherwise: 'turnOff' | 'refuse'
}

export interface ConsoleShot {
  /** The screen as PNG, where there is one. */
  readonly screen?: Uint8Array
  /** The last 64 KiB that the guest wrote to its first serial port since it was started. */
  readonly serial: string
}

interface Amount {
  readonly total: number
  readonly free: number
}

export interface Capacity {
  readonly memoryMB: Amount
  readonly diskBytes: Amount
}

export const REFUSAL_CODES = [
  'VmNotFound',
  'VmIsRunning',
  'VmIsStopped',
  'CheckpointNotFound',
  'CheckpointCannotLoad',
  'GuestDidNotShutDown',
  'InvalidDefinition',
  'SourceNotUsable',
  'DiskCannotShrink',
  'DiskHasCheckpoints',
  'FirmwareMissing',
  'NotEnoughMemory',
  'NotEnoughDisk',
  'NotResponding',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** The hypervisor understood and will not, or cannot. The machine is as it was, unless said. */
export class HypervisorRefusal extends Error {
  override readonly name = 'HypervisorRefusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/**
 * Runs virtual machines somewhere: in QEMU, or only in imagination.
 * Lazuli may die between any two calls and within any of them, so every call can be repeated with
 * the same outcome. Calls on one machine are carried out one after another, in the order made.
 * An abort rejects at once, but a step that has begun is finished: the next call waits for it.
 */
export interface HypervisorDriver {
  /**
   * Makes the machine be as defined, creating or changing it; never starts or stops it. Hardware
   * changes only while stopped. A disk left out is detached, and gone once no checkpoint has it.
   */
  define(vm: VmDefinition, signal: AbortSignal): Promise<VmReport>
  /** Powers on, or lets a paused machine go on. */
  start(vmId: string, signal: AbortSignal): Promise<void>
  stop(vmId: string, how: StopHow, signal: AbortSignal): Promise<void>
  /** Resets, as the reset button does. The attempt last carried out is not carried out again. */
  restart(vmId: string, attemptId: string, signal: AbortSignal): Promise<void>
  /** Does nothing if the checkpoint is there. The machine keeps its power state. */
  createCheckpoint(
    vmId: string,
    checkpointId: string,
    type: CheckpointType,
    signal: AbortSignal,
  ): Promise<CheckpointReport>
  /**
   * Every other checkpoint and the machine's present state stay as they are, whichever is deleted.
   * A checkpoint that it does not know counts as deleted.
   */
  deleteCheckpoint(vmId: string, checkpointId: string, signal: AbortSignal): Promise<void>
  /**
   * Brings back disks, hardware and memory; without memory in the checkpoint the machine is left
   * stopped. Every checkpoint stays. The attempt last carried out is not carried out again, so
   * that a repeat does not discard what the guest has done since. After `CheckpointCannotLoad` the
   * disks are whole: those the machine had, or, if it ran, at worst the checkpoint's.
   */
  restoreCheckpoint(
    vmId: string,
    checkpointId: string,
    attemptId: string,
    signal: AbortSignal,
  ): Promise<VmReport>
  /** Powers off and removes machine, disks and checkpoints. One that is not there counts as gone. */
  destroy(vmId: string, signal: AbortSignal): Promise<void>
  /** During another call on the machine: what was true before that call. */
  observe(vmId: string, signal: AbortSignal): Promise<VmReport | undefined>
  list(signal: AbortSignal): Promise<VmReport[]>
  console(vmId: string, signal: AbortSignal): Promise<ConsoleShot>
  capacity(signal: AbortSignal): Promise<Capacity>
  /** Lets go of everything but the machines: those that run go on running. */
  close(): Promise<void>
}
