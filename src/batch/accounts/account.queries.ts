import { findResource } from '#arm/resources/resource.queries.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Account, AccountBody, AccountKeys } from './account.ts'

interface AccountRow {
  name: string
  resource_key: string
  primary_key: string
  secondary_key: string
  port: number | null
}

/** The account by its name, which is unique among all subscriptions. */
export async function findAccount(reader: Reader, name: string): Promise<Account | undefined> {
  const row = await reader.get<AccountRow>(
    sql`select * from batch_account where name = ${name.toLowerCase()}`,
  )
  const resource = row && (await findResource<AccountBody>(reader, row.resource_key))
  if (!resource) return undefined
  return {
    name: row.name,
    id: resource.id,
    region: resource.location ?? '',
    isUsable: resource.provisioningState === 'Succeeded',
    body: resource.body,
    keys: { primary: row.primary_key, secondary: row.secondary_key },
  }
}

/** Takes the account's name. False: another account has it. */
export async function insertAccount(
  tx: Tx,
  name: string,
  resourceKey: string,
  keys: AccountKeys,
): Promise<boolean> {
  const changed = await tx.run(sql`
    insert into batch_account (name, resource_key, primary_key, secondary_key)
    values (${name.toLowerCase()}, ${resourceKey}, ${keys.primary}, ${keys.secondary})
    on conflict do nothing`)
  return changed === 1
}

export async function saveKeys(tx: Tx, name: string, keys: AccountKeys): Promise<void> {
  await tx.run(sql`
    update batch_account set primary_key = ${keys.primary}, secondary_key = ${keys.secondary}
     where name = ${name.toLowerCase()}`)
}

export async function findKeys(reader: Reader, name: string): Promise<AccountKeys | undefined> {
  const row = await reader.get<AccountRow>(
    sql`select * from batch_account where name = ${name.toLowerCase()}`,
  )
  return row && { primary: row.primary_key, secondary: row.secondary_key }
}
