// Opens the database that a user named, or says in words what is wrong with it.
import { flagOf } from '#kernel/options.ts'
import type { TakeDatabase } from './lease.ts'
import { PostgresStore } from './postgres.ts'

/** Without the password, for messages. */
function shown(url: string): string {
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

type Failure = Error & { readonly code?: string }

function wordsOf({ code, message }: Failure): string {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return 'nothing answers there. Is PostgreSQL running?'
    case 'ENOTFOUND':
      return 'there is no such host.'
    case '3D000':
      return 'there is no such database. Make it: createdb --encoding UTF8 --template template0 NAME.'
    case '28000':
    case '28P01':
      return `${message}. Look at the user and the password.`
    default:
      return message
  }
}
