// Calls to the hypervisor in steps of operations: how its refusals become failures, and how our
// record and what it really has are brought together.
import { HypervisorRefusal, type RefusalCode, type VmReport } from '#drivers/hypervisor/port.ts'
import type { Tx } from '#store/tx.ts'
import {
  type FreshId,
  withCheckpointEvent,
  withoutLost,
} from '../checkpoints/checkpoint.machine.ts'
import { failure, failureOf, type scvmmFailures } from '../errors.ts'
import { guidOf } from '../ids.ts'
import type { ScvmmPorts } from '../ports.ts'
import { hasHardware, withReport } from './definition.ts'
import { findMachine, saveMachine } from './host-machine.queries.ts'
import type { CutOff, HostMachine } from './host-machine.ts'

const KNOWN: Partial<Record<RefusalCode, keyof typeof scvmmFailures>> = {
  VmNotFound: 'VirtualMachineNotFound',
  VmIsRunning: 'VirtualMachineRunning',
  VmIsStopped: 'VirtualMachineStopped',
  CheckpointNotFound: 'CheckpointNotFound',
  CheckpointCannotLoad: 'CheckpointCannotLoad',
  InvalidDefinition: 'InvalidHardware',
}

/**
 * Makes a call to the hypervisor. A refusal ends the operation; anything else is a failure, after
 * which the step is tried again.
 */
export async function onHost<T>(
  names: { readonly machine: string; readonly id?: string },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof HypervisorRefusal)) throw error
    const reason = error.message
    throw failureOf(
      failure(KNOWN[error.code] ?? 'HypervisorRefused', {
        reason,
        machine: names.machine,
        resource: names.machine,
        id: names.id ?? '',
        power: error.code === 'VmIsRunning' ? 'Running' : 'Stopped',
      }),
    )
  }
}

export type Change = (machine: HostMachine) => HostMachine

/** Saves a change of the machine's record as it is at that moment; nothing if it is gone. */
export async function changeMachine(
  tx: Tx,
  uuid: string | undefined,
  change: Change,
): Promise<HostMachine | undefined> {
  const machine = await findMachine(tx, uuid)
  if (!machine) return undefined
  const changed = change(machine)
  await saveMachine(tx, changed)
  return changed
}

/**
 * Brings the record and the hypervisor together: power and sizes as they are there; checkpoints
 * that it has lost leave the record, and such as the record does not have leave the hypervisor.
 */
export async function settle(
  ports: Pick<ScvmmPorts, 'store' | 'hypervisor'>,
  uuid: string,
  signal: AbortSignal,
): Promise<void> {
  const { store, hypervisor } = ports
  const before = await findMachine(store, uuid)
  if (before?.cutOff) await awaitCutOff(ports, uuid, before.cutOff, signal)
  const report = before && (await hypervisor.observe(uuid, signal))
  if (!report) return
  const recorded = new Set(
    before.checkpoints.checkpoints.map(({ checkpointID }) => checkpointID.toLowerCase()),
  )
  for (const { id } of report.checkpoints) {
    if (!recorded.has(id.toLowerCase())) await hypervisor.deleteCheckpoint(uuid, id, signal)
  }
  await store.write((tx) => changeMachine(tx, uuid, (machine) => agreeing(machine, report)))
}

/**
 * The same for a machine that an operation was cut off on, when it is not known whether the next one
 * begins meanwhile: then nothing is saved, for that one settles by itself.
 */
export async function catchUp(
  ports: Pick<ScvmmPorts, 'store' | 'hypervisor'>,
  machine: HostMachine,
  signal: AbortSignal,
): Promise<void> {
  const { store, hypervisor } = ports
  if (machine.cutOff) await awaitCutOff(ports, machine.uuid, machine.cutOff, signal)
  const report = await hypervisor.observe(machine.uuid, signal)
  if (!report) return
  await store.write((tx) =>
    changeMachine(tx, machine.uuid, (latest) =>
      latest.operation === machine.operation ? agreeing(latest, report) : latest,
    ),
  )
}

/**
 * What was begun is finished even after an abort, and looking does not wait for it. Deleting a
 * checkpoint does: the one that was being deleted, or being made; otherwise one that never was.
 */
async function awaitCutOff(
  { hypervisor }: Pick<ScvmmPorts, 'hypervisor'>,
  uuid: string,
  { attempt, event }: CutOff,
  signal: AbortSignal,
): Promise<void> {
  const isRestore = event === undefined || event.type === 'restore'
  if ((await hypervisor.observe(uuid, signal)) === undefined) return
  await hypervisor.deleteCheckpoint(uuid, isRestore ? attempt : event.id, signal)
}

function agreeing({ cutOff, ...machine }: HostMachine, report: VmReport): HostMachine {
  const onHost = report.checkpoints.map(({ id }) => id)
  const fresh = (words: string) => guidOf(`${machine.uuid} settled ${onHost.join()} ${words}`)
  const caughtUp = cutOff ? afterCutOff(machine, cutOff, report, fresh) : machine
  return withReport(withoutLost(caughtUp, onHost, fresh), report)
}

/** What the hypervisor did of it after all. */
function afterCutOff(
  machine: HostMachine,
  { attempt, event, hardware }: CutOff,
  report: VmReport,
  fresh: FreshId,
): HostMachine {
  if (event?.type === 'restore' && report.lastAttempt === attempt) {
    const decision = withCheckpointEvent(machine, event, fresh)
    return decision.accepted ? decision.next : machine
  }
  const isChanged = hardware !== undefined && hasHardware(report, hardware)
  return isChanged ? { ...machine, hardware } : machine
}
