// What all operations on a machine have in common. Each begins by looking for a fault that was found
// when it was accepted, and ends by reading back what the hypervisor has, however it ends.

import { save } from '#arm/resources/resource.queries.ts'
import {
  type Durable,
  durable,
  type Operation,
  OperationFailure,
  type Step,
} from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Shape, ValueShape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { type Work, workShape } from '../answers/polling.ts'
import { modifiedByOperator } from '../answers/reply.ts'
import type { ProvisioningState } from '../answers/wire.ts'
import { failureOf } from '../errors.ts'
import { changeMachine, settle } from '../host-machines/driving.ts'
import { findMachine } from '../host-machines/host-machine.queries.ts'
import type { CutOff } from '../host-machines/host-machine.ts'
import type { ScvmmPorts } from '../ports.ts'
import { findInstanceById } from './instance.queries.ts'
import type { Instance } from './instance.ts'

/** What every operation on a machine knows. */
export interface MachineWork extends Work {
  /** VMM's id of the machine; absent when there is none. */
  readonly machine?: string
  /** The state to go back to when an action fails: the resource itself is as good as before. */
  readonly before: ProvisioningState
}

export const machineShape: Shape<MachineWork> = {
  ...workShape,
  machine: 'string?',
  before: 'string',
}

type Act<W extends MachineWork> = NonNullable<Step<W>['act']>

/** Changes an instance, if it is there still: it may have gone with its machine. */
export async function changeInstance(
  tx: Tx,
  id: string,
  now: Instant,
  change: (instance: Instance) => Instance,
): Promise<void> {
  const found = await findInstanceById(tx, id)
  if (!found) return
  const { envelope, ...changed } = change(found)
  await save(tx, { ...changed, envelope: modifiedByOperator(envelope, now) })
}

/** Before an operation fails, the record is made to agree with what the hypervisor has. */
const settling =
  <W extends MachineWork>(ports: ScvmmPorts, act: Act<W>): Act<W> =>
  async (operation, signal) => {
    try {
      await act(operation, signal)
    } catch (error) {
      const uuid = operation.input.machine
      if (error instanceof OperationFailure && uuid) await settle(ports, uuid, signal)
      throw error
    }
  }

function firstStep<W extends MachineWork>(ports: ScvmmPorts, lasts: number): Step<W> {
  return {
    name: 'check',
    lasts,
    async act({ input }, signal) {
      if (input.fault) throw failureOf(input.fault)
      const machine = await findMachine(ports.store, input.machine)
      // An operation before this one was cut off.
      if (machine?.cutOff) await settle(ports, machine.uuid, signal)
    },
  }
}

/** The last step: nothing after it can fail. */
const lastStep = <W extends MachineWork>(ports: ScvmmPorts): Step<W> => ({
  name: 'read-back',
  async act({ input }, signal) {
    if (input.machine) await settle(ports, input.machine, signal)
  },
  commit: (tx, { input }, now) =>
    changeInstance(tx, input.resource, now, (instance) => ({
      ...instance,
      provisioningState: 'Succeeded',
    })),
})

export interface MachineOperation<W extends MachineWork> {
  readonly kind: string
  readonly shape: ValueShape<W>
  /** How long the real one takes before anything of it shows, in milliseconds. */
  readonly lead: number
  readonly steps: readonly Step<W>[]
  /** How the instance is after a failure; absent: as it was before. */
  readonly failedState?: ProvisioningState
  /** What to look for on the hypervisor when the operation was cut off. */
  about?(work: W): Omit<CutOff, 'attempt'>
  /** What else a failure leaves behind. */
  undone?(tx: Tx, operation: Operation<W>): Promise<void>
}

export function machineOperation<W extends MachineWork>(
  ports: ScvmmPorts,
  { kind, shape, lead, steps, failedState, about, undone }: MachineOperation<W>,
): Durable<W> {
  const end = async (tx: Tx, operation: Operation<W>, now: Instant): Promise<void> => {
    const cutOff = { attempt: operation.id, ...about?.(operation.input) }
    await changeMachine(tx, operation.input.machine, (machine) => ({ ...machine, cutOff }))
    await changeInstance(tx, operation.input.resource, now, (instance) => ({
      ...instance,
      provisioningState: failedState ?? operation.input.before,
    }))
  }
  return durable<W>(
    kind,
    shape,
    [
      firstStep<W>(ports, lead),
      ...steps.map((step) => (step.act ? { ...step, act: settling(ports, step.act) } : step)),
      lastStep<W>(ports),
    ],
    {
      async failed(tx, operation, _error, now) {
        await undone?.(tx, operation)
        await end(tx, operation, now)
      },
      // Only a forced deletion cancels: it finds in the record what it has to clear away.
      canceled: (tx, operation, now) => end(tx, operation, now),
    },
  )
}
