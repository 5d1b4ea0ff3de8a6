import { armError } from '#arm/errors.ts'
import { parseResourceId } from '#arm/resource-id.ts'
import { deleteResource, findResource, save } from '#arm/resources/resource.queries.ts'
import { createdBy, modifiedBy } from '#arm/resources/resource.ts'
import type { Handler } from '#kernel/handler.ts'
import { guid } from '#kernel/random.ts'
import type { Reader } from '#store/tx.ts'
import { startedHeaders } from '../answers/polling.ts'
import { resourceReply } from '../answers/reply.ts'
import type { Operations } from '../answers/wire.ts'
import { refuseBusy } from '../busy.ts'
import { failure } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { guestAgentId, NAMESPACE } from '../ids.ts'
import type { ServicePorts } from '../service-ports.ts'
import { requireInstance } from '../virtual-machine-instances/instance-begin.ts'
import {
  type AgentBody,
  type GuestAgent,
  newAgent,
  presentAgent,
  settingsOf,
} from './guest-agent.ts'

type AgentHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const findAgent = async (reader: Reader, instance: string): Promise<GuestAgent | undefined> =>
  (await findResource<AgentBody>(reader, guestAgentId(instance))) as GuestAgent | undefined

const GuestAgents_ListByVirtualMachineInstance: AgentHandler<
  'GuestAgents_ListByVirtualMachineInstance'
> = async (request, { store }) => {
  const { instance } = await requireInstance(store, request)
  const agent = await findAgent(store, instance.id)
  return { status: 200, body: { value: agent ? [presentAgent(agent)] : [] } }
}

const GuestAgents_Get: AgentHandler<'GuestAgents_Get'> = async (request, { store }) => {
  const { instance } = await requireInstance(store, request)
  const agent = await findAgent(store, instance.id)
  if (agent) return resourceReply(200, agent, presentAgent(agent))
  throw armError('ResourceNotFound', {
    resource: `${NAMESPACE}/virtualMachineInstances/default/guestAgents/default`,
    group: parseResourceId(instance.id).resourceGroup ?? '',
  })
}

const GuestAgents_Create: AgentHandler<'GuestAgents_Create'> = async (request, ports) => {
  const { status, agent, operation } = await ports.store.write(async (tx) => {
    const { instance, machine } = await requireInstance(tx, request)
    const before = await findAgent(tx, instance.id)
    const { caller, now } = request
    const sent = request.body.properties ?? {}
    const ids = { uuid: guid(ports.random), customResourceName: guid(ports.random) }
    const fresh = newAgent(instance.id, ids, sent, createdBy(caller, now))
    await refuseBusy(tx, fresh)
    const agent = await save(
      tx,
      before
        ? {
            ...before,
            provisioningState: 'Updating' as const,
            envelope: { systemData: modifiedBy(before.envelope.systemData, caller, now) },
            body: { ...before.body, ...settingsOf(sent) },
          }
        : fresh,
    )
    const operation = await ports.engine.begin(tx, ports.durables.guestAgent, {
      resource: agent.id,
      input: {
        resource: agent.id,
        verb: 'PUT',
        location: instance.location ?? 'global',
        ...(machine
          ? { machine: machine.uuid }
          : { fault: failure('VirtualMachineNotFound', { resource: instance.id }) }),
      },
    })
    return { status: before ? 200 : 201, agent, operation }
  })
  ports.engine.wake()
  return resourceReply(
    status,
    agent,
    presentAgent(agent),
    startedHeaders(ports, request, operation),
  )
}

/** Only the resource goes: uninstalling is a PUT's action. */
const GuestAgents_Delete: AgentHandler<'GuestAgents_Delete'> = async (request, { store }) =>
  store.write(async (tx) => {
    const { instance } = await requireInstance(tx, request)
    const gone = await deleteResource(tx, guestAgentId(instance.id))
    return { status: gone > 0 ? 200 : 204 }
  })

export const guestAgentHandlers = {
  GuestAgents_ListByVirtualMachineInstance,
  GuestAgents_Get,
  GuestAgents_Create,
  GuestAgents_Delete,
} satisfies Handlers
