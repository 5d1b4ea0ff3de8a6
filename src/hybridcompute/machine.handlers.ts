import { armError } from '#arm/errors.ts'
import { deleteResource, findResource, saveResource } from '#arm/resources/resource.queries.ts'
import { createdBy, modifiedBy } from '#arm/resources/resource.ts'
import { listedPage } from '#arm/resources/resource-page.ts'
import type { Handler } from '#kernel/handler.ts'
import { patched } from '#kernel/patched.ts'
import { guid } from '#kernel/random.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { hybridComputeError } from './errors.ts'
import type { Handlers } from './handler.ts'
import {
  type Identity,
  identityOf,
  keptProperties,
  kindOf,
  MACHINE_TYPE,
  type Machine,
  type MachineBody,
  newMachine,
  type Operations,
  presentMachine,
} from './machine.ts'
import type { HybridComputePorts } from './ports.ts'

type MachineHandler<Id extends keyof Operations> = Handler<Operations[Id], HybridComputePorts>

interface MachinePath {
  readonly subscriptionId: string
  readonly resourceGroupName: string
  readonly machineName: string
}

const idOf = ({ subscriptionId, resourceGroupName, machineName }: MachinePath): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/${MACHINE_TYPE}/${machineName}`

const find = async (reader: Reader, path: MachinePath): Promise<Machine | undefined> =>
  (await findResource<MachineBody>(reader, idOf(path))) as Machine | undefined

async function requireMachine(reader: Reader, path: MachinePath): Promise<Machine> {
  const machine = await find(reader, path)
  if (machine) return machine
  throw armError('ResourceNotFound', {
    resource: `${MACHINE_TYPE}/${path.machineName}`,
    group: path.resourceGroupName,
  })
}

async function save(tx: Tx, machine: Machine): Promise<Machine> {
  if (await saveResource(tx, machine)) return machine
  throw new Error(`${machine.id} changed inside a transaction`)
}

const Machines_ListBySubscription: MachineHandler<'Machines_ListBySubscription'> = (
  request,
  { store },
) => {
  const { subscriptionId } = request.params
  return listedPage(store, request, { type: MACHINE_TYPE, subscriptionId }, presentMachine)
}

const Machines_ListByResourceGroup: MachineHandler<'Machines_ListByResourceGroup'> = (
  request,
  { store },
) => {
  const { subscriptionId, resourceGroupName: resourceGroup } = request.params
  const scope = { type: MACHINE_TYPE, subscriptionId, resourceGroup }
  return listedPage(store, request, scope, presentMachine)
}

const Machines_Get: MachineHandler<'Machines_Get'> = async ({ params }, { store }) => ({
  status: 200,
  body: presentMachine(await requireMachine(store, params)),
})

const Machines_CreateOrUpdate: MachineHandler<'Machines_CreateOrUpdate'> = async (
  { params, body, caller, now },
  { store, random, tenantId },
) =>
  store.write(async (tx) => {
    const before = await find(tx, params)
    const kind = kindOf(body.kind) ?? before?.envelope.kind
    if (before) refuseOtherKind(before, kind)
    const machine = newMachine({
      id: before?.id ?? idOf(params),
      sent: body,
      kind,
      identity: identityOf(body.identity, before?.envelope.identity as Identity | undefined, {
        tenantId,
        random,
      }),
      vmId: before?.body.vmId ?? body.properties?.vmId ?? guid(random),
      systemData: before
        ? modifiedBy(before.envelope.systemData, caller, now)
        : createdBy(caller, now),
    })
    await save(tx, { ...machine, revision: before?.revision ?? 0 })
    // As recorded: 200 for a new one too.
    return { status: 200, body: presentMachine(machine, before ? 'Succeeded' : 'Creating') }
  })

function refuseOtherKind(before: Machine, kind: string | undefined): void {
  const has = before.envelope.kind
  if (has === undefined || kind === undefined || has === kind) return
  throw hybridComputeError('PropertyChangeNotAllowed:kind', { name: before.name, kind: has })
}

const UNSET = {
  locationData: undefined,
  agentUpgrade: undefined,
  parentClusterResourceId: undefined,
  privateLinkScopeResourceId: undefined,
}
const NO_IDENTITY = { type: 'None' } as const

const Machines_Update: MachineHandler<'Machines_Update'> = async (
  { params, body, removed, caller, now },
  { store, random, tenantId },
) =>
  store.write(async (tx) => {
    const before = await requireMachine(tx, params)
    const kind = kindOf(body.kind)
    refuseOtherKind(before, kind)
    const { identity } = before.envelope
    const asked = removed.includes('identity') ? NO_IDENTITY : body.identity
    const machine: Machine = {
      ...patched(before, { tags: body.tags }, removed),
      envelope: {
        ...before.envelope,
        ...(kind === undefined ? {} : { kind }),
        identity: identityOf(asked, identity as Identity, { tenantId, random }),
        systemData: modifiedBy(before.envelope.systemData, caller, now),
      },
      body: {
        ...before.body,
        properties: patched(
          before.body.properties,
          { ...UNSET, ...keptProperties(body.properties) },
          removed,
          'properties.',
        ),
      },
    }
    await save(tx, machine)
    return { status: 200, body: presentMachine(machine) }
  })

/** What extends the machine goes with it. On its host a virtual machine stays as it is. */
const Machines_Delete: MachineHandler<'Machines_Delete'> = async ({ params }, { store }) =>
  store.write(async (tx) => {
    const gone = await deleteResource(tx, idOf(params))
    return { status: gone > 0 ? 200 : 204 }
  })

export const machineHandlers = {
  Machines_ListBySubscription,
  Machines_ListByResourceGroup,
  Machines_Get,
  Machines_CreateOrUpdate,
  Machines_Update,
  Machines_Delete,
} satisfies Handlers
