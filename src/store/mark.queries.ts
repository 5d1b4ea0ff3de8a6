import { sql } from './sql.ts'
import type { Reader, Tx } from './tx.ts'

/** Which store it is, and how often it was opened. */
export interface StoreMark {
  readonly id: string
  readonly starts: number
}

const NAME = 'store-mark'

export async function findMark(reader: Reader): Promise<StoreMark | undefined> {
  const row = await reader.get<{ value: string }>(
    sql`select value from setting where name = ${NAME}`,
  )
  return row && (JSON.parse(row.value) as StoreMark)
}

export async function saveMark(tx: Tx, mark: StoreMark): Promise<void> {
  await tx.run(sql`
    insert into setting (name, value) values (${NAME}, ${JSON.stringify(mark)})
    on conflict (name) do update set value = excluded.value`)
}
