import assert from 'node:assert/strict'
import { after, type Soon } from '#kernel/caching/soon.ts'
import { rowSoon, rowsSoon } from '#store/at-once.ts'
import { readRows, readUpTo } from '#store/read-json.ts'
import { fixed, gap, join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { deleteLocksUnder } from '../locks/lock.queries.ts'
import { idKey, parseResourceId } from '../resource-id.ts'
import { bodyShapeOf } from './body-shapes.ts'
import { type ArmResource, parentKey, type ResourceHead } from './resource.ts'
import {
  envelopeText,
  fromRow,
  type HeadRow,
  type ResourceRow,
  type Unread,
  type UnreadResource,
  unread,
  unreadHead,
} from './resource-row.ts'
import { firstRevision, keepRevisions } from './revision.queries.ts'

export const findResource = <Body>(
  reader: Reader,
  id: string,
): Soon<ArmResource<Body> | undefined> =>
  after(findRow(reader, id), (row) => row && fromRow<Body>(row))

/** The same, taken apart when it is first looked into. */
export const findUnread = <Body>(
  reader: Reader,
  id: string,
): Soon<UnreadResource<Body> | undefined> =>
  after(findRow(reader, id), (row) => row && unread<Body>(row))

const rowByKey = fixed`select * from arm_resource where key = ${gap}`

const findRow = (reader: Reader, id: string): Soon<ResourceRow | undefined> =>
  rowSoon<ResourceRow>(reader, rowByKey(idKey(id)))

export interface ResourceScope {
  readonly type?: string
  /** Only types of this provider. */
  readonly namespace?: string
  readonly subscriptionId?: string
  readonly resourceGroup?: string | undefined
  /** Only resources whose key comes after this one: paging. */
  readonly after?: string | undefined
  readonly limit?: number
}

/** Children of one type of one resource, in the order of their ids. */
export async function listChildResources<Body>(
  reader: Reader,
  type: string,
  parent: string,
): Promise<ArmResource<Body>[]> {
  return readRows(await childRows(reader, type, parent), fromRow<Body>)
}

/** The same, taken apart when they are first looked into. */
export const listUnreadChildren = <Body>(
  reader: Reader,
  type: string,
  parent: string,
): Soon<UnreadResource<Body>[]> =>
  after(childRows(reader, type, parent), (rows) => rows.map((row) => unread<Body>(row)))

const rowsOfParent = fixed`
  select * from arm_resource where parent = ${gap} and type = ${gap} order by key`

const childRows = (reader: Reader, type: string, parent: string): Soon<readonly ResourceRow[]> =>
  rowsSoon<ResourceRow>(reader, rowsOfParent(idKey(parent), type.toLowerCase()))

export interface TypeScope {
  readonly type: string
  readonly subscriptionId: string
  readonly resourceGroup?: string | undefined
}

/** What lies between two keys, both left out. */
interface Between {
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

const groupIn = (key: string): string => parseResourceId(key).resourceGroup ?? ''

/**
 * Of one type and in groups, in the order of the groups and then of the ids: as the index has them, so
 * that a page costs no more than what is on it.
 */
export async function listUnreadOfType<Body>(
  reader: Reader,
  { type, subscriptionId, resourceGroup: group }: TypeScope,
  { after, before, limit }: Between,
): Promise<UnreadResource<Body>[]> {
  const conditions: Sql[] = [
    sql`type = ${type.toLowerCase()}`,
    sql`subscription_id = ${subscriptionId.toLowerCase()}`,
  ]
  if (group !== undefined) conditions.push(sql`resource_group = ${group.toLowerCase()}`)
  if (after !== undefined) {
    conditions.push(sql`(resource_group, key) > (${groupIn(after)}, ${after})`)
  }
  if (before !== undefined) {
    conditions.push(sql`(resource_group, key) < (${groupIn(before)}, ${before})`)
  }
  const rows = await reader.all<ResourceRow>(sql`
    select * from arm_resource where ${join(conditions, ' and ')}
     order by resource_group, key limit ${limit}`)
  return rows.map((row) => unread<Body>(row))
}

/** Resources with a location of their own, without their bodies, in the order of their ids. */
export async function listTrackedHeads(
  reader: Reader,
  scope: Omit<ResourceScope, 'type' | 'namespace'> & { readonly subscriptionId: string },
): Promise<Unread<ResourceHead>[]> {
  const { subscriptionId, resourceGroup: group, after } = scope
  const above = idKey(
    group === undefined
      ? `/subscriptions/${subscriptionId}`
      : `/subscriptions/${subscriptionId}/resourceGroups/${group}`,
  )
  const rows = await reader.all<HeadRow>(sql`
    select id, subscription_id, resource_group, type, name, location, tags, provisioning_state,
           revision, envelope
      from arm_resource
     where key > ${after ?? `${above}/`} and key < ${`${above}0`} and location is not null
     order by key limit ${scope.limit ?? 100_000}`)
  return rows.map(unreadHead)
}

/** In the order of their ids. */
export async function listResources<Body>(
  reader: Reader,
  scope: ResourceScope,
): Promise<ArmResource<Body>[]> {
  const conditions: Sql[] = [sql`1 = 1`]
  if (scope.type !== undefined) conditions.push(sql`type = ${scope.type.toLowerCase()}`)
  if (scope.namespace !== undefined) {
    const prefix = scope.namespace.toLowerCase()
    conditions.push(sql`type > ${`${prefix}/`} and type < ${`${prefix}0`}`)
  }
  if (scope.subscriptionId !== undefined) {
    conditions.push(sql`subscription_id = ${scope.subscriptionId.toLowerCase()}`)
  }
  if (scope.resourceGroup !== undefined) {
    conditions.push(sql`resource_group = ${scope.resourceGroup.toLowerCase()}`)
  }
  if (scope.after !== undefined) conditions.push(sql`key > ${scope.after}`)
  return readUpTo(
    scope.limit ?? 100_000,
    (most) =>
      reader.all<ResourceRow>(sql`
        select * from arm_resource where ${join(conditions, ' and ')}
         order by key limit ${most}`),
    fromRow<Body>,
  )
}

/**
 * Saves a resource that is new (revision 0), or one that has not changed since it was read. False:
 * another writer was faster; read and decide again.
 */
export async function saveResource(tx: Tx, resource: ArmResource): Promise<boolean> {
  assert(bodyShapeOf(resource.type.toLowerCase()), `${resource.type} declares no record`)
  const changed =
    resource.revision === 0
      ? await tx.run(sql`
          insert into arm_resource (key, id, subscription_id, resource_group, type, name, parent,
                                    location, tags, provisioning_state, revision, envelope, body)
          values (${idKey(resource.id)}, ${resource.id}, ${resource.subscriptionId.toLowerCase()},
                  ${resource.resourceGroup?.toLowerCase()}, ${resource.type.toLowerCase()},
                  ${resource.name}, ${parentKey(resource.id)}, ${resource.location},
                  ${resource.tags && JSON.stringify(resource.tags)}, ${resource.provisioningState},
                  ${firstRevision}, ${envelopeText(resource)}, ${JSON.stringify(resource.body)})
          on conflict (key) do nothing`)
      : await tx.run(sql`
          update arm_resource
             set location = ${resource.location},
                 tags = ${resource.tags && JSON.stringify(resource.tags)},
                 provisioning_state = ${resource.provisioningState},
                 revision = revision + 1,
                 envelope = ${envelopeText(resource)},
                 body = ${JSON.stringify(resource.body)}
           where key = ${idKey(resource.id)} and revision = ${resource.revision}`)
  return changed === 1
}

/**
 * Saves what was read in the same transaction, where no other writer can have been faster. Answers it as
 * saved, so that it can be saved again.
 */
export async function save<Resource extends ArmResource>(
  tx: Tx,
  resource: Resource,
): Promise<Resource> {
  if (!(await saveResource(tx, resource))) {
    throw new Error(`${resource.id} changed inside a transaction`)
  }
  const { revision } = resource
  const isNew = revision === 0
  return {
    ...resource,
    revision: isNew ? (await findRow(tx, resource.id))!.revision : revision + 1,
  }
}

/** Deletes the resource with all that lies below it, and their locks. Answers how many rows went. */
export async function deleteResource(tx: Tx, id: string): Promise<number> {
  const key = idKey(id)
  await deleteLocksUnder(tx, id)
  // '0' is the character after '/': the range holds every key that starts with `key/`.
  const going = sql`key = ${key} or (key > ${`${key}/`} and key < ${`${key}0`})`
  await keepRevisions(tx, going)
  return await tx.run(sql`delete from arm_resource where ${going}`)
}
