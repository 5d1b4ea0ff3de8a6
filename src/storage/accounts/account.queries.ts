import { idKey } from '#arm/resource-id.ts'
import { deleteResource, findResource } from '#arm/resources/resource.queries.ts'
import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Account, AccountBody, AccountKeys, AccountResource, KeyName } from './account.ts'

interface AccountRow {
  name: string
  resource_key: string
  key1: string
  key2: string
  incarnation: string
  delegations: number
}

/** The account by its name, which is unique among all subscriptions. */
export async function findAccount(reader: Reader, name: string): Promise<Account | undefined> {
  const row = await reader.get<AccountRow>(sql`select * from storage_account where name = ${name}`)
  const resource = row && (await findResource<AccountBody>(reader, row.resource_key))
  if (!resource) return undefined
  const { key1, key2, incarnation, delegations } = row
  return { name, resource, keys: { key1, key2 }, incarnation, delegations }
}

/** The id in lower case of the account that has the name. */
export async function ownerOf(reader: Reader, name: string): Promise<string | undefined> {
  const row = await reader.get<{ resource_key: string }>(
    sql`select resource_key from storage_account where name = ${name}`,
  )
  return row?.resource_key
}

export interface NewAccountRow {
  readonly name: string
  readonly id: string
  readonly keys: AccountKeys
  readonly incarnation: string
  readonly now: Instant
}

export async function insertAccount(tx: Tx, account: NewAccountRow): Promise<void> {
  const { name, id, keys, incarnation, now } = account
  await tx.run(sql`
    insert into storage_account (name, resource_key, key1, key2, key1_created_at, key2_created_at,
                                 incarnation)
    values (${name}, ${idKey(id)}, ${keys.key1}, ${keys.key2}, ${now}, ${now}, ${incarnation})`)
}

export async function saveKey(
  tx: Tx,
  name: string,
  {
    keyName,
    value,
    now,
  }: { readonly keyName: KeyName; readonly value: string; readonly now: Instant },
): Promise<void> {
  await tx.run(
    keyName === 'key1'
      ? sql`update storage_account set key1 = ${value}, key1_created_at = ${now} where name = ${name}`
      : sql`update storage_account set key2 = ${value}, key2_created_at = ${now} where name = ${name}`,
  )
}

/** Whatever was signed by the keys that were handed out before is worth nothing any more. */
export async function revokeDelegations(tx: Tx, name: string): Promise<void> {
  await tx.run(sql`update storage_account set delegations = delegations + 1 where name = ${name}`)
}

/** Frees the name and removes the resource with all below it. Its data is removed after that. */
export async function removeAccount(tx: Tx, { id, name }: AccountResource): Promise<void> {
  await tx.run(sql`
    insert into storage_leftover (incarnation)
    select incarnation from storage_account where name = ${name.toLowerCase()}`)
  await tx.run(sql`delete from storage_account where name = ${name.toLowerCase()}`)
  await deleteResource(tx, id)
}

const LEFTOVERS = 100

/** Under which names data lies that belongs to no account any more: some of them. */
export async function findLeftovers(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.all<{ incarnation: string }>(
    sql`select incarnation from storage_leftover limit ${LEFTOVERS}`,
  )
  return rows.map(({ incarnation }) => incarnation)
}

export async function forgetLeftover(tx: Tx, incarnation: string): Promise<void> {
  await tx.run(sql`delete from storage_leftover where incarnation = ${incarnation}`)
}
