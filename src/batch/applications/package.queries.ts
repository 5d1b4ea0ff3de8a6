import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey } from '../keys.ts'
import type { PageRequest } from '../wire/page.ts'
import type { Package } from './package.ts'

interface PackageRow {
  account: AccountKey
  application: string
  version: string
  format: string | null
  activated: Instant | null
  last_modified: Instant
  revision: number
}

const fromRow = (row: PackageRow): Package => ({
  account: row.account,
  application: row.application,
  version: row.version,
  ...(row.format === null || row.activated === null
    ? {}
    : { active: { format: row.format, at: row.activated } }),
  lastModified: row.last_modified,
  revision: row.revision,
})

interface OfApplication {
  readonly account: AccountKey
  /** In any case. */
  readonly name: string
}

/** By its version in any case. */
export async function findPackage(
  reader: Reader,
  { account, name }: OfApplication,
  version: string,
): Promise<Package | undefined> {
  const row = await reader.get<PackageRow>(sql`
    select * from batch_package
     where account = ${account} and application = ${name.toLowerCase()}
       and key = ${version.toLowerCase()}`)
  return row && fromRow(row)
}

/** In the order of their versions. */
export async function listPackages(
  reader: Reader,
  { account, name }: OfApplication,
  { after, limit }: PageRequest,
): Promise<Package[]> {
  const rows = await reader.all<PackageRow>(sql`
    select * from batch_package
     where account = ${account} and application = ${name.toLowerCase()} and key > ${after ?? ''}
     order by key limit ${limit}`)
  return rows.map(fromRow)
}

/** The versions that nodes can use, in their order. */
export async function usableVersions(
  reader: Reader,
  { account, name }: OfApplication,
): Promise<string[]> {
  const rows = await reader.all<{ version: string }>(sql`
    select version from batch_package
     where account = ${account} and application = ${name.toLowerCase()} and format is not null
     order by key`)
  return rows.map(({ version }) => version)
}

export async function countPackages(
  reader: Reader,
  { account, name }: OfApplication,
): Promise<number> {
  const row = await reader.get<{ n: number }>(sql`
    select count(*) as n from batch_package
     where account = ${account} and application = ${name.toLowerCase()}`)
  return row?.n ?? 0
}

/** Adds it, or replaces the one of that version. */
export async function savePackage(tx: Tx, saved: Package): Promise<void> {
  const { account, application, version, active, lastModified, revision } = saved
  await tx.run(sql`
    insert into batch_package
      (account, application, key, version, format, activated, last_modified, revision)
    values (${account}, ${application}, ${version.toLowerCase()}, ${version}, ${active?.format},
            ${active?.at}, ${lastModified}, ${revision})
    on conflict (account, application, key) do update
       set format = excluded.format, activated = excluded.activated,
           last_modified = excluded.last_modified, revision = excluded.revision`)
}

export async function removePackage(tx: Tx, removed: Package): Promise<void> {
  const { account, application, version } = removed
  await tx.run(sql`
    delete from batch_package
     where account = ${account} and application = ${application}
       and key = ${version.toLowerCase()}`)
}

export async function removePackages(tx: Tx, account: AccountKey): Promise<void> {
  await tx.run(sql`delete from batch_package where account = ${account}`)
}
