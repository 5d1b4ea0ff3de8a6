import type { operations } from '#contract/graph/types.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { groupsOf } from './directory.queries.ts'
import { anyObject, objectNamed, userNamed } from './directory.ts'
import type { Shown } from './graph.wire.ts'
import type { Handlers } from './handler.ts'
import { contextOf, oneOf } from './page.ts'
import type { GraphPorts } from './ports.ts'

type ObjectHandler<Id extends keyof operations> = Handler<operations[Id], GraphPorts>

const DirectoryObjects_Get: ObjectHandler<'DirectoryObjects_Get'> = async (
  request,
  { store, tenantOf },
) => {
  const shown = await objectNamed(store, tenantOf(request.caller), request.params.id)
  return oneOf(request, 'directoryObjects', shown)
}

const DirectoryObjects_GetByIds: ObjectHandler<'DirectoryObjects_GetByIds'> = async (
  request,
  { store, tenantOf },
) => {
  const { ids, types = [] } = request.body
  const wanted = new Set(types.map((type) => `#microsoft.graph.${type}`.toLowerCase()))
  const isWanted = (shown: Shown): boolean =>
    wanted.size === 0 ||
    wanted.has('#microsoft.graph.directoryobject') ||
    wanted.has(String(shown['@odata.type']).toLowerCase())
  const found: Shown[] = []
  for (const id of new Set(ids.map((each) => each.toLowerCase()))) {
    const shown = await anyObject(store, tenantOf(request.caller), id)
    if (shown && isWanted(shown)) found.push(shown)
  }
  const context = contextOf(request, 'directoryObjects')
  return { status: 200, body: { '@odata.context': context, value: found } }
}

const texts = (request: Pick<Request, 'origin'>, value: readonly string[]): Reply => ({
  status: 200,
  body: { '@odata.context': contextOf(request, 'Collection(Edm.String)'), value },
})

const DirectoryObjects_CheckMemberGroups: ObjectHandler<
  'DirectoryObjects_CheckMemberGroups'
> = async (request, { store, tenantOf }) => {
  const { id } = await objectNamed(store, tenantOf(request.caller), request.params.id)
  const groups = new Set(await groupsOf(store, String(id)))
  return texts(
    request,
    request.body.groupIds.filter((group) => groups.has(group.toLowerCase())),
  )
}

const DirectoryObjects_GetMemberGroups: ObjectHandler<'DirectoryObjects_GetMemberGroups'> = async (
  request,
  { store, tenantOf },
) => {
  const { id } = await objectNamed(store, tenantOf(request.caller), request.params.id)
  return texts(request, await groupsOf(store, String(id)))
}

const DirectoryObjects_GetMemberGroupsOfUser: ObjectHandler<
  'DirectoryObjects_GetMemberGroupsOfUser'
> = async (request, { store, tenantOf }) => {
  const { id } = await userNamed(store, tenantOf(request.caller), request.params.id)
  return texts(request, await groupsOf(store, id))
}

export const directoryObjectHandlers = {
  DirectoryObjects_Get,
  DirectoryObjects_GetByIds,
  DirectoryObjects_CheckMemberGroups,
  DirectoryObjects_GetMemberGroups,
  DirectoryObjects_GetMemberGroupsOfUser,
} satisfies Handlers
