// Opens the database that a user named, or says in words what is wrong with it.
import { flagOf } from '#kernel/options.ts'
import type { TakeDatabase } from './lease.ts'
import { PostgresStore } from './postgres.ts'

/** A database without its password, for messages. */
export function shown(url: string): string {
  const { host, pathname, searchParams } = new URL(url)
  return `${host || searchParams.get('host') || 'localhost'}${pathname}`
}

export async function openPostgres(url: string, take?: TakeDatabase): Promise<PostgresStore> {
  const fault = faultOfUrl(url)
  if (fault !== undefined) throw new Error(fault)
  try {
    return await PostgresStore.open({ connectionString: url }, take)
  } catch (cause) {
    throw inWords(url, cause)
  }
}

/** Why a text names no database; undefined where it does. */
export const faultOfUrl = (url: string): string | undefined =>
  /^postgres(ql)?:\/\//.test(url) && URL.canParse(url)
    ? undefined
    : `${flagOf('store')} takes the URL of a database, such as postgres://user@host/name.`

export const inWords = (url: string, cause: unknown): Error =>
  new Error(`cannot use the database ${shown(url)}: ${wordsOf(cause as Failure)}`, { cause })

type Failure = Error & { readonly code?: string; readonly syscall?: string }

function wordsOf({ code, message, syscall }: Failure): string {
  switch (code) {
    case 'ENOENT':
    case 'EACCES':
      // A file that the URL names, as `sslrootcert` does; otherwise a socket.
      return syscall === 'open' ? `${message}.` : NOTHING_ANSWERS
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return NOTHING_ANSWERS
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'there is no such host.'
    case '3D000':
      return 'there is no such database. Make it: createdb --encoding UTF8 --template template0 NAME.'
    case '28000':
    case '28P01':
      return `${message}. ${afterRefusal(message)}`
    case '42501':
      return `${message}. Grant the user what is on that database, or name one of its own.`
    case '25006':
      return `${message}. Name the server that takes writes, not a copy of it.`
    case '53300':
    case '57P03':
      return `${message}. Try again, or let it take more connections.`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `its certificate is not trusted (${message}). Name its authority in the URL: sslrootcert=FILE.`
    default:
      if (message === TIMED_OUT) return NOTHING_ANSWERS
      return message.includes('not support SSL') ? `${message}. ${WITHOUT_TLS}` : message
  }
}

/** As `pg` says it, which gives it no code. */
const TIMED_OUT = 'timeout expired'
const NOTHING_ANSWERS = 'nothing answers there. Is PostgreSQL running?'
const WITHOUT_TLS = 'Turn `ssl` on there, or leave `sslmode` out of the URL.'

/** What to do where PostgreSQL does not let a user in. */
function afterRefusal(message: string): string {
  if (!message.includes('pg_hba.conf')) return 'Look at the user and the password.'
  return message.includes('no encryption')
    ? 'Encrypt the connection: add sslmode=verify-full, and sslrootcert=FILE for an authority of your own, to the URL.'
    : 'Let its pg_hba.conf admit the user.'
}
