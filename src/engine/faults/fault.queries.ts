import type { Instant } from '#kernel/instant.ts'
import { readJson, readRows, type Shape } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Fault, FaultRule } from './fault.ts'

interface FaultRow {
  id: string
  rule: string
  added_at: number
  seen: number
  hits: number
}

const ruleShape: Shape<FaultRule> = {
  operationId: 'string?',
  service: 'string?',
  kind: 'string?',
  step: 'string?',
  port: 'string?',
  resource: 'string?',
  caller: 'string?',
  nth: 'number?',
  share: 'number?',
  seed: 'number?',
  times: 'number?',
  expiresAt: 'number?',
  error: 'object?',
  status: 'number?',
  retryAfter: 'number?',
  delayMs: 'number?',
  drop: 'string?',
}

const fromRow = ({ id, rule, added_at, seen, hits }: FaultRow): Fault => ({
  id,
  rule: readJson(rule, ruleShape, { table: 'fault', key: id, column: 'rule' }),
  addedAt: added_at as Instant,
  seen,
  hits,
})

/** In the order in which they were added. */
export async function listFaults(reader: Reader): Promise<Fault[]> {
  return readRows(await reader.all<FaultRow>(sql`select * from fault order by seq`), fromRow)
}

export async function insertFault(tx: Tx, { id, rule, addedAt }: Fault): Promise<void> {
  await tx.run(sql`
    insert into fault (id, rule, added_at) values (${id}, ${JSON.stringify(rule)}, ${addedAt})`)
}

export async function countFault(tx: Tx, { id, seen, hits }: Fault): Promise<void> {
  await tx.run(sql`update fault set seen = ${seen}, hits = ${hits} where id = ${id}`)
}

export async function removeFault(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from fault where id = ${id}`)
}
