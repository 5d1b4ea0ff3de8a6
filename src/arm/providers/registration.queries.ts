import { after, type Soon } from '#kernel/caching/soon.ts'
import type { Instant } from '#kernel/instant.ts'
import { rowSoon } from '#store/at-once.ts'
import { readWord } from '#store/read-json.ts'
import { fixed, gap, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { type Registration, savedStates } from './registration.ts'

interface RegistrationRow {
  namespace: string
  state: string
  settles_at: number | null
}

const fromRow = (row: RegistrationRow): Registration => ({
  state: readWord(row.state, savedStates, {
    table: 'provider_registration',
    key: row.namespace,
    column: 'state',
  }),
  ...(row.settles_at === null ? {} : { settlesAt: row.settles_at as Instant }),
})

const rowOf = fixed`
  select * from provider_registration where subscription_id = ${gap} and namespace = ${gap}`

/** What was decided about a namespace; undefined when it was never registered or unregistered. */
export function findRegistration(
  reader: Reader,
  subscriptionId: string,
  namespace: string,
): Soon<Registration | undefined> {
  const statement = rowOf(subscriptionId.toLowerCase(), namespace.toLowerCase())
  return after(rowSoon<RegistrationRow>(reader, statement), (row) => row && fromRow(row))
}

/** By namespace in lower case. */
export async function listRegistrations(
  reader: Reader,
  subscriptionId: string,
): Promise<Map<string, Registration>> {
  const rows = await reader.all<RegistrationRow>(sql`
    select * from provider_registration where subscription_id = ${subscriptionId.toLowerCase()}`)
  return new Map(rows.map((row) => [row.namespace, fromRow(row)]))
}

export async function saveRegistration(
  tx: Tx,
  subscriptionId: string,
  namespace: string,
  registration: Registration,
): Promise<void> {
  await tx.run(sql`
    insert into provider_registration (subscription_id, namespace, state, settles_at)
    values (${subscriptionId.toLowerCase()}, ${namespace.toLowerCase()}, ${registration.state},
            ${registration.settlesAt})
    on conflict (subscription_id, namespace)
    do update set state = excluded.state, settles_at = excluded.settles_at`)
}
