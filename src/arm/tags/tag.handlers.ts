// Tags of one thing, as a resource of their own: `{scope}/providers/Microsoft.Resources/tags/default`.

import type { operations } from '#contract/arm/types.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts } from '../ports.ts'
import { saveGroup } from '../resource-groups/resource-group.queries.ts'
import { saveResource } from '../resources/resource.queries.ts'
import { isTracked } from '../resources/resource.ts'
import { existingScope, type Scope } from '../scope.ts'
import { saveSubscriptionTags, subscriptionTags } from './tag.queries.ts'
import { merged, type Tags, tagsFault, without } from './tag-rules.ts'

const presentTags = (scope: Scope, tags: Tags) => ({
  id: `${scope.id}/providers/Microsoft.Resources/tags/default`,
  name: 'default',
  type: 'Microsoft.Resources/tags',
  // As recorded: of a scope without tags the properties are empty.
  properties: Object.keys(tags).length === 0 ? {} : { tags },
})

async function tagsOf(reader: Reader, scope: Scope): Promise<Tags> {
  if (scope.kind === 'subscription') return await subscriptionTags(reader, scope.subscriptionId)
  return (scope.kind === 'group' ? scope.group.tags : scope.resource.tags) ?? {}
}

async function saveTags(tx: Tx, scope: Scope, tags: Tags, request: Pick<Request, 'now'>) {
  const kept = Object.keys(tags).length === 0 ? undefined : tags
  switch (scope.kind) {
    case 'subscription':
      return await saveSubscriptionTags(tx, scope.subscriptionId, tags)
    case 'group':
      return await saveGroup(tx, { ...scope.group, tags: kept, changedAt: request.now })
    case 'resource':
      if (!isTracked(scope.resource)) {
        const reason = `Resources of type '${scope.resource.type}' do not support tags.`
        throw armError('InvalidTags', { reason })
      }
      await saveResource(tx, { ...scope.resource, tags: kept })
  }
}

/** Reads the tags of a scope, saves what `change` makes of them, and answers with that. */
const changeTags = (
  request: Request<operations['Tags_GetAtScope']>,
  { store }: ArmPorts,
  change: (tags: Tags) => Tags,
): Promise<Reply> =>
  store.write(async (tx) => {
    const scope = await existingScope(tx, request.params.scope)
    const tags = change(await tagsOf(tx, scope))
    const refused = tagsFault(tags)
    if (refused) throw refused
    await saveTags(tx, scope, tags, request)
    return { status: 200, body: presentTags(scope, tags) }
  })

const Tags_GetAtScope: Handler<operations['Tags_GetAtScope'], ArmPorts> = async (
  request,
  { store },
) => {
  const scope = await existingScope(store, request.params.scope)
  return { status: 200, body: presentTags(scope, await tagsOf(store, scope)) }
}

const Tags_CreateOrUpdateAtScope: Handler<operations['Tags_CreateOrUpdateAtScope'], ArmPorts> = (
  request,
  ports,
) => changeTags(request, ports, () => request.body.properties.tags ?? {})

const Tags_UpdateAtScope: Handler<operations['Tags_UpdateAtScope'], ArmPorts> = (
  request,
  ports,
) => {
  const { operation = 'Replace', properties } = request.body
  const named = properties?.tags ?? {}
  const refused = tagsFault(named)
  if (refused) throw refused
  return changeTags(request, ports, (tags) => {
    if (operation === 'Merge') return merged(tags, named)
    return operation === 'Delete' ? without(tags, named) : named
  })
}

const Tags_DeleteAtScope: Handler<operations['Tags_DeleteAtScope'], ArmPorts> = async (
  request,
  ports,
) => {
  await changeTags(request, ports, () => ({}))
  return { status: 200 }
}

export const tagHandlers = {
  Tags_GetAtScope,
  Tags_CreateOrUpdateAtScope,
  Tags_UpdateAtScope,
  Tags_DeleteAtScope,
} satisfies Handlers
