import { idKey } from '#arm/resource-id.ts'
import { deleteResource, listResources } from '#arm/resources/resource.queries.ts'
import { after, type Soon } from '#kernel/caching/soon.ts'
import { rowSoon } from '#store/at-once.ts'
import { remembering } from '#store/remembered-rows.ts'
import { fixed, gap, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey } from '../keys.ts'
import {
  ACCOUNT_TYPE,
  type Account,
  type AccountBody,
  type AccountKeys,
  type AccountResource,
  accountShape,
} from './account.ts'

interface AccountRow {
  readonly name: AccountKey
  readonly primary_key: string
  readonly secondary_key: string
  readonly storage_key: string | null
  readonly id: string
  readonly location: string | null
  readonly provisioning_state: string
  readonly body: string
}

const rowByName = fixed`
  select a.name, a.primary_key, a.secondary_key, a.storage_key,
         r.id, r.location, r.provisioning_state, r.body
    from batch_account a join arm_resource r on r.key = a.resource_key where a.name = ${gap}`

/** Of so many accounts. Every call asks for one. */
const REMEMBERED = 200

const readBody = remembering(REMEMBERED, accountShape)

/** The account by its name, which is unique among all subscriptions. */
export const findAccount = (reader: Reader, name: AccountKey): Soon<Account | undefined> =>
  after(rowSoon<AccountRow>(reader, rowByName(name)), (row) => row && fromRow(row))

const fromRow = (row: AccountRow): Account => ({
  name: row.name,
  id: row.id,
  region: row.location ?? '',
  isUsable: row.provisioning_state === 'Succeeded',
  body: readBody(row.body, { table: 'arm_resource', key: row.id, column: 'body' }),
  keys: { primary: row.primary_key, secondary: row.secondary_key },
  ...(row.storage_key === null ? {} : { storageKey: row.storage_key }),
})

/** The ports on which accounts are to be reached, as far as they have had one. */
export async function listEndpoints(
  reader: Reader,
): Promise<{ readonly name: AccountKey; readonly port: number | null }[]> {
  return await reader.all(sql`select name, port from batch_account order by name`)
}

export async function isNameTaken(reader: Reader, name: AccountKey): Promise<boolean> {
  const row = await reader.get(sql`select name from batch_account where name = ${name}`)
  return row !== undefined
}

/** Takes the account's name. False: another account has it. */
export async function insertAccount(
  tx: Tx,
  name: AccountKey,
  resourceId: string,
  keys: AccountKeys,
): Promise<boolean> {
  const changed = await tx.run(sql`
    insert into batch_account (name, resource_key, primary_key, secondary_key)
    values (${name}, ${idKey(resourceId)}, ${keys.primary}, ${keys.secondary})
    on conflict do nothing`)
  return changed === 1
}

export async function saveKeys(tx: Tx, name: AccountKey, keys: AccountKeys): Promise<void> {
  await tx.run(sql`
    update batch_account set primary_key = ${keys.primary}, secondary_key = ${keys.secondary}
     where name = ${name}`)
}

/** What its auto storage is opened with from now on; undefined: it has none. */
export async function saveStorageKey(
  tx: Tx,
  name: AccountKey,
  key: string | undefined,
): Promise<void> {
  await tx.run(sql`update batch_account set storage_key = ${key} where name = ${name}`)
}

export async function savePort(tx: Tx, name: AccountKey, port: number): Promise<void> {
  await tx.run(sql`update batch_account set port = ${port} where name = ${name}`)
}

/** Frees the name and removes the resource. */
export async function removeAccount(tx: Tx, name: AccountKey, resourceId: string): Promise<void> {
  await tx.run(sql`delete from batch_account where name = ${name}`)
  await deleteResource(tx, resourceId)
}

export async function listAccounts(
  reader: Reader,
  scope: { readonly subscriptionId: string; readonly resourceGroup?: string },
): Promise<AccountResource[]> {
  return await listResources<AccountBody>(reader, { ...scope, type: ACCOUNT_TYPE })
}
