// The tag names that a subscription knows: those that something has, and those made known beforehand.

import type { operations } from '#contract/arm/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts } from '../ports.ts'
import { listGroups } from '../resource-groups/resource-group.queries.ts'
import { listResources } from '../resources/resource.queries.ts'
import { deleteKnownTag, insertKnownTag, listKnownTags, subscriptionTags } from './tag.queries.ts'
import { nameFault, type Tags, valueFault } from './tag-rules.ts'

interface TagName {
  readonly name: string
  /** How many things have each value; 0 for one that is only known. */
  readonly values: Map<string, number>
}

/** By name in lower case, in the order of those. */
async function tagNames(reader: Reader, subscriptionId: string): Promise<TagName[]> {
  const found = new Map<string, TagName>()
  const named = (name: string): TagName => {
    const key = name.toLowerCase()
    const known = found.get(key) ?? { name, values: new Map() }
    found.set(key, known)
    return known
  }
  for (const { name, value } of await listKnownTags(reader, subscriptionId)) {
    if (value === '') named(name)
    else named(name).values.set(value, 0)
  }
  for (const tags of await everyTags(reader, subscriptionId)) {
    for (const [name, value] of Object.entries(tags)) {
      const { values } = named(name)
      values.set(value, (values.get(value) ?? 0) + 1)
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag)
}

async function everyTags(reader: Reader, subscriptionId: string): Promise<Tags[]> {
  const things = [
    ...(await listGroups(reader, { subscriptionId })),
    ...(await listResources(reader, { subscriptionId })),
  ]
  const own = await subscriptionTags(reader, subscriptionId)
  return [own, ...things.flatMap((thing) => (thing.tags ? [thing.tags] : []))]
}

const presentValue = (root: string, value: string, count: number) => ({
  id: `${root}/tagValues/${value}`,
  tagValue: value,
  count: { type: 'Total', value: count },
})

function presentName(subscriptionId: string, tag: TagName) {
  const id = `/subscriptions/${subscriptionId}/tagNames/${tag.name}`
  const total = [...tag.values.values()].reduce((sum, count) => sum + count, 0)
  return {
    id,
    tagName: tag.name,
    count: { type: 'Total', value: total },
    values: [...tag.values].map(([value, count]) => presentValue(id, value, count)),
  }
}

async function findName(reader: Reader, at: { subscriptionId: string; tagName: string }) {
  const lower = at.tagName.toLowerCase()
  const names = await tagNames(reader, at.subscriptionId)
  return names.find((tag) => tag.name.toLowerCase() === lower)
}

const Tags_List: Handler<operations['Tags_List'], ArmPorts> = async (request, { store }) => {
  const { subscriptionId } = request.params
  const value = (await tagNames(store, subscriptionId)).map((tag) =>
    presentName(subscriptionId, tag),
  )
  return { status: 200, body: { value } }
}

const Tags_CreateOrUpdate: Handler<operations['Tags_CreateOrUpdate'], ArmPorts> = async (
  request,
  { store },
) => {
  const { subscriptionId, tagName } = request.params
  const refused = nameFault(tagName)
  if (refused) throw refused
  return await store.write(async (tx) => {
    const before = await findName(tx, request.params)
    await insertKnownTag(tx, subscriptionId, { name: before?.name ?? tagName, value: '' })
    const tag = before ?? { name: tagName, values: new Map() }
    return { status: before ? 200 : 201, body: presentName(subscriptionId, tag) }
  })
}

const Tags_Delete: Handler<operations['Tags_Delete'], ArmPorts> = async (request, { store }) => {
  const { subscriptionId, tagName } = request.params
  return await store.write(async (tx) => {
    const before = await findName(tx, request.params)
    if (before && before.values.size > 0) {
      throw armError('Conflict:tagName', { name: before.name })
    }
    const deleted = await deleteKnownTag(tx, subscriptionId, { name: tagName, value: '' })
    return { status: deleted ? 200 : 204 }
  })
}

const Tags_CreateOrUpdateValue: Handler<operations['Tags_CreateOrUpdateValue'], ArmPorts> = async (
  request,
  { store },
) => {
  const { subscriptionId, tagName, tagValue } = request.params
  const refused = nameFault(tagName) ?? valueFault(tagName, tagValue)
  if (refused) throw refused
  return await store.write(async (tx) => {
    const before = await findName(tx, request.params)
    if (!before) throw armError('TagNotFound', { name: tagName })
    await insertKnownTag(tx, subscriptionId, { name: before.name, value: tagValue })
    const root = `/subscriptions/${subscriptionId}/tagNames/${before.name}`
    const count = before.values.get(tagValue)
    const status = count === undefined ? 201 : 200
    return { status, body: presentValue(root, tagValue, count ?? 0) }
  })
}

const Tags_DeleteValue: Handler<operations['Tags_DeleteValue'], ArmPorts> = async (
  request,
  { store },
) => {
  const { subscriptionId, tagName, tagValue } = request.params
  return await store.write(async (tx) => {
    const before = await findName(tx, request.params)
    if ((before?.values.get(tagValue) ?? 0) > 0) {
      throw armError('Conflict:tagName', { name: `${tagName}/${tagValue}` })
    }
    const tag = { name: tagName, value: tagValue }
    return { status: (await deleteKnownTag(tx, subscriptionId, tag)) ? 200 : 204 }
  })
}

export const tagNameHandlers = {
  Tags_List,
  Tags_CreateOrUpdate,
  Tags_Delete,
  Tags_CreateOrUpdateValue,
  Tags_DeleteValue,
} satisfies Handlers
