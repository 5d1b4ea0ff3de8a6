// What a server remembers of itself: small values by name.
import { sql } from './sql.ts'
import type { Reader, Tx } from './tx.ts'

export async function findSetting(reader: Reader, name: string): Promise<string | undefined> {
  const row = await reader.get<{ value: string }>(
    sql`select value from setting where name = ${name}`,
  )
  return row?.value
}

export async function saveSetting(tx: Tx, name: string, value: string): Promise<void> {
  await tx.run(sql`
    insert into setting (name, value) values (${name}, ${value})
    on conflict (name) do update set value = excluded.value`)
}
