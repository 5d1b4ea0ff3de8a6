// A PostgreSQL for tests, as Debian installs it: in a folder, on a socket in it. Files that are run
// together share one (`tests/postgres/shared-server.ts`); a file that is run alone has its own.
import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { ClientConfig } from 'pg'
import { migrate } from '#store/migrate.ts'
import { Connection } from '#store/postgres/connection.ts'
import { PostgresStore } from '#store/postgres/postgres.ts'

const PROGRAMS = '/usr/lib/postgresql/15/bin'

/** PostgreSQL refuses to run as root: there it runs as the user that its package makes. */
const asItsUser = (): { readonly uid?: number; readonly gid?: number } => {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Where a server is said that several files share. */
export const SHARED = 'LAZULI_TEST_POSTGRES'

let own: RunningPostgres | undefined
// Of the file, not of the test that asks first.
after(() => own?.stop())
let databases = 0

function server(): ClientConfig {
  const shared = process.env[SHARED]
  if (shared !== undefined) return JSON.parse(shared) as ClientConfig
  own ??= startPostgres()
  return own.config
}

/** A database of its own on the server of this file, which ends with it: empty, or as another is. */
export async function aDatabase(like = 'template0'): Promise<ClientConfig> {
  const config = server()
  const database = `test${process.pid}_${++databases}`
  const connection = await Connection.open({ ...config, database: 'postgres' })
  await connection.say(`create database ${database} template ${like}`)
  await connection.close()
  return { ...config, database }
}

/** As the option that names a store takes it. */
export const urlOf = ({ host, user, database }: ClientConfig): string =>
  `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host!)}`

let migrated: Promise<string> | undefined

/** A store with the project's schema, on a database of its own. */
export async function aPostgresStore(): Promise<PostgresStore> {
  migrated ??= makeMigrated()
  return await PostgresStore.open(await aDatabase(await migrated))
}

async function makeMigrated(): Promise<string> {
  const config = await aDatabase()
  const store = await PostgresStore.open(config)
  await migrate(store)
  await store.close()
  return config.database!
}

export interface RunningPostgres {
  readonly config: ClientConfig
  stop(): void
}

export function startPostgres(): RunningPostgres {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-postgres-'))
  const user = asItsUser()
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid!)
  const data = join(folder, 'data')
  const run = (program: string, ...args: string[]): void => {
    execFileSync(join(PROGRAMS, program), args, { ...user, cwd: folder, stdio: 'ignore' })
  }
  run('initdb', '-D', data, '-U', 'lazuli', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust', '-N')
  // It ends with the tests, and servers that are killed lose nothing by it: no disk need be waited for.
  const unflushed = '-c fsync=off -c full_page_writes=off'
  const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c max_connections=100 ${unflushed}`
  run('pg_ctl', '-D', data, '-w', '-o', settings, '-l', join(folder, 'log'), 'start')
  return {
    config: { host: folder, user: 'lazuli' },
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
