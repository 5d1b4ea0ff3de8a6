// A PostgreSQL for tests, as Debian installs it: in a folder, on a socket in it. Files that are run
// together share one (`tests/postgres/shared-server.ts`); a file that is run alone has its own.
import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

/** Writes what it needs for that; answers the settings. */
function byTls(
  data: string,
  { port, certificate, key }: Listening,
  { uid, gid }: { readonly uid?: number; readonly gid?: number },
): string {
  for (const [name, text] of Object.entries({ 'server.crt': certificate, 'server.key': key })) {
    const file = join(data, name)
    writeFileSync(file, text, { mode: 0o600 })
    if (uid !== undefined) chownSync(file, uid, gid!)
  }
  writeFileSync(
    join(data, 'pg_hba.conf'),
    'local all all trust\nhostssl all all 127.0.0.1/32 trust\n',
  )
  return `-c listen_addresses=127.0.0.1 -c port=${port} -c ssl=on`
}

export interface RunningPostgres {
  readonly config: ClientConfig
  stop(): void
}

/** Where it listens besides its socket, by TLS alone. */
interface Listening {
  readonly port: number
  /** PEM. */
  readonly certificate: string
  readonly key: string
}

export function startPostgres(listening?: Listening): RunningPostgres {
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
  const listens = listening ? byTls(data, listening, user) : '-c listen_addresses='
  const settings = `${listens} -c unix_socket_directories=${folder} -c max_connections=100 ${unflushed}`
  run('pg_ctl', '-D', data, '-w', '-o', settings, '-l', join(folder, 'log'), 'start')
  return {
    config: { host: folder, user: 'lazuli' },
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
