// The long work on whole machines; lengths are those of the real service.

import { save } from '#arm/resources/resource.queries.ts'
import { type Durable, type Operation, OperationFailure } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { definitionOf } from '../host-machines/definition.ts'
import { changeMachine, onHost } from '../host-machines/driving.ts'
import { findMachine, removeMachine } from '../host-machines/host-machine.queries.ts'
import { claimItem, findItem } from '../inventory-items/inventory-item.queries.ts'
import { newItem } from '../inventory-items/inventory-item.ts'
import type { ScvmmPorts } from '../ports.ts'
import { findTracked } from '../tracked/tracked.queries.ts'
import {
  changeInstance,
  type MachineWork,
  machineOperation,
  machineShape,
} from './instance-steps.ts'
import type { UpdatePlan } from './plans/update-plan.ts'

export interface CreateWork extends MachineWork {
  readonly isAdopted?: boolean
  readonly server?: string | undefined
}

export interface UpdateWork extends MachineWork {
  readonly plan?: UpdatePlan
}

const createShape: Shape<CreateWork> = {
  ...machineShape,
  isAdopted: 'boolean?',
  server: 'string?',
}
const updateShape: Shape<UpdateWork> = { ...machineShape, plan: 'object?' }

const SECOND = 1_000

export function instanceOperations(ports: ScvmmPorts) {
  const { store, hypervisor } = ports
  const create: Durable<CreateWork> = machineOperation<CreateWork>(ports, {
    kind: 'VirtualMachineInstances_CreateOrUpdate',
    shape: createShape,
    lead: 5 * SECOND,
    failedState: 'Failed',
    steps: [
      {
        name: 'define',
        lasts: 150 * SECOND,
        async act({ input }, signal) {
          const machine = await findMachine(store, input.machine)
          if (!machine || machine.isDefined) return
          try {
            await onHost({ machine: machine.name }, () =>
              hypervisor.define(definitionOf(machine), signal),
            )
          } catch (error) {
            // What cannot be made leaves nothing behind: its record goes with this failure.
            const isLast = error instanceof OperationFailure && machine.isBeingMade
            if (isLast) await hypervisor.destroy(machine.uuid, signal)
            throw error
          }
        },
        commit: (tx, { input }, now) => defined(tx, input, now),
      },
      {
        name: 'start',
        lasts: ({ isAdopted }) => (isAdopted ? 5 : 60) * SECOND,
        async act({ input }, signal) {
          const machine = await findMachine(store, input.machine)
          // A machine from a template is started without being asked to; an adopted one goes on.
          const runs = machine && (!input.isAdopted || machine.power === 'Running')
          if (!runs) return
          await onHost({ machine: machine.name }, () => hypervisor.start(machine.uuid, signal))
        },
      },
    ],
    undone: dropUnmade,
  })
  const update: Durable<UpdateWork> = machineOperation<UpdateWork>(ports, {
    kind: 'VirtualMachineInstances_Update',
    shape: updateShape,
    lead: 4 * SECOND,
    about: ({ plan }) => (plan?.changesHardware ? { hardware: plan.hardware } : {}),
    steps: [
      {
        name: 'change',
        lasts: 15 * SECOND,
        async act({ input }, signal) {
          const machine = await findMachine(store, input.machine)
          if (!machine || !input.plan?.changesHardware) return
          const wanted = { ...machine, hardware: input.plan.hardware }
          await onHost({ machine: machine.name }, () =>
            hypervisor.define(definitionOf(wanted), signal),
          )
        },
        async commit(tx, { input }, now) {
          const { plan } = input
          if (!plan) return
          const { hardware, checkpointType, availabilitySets } = plan
          await changeMachine(tx, input.machine, (machine) => ({
            ...machine,
            hardware,
            checkpointType,
          }))
          await changeInstance(tx, input.resource, now, (instance) => ({
            ...instance,
            body: { ...instance.body, availabilitySets },
          }))
        },
      },
    ],
  })
  return { create, update }
}

/** From now on the machine is in VMM's inventory, and the instance stands for it. */
async function defined(
  tx: Tx,
  { machine: uuid, server, resource }: CreateWork,
  now: Parameters<typeof changeInstance>[2],
): Promise<void> {
  const machine = await changeMachine(tx, uuid, ({ isBeingMade: _, ...found }) => ({
    ...found,
    isDefined: true,
  }))
  const owner = server === undefined ? undefined : await findTracked(tx, server)
  if (!machine || !owner) return
  if (!(await findItem(tx, owner.id, machine.uuid))) {
    const { uuid: id, name } = machine
    const body = { inventoryType: 'VirtualMachine', uuid: id, name, isSynced: true } as const
    await save(tx, newItem(owner.id, body, owner.envelope.systemData))
  }
  await claimItem(tx, owner.id, machine.uuid, resource)
  await changeInstance(tx, resource, now, (instance) => ({
    ...instance,
    body: { ...instance.body, machine: machine.uuid },
  }))
}

/** A machine that was not made leaves no record; one that was adopted stays. */
async function dropUnmade(tx: Tx, { input }: Operation<CreateWork>): Promise<void> {
  const machine = await findMachine(tx, input.machine)
  if (machine?.isBeingMade) await removeMachine(tx, machine.uuid)
}
