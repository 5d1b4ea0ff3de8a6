// What a checkpoint's making, restoring and deletion make of a machine: its tree, its hardware and
// the files of its disks.
import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { HostDisk, HostHardware, HostMachine } from '../host-machines/host-machine.ts'
import {
  type Checkpoint,
  type CheckpointEvent,
  type CheckpointRefusal,
  type CheckpointTree,
  childrenOf,
  currentCheckpoint,
  decide,
  findCheckpoint,
} from './checkpoint-tree.machine.ts'

/** The same answer for the same words: a repeated step makes the same new ids. */
export type FreshId = (words: string) => string

/** A create takes what the machine is at that moment. */
export type MachineCheckpointEvent =
  | {
      readonly type: 'create'
      readonly id: string
      readonly name: string
      readonly description: string
    }
  | { readonly type: 'restore' | 'delete'; readonly id: string }

export function withCheckpointEvent(
  machine: HostMachine,
  event: MachineCheckpointEvent,
  fresh: FreshId,
): Decision<HostMachine, never, CheckpointRefusal> {
  const { checkpoints: before, hardware } = machine
  const full: CheckpointEvent<HostHardware> =
    event.type === 'create' ? { ...event, kept: hardware } : event
  const decision = decide(before, full)
  if (!decision.accepted) return reject(decision.refusal)
  const checkpoints = decision.next
  switch (event.type) {
    case 'create':
      return accept({ ...machine, checkpoints, hardware: onNewFiles(hardware, fresh) })
    case 'restore': {
      const { kept } = currentCheckpoint(checkpoints)!
      const now = new Map(hardware.disks.map((disk) => [disk.key, disk.usedBytes]))
      const disks = kept.disks.map((disk) => ({
        ...disk,
        usedBytes: now.get(disk.key) ?? disk.usedBytes,
      }))
      return accept({ ...machine, checkpoints, hardware: onNewFiles({ ...kept, disks }, fresh) })
    }
    case 'delete':
      return accept(merged({ ...machine, checkpoints }, before, event.id, fresh))
  }
}

/** Each disk goes on in a new file of differences: another id, no name, nothing used yet. */
const onNewFiles = (hardware: HostHardware, fresh: FreshId): HostHardware => ({
  ...hardware,
  disks: hardware.disks.map(({ name: _, ...disk }) => ({
    ...disk,
    diskId: fresh(`${disk.key} id`),
    file: `${disk.baseFile}_${fresh(`${disk.key} file`).toUpperCase()}`,
    usedBelow: disk.usedBytes,
  })),
})

type FilesByDisk = ReadonlyMap<string, string>

const filesOf = ({ disks }: HostHardware): FilesByDisk =>
  new Map(disks.map((disk) => [disk.key, disk.file]))

/**
 * The files of a deleted checkpoint take in those of its only heir, be that another checkpoint or
 * the present state; with several heirs they stay below them. When no checkpoint is left, the
 * present state is back in the files that it began with.
 */
function merged(
  machine: HostMachine,
  before: CheckpointTree<HostHardware>,
  id: string,
  fresh: FreshId,
): HostMachine {
  const gone = findCheckpoint(before, id)!
  const { checkpoints } = machine
  if (checkpoints.checkpoints.length === 0) return onBaseFiles(machine, fresh)
  const children = childrenOf(before, gone.checkpointID)
  const isCurrent = currentCheckpoint(before) === gone
  if (children.length + (isCurrent ? 1 : 0) !== 1) return machine
  const files = filesOf(gone.kept)
  if (isCurrent) return { ...machine, hardware: inFiles(machine.hardware, files, fresh) }
  return { ...machine, checkpoints: withHeirInFiles(checkpoints, children[0]!, files) }
}

function withHeirInFiles(
  tree: CheckpointTree<HostHardware>,
  heir: Checkpoint<HostHardware>,
  files: FilesByDisk,
): CheckpointTree<HostHardware> {
  const kept = {
    ...heir.kept,
    disks: heir.kept.disks.map((disk) => ({ ...disk, file: files.get(disk.key) ?? disk.file })),
  }
  return {
    ...tree,
    checkpoints: tree.checkpoints.map((each) =>
      each.checkpointID === heir.checkpointID ? { ...each, kept } : each,
    ),
  }
}

const inFiles = (hardware: HostHardware, files: FilesByDisk, fresh: FreshId): HostHardware => ({
  ...hardware,
  disks: hardware.disks.map((disk) => moved(disk, files.get(disk.key) ?? disk.file, fresh)),
})

const onBaseFiles = (machine: HostMachine, fresh: FreshId): HostMachine => ({
  ...machine,
  hardware: {
    ...machine.hardware,
    disks: machine.hardware.disks.map((disk) => moved(disk, disk.baseFile, fresh)),
  },
})

function moved(disk: HostDisk, file: string, fresh: FreshId): HostDisk {
  if (file === disk.file) return disk
  const usedBelow = file === disk.baseFile ? 0 : disk.usedBelow
  return { ...disk, file, diskId: fresh(`${disk.key} id`), usedBelow }
}

/** Without the checkpoints that the host does not have: as if they had been deleted one by one. */
export function withoutLost(
  machine: HostMachine,
  onHost: readonly string[],
  fresh: FreshId,
): HostMachine {
  const has = new Set(onHost.map((id) => id.toLowerCase()))
  return machine.checkpoints.checkpoints
    .filter(({ checkpointID }) => !has.has(checkpointID.toLowerCase()))
    .reduce((found, { checkpointID: id }) => {
      const decision = withCheckpointEvent(found, { type: 'delete', id }, fresh)
      return decision.accepted ? decision.next : found
    }, machine)
}
