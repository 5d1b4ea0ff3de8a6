// Revisions of what was deleted. Versions that clients know a resource by are made of its revision, so
// that of a new one of the same id goes on from there.
import { type Sql, sql } from '#store/sql.ts'
import type { Tx } from '#store/tx.ts'

const NAME = 'arm-last-revision'

/** The revision that a new resource begins with. */
export const firstRevision: Sql = sql`
  (select coalesce(max(cast(value as integer)), 0) + 1 from setting where name = ${NAME})`

/** Before the resources go: the highest revision that was ever any deleted one's is kept. */
export async function keepRevisions(tx: Tx, going: Sql): Promise<void> {
  await tx.run(sql`
    insert into setting (name, value)
    select ${NAME}, cast(max(revision) as text) from arm_resource where ${going}
    having max(revision) is not null
    on conflict (name) do update set value = excluded.value
     where cast(excluded.value as integer) > cast(setting.value as integer)`)
}
