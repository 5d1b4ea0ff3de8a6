// Snapshots that stand inside qcow2 images, under one tag in all images of a machine: through QEMU
// for images that a process has open, with qemu-img for the others.

import { MEMORY_NODE } from '../qemu/qemu-arguments.ts'
import type { Machine } from '../qemu/qemu-process.ts'
import {
  filesOf,
  guestFilesOf,
  type Records,
  type StoredCheckpoint,
  type VmRecord,
} from '../qemu/qemu-record.ts'
import { runJob } from '../qmp/qmp-jobs.ts'
import type { Snapshot } from './qcow2.ts'
import { forEach, type Images } from './qemu-images.ts'

interface RawSnapshot {
  readonly name: string
  readonly 'vm-state-size': number
}

interface BlockNode {
  readonly 'node-name'?: string
  readonly image?: { readonly snapshots?: readonly RawSnapshot[] }
}

/** Holds the disks as they were while a restore may still fail. No checkpoint can be called so. */
const SAFETY_TAG = '.before-restore'

/** The images that have a checkpoint's tag. */
export const taggedFilesOf = (vm: VmRecord, { memory, hardware }: StoredCheckpoint): string[] =>
  memory ? filesOf(vm, hardware) : guestFilesOf(vm, hardware)

export class Snapshots {
  readonly #images: Images
  readonly #records: Records

  constructor(images: Images, records: Records) {
    this.#images = images
    this.#records = records
  }

  /** Of the machine as it is now; no image may have the tag yet. */
  async take(
    vm: VmRecord,
    checkpoint: StoredCheckpoint,
    machine: Machine | undefined,
  ): Promise<void> {
    const files = taggedFilesOf(vm, checkpoint)
    if (!machine) return this.#takeOffline(vm, checkpoint.id, files)
    if (checkpoint.memory) {
      const job = { tag: checkpoint.id, vmstate: MEMORY_NODE, devices: files }
      return runJob(machine.qmp, 'snapshot-save', job)
    }
    // One transaction, so that all disks stand still at the same moment.
    const actions = files.map((device) => ({
      type: 'blockdev-snapshot-internal-sync',
      data: { device, name: checkpoint.id },
    }))
    await machine.qmp.execute('transaction', { actions })
  }

  /** Brings back memory and disks in a process of the checkpoint's hardware, and lets it run. */
  async load(vm: VmRecord, checkpoint: StoredCheckpoint, { qmp }: Machine): Promise<void> {
    const devices = filesOf(vm, checkpoint.hardware)
    await runJob(qmp, 'snapshot-load', { tag: checkpoint.id, vmstate: MEMORY_NODE, devices })
    await qmp.execute('cont')
  }

  /** Brings back the disks of a machine that is off. */
  async apply(vm: VmRecord, checkpoint: StoredCheckpoint): Promise<void> {
    const { image } = this.#records.files(vm.id)
    await forEach(guestFilesOf(vm, checkpoint.hardware), (file) =>
      this.#images.applySnapshot(image(file), checkpoint.id),
    )
  }

  async drop(
    vm: VmRecord,
    tag: string,
    files: readonly string[],
    machine: Machine | undefined,
  ): Promise<void> {
    const open = new Set(machine ? filesOf(vm, vm.hardware) : [])
    const devices = files.filter((file) => open.has(file))
    if (machine && devices.length > 0) {
      await runJob(machine.qmp, 'snapshot-delete', { tag, devices })
    }
    const { image } = this.#records.files(vm.id)
    const closed = files.filter((file) => !open.has(file))
    await forEach(closed, (file) => this.#images.dropSnapshot(image(file), tag))
  }

  /** Whether all images have all of the checkpoint. */
  async isComplete(
    vm: VmRecord,
    checkpoint: StoredCheckpoint,
    machine: Machine | undefined,
  ): Promise<boolean> {
    const nodes = machine && (await openNodes(machine))
    const { image } = this.#records.files(vm.id)
    const found = taggedFilesOf(vm, checkpoint).map(async (file) => {
      const node = nodes?.find((candidate) => candidate['node-name'] === file)
      const snapshots = node
        ? (node.image?.snapshots ?? []).map(toSnapshot)
        : await this.#images.snapshots(image(file))
      return hasTag(snapshots, checkpoint.id, checkpoint.memory && file === MEMORY_NODE)
    })
    return (await Promise.all(found)).every((has) => has)
  }

  /** Keeps the disks of a machine that is off, so that `revert` can bring them back. */
  async secure(vm: VmRecord, checkpoint: StoredCheckpoint, isRepeat: boolean): Promise<void> {
    const files = securedFiles(vm, checkpoint)
    if (isRepeat) await this.drop(vm, SAFETY_TAG, files, undefined)
    await this.#takeOffline(vm, SAFETY_TAG, files)
  }

  async revert(vm: VmRecord, checkpoint: StoredCheckpoint): Promise<void> {
    const { image } = this.#records.files(vm.id)
    const files = securedFiles(vm, checkpoint)
    await forEach(files, (file) => this.#images.applySnapshot(image(file), SAFETY_TAG))
  }

  /** After a restore, whether it came about or not. */
  async dropSafety(vm: VmRecord, machine: Machine | undefined): Promise<void> {
    await this.drop(vm, SAFETY_TAG, guestFilesOf(vm, vm.hardware), machine)
  }

  async #takeOffline(vm: VmRecord, tag: string, files: readonly string[]): Promise<void> {
    const { image } = this.#records.files(vm.id)
    await forEach(files, (file) => this.#images.takeSnapshot(image(file), tag))
  }
}

/** What the machine has and the checkpoint would overwrite. */
function securedFiles(vm: VmRecord, { hardware }: StoredCheckpoint): string[] {
  const overwritten = new Set(guestFilesOf(vm, hardware))
  return guestFilesOf(vm, vm.hardware).filter((file) => overwritten.has(file))
}

const openNodes = ({ qmp }: Machine): Promise<BlockNode[]> =>
  qmp.execute('query-named-block-nodes', { flat: true })

const toSnapshot = (raw: RawSnapshot): Snapshot => ({
  tag: raw.name,
  memoryBytes: raw['vm-state-size'],
})

const hasTag = (snapshots: readonly Snapshot[], tag: string, withMemory: boolean): boolean =>
  snapshots.some((snapshot) => snapshot.tag === tag && (!withMemory || snapshot.memoryBytes > 0))
