// The token that a task may ask for. It speaks for the job of the task and for nothing else, while
// the attempt that was given it runs. It is a JSON Web Token, so that whatever hides secrets knows it.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey, TaskNumber } from '../../keys.ts'
import { limits } from '../../limits.ts'
import { durationMs } from '../../wire/duration.ts'
import type { Task } from '../task.ts'
import { insertTokenKey, TOKEN_KEY, tokenKey } from './task-token.queries.ts'

/** What a token says: the attempt that it was given to, and when it ends whatever happens. */
export interface TaskClaims {
  readonly account: AccountKey
  readonly task: TaskNumber
  readonly attempt: number
  /** Seconds since 1970. */
  readonly exp: number
}

const KEY_BYTES = 32
const LONGEST_TOKEN = 1024
/** Tells these tokens from those of Entra, which name another algorithm. */
const HEADER = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: TOKEN_KEY })).toString(
  'base64url',
)

export const isTaskToken = (token: string): boolean => token.startsWith(`${HEADER}.`)

const signatureOf = (signed: string, key: Uint8Array): Buffer =>
  createHmac('sha256', key).update(signed).digest()

export function signTaskToken(claims: TaskClaims, key: Uint8Array): string {
  const signed = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${signed}.${signatureOf(signed, key).toString('base64url')}`
}

/** What the token says, if it was signed with the key; whether it still counts is not looked at. */
export function readTaskToken(token: string, key: Uint8Array): TaskClaims | undefined {
  if (token.length > LONGEST_TOKEN) return undefined
  const [header, payload, signature, ...rest] = token.split('.')
  if (header !== HEADER || !payload || !signature || rest.length > 0) return undefined
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(`${header}.${payload}`, key)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  // Only this server can have signed it: it is what was put in.
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as TaskClaims
}

/** Whether a task, or what a client says of one, asks for a token. */
export const wantsToken = ({
  spec,
}: {
  readonly spec: Pick<Task['spec'], 'authenticationTokenSettings'>
}): boolean => spec.authenticationTokenSettings?.access?.includes('job') === true

/** Makes the key, unless there is one. */
export async function makeTokenKey(tx: Tx, random: (bytes: number) => Uint8Array): Promise<void> {
  if (!(await tokenKey(tx))) await insertTokenKey(tx, random(KEY_BYTES))
}

/** The token of the task's present attempt, the same whenever it is asked for; undefined: none. */
export async function tokenOf(
  reader: Reader,
  account: AccountKey,
  task: Task,
): Promise<string | undefined> {
  const key = wantsToken(task) ? await tokenKey(reader) : undefined
  if (!key || task.startTime === undefined) return undefined
  const exp = Math.ceil(endOf(task, task.startTime) / 1000)
  return signTaskToken({ account, task: task.seq, attempt: task.attempt, exp }, key)
}

/** When the attempt is over at the latest. */
function endOf({ spec }: Task, start: Instant): number {
  const wallClockMs = durationMs(spec.constraints.maxWallClockTime) ?? Number.POSITIVE_INFINITY
  return plus(start, Math.min(wallClockMs, limits.taskLifetimeMs))
}
