import type { components, operations } from '#contract/graph/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Tx } from '#store/tx.ts'
import type { Tenant } from '../principals/principal.queries.ts'
import {
  type GroupEntry,
  insertGroup,
  insertMember,
  listGroups,
  membersOf,
  removeGroup,
  removeMember,
  saveGroup,
} from './directory.queries.ts'
import { anyObject, groupNamed, kept, objectNamed, tenantToChange } from './directory.ts'
import { graphError, required } from './graph.errors.ts'
import { presentGroup, type Shown } from './graph.wire.ts'
import type { Handlers } from './handler.ts'
import { oneOf, pageOf } from './page.ts'
import type { GraphPorts } from './ports.ts'

type GroupHandler<Id extends keyof operations> = Handler<operations[Id], GraphPorts>

const KEPT = [
  'description',
  'mailEnabled',
  'mailNickname',
  'securityEnabled',
  'groupTypes',
  'classification',
  'isAssignableToRole',
  'membershipRule',
  'membershipRuleProcessingState',
  'preferredLanguage',
  'resourceBehaviorOptions',
  'resourceProvisioningOptions',
  'theme',
  'uniqueName',
  'visibility',
]

const Groups_List: GroupHandler<'Groups_List'> = async (request, { store, tenantOf }) => {
  const groups = await listGroups(store, tenantOf(request.caller).id)
  return pageOf(request, 'groups', groups.map(presentGroup))
}

const Groups_Get: GroupHandler<'Groups_Get'> = async (request, { store, tenantOf }) => {
  const group = await groupNamed(store, tenantOf(request.caller), request.params.id)
  return oneOf(request, 'groups', presentGroup(group))
}

const Groups_Create: GroupHandler<'Groups_Create'> = async (request, ports) => {
  const { body, caller, now } = request
  const tenant = await tenantToChange(ports, caller)
  for (const name of ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'] as const) {
    if (body[name] === undefined) throw required(name, 'Group')
  }
  checkMail(body)
  const group = {
    id: ports.newId(),
    displayName: body.displayName!,
    body: kept(body, KEPT),
    createdAt: now,
  }
  await ports.store.write(async (tx) => {
    await insertGroup(tx, tenant.id, group)
    for (const link of body['members@odata.bind'] ?? []) await addMember(tx, tenant, group, link)
  })
  return oneOf(request, 'groups', presentGroup(group), 201)
}

const Groups_Update: GroupHandler<'Groups_Update'> = async (request, ports) => {
  const { body, caller, params } = request
  const tenant = await tenantToChange(ports, caller)
  await ports.store.write(async (tx) => {
    const group = await groupNamed(tx, tenant, params.id)
    checkMail({ ...group.body, ...body })
    for (const link of body['members@odata.bind'] ?? []) await addMember(tx, tenant, group, link)
    const displayName = body.displayName ?? group.displayName
    await saveGroup(tx, { ...group, displayName, body: { ...group.body, ...kept(body, KEPT) } })
  })
  return { status: 204 }
}

const Groups_Delete: GroupHandler<'Groups_Delete'> = async (request, ports) => {
  const tenant = await tenantToChange(ports, request.caller)
  await ports.store.write(async (tx) => {
    const { id } = await groupNamed(tx, tenant, request.params.id)
    await removeGroup(tx, id)
  })
  return { status: 204 }
}

const Groups_ListMembers: GroupHandler<'Groups_ListMembers'> = async (
  request,
  { store, tenantOf },
) => {
  const tenant = tenantOf(request.caller)
  const group = await groupNamed(store, tenant, request.params.id)
  const members: Shown[] = []
  for (const id of await membersOf(store, group.id)) {
    const member = await anyObject(store, tenant, id)
    if (member) members.push(member)
  }
  return pageOf(request, 'directoryObjects', members)
}

/** A group that gets mail is one of Microsoft 365, or made elsewhere. */
function checkMail(group: components['schemas']['GroupCreate']): void {
  const { mailEnabled, securityEnabled, groupTypes = [] } = group
  if (groupTypes.includes('Unified') || (!mailEnabled && securityEnabled)) return
  throw graphError('Request_BadRequest:mail')
}

async function addMember(tx: Tx, tenant: Tenant, group: GroupEntry, link: string): Promise<void> {
  const { id } = await objectNamed(tx, tenant, linkedId(link))
  const isNew = id !== group.id && (await insertMember(tx, group.id, String(id)))
  if (!isNew) throw graphError('Request_BadRequest:member')
}

/** The last part of a link: `https://graph.microsoft.com/v1.0/directoryObjects/{id}`. */
const linkedId = (link: string): string => link.split('/').at(-1) ?? ''

const Groups_AddMember: GroupHandler<'Groups_AddMember'> = async (request, ports) => {
  const { body, caller, params } = request
  const tenant = await tenantToChange(ports, caller)
  await ports.store.write(async (tx) => {
    const group = await groupNamed(tx, tenant, params.id)
    await addMember(tx, tenant, group, body['@odata.id'])
  })
  return { status: 204 }
}

const Groups_RemoveMember: GroupHandler<'Groups_RemoveMember'> = async (request, ports) => {
  const { caller, params } = request
  const tenant = await tenantToChange(ports, caller)
  await ports.store.write(async (tx) => {
    const group = await groupNamed(tx, tenant, params.id)
    const member = params.memberId.toLowerCase()
    if (await removeMember(tx, group.id, member)) return
    throw graphError('Request_ResourceNotFound', { id: params.memberId })
  })
  return { status: 204 }
}

export const groupHandlers = {
  Groups_List,
  Groups_Get,
  Groups_Create,
  Groups_Update,
  Groups_Delete,
  Groups_ListMembers,
  Groups_AddMember,
  Groups_RemoveMember,
} satisfies Handlers
