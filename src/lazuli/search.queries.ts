import { containing, pastAll, sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'

interface Found {
  readonly id: string
  readonly type: string
  readonly state: string
}

/** `text` is in lower case, as the keys are. */
export const resourcesNamed = (reader: Reader, text: string, most: number): Promise<Found[]> =>
  reader.all<Found>(sql`
    select id, type, provisioning_state as state from arm_resource
     where key like ${containing(text)} escape '\\' order by key limit ${most}`)

export const groupsNamed = (
  reader: Reader,
  text: string,
  most: number,
): Promise<Omit<Found, 'type'>[]> =>
  reader.all<Omit<Found, 'type'>>(sql`
    select id, provisioning_state as state from resource_group
     where key like ${containing(text)} escape '\\' order by key limit ${most}`)

export const operationsNamed = (reader: Reader, text: string, most: number): Promise<Found[]> =>
  reader.all<Found>(sql`
    select id, kind as type, status as state from operation
     where id >= ${text} and id < ${pastAll(text)} order by id limit ${most}`)
