// The roles that users made. ARM's Microsoft.Authorization handlers use these queries too.

import type { Instant } from '#kernel/instant.ts'
import { type Place, readJsonList, readRows, readTextList, type Shape } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Permissions } from './roles.ts'

export interface CustomRole {
  /** A GUID, lower case. */
  readonly name: string
  readonly roleName: string
  readonly description?: string
  /** The role permits what one of them does. */
  readonly permissions: readonly Permissions[]
  /** Where it can be assigned, with all below. */
  readonly assignableScopes: readonly string[]
  readonly createdAt: Instant
  readonly createdBy: string
  readonly updatedAt: Instant
  readonly updatedBy: string
}

interface Row {
  readonly name: string
  readonly role_name: string
  readonly description: string | null
  readonly permissions: string
  readonly assignable_scopes: string
  readonly created_at: Instant
  readonly created_by: string
  readonly updated_at: Instant
  readonly updated_by: string
}

const permissionsShape: Shape<Permissions> = {
  actions: 'array',
  notActions: 'array',
  dataActions: 'array',
  notDataActions: 'array',
}

const placeOf = ({ name }: Row, column: string): Place => ({
  table: 'role_definition',
  key: name,
  column,
})

/** A damaged one fails the call: what it permits is not known. */
const roleOf = (row: Row): CustomRole => ({
  name: row.name,
  roleName: row.role_name,
  ...(row.description === null ? {} : { description: row.description }),
  permissions: readJsonList(row.permissions, permissionsShape, placeOf(row, 'permissions')),
  assignableScopes: readTextList(row.assignable_scopes, placeOf(row, 'assignable_scopes')),
  createdAt: row.created_at,
  createdBy: row.created_by,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
})

const COLUMNS = sql`name, role_name, description, permissions, assignable_scopes,
  created_at, created_by, updated_at, updated_by`

export async function findCustomRole(
  reader: Reader,
  name: string,
): Promise<CustomRole | undefined> {
  const row = await reader.get<Row>(
    sql`select ${COLUMNS} from role_definition where name = ${name.toLowerCase()}`,
  )
  return row && roleOf(row)
}

export async function listCustomRoles(reader: Reader): Promise<CustomRole[]> {
  const rows = await reader.all<Row>(
    sql`select ${COLUMNS} from role_definition order by created_at, name`,
  )
  return readRows(rows, roleOf)
}

/** Makes or replaces the role. No other role may have its `roleName`. */
export async function saveCustomRole(tx: Tx, role: CustomRole): Promise<void> {
  await tx.run(sql`
    insert into role_definition (name, role_name, role_name_key, description, permissions,
        assignable_scopes, created_at, created_by, updated_at, updated_by)
    values (${role.name}, ${role.roleName}, ${role.roleName.toLowerCase()}, ${role.description},
        ${JSON.stringify(role.permissions)}, ${JSON.stringify(role.assignableScopes)},
        ${role.createdAt}, ${role.createdBy}, ${role.updatedAt}, ${role.updatedBy})
    on conflict (name) do update set
        role_name = excluded.role_name, role_name_key = excluded.role_name_key,
        description = excluded.description, permissions = excluded.permissions,
        assignable_scopes = excluded.assignable_scopes,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by`)
}

export async function deleteCustomRole(tx: Tx, name: string): Promise<void> {
  await tx.run(sql`delete from role_definition where name = ${name.toLowerCase()}`)
}

/** Whether any principal has the role, anywhere. */
export async function isRoleAssigned(reader: Reader, name: string): Promise<boolean> {
  const found = await reader.get(
    sql`select 1 as one from role_assignment where role_definition_id = ${name.toLowerCase()} limit 1`,
  )
  return found !== undefined
}
