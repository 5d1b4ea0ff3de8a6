import type { Handler } from '#kernel/handler.ts'
import { isTrue, type Operations } from '../../answers/wire.ts'
import type { Handlers } from '../../handler.ts'
import type { ServicePorts } from '../../service-ports.ts'
import { act } from '../action.ts'

type PowerHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const VirtualMachineInstances_Start: PowerHandler<'VirtualMachineInstances_Start'> = (
  request,
  ports,
) => act(request, ports, { durable: ports.durables.start, plan: () => ({}) })

const VirtualMachineInstances_Restart: PowerHandler<'VirtualMachineInstances_Restart'> = (
  request,
  ports,
) => act(request, ports, { durable: ports.durables.restart, plan: () => ({}) })

const VirtualMachineInstances_Stop: PowerHandler<'VirtualMachineInstances_Stop'> = (
  request,
  ports,
) =>
  act(request, ports, {
    durable: ports.durables.stop,
    plan: () => ({ skipShutdown: isTrue(request.body?.skipShutdown) }),
  })

export const powerHandlers = {
  VirtualMachineInstances_Start,
  VirtualMachineInstances_Restart,
  VirtualMachineInstances_Stop,
} satisfies Handlers
