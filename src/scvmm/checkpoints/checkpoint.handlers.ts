import type { Handler } from '#kernel/handler.ts'
import type { Operations } from '../answers/wire.ts'
import type { Handlers } from '../handler.ts'
import type { ServicePorts } from '../service-ports.ts'
import { act } from '../virtual-machine-instances/action.ts'
import { planCreate, planFor } from './checkpoint-plan.ts'

type CheckpointHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

/** The answer does not tell the new id: clients read it from the instance. */
const VirtualMachineInstances_CreateCheckpoint: CheckpointHandler<
  'VirtualMachineInstances_CreateCheckpoint'
> = (request, ports) =>
  act(request, ports, {
    durable: ports.durables.createCheckpoint,
    plan: (machine) => planCreate(machine, request.body, ports.random, request.now),
  })

const VirtualMachineInstances_RestoreCheckpoint: CheckpointHandler<
  'VirtualMachineInstances_RestoreCheckpoint'
> = (request, ports) =>
  act(request, ports, {
    durable: ports.durables.restoreCheckpoint,
    plan: (machine) => planFor('restore', machine, request.body),
  })

const VirtualMachineInstances_DeleteCheckpoint: CheckpointHandler<
  'VirtualMachineInstances_DeleteCheckpoint'
> = (request, ports) =>
  act(request, ports, {
    durable: ports.durables.deleteCheckpoint,
    plan: (machine) => planFor('delete', machine, request.body),
  })

export const checkpointHandlers = {
  VirtualMachineInstances_CreateCheckpoint,
  VirtualMachineInstances_RestoreCheckpoint,
  VirtualMachineInstances_DeleteCheckpoint,
} satisfies Handlers
