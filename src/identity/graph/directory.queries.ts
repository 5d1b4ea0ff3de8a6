// Who there is, with what Graph tells of it. Principals themselves are in `principals.ts`.

import type { Instant } from '#kernel/instant.ts'
import { type Place, readRecord, readRows, readWord } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { type PrincipalKind, principalKinds } from '../principals/principal.queries.ts'

type Details = Readonly<Record<string, unknown>>

/** A user or a service principal. */
export interface Entry {
  readonly id: string
  readonly kind: PrincipalKind
  /** A user's principal name, or a client id. */
  readonly signInName: string
  readonly displayName: string
  readonly isEnabled: boolean
  readonly resourceId: string | undefined
  readonly details: Details
  readonly createdAt: Instant
}

interface EntryRow {
  object_id: string
  kind: string
  sign_in_name: string
  display_name: string
  enabled: number
  resource_id: string | null
  details: string
  created_at: Instant
}

const placeOf = (row: EntryRow, column: string): Place => ({
  table: 'principal',
  key: row.object_id,
  column,
})

const entryOf = (row: EntryRow): Entry => ({
  id: row.object_id,
  kind: readWord(row.kind, principalKinds, placeOf(row, 'kind')),
  signInName: row.sign_in_name,
  displayName: row.display_name,
  isEnabled: row.enabled === 1,
  resourceId: row.resource_id ?? undefined,
  details: readRecord(row.details, placeOf(row, 'details')),
  createdAt: row.created_at,
})

/** Of the tenant, oldest first. */
export async function listEntries(
  reader: Reader,
  tenantId: string,
  isUsers: boolean,
): Promise<Entry[]> {
  const rows = await reader.all<EntryRow>(sql`
    select * from principal where tenant_id = ${tenantId} order by created_at, object_id`)
  return readRows(rows, entryOf).filter(({ kind }) => (kind === 'user') === isUsers)
}

/** By object id, or by what it signs in with. */
export async function findEntry(
  reader: Reader,
  tenantId: string,
  name: string,
): Promise<Entry | undefined> {
  const lower = name.toLowerCase()
  const row = await reader.get<EntryRow>(sql`
    select * from principal
     where tenant_id = ${tenantId} and (object_id = ${lower} or sign_in_name = ${lower})`)
  return row && entryOf(row)
}

export async function saveEntry(
  tx: Tx,
  entry: Pick<Entry, 'id' | 'signInName' | 'displayName' | 'isEnabled' | 'details'>,
): Promise<void> {
  await tx.run(sql`
    update principal
       set sign_in_name = ${entry.signInName}, display_name = ${entry.displayName},
           enabled = ${Number(entry.isEnabled)}, details = ${JSON.stringify(entry.details)}
     where object_id = ${entry.id}`)
}

export async function savePassword(tx: Tx, id: string, digest: string): Promise<void> {
  await tx.run(sql`update principal set password_digest = ${digest} where object_id = ${id}`)
}

export interface ApplicationEntry {
  readonly id: string
  readonly appId: string
  readonly displayName: string
  readonly body: Details
  readonly createdAt: Instant
}

interface ApplicationRow {
  object_id: string
  app_id: string
  display_name: string
  body: string
  created_at: Instant
}

const applicationOf = (row: ApplicationRow): ApplicationEntry => ({
  id: row.object_id,
  appId: row.app_id,
  displayName: row.display_name,
  body: readRecord(row.body, { table: 'application', key: row.object_id, column: 'body' }),
  createdAt: row.created_at,
})

export async function listApplications(
  reader: Reader,
  tenantId: string,
): Promise<ApplicationEntry[]> {
  const rows = await reader.all<ApplicationRow>(sql`
    select * from application where tenant_id = ${tenantId} order by created_at, object_id`)
  return readRows(rows, applicationOf)
}

/** By object id or client id. */
export async function findApplication(
  reader: Reader,
  tenantId: string,
  name: string,
): Promise<ApplicationEntry | undefined> {
  const lower = name.toLowerCase()
  const row = await reader.get<ApplicationRow>(sql`
    select * from application
     where tenant_id = ${tenantId} and (object_id = ${lower} or app_id = ${lower})`)
  return row && applicationOf(row)
}

export async function insertApplication(
  tx: Tx,
  tenantId: string,
  { id, appId, displayName, body, createdAt }: ApplicationEntry,
): Promise<void> {
  await tx.run(sql`
    insert into application (object_id, app_id, tenant_id, display_name, body, created_at)
    values (${id}, ${appId}, ${tenantId}, ${displayName}, ${JSON.stringify(body)}, ${createdAt})
    on conflict (app_id) do nothing`)
}

export async function saveApplication(
  tx: Tx,
  { id, displayName, body }: ApplicationEntry,
): Promise<void> {
  await tx.run(sql`
    update application set display_name = ${displayName}, body = ${JSON.stringify(body)}
     where object_id = ${id}`)
}

/** Its secrets and certificates go with it. */
export async function removeApplication(tx: Tx, { id, appId }: ApplicationEntry): Promise<void> {
  await tx.run(sql`delete from application_credential where client_id = ${appId}`)
  await tx.run(sql`delete from application where object_id = ${id}`)
}

export interface GroupEntry {
  readonly id: string
  readonly displayName: string
  readonly body: Details
  readonly createdAt: Instant
}

interface GroupRow {
  object_id: string
  display_name: string
  body: string
  created_at: Instant
}

const groupOf = (row: GroupRow): GroupEntry => ({
  id: row.object_id,
  displayName: row.display_name,
  body: readRecord(row.body, { table: 'directory_group', key: row.object_id, column: 'body' }),
  createdAt: row.created_at,
})

export async function listGroups(reader: Reader, tenantId: string): Promise<GroupEntry[]> {
  const rows = await reader.all<GroupRow>(sql`
    select * from directory_group where tenant_id = ${tenantId} order by created_at, object_id`)
  return readRows(rows, groupOf)
}

export async function findGroup(
  reader: Reader,
  tenantId: string,
  id: string,
): Promise<GroupEntry | undefined> {
  const row = await reader.get<GroupRow>(sql`
    select * from directory_group
     where tenant_id = ${tenantId} and object_id = ${id.toLowerCase()}`)
  return row && groupOf(row)
}

export async function insertGroup(tx: Tx, tenantId: string, group: GroupEntry): Promise<void> {
  await tx.run(sql`
    insert into directory_group (object_id, tenant_id, display_name, body, created_at)
    values (${group.id}, ${tenantId}, ${group.displayName}, ${JSON.stringify(group.body)},
            ${group.createdAt})`)
}

export async function saveGroup(tx: Tx, { id, displayName, body }: GroupEntry): Promise<void> {
  await tx.run(sql`
    update directory_group set display_name = ${displayName}, body = ${JSON.stringify(body)}
     where object_id = ${id}`)
}

export async function removeGroup(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from group_member where group_id = ${id} or member_id = ${id}`)
  await tx.run(sql`delete from directory_group where object_id = ${id}`)
}

/** The ids of those that are in the group itself, in their order. */
export async function membersOf(reader: Reader, groupId: string): Promise<string[]> {
  const rows = await reader.all<{ member_id: string }>(sql`
    select member_id from group_member where group_id = ${groupId} order by member_id`)
  return rows.map((row) => row.member_id)
}

/** False: it is one already. */
export const insertMember = async (tx: Tx, groupId: string, memberId: string): Promise<boolean> =>
  (await tx.run(sql`
    insert into group_member (group_id, member_id) values (${groupId}, ${memberId})
    on conflict (group_id, member_id) do nothing`)) === 1

/** False: it was none. */
export const removeMember = async (tx: Tx, groupId: string, memberId: string): Promise<boolean> =>
  (await tx.run(sql`
    delete from group_member where group_id = ${groupId} and member_id = ${memberId}`)) === 1

/** The ids of all groups that it is in, also by way of other groups. */
export async function groupsOf(reader: Reader, memberId: string): Promise<string[]> {
  const rows = await reader.all<{ id: string }>(sql`
    with recursive above (id) as (
      select group_id from group_member where member_id = ${memberId}
      union
      select m.group_id from group_member m join above a on m.member_id = a.id
    )
    select id from above order by id`)
  return rows.map(({ id }) => id)
}
