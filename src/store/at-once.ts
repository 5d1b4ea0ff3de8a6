// Reads that need not be waited for: in a transaction and where the database is elsewhere there are none.
import type { Soon } from '#kernel/caching/soon.ts'
import type { Sql } from './sql.ts'
import type { Reader } from './tx.ts'

/** What `get` answers, now where no read has to wait. */
export function rowSoon<T extends object>(reader: Reader, statement: Sql): Soon<T | undefined> {
  const rows = reader.atOnce?.<T>('get', statement)
  return rows ? rows[0] : reader.get<T>(statement)
}

/** What `all` answers, now where no read has to wait. The rows are shared. */
export const rowsSoon = <T extends object>(reader: Reader, statement: Sql): Soon<readonly T[]> =>
  reader.atOnce?.<T>('all', statement) ?? reader.all<T>(statement)
