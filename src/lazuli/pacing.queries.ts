import type { Pacing } from '#engine/pacing.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'

const NAME = 'pacing'

/** The lengths that a user set, as they are kept across restarts. */
export async function findPacing(reader: Reader): Promise<Pacing> {
  const row = await reader.get<{ value: string }>(
    sql`select value from setting where name = ${NAME}`,
  )
  return row ? (JSON.parse(row.value) as Pacing) : []
}

export async function savePacing(tx: Tx, pacing: Pacing): Promise<void> {
  await tx.run(sql`
    insert into setting (name, value) values (${NAME}, ${JSON.stringify(pacing)})
    on conflict (name) do update set value = excluded.value`)
}
