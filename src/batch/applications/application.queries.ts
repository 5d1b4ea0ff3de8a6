import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey } from '../keys.ts'
import type { PageRequest } from '../wire/page.ts'
import type { Application } from './application.ts'

interface ApplicationRow {
  account: AccountKey
  name: string
  display_name: string | null
  allow_updates: number
  default_version: string | null
  last_modified: Instant
  revision: number
}

const fromRow = (row: ApplicationRow): Application => ({
  account: row.account,
  name: row.name,
  ...(row.display_name === null ? {} : { displayName: row.display_name }),
  allowUpdates: row.allow_updates === 1,
  ...(row.default_version === null ? {} : { defaultVersion: row.default_version }),
  lastModified: row.last_modified,
  revision: row.revision,
})

/** By its name in any case. */
export async function findApplication(
  reader: Reader,
  account: AccountKey,
  name: string,
): Promise<Application | undefined> {
  const row = await reader.get<ApplicationRow>(sql`
    select * from batch_application where account = ${account} and key = ${name.toLowerCase()}`)
  return row && fromRow(row)
}

/** In the order of their names. */
export async function listApplications(
  reader: Reader,
  account: AccountKey,
  { after, limit }: PageRequest,
): Promise<Application[]> {
  const rows = await reader.all<ApplicationRow>(sql`
    select * from batch_application where account = ${account} and key > ${after ?? ''}
     order by key limit ${limit}`)
  return rows.map(fromRow)
}

/** Those of which nodes can use a version, in the order of their names. */
export async function listUsable(
  reader: Reader,
  account: AccountKey,
  { after, limit }: PageRequest,
): Promise<Application[]> {
  const rows = await reader.all<ApplicationRow>(sql`
    select a.* from batch_application a
     where a.account = ${account} and a.key > ${after ?? ''}
       and exists (select 1 from batch_package p
                    where p.account = a.account and p.application = a.key and p.format is not null)
     order by a.key limit ${limit}`)
  return rows.map(fromRow)
}

export async function countApplications(reader: Reader, account: AccountKey): Promise<number> {
  const row = await reader.get<{ n: number }>(
    sql`select count(*) as n from batch_application where account = ${account}`,
  )
  return row?.n ?? 0
}

/** Adds it, or replaces the one of that name. */
export async function saveApplication(tx: Tx, application: Application): Promise<void> {
  const { account, name, displayName, allowUpdates, defaultVersion } = application
  const { lastModified, revision } = application
  await tx.run(sql`
    insert into batch_application
      (account, key, name, display_name, allow_updates, default_version, last_modified, revision)
    values (${account}, ${name.toLowerCase()}, ${name}, ${displayName}, ${Number(allowUpdates)},
            ${defaultVersion}, ${lastModified}, ${revision})
    on conflict (account, key) do update
       set display_name = excluded.display_name, allow_updates = excluded.allow_updates,
           default_version = excluded.default_version, last_modified = excluded.last_modified,
           revision = excluded.revision`)
}

export async function removeApplication(tx: Tx, account: AccountKey, name: string): Promise<void> {
  await tx.run(sql`
    delete from batch_application where account = ${account} and key = ${name.toLowerCase()}`)
}

export async function removeApplications(tx: Tx, account: AccountKey): Promise<void> {
  await tx.run(sql`delete from batch_application where account = ${account}`)
}
