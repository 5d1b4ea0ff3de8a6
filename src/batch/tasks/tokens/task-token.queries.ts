import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'

/** What the key of this server's tokens is called. */
export const TOKEN_KEY = 'batch-task-token-key'

/** The key of this server's tokens; undefined: no task has asked for one yet. */
export async function tokenKey(reader: Reader): Promise<Uint8Array | undefined> {
  const row = await reader.get<{ value: string }>(
    sql`select value from setting where name = ${TOKEN_KEY}`,
  )
  return row && Buffer.from(row.value, 'base64')
}

export async function insertTokenKey(tx: Tx, key: Uint8Array): Promise<void> {
  const value = Buffer.from(key).toString('base64')
  await tx.run(sql`insert into setting (name, value) values (${TOKEN_KEY}, ${value})`)
}
