// What a checkpoint call asks for, and why it will fail: the call itself is accepted in any case.
import type { OperationError } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import { guid, type Random } from '#kernel/random.ts'
import type { Schemas } from '../answers/wire.ts'
import { failure } from '../errors.ts'
import type { HostMachine } from '../host-machines/host-machine.ts'
import { limits } from '../limits.ts'
import { type MachineCheckpointEvent, withCheckpointEvent } from './checkpoint.machine.ts'
import { findCheckpoint, MOST_CHECKPOINTS } from './checkpoint-tree.machine.ts'

export type CheckpointPlan =
  | { readonly event: MachineCheckpointEvent }
  | { readonly fault: OperationError }

export function planCreate(
  machine: HostMachine,
  sent: Schemas['VirtualMachineCreateCheckpoint'],
  random: Random,
  now: Instant,
): CheckpointPlan {
  const { name = standardName(machine, now), description = '' } = sent
  if (machine.checkpointType === 'Disabled') {
    return { fault: failure('CheckpointsDisabled', { machine: machine.name }) }
  }
  if (name.trim() === '' || name.length > limits.checkpointName) {
    return { fault: failure('InvalidCheckpointName', { limit: String(limits.checkpointName) }) }
  }
  // As recorded: all other GUIDs are in lower case.
  const id = guid(random).toUpperCase()
  const event: MachineCheckpointEvent = { type: 'create', id, name, description }
  const isRoom = withCheckpointEvent(machine, event, (words) => words).accepted
  if (isRoom) return { event }
  const names = { machine: machine.name, limit: String(MOST_CHECKPOINTS) }
  return { fault: failure('CheckpointLimitReached', names) }
}

/** An empty id names nothing: it never means all. */
export function planFor(
  type: 'restore' | 'delete',
  machine: HostMachine,
  { id = '' }: { readonly id?: string },
): CheckpointPlan {
  const found = findCheckpoint(machine.checkpoints, id)
  if (found) return { event: { type, id: found.checkpointID } }
  return { fault: failure('CheckpointNotFound', { machine: machine.name, id }) }
}

/** As Hyper-V names them: `web01 - (3/5/2026 - 10:15:00 AM)`. */
function standardName({ name }: HostMachine, now: Instant): string {
  const date = new Date(now)
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = date.getUTCHours()
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
  const time = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  const suffix = ` - (${day} - ${time} ${hours < 12 ? 'AM' : 'PM'})`
  return name.slice(0, limits.checkpointName - suffix.length) + suffix
}
