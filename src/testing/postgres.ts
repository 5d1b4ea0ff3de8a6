// A PostgreSQL of a test file's own, as Debian installs it: in a folder, on a socket in it.
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

let started: Promise<ClientConfig> | undefined
let stop: (() => void) | undefined
// Of the file, not of the test that asks first.
after(() => stop?.())
let databases = 0

/** A database of its own on the server of this file, which ends with it: empty, or as another is. */
export async function aDatabase(like = 'template0'): Promise<ClientConfig> {
  started ??= start()
  const server = await started
  const database = `test${++databases}`
  const connection = await Connection.open({ ...server, database: 'postgres' })
  await connection.say(`create database ${database} template ${like}`)
  await connection.close()
  return { ...server, database }
}

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

async function start(): Promise<ClientConfig> {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-postgres-'))
  const user = asItsUser()
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid!)
  const data = join(folder, 'data')
  const run = (program: string, ...args: string[]): void => {
    execFileSync(join(PROGRAMS, program), args, { ...user, cwd: folder, stdio: 'ignore' })
  }
  run('initdb', '-D', data, '-U', 'lazuli', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust', '-N')
  const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c max_connections=50`
  run('pg_ctl', '-D', data, '-w', '-o', settings, '-l', join(folder, 'log'), 'start')
  stop = () => {
    run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
    rmSync(folder, { recursive: true, force: true })
  }
  return { host: folder, user: 'lazuli' }
}
