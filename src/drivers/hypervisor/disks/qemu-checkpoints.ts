// Checkpoints of a machine, one step after another: the record says what is under way before any
// image is touched, so that `settle` can finish it, or take it back, whatever died in between.
import { type CheckpointType, HypervisorRefusal } from '../port.ts'
import { type Machine, type Processes, processName, StartFailed } from '../qemu/qemu-process.ts'
import {
  isPending,
  type Records,
  removedFiles,
  type StoredCheckpoint,
  type VmRecord,
} from '../qemu/qemu-record.ts'
import { QmpError } from '../qmp/qmp.ts'
import { all } from './qemu-images.ts'
import { type Snapshots, taggedFilesOf } from './qemu-snapshots.ts'

export interface CheckpointParts {
  readonly records: Records
  readonly processes: Processes
  readonly snapshots: Snapshots
}

export class Checkpoints {
  readonly #parts: CheckpointParts
  /** Tags of whose leaving the record still speaks, though this driver saw them go. */
  readonly #left = new Set<string>()

  constructor(parts: CheckpointParts) {
    this.#parts = parts
  }

  /** Ends whatever was under way when the server or QEMU died. */
  async settle(vm: VmRecord): Promise<VmRecord> {
    if (!isPending(vm)) return vm
    let settled = vm
    for (const checkpoint of vm.checkpoints) {
      if (checkpoint.state === 'creating') settled = await this.#settleCreation(settled, checkpoint)
    }
    if (settled.leaving) settled = await this.#settleLeaving(settled)
    if (settled.restoring) settled = await this.#settleRestore(settled)
    if (settled.hasSafetyTags) settled = await this.#dropSafety(settled)
    return settled
  }

  async create(vm: VmRecord, id: string, type: CheckpointType): Promise<VmRecord> {
    const machine = await this.#parts.processes.find(vm.id)
    const checkpoint: StoredCheckpoint = {
      id,
      type,
      memory: type === 'standard' && machine !== undefined,
      state: 'creating',
      hardware: vm.hardware,
      platform: vm.platform,
    }
    const begun = await this.#parts.records.save({
      ...vm,
      checkpoints: [...vm.checkpoints, checkpoint],
    })
    try {
      await this.#parts.snapshots.take(vm, checkpoint, machine)
    } catch (error) {
      const settled = await this.settle(begun)
      // A lost answer does not mean that nothing was done.
      if (settled.checkpoints.some((kept) => kept.id === id)) return settled
      throw error
    }
    return this.#keep(begun, checkpoint, machine)
  }

  /** Refuses before anything is touched if the images do not have all of the checkpoint. */
  async restore(vm: VmRecord, checkpoint: StoredCheckpoint, attemptId: string): Promise<VmRecord> {
    const { processes, snapshots } = this.#parts
    const machine = await processes.find(vm.id)
    if (!(await snapshots.isComplete(vm, checkpoint, machine))) {
      throw cannotLoad(vm, checkpoint, 'its images lack it')
    }
    const restoring = { checkpointId: checkpoint.id, attemptId, secured: false }
    const restored = await this.#finishRestore(
      await this.#parts.records.save({ ...vm, restoring }),
      false,
    )
    return restored.hasSafetyTags ? this.#dropSafety(restored) : restored
  }

  /** A repeated restore tells why it fails; to any other call that is no obstacle. */
  async #settleRestore(vm: VmRecord): Promise<VmRecord> {
    try {
      return await this.#finishRestore(vm, true)
    } catch (error) {
      if (!isFinal(error)) throw error
      return (await this.#parts.records.load(vm.id))!
    }
  }

  async #settleCreation(vm: VmRecord, checkpoint: StoredCheckpoint): Promise<VmRecord> {
    const { processes, snapshots } = this.#parts
    const machine = await processes.find(vm.id)
    if (await snapshots.isComplete(vm, checkpoint, machine)) {
      return this.#keep(vm, checkpoint, machine)
    }
    return this.delete(vm, checkpoint)
  }

  #keep(
    vm: VmRecord,
    checkpoint: StoredCheckpoint,
    machine: Machine | undefined,
  ): Promise<VmRecord> {
    const provenIn = machine && checkpoint.memory ? processName(machine.process) : undefined
    return this.#parts.records.save(withCheckpoint(vm, { ...checkpoint, state: 'kept', provenIn }))
  }

  /**
   * The images and the record change at the same time, which halves the wait for the disk. Should
   * one of them not come to it, the record says either that the checkpoint is there, which a
   * repeat mends, or that its tags are leaving, which the next call does.
   */
  async delete(vm: VmRecord, checkpoint: StoredCheckpoint): Promise<VmRecord> {
    const { processes, snapshots, records } = this.#parts
    const checkpoints = vm.checkpoints.filter(({ id }) => id !== checkpoint.id)
    const removed = removedFiles(vm, { ...vm, checkpoints })
    const files = taggedFilesOf(vm, checkpoint).filter((file) => !removed.has(file))
    const leaving = { tag: checkpoint.id, files }
    const machine = await processes.find(vm.id)
    const next = { ...vm, checkpoints, leaving: [...(vm.leaving ?? []), leaving] }
    await all([records.replace(vm, next), snapshots.drop(vm, leaving.tag, files, machine)])
    this.#left.add(leftKey(vm, leaving.tag))
    return next
  }

  async #settleLeaving(vm: VmRecord): Promise<VmRecord> {
    const { processes, snapshots } = this.#parts
    for (const { tag, files } of vm.leaving!) {
      // What this driver saw go needs no second look, and leaves the record when that is next saved.
      if (this.#left.delete(leftKey(vm, tag))) continue
      await snapshots.drop(vm, tag, files, await processes.find(vm.id))
    }
    return { ...vm, leaving: undefined }
  }

  async #finishRestore(vm: VmRecord, isRepeat: boolean): Promise<VmRecord> {
    const checkpoint = vm.checkpoints.find(({ id }) => id === vm.restoring!.checkpointId)!
    const machine = await this.#parts.processes.find(vm.id)
    if (machine && isProven(checkpoint, machine)) return this.#loadThere(vm, checkpoint, machine)
    await this.#parts.processes.turnOff(vm.id)
    if (checkpoint.memory) return this.#loadAnew(vm, checkpoint, isRepeat)
    await this.#parts.snapshots.apply(vm, checkpoint)
    return this.#parts.records.replace(vm, restored(vm, checkpoint))
  }

  /** In the running process, which is known to take this memory. */
  async #loadThere(
    vm: VmRecord,
    checkpoint: StoredCheckpoint,
    machine: Machine,
  ): Promise<VmRecord> {
    const { processes, snapshots } = this.#parts
    try {
      await snapshots.load(vm, checkpoint, machine)
    } catch (error) {
      if (!(error instanceof QmpError)) throw error
      // QEMU puts the disks back before it reads memory: go all the way with them.
      await processes.turnOff(vm.id)
      await snapshots.apply(vm, checkpoint)
      await this.#parts.records.save({ ...vm, restoring: undefined })
      throw cannotLoad(vm, checkpoint, 'its memory cannot be read; the disks are its', error)
    }
    return this.#parts.records.replace(vm, restored(vm, checkpoint))
  }

  /** In a new process. Should it not take the memory, the disks come back as they were. */
  async #loadAnew(
    vm: VmRecord,
    checkpoint: StoredCheckpoint,
    isRepeat: boolean,
  ): Promise<VmRecord> {
    const { processes, snapshots } = this.#parts
    let secured = vm
    if (!vm.restoring!.secured) {
      await snapshots.secure(vm, checkpoint, isRepeat)
      secured = await this.#parts.records.save({
        ...vm,
        restoring: { ...vm.restoring!, secured: true },
      })
    }
    const next = restored(secured, checkpoint)
    try {
      const machine = await processes.start(next, true)
      await snapshots.load(vm, checkpoint, machine)
      const proven = { ...checkpoint, provenIn: processName(machine.process) }
      const done = { ...withCheckpoint(next, proven), hasSafetyTags: true }
      return await this.#parts.records.replace(vm, done)
    } catch (error) {
      if (!isFinal(error)) throw error
      await processes.turnOff(vm.id)
      await snapshots.revert(secured, checkpoint)
      await this.#dropSafety({ ...secured, restoring: undefined, hasSafetyTags: true })
      if (error instanceof HypervisorRefusal) throw error
      throw cannotLoad(vm, checkpoint, 'QEMU does not take its memory', error)
    }
  }

  async #dropSafety(vm: VmRecord): Promise<VmRecord> {
    const { processes, snapshots } = this.#parts
    await snapshots.dropSafety(vm, await processes.find(vm.id))
    return this.#parts.records.save({ ...vm, hasSafetyTags: undefined })
  }
}

/** Whether a repeat would end the same way. A process that was lost in between says nothing. */
const isFinal = (error: unknown): boolean =>
  error instanceof QmpError ||
  error instanceof StartFailed ||
  (error instanceof HypervisorRefusal && error.code !== 'NotResponding')

const leftKey = ({ id }: VmRecord, tag: string): string => `${id} ${tag}`

const isProven = ({ provenIn }: StoredCheckpoint, machine: Machine | undefined): boolean =>
  machine !== undefined && provenIn === processName(machine.process)

const withCheckpoint = (vm: VmRecord, changed: StoredCheckpoint): VmRecord => ({
  ...vm,
  checkpoints: vm.checkpoints.map((old) => (old.id === changed.id ? changed : old)),
})

/** What the machine is once the restore is done. */
const restored = (vm: VmRecord, { hardware, platform }: StoredCheckpoint): VmRecord => ({
  ...vm,
  hardware,
  platform,
  restoring: undefined,
  lastAttempt: vm.restoring!.attemptId,
})

const cannotLoad = (vm: VmRecord, { id }: StoredCheckpoint, why: string, cause?: unknown) =>
  new HypervisorRefusal(
    'CheckpointCannotLoad',
    `Checkpoint ${id} of ${vm.id} cannot be restored: ${why}.`,
    { cause },
  )
