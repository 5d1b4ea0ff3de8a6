import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'

/** How many resources there are of each type. */
export async function countResources(reader: Reader): Promise<[type: string, n: number][]> {
  const rows = await reader.all<{ type: string; n: number }>(
    sql`select type, count(*) as n from arm_resource group by type order by type`,
  )
  return rows.map(({ type, n }) => [type, n])
}

export async function countRunning(reader: Reader): Promise<number> {
  const row = await reader.get<{ n: number }>(
    sql`select count(*) as n from operation where status in ('InProgress', 'Canceling')`,
  )
  return row?.n ?? 0
}
