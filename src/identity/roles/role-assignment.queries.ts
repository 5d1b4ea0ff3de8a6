// Who holds which role where. ARM's Microsoft.Authorization handlers use these queries too.
import type { Soon } from '#kernel/caching/soon.ts'
import type { Instant } from '#kernel/instant.ts'
import { rowsSoon } from '#store/at-once.ts'
import { readRows, readWord } from '#store/read-json.ts'
import { fixed, gap, join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { principalTypes, type RoleAssignment, scopeKey } from './role-assignment.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly scope: string
  readonly principal_id: string
  readonly principal_type: string
  readonly role_definition_id: string
  readonly description: string | null
  readonly created_at: Instant
  readonly created_by: string
  readonly updated_at: Instant
}

const assignmentOf = (row: Row): RoleAssignment => ({
  id: row.id,
  name: row.name,
  scope: row.scope,
  principalId: row.principal_id,
  principalType: readWord(row.principal_type, principalTypes, {
    table: 'role_assignment',
    key: row.id,
    column: 'principal_type',
  }),
  roleDefinitionId: row.role_definition_id,
  ...(row.description === null ? {} : { description: row.description }),
  createdAt: row.created_at,
  createdBy: row.created_by,
  updatedAt: row.updated_at,
})

const assignments = (where: Sql): Sql => sql`
  select id, name, scope, principal_id, principal_type, role_definition_id, description,
         created_at, created_by, updated_at
    from role_assignment where ${where} order by created_at, key`

const select = async (reader: Reader, where: Sql): Promise<RoleAssignment[]> =>
  readRows(await reader.all<Row>(assignments(where)), assignmentOf)

export async function findRoleAssignment(
  reader: Reader,
  id: string,
): Promise<RoleAssignment | undefined> {
  const row = await reader.get<Row>(assignments(sql`key = ${scopeKey(id)}`))
  return row && assignmentOf(row)
}

/** What every call asks: which roles a principal holds, and where. */
export interface HeldRole {
  readonly roleDefinitionId: string
  /** As `scopeKey` makes it. */
  readonly scopeKey: string
}

const rolesHeld = fixed`
  with recursive holder (id) as (
    select object_id from principal where object_id = ${gap} and enabled = 1
    union
    select m.group_id from group_member m join holder h on m.member_id = h.id
  )
  select r.role_definition_id as "roleDefinitionId", r.scope_key as "scopeKey"
    from holder h join role_assignment r on r.principal_id = h.id`

/** Also by way of groups. None of a principal that is deleted or disabled, whatever its token says. */
export const rolesOf = (reader: Reader, principalId: string): Soon<readonly HeldRole[]> =>
  rowsSoon<HeldRole>(reader, rolesHeld(principalId))

/** Assignments at the scope, above it and below it: what a list at that scope answers. */
export function roleAssignmentsAround(reader: Reader, scope: string): Promise<RoleAssignment[]> {
  const key = scopeKey(scope)
  const above = key.split('/').map((_, i, parts) => sql`${parts.slice(0, i + 1).join('/')}`)
  return select(reader, sql`scope_key in (${join(above, ', ')}) or ${under(key)}`)
}

/** `0` is the character after `/`: the range holds what starts with the key and a slash. */
const under = (key: string): Sql => sql`(scope_key > ${`${key}/`} and scope_key < ${`${key}0`})`

/** Adds the assignment, or does nothing when its id is taken. False: it was taken. */
export async function insertRoleAssignment(tx: Tx, assignment: RoleAssignment): Promise<boolean> {
  const added = await tx.run(sql`
    insert into role_assignment (key, id, name, scope, scope_key, principal_id, principal_type,
        role_definition_id, description, created_at, created_by, updated_at)
    values (${scopeKey(assignment.id)}, ${assignment.id}, ${assignment.name}, ${assignment.scope},
        ${scopeKey(assignment.scope)}, ${assignment.principalId.toLowerCase()},
        ${assignment.principalType}, ${assignment.roleDefinitionId.toLowerCase()},
        ${assignment.description}, ${assignment.createdAt}, ${assignment.createdBy},
        ${assignment.updatedAt})
    on conflict (key) do nothing`)
  return added === 1
}

/** False: there was none. */
export const deleteRoleAssignment = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.run(sql`delete from role_assignment where key = ${scopeKey(id)}`)) === 1

/** Assignments go with the resource, group or subscription that they were made at. */
export async function deleteRoleAssignmentsUnder(tx: Tx, scope: string): Promise<void> {
  const key = scopeKey(scope)
  await tx.run(sql`delete from role_assignment where scope_key = ${key} or ${under(key)}`)
}
