import type { Instant } from '#kernel/instant.ts'
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
export async function findRegistration(
  reader: Reader,
  subscriptionId: string,
  namespace: string,
): Promise<Registration | undefined> {
  const row = await reader.get<RegistrationRow>(
    rowOf(subscriptionId.toLowerCase(), namespace.toLowerCase()),
  )
  return row && fromRow(row)
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
