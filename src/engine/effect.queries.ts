import type { Instant } from '#kernel/instant.ts'
import { join, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'

/** Work to be done outside, as it is saved. */
export interface Effect {
  readonly id: number
  readonly service: string
  /** Null: of no lane, in no order. */
  readonly lane: string | null
  readonly payload: unknown
  /** Attempts that failed. */
  readonly attempts: number
}

interface EffectRow {
  id: number
  service: string
  lane: string | null
  payload: string
  attempts: number
}

export interface QueueOptions {
  /**
   * Effects of a service's lane are carried out one after the other in the order in which they were
   * queued; lanes do not wait for each other. Unless named, all share one; null: wait for nothing.
   */
  readonly lane?: string | null
}

/** Saves work to be done outside together with what asks for it. Wake the effects once it is saved. */
export async function queueEffect(
  tx: Tx,
  service: string,
  payload: unknown,
  { lane = '' }: QueueOptions = {},
): Promise<void> {
  await tx.run(sql`
    insert into effect (service, lane, payload, not_before)
    values (${service}, ${lane}, ${JSON.stringify(payload ?? null)},
            case when exists (select 1 from effect where service = ${service} and lane = ${lane})
                 then null else 0 end)`)
}

/** The effects that may be tried now: each the first of its lane. */
export async function listReady(
  reader: Reader,
  services: readonly string[],
  now: Instant,
  limit: number,
): Promise<Effect[]> {
  const names = join(
    services.map((name) => sql`${name}`),
    ', ',
  )
  const rows = await reader.all<EffectRow>(sql`
    select id, service, lane, payload, attempts from effect
     where not_before <= ${now} and service in (${names})
     order by not_before, id limit ${limit}`)
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) }))
}

/** When an effect is to be tried again, of those that are not to be tried now. */
export async function nextTry(
  reader: Reader,
  services: readonly string[],
  now: Instant,
): Promise<Instant | undefined> {
  const names = join(
    services.map((name) => sql`${name}`),
    ', ',
  )
  const row = await reader.get<{ at: Instant }>(sql`
    select not_before as at from effect
     where not_before > ${now} and service in (${names})
     order by not_before limit 1`)
  return row?.at
}

/** Forgets what is done, and lets the next of its lane begin. */
export async function removeEffect(tx: Tx, effect: Effect): Promise<void> {
  await tx.run(sql`delete from effect where id = ${effect.id}`)
  if (effect.lane === null) return
  await tx.run(sql`
    update effect set not_before = 0
     where not_before is null
       and id = (select min(id) from effect
                  where service = ${effect.service} and lane = ${effect.lane})`)
}

/** Puts an effect off after a failed attempt; its lane waits with it. */
export async function retryEffect(tx: Tx, effect: Effect, notBefore: Instant): Promise<void> {
  await tx.run(sql`
    update effect set attempts = attempts + 1, not_before = ${notBefore}
     where id = ${effect.id}`)
}
