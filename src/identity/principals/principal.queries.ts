// Who can sign in: tenants, and the applications, managed identities and users in them.
import { randomUUID } from 'node:crypto'
import type { Instant } from '#kernel/instant.ts'
import { readWord } from '#store/read-json.ts'
import { type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'

export interface Tenant {
  readonly id: string
  readonly displayName: string
  /** Lower case: `lazuli.localhost`. */
  readonly domain: string
}

export const principalKinds = { application: true, 'managed-identity': true, user: true } as const
export type PrincipalKind = keyof typeof principalKinds

export interface Principal {
  readonly objectId: string
  readonly tenantId: string
  readonly kind: PrincipalKind
  /** What it signs in with: a client id, or a user's principal name. Always lower case. */
  readonly signInName: string
  readonly displayName: string
  /** False: it gets no tokens, and may do nothing. */
  readonly isEnabled: boolean
  /** The resource that a managed identity is, or belongs to. */
  readonly resourceId?: string
}

interface PrincipalRow {
  readonly object_id: string
  readonly tenant_id: string
  readonly kind: string
  readonly sign_in_name: string
  readonly display_name: string
  readonly enabled: number
  readonly resource_id: string | null
}

const principalOf = (row: PrincipalRow): Principal => ({
  objectId: row.object_id,
  tenantId: row.tenant_id,
  kind: readWord(row.kind, principalKinds, {
    table: 'principal',
    key: row.object_id,
    column: 'kind',
  }),
  signInName: row.sign_in_name,
  displayName: row.display_name,
  isEnabled: row.enabled === 1,
  ...(row.resource_id ? { resourceId: row.resource_id } : {}),
})

export async function listTenants(reader: Reader): Promise<Tenant[]> {
  const rows = await reader.all<{ id: string; display_name: string; domain: string }>(
    sql`select id, display_name, domain from tenant order by created_at, id`,
  )
  return rows.map((row) => ({ id: row.id, displayName: row.display_name, domain: row.domain }))
}

/** Adds the tenant, or does nothing when it is there. */
export async function insertTenant(tx: Tx, tenant: Tenant, now: Instant): Promise<void> {
  await tx.run(sql`
    insert into tenant (id, display_name, domain, created_at)
    values (${tenant.id}, ${tenant.displayName}, ${tenant.domain}, ${now})
    on conflict (id) do nothing`)
}

const selectPrincipal = (where: Sql): Sql => sql`
  select object_id, tenant_id, kind, sign_in_name, display_name, enabled, resource_id
    from principal where ${where}`

const findOne = async (reader: Reader, where: Sql): Promise<Principal | undefined> => {
  const row = await reader.get<PrincipalRow>(selectPrincipal(where))
  return row && principalOf(row)
}

/** By client id or principal name, in any case. */
export const findBySignInName = (reader: Reader, name: string): Promise<Principal | undefined> =>
  findOne(reader, sql`sign_in_name = ${name.toLowerCase()}`)

export const findByObjectId = (reader: Reader, id: string): Promise<Principal | undefined> =>
  findOne(reader, sql`object_id = ${id.toLowerCase()}`)

/** What a role assignment calls the kind of an object; undefined where there is none. */
export async function principalTypeOf(
  reader: Reader,
  objectId: string,
): Promise<'User' | 'Group' | 'ServicePrincipal' | undefined> {
  const principal = await findByObjectId(reader, objectId)
  if (principal) return principal.kind === 'user' ? 'User' : 'ServicePrincipal'
  const group = await reader.get(
    sql`select 1 from directory_group where object_id = ${objectId.toLowerCase()}`,
  )
  return group ? 'Group' : undefined
}

/** The managed identity that is, or belongs to, a resource. */
export const findByResource = (reader: Reader, id: string): Promise<Principal | undefined> =>
  findOne(reader, sql`kind = 'managed-identity' and resource_id = ${id.toLowerCase()}`)

export interface NewPrincipal {
  readonly tenantId: string
  readonly kind: PrincipalKind
  readonly displayName: string
  /** A random GUID when absent. */
  readonly objectId?: string
  /** A random GUID when absent: right for all but users. */
  readonly signInName?: string
  readonly resourceId?: string
  readonly passwordDigest?: string
}

/** Adds the principal. One that has the same object id already is left as it is. */
export async function insertPrincipal(
  tx: Tx,
  wanted: NewPrincipal,
  now: Instant,
): Promise<Principal> {
  const principal: Principal = {
    objectId: (wanted.objectId ?? randomUUID()).toLowerCase(),
    tenantId: wanted.tenantId,
    kind: wanted.kind,
    signInName: (wanted.signInName ?? randomUUID()).toLowerCase(),
    displayName: wanted.displayName,
    isEnabled: true,
    ...(wanted.resourceId ? { resourceId: wanted.resourceId.toLowerCase() } : {}),
  }
  await tx.run(sql`
    insert into principal (object_id, tenant_id, kind, sign_in_name, display_name, resource_id,
                           password_digest, created_at)
    values (${principal.objectId}, ${principal.tenantId}, ${principal.kind},
            ${principal.signInName}, ${principal.displayName}, ${principal.resourceId},
            ${wanted.passwordDigest}, ${now})
    on conflict (object_id) do nothing`)
  return principal
}

export async function passwordDigestOf(
  reader: Reader,
  objectId: string,
): Promise<string | undefined> {
  const row = await reader.get<{ password_digest: string | null }>(
    sql`select password_digest from principal where object_id = ${objectId}`,
  )
  return row?.password_digest ?? undefined
}

/** Its secrets stay: they are its application's. */
export async function deletePrincipal(
  tx: Tx,
  { objectId }: Pick<Principal, 'objectId'>,
): Promise<void> {
  await tx.run(sql`delete from refresh_token where object_id = ${objectId}`)
  await tx.run(sql`delete from group_member where member_id = ${objectId}`)
  await tx.run(sql`delete from principal where object_id = ${objectId}`)
}
