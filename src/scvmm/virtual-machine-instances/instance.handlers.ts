import type { Handler } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { startedHeaders } from '../answers/polling.ts'
import { acceptedReply, resourceReply } from '../answers/reply.ts'
import { isTrue, type Operations } from '../answers/wire.ts'
import type { Handlers } from '../handler.ts'
import type { ServicePorts } from '../service-ports.ts'
import { beginDelete } from './begin-delete.ts'
import { findInstance, withMachine } from './instance.queries.ts'
import { presentInstance } from './instance.wire.ts'
import { requireInstance, requireMachine } from './instance-begin.ts'
import { putInstance, updateInstance } from './instance-put.ts'

type InstanceHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const VirtualMachineInstances_List: InstanceHandler<'VirtualMachineInstances_List'> = async (
  request,
  { store },
) => {
  const machine = await requireMachine(store, request)
  const instance = await findInstance(store, machine.id)
  const value = instance ? [presentInstance(await withMachine(store, instance))] : []
  return { status: 200, body: { value } }
}

const VirtualMachineInstances_Get: InstanceHandler<'VirtualMachineInstances_Get'> = async (
  request,
  { store },
) => {
  const found = await requireInstance(store, request)
  return resourceReply(200, found.instance, presentInstance(found))
}

const VirtualMachineInstances_CreateOrUpdate: InstanceHandler<
  'VirtualMachineInstances_CreateOrUpdate'
> = async (request, ports) => {
  const { status, found, operation } = await ports.store.write((tx) =>
    putInstance(tx, ports, request),
  )
  ports.engine.wake()
  const headers = startedHeaders(ports, request, operation)
  return resourceReply(status, found.instance, presentInstance(found), headers)
}

const VirtualMachineInstances_Update: InstanceHandler<'VirtualMachineInstances_Update'> = async (
  request,
  ports,
) => {
  const { instance, operation } = await ports.store.write(async (tx) => {
    const found = await requireInstance(tx, request)
    return await updateInstance(tx, ports, request, found, 'PATCH', request.body.properties ?? {})
  })
  ports.engine.wake()
  return resourceReply(202, instance, undefined, startedHeaders(ports, request, operation))
}

const VirtualMachineInstances_Delete: InstanceHandler<'VirtualMachineInstances_Delete'> = async (
  request,
  ports,
) => {
  const asked = (name: string): boolean => isTrue(queryParameter(request.query, name))
  const how = { force: asked('force'), deleteFromHost: asked('deleteFromHost') }
  const operation = await ports.store.write(async (tx) => {
    const machine = await requireMachine(tx, request)
    const instance = await findInstance(tx, machine.id)
    return instance && (await beginDelete(tx, ports, instance, how))
  })
  if (!operation) return { status: 204 }
  ports.engine.wake()
  return acceptedReply(startedHeaders(ports, request, operation))
}

export const instanceHandlers = {
  VirtualMachineInstances_List,
  VirtualMachineInstances_Get,
  VirtualMachineInstances_CreateOrUpdate,
  VirtualMachineInstances_Update,
  VirtualMachineInstances_Delete,
} satisfies Handlers
