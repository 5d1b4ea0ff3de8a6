// Device codes: sign-ins that a person finishes elsewhere, in a browser or with the command line.
import { randomBytes } from 'node:crypto'
import { type Instant, plus } from '#kernel/instant.ts'
import { readWord } from '#store/read-json.ts'
import { type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { digestOf, newSecret } from '../principals/credentials.ts'
import type { Target } from './grants.ts'

export const DEVICE_CODE_SECONDS = 900
/** Sign-ins that may be under way at once: of one address, and of all. */
const MOST_OF_ONE = 100
const MOST = 1_000

const statuses = { pending: true, approved: true, declined: true } as const

export interface DeviceCode {
  readonly digest: string
  readonly userCode: string
  readonly clientId: string
  readonly tenantId: string
  readonly audience: string
  /** Space-separated, as asked for. */
  readonly scope: string
  readonly status: keyof typeof statuses
  readonly objectId: string | null
  readonly expiresAt: Instant
}

/** No letters and digits that look the same; 32 of them, so that five bits choose one. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

const newUserCode = (): string => [...randomBytes(9)].map((byte) => ALPHABET[byte & 31]).join('')

export interface DeviceCodeOrder {
  readonly clientId: string
  readonly tenantId: string
  readonly target: Target
  /** From where the sign-in was started. */
  readonly address: string
}

/**
 * Starts a sign-in. Answers the code that the client polls with, and the one that a person types.
 * Anyone may start one, so there is always room: the oldest gives way, of the same address first.
 */
export async function insertDeviceCode(
  tx: Tx,
  { clientId, tenantId, target, address }: DeviceCodeOrder,
  now: Instant,
): Promise<{ readonly deviceCode: string; readonly userCode: string }> {
  // An expired code is told from an unknown one for as long again as it was good.
  await tx.run(
    sql`delete from device_code where expires_at < ${plus(now, -DEVICE_CODE_SECONDS * 1000)}`,
  )
  await makeRoom(tx, sql`address = ${address}`, MOST_OF_ONE)
  await makeRoom(tx, sql`1 = 1`, MOST)
  const [deviceCode, userCode] = [newSecret(), newUserCode()]
  await tx.run(sql`
    insert into device_code (digest, user_code, client_id, tenant_id, audience, scope, status,
                             expires_at, address)
    values (${digestOf(deviceCode)}, ${userCode}, ${clientId}, ${tenantId}, ${target.audience},
            ${target.scopes.join(' ')}, 'pending', ${plus(now, DEVICE_CODE_SECONDS * 1000)},
            ${address})`)
  return { deviceCode, userCode }
}

/** Leaves room for one more among those codes. One that a person approved goes last. */
async function makeRoom(tx: Tx, which: Sql, most: number): Promise<void> {
  await tx.run(sql`
    delete from device_code where digest in (
      select digest from device_code where ${which}
       order by status = 'approved' desc, expires_at desc, digest
       limit -1 offset ${most - 1})`)
}

const columns = sql`
  digest, user_code as "userCode", client_id as "clientId", tenant_id as "tenantId", audience,
  scope, status, object_id as "objectId", expires_at as "expiresAt"`

type DeviceCodeRow = Omit<DeviceCode, 'status'> & { readonly status: string }

async function find(reader: Reader, where: Sql): Promise<DeviceCode | undefined> {
  const row = await reader.get<DeviceCodeRow>(
    sql`select ${columns} from device_code where ${where}`,
  )
  if (!row) return undefined
  const place = { table: 'device_code', key: row.userCode, column: 'status' }
  return { ...row, status: readWord(row.status, statuses, place) }
}

export const findDeviceCode = (reader: Reader, code: string): Promise<DeviceCode | undefined> =>
  find(reader, sql`digest = ${digestOf(code)}`)

/** By the code that a person types, in any case and with or without a dash. */
export function findUserCode(reader: Reader, typed: string): Promise<DeviceCode | undefined> {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return find(reader, sql`user_code = ${code}`)
}

/** Approves the sign-in for a user, or declines it. False: it was settled before. */
export async function settleDeviceCode(
  tx: Tx,
  digest: string,
  objectId: string | undefined,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update device_code
       set status = ${objectId ? 'approved' : 'declined'}, object_id = ${objectId}
     where digest = ${digest} and status = 'pending'`)
  return changed === 1
}

/** Takes a settled code off the list. False: it was taken before. */
export const takeDeviceCode = async (tx: Tx, digest: string): Promise<boolean> =>
  (await tx.run(sql`delete from device_code where digest = ${digest}`)) === 1
