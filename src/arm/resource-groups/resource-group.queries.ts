import { after, type Soon } from '#kernel/caching/soon.ts'
import type { Instant } from '#kernel/instant.ts'
import { rowSoon } from '#store/at-once.ts'
import { type Place, readRows, readTexts, readWord } from '#store/read-json.ts'
import { fixed, gap, join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { idKey } from '../resource-id.ts'
import { keepRevisions } from '../resources/revision.queries.ts'
import { groupId, groupStates, type ResourceGroup } from './resource-group.ts'

interface GroupRow {
  subscription_id: string
  name: string
  location: string
  tags: string | null
  managed_by: string | null
  provisioning_state: string
  created_at: number
  changed_at: number
}

const placeOf = (row: GroupRow, column: string): Place => ({
  table: 'resource_group',
  key: `${row.subscription_id}/${row.name}`,
  column,
})

const fromRow = (row: GroupRow): ResourceGroup => ({
  subscriptionId: row.subscription_id,
  name: row.name,
  location: row.location,
  ...(row.tags === null ? {} : { tags: readTexts(row.tags, placeOf(row, 'tags')) }),
  ...(row.managed_by === null ? {} : { managedBy: row.managed_by }),
  provisioningState: readWord(
    row.provisioning_state,
    groupStates,
    placeOf(row, 'provisioning_state'),
  ),
  createdAt: row.created_at as Instant,
  changedAt: row.changed_at as Instant,
})

const keyOf = (subscriptionId: string, name: string): string =>
  idKey(groupId({ subscriptionId, name }))

const rowByKey = fixed`select * from resource_group where key = ${gap}`

/** The group by name, in any case. */
export const findGroup = (
  reader: Reader,
  subscriptionId: string,
  name: string,
): Soon<ResourceGroup | undefined> => findGroupByKey(reader, keyOf(subscriptionId, name))

/** The group by its id, in the form in which ids are compared. */
export const findGroupByKey = (reader: Reader, key: string): Soon<ResourceGroup | undefined> =>
  after(rowSoon<GroupRow>(reader, rowByKey(key)), (row) => row && fromRow(row))

export interface GroupScope {
  readonly subscriptionId: string
  /** Only groups whose name comes after this one, without case: paging. */
  readonly after?: string | undefined
  readonly limit?: number
}

/** In the order of their names, without case. */
export async function listGroups(reader: Reader, scope: GroupScope): Promise<ResourceGroup[]> {
  const conditions: Sql[] = [sql`subscription_id = ${scope.subscriptionId.toLowerCase()}`]
  if (scope.after !== undefined) {
    conditions.push(sql`key > ${keyOf(scope.subscriptionId, scope.after)}`)
  }
  const rows = await reader.all<GroupRow>(sql`
    select * from resource_group where ${join(conditions, ' and ')}
     order by key limit ${scope.limit ?? 100_000}`)
  return readRows(rows, fromRow)
}

/** Saves a new group. False: there is one of that name. */
export async function insertGroup(tx: Tx, group: ResourceGroup): Promise<boolean> {
  const changed = await tx.run(sql`
    insert into resource_group (key, id, subscription_id, name, location, tags, managed_by,
                                provisioning_state, created_at, changed_at)
    values (${keyOf(group.subscriptionId, group.name)}, ${groupId(group)},
            ${group.subscriptionId.toLowerCase()}, ${group.name}, ${group.location},
            ${group.tags && JSON.stringify(group.tags)}, ${group.managedBy},
            ${group.provisioningState}, ${group.createdAt}, ${group.changedAt})
    on conflict (key) do nothing`)
  return changed === 1
}

/** Saves what can change of a group: tags, managedBy, state. */
export async function saveGroup(tx: Tx, group: ResourceGroup): Promise<void> {
  await tx.run(sql`
    update resource_group
       set tags = ${group.tags && JSON.stringify(group.tags)}, managed_by = ${group.managedBy},
           provisioning_state = ${group.provisioningState}, changed_at = ${group.changedAt}
     where key = ${keyOf(group.subscriptionId, group.name)}`)
}

/** Removes the group with every row that still lies in it. False: there was none. */
export async function removeGroup(tx: Tx, subscriptionId: string, name: string): Promise<boolean> {
  const key = keyOf(subscriptionId, name)
  // '0' is the character after '/': the range holds every key that starts with `key/`.
  const going = sql`key > ${`${key}/`} and key < ${`${key}0`}`
  await keepRevisions(tx, going)
  await tx.run(sql`delete from arm_resource where ${going}`)
  return (await tx.run(sql`delete from resource_group where key = ${key}`)) === 1
}
