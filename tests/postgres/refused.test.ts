// What keeps a server from a database: each is said in a sentence that helps, and nothing is begun.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { realClock } from '#engine/clock.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { plus } from '#kernel/instant.ts'
import { openBesideDatabase } from '#store/data-directory.ts'
import { Connection } from '#store/postgres/connection.ts'
import { inWords, openPostgres } from '#store/postgres/open.ts'
import { freePort } from '#testing/free-ports.ts'
import { aDatabase, startPostgres, urlOf } from '#testing/postgres.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
const DAY_MS = 86_400_000

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-refused-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Says this to a database as one who may do all. */
async function prepare(config: Awaited<ReturnType<typeof aDatabase>>, ...texts: string[]) {
  const connection = await Connection.open(config)
  for (const text of texts) await connection.say(text)
  await connection.close()
}

async function migrated(t: TestContext) {
  const config = await aDatabase()
  await (await openBesideDatabase(join(folderOf(t), 'data'), urlOf(config))).close()
  return config
}

test('a database that a newer version wrote is left as it is', async (t) => {
  const config = await migrated(t)
  await prepare(config, "insert into migration values ('9999-later.sql')")
  const data = join(folderOf(t), 'data')
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, 'start', '--store', urlOf(config), '--data', data, '--port', '0'],
    { encoding: 'utf8' },
  )
  assert.equal(status, 1, stderr)
  assert.match(
    stderr,
    /cannot use the database [^ ]+: the data was written by a newer version of Lazuli \(9999-later\.sql\)\. Start that version, or name an empty database\.\n$/,
  )
})

test('tables that are not Lazuli’s, or another user’s, are left alone', async (t) => {
  const directory = join(folderOf(t), 'data')
  const foreign = await aDatabase()
  await prepare(foreign, 'create table operation (mine text)')
  await assert.rejects(
    openBesideDatabase(directory, urlOf(foreign)),
    /migration 0001-engine\.sql failed: relation "operation" already exists\. Name an empty database\.$/,
  )
  const other = await migrated(t)
  await prepare(
    other,
    `do $$ begin create role second login; exception when duplicate_object then null; end $$`,
    'grant create on schema public to second',
  )
  await assert.rejects(
    openBesideDatabase(directory, urlOf({ ...other, user: 'second' })),
    /permission denied for table \w+\. Grant the user/,
  )
})

test('a database that takes no writes, or no connections, says so', async () => {
  const config = await aDatabase()
  await prepare(
    config,
    `alter database ${config.database} set default_transaction_read_only = on`,
    `do $$ begin create role third login; exception when duplicate_object then null; end $$`,
    `revoke connect on database ${config.database} from public`,
  )
  await assert.rejects(openPostgres(urlOf(config)), /read-only.*Name the server that takes writes/)
  await assert.rejects(
    openPostgres(urlOf({ ...config, user: 'third' })),
    /permission denied for database.*Grant the user/,
  )
})

test('TLS that is asked for, missing, or not trusted is told apart', async (t) => {
  const [own, its] = [1, 2].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }))
  const now = realClock(1).now()
  const issued = {
    issuer: { name: 'own', key: own!.privateKey },
    ...{ notBefore: plus(now, -DAY_MS), notAfter: plus(now, DAY_MS) },
  }
  const authority = issueCertificate({
    ...{ ...issued, serial: randomBytes(16), use: 'authority' },
    ...{ subject: 'own', publicKey: own!.publicKey },
  })
  const certificate = issueCertificate({
    ...{ ...issued, serial: randomBytes(16), use: 'server', names: ['127.0.0.1'] },
    ...{ subject: 'database', publicKey: its!.publicKey },
  })
  const key = String(its!.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const port = await freePort()
  const server = startPostgres({ port, certificate, key })
  t.after(() => server.stop())
  const file = join(folderOf(t), 'own.pem')
  writeFileSync(file, authority)
  const url = (query: string): string =>
    `postgres://lazuli@127.0.0.1:${port}/postgres?${new URLSearchParams(query)}`
  await assert.rejects(openPostgres(url('')), /no encryption\. Encrypt the connection: add sslmode/)
  await assert.rejects(
    openPostgres(url('sslmode=verify-full')),
    /its certificate is not trusted \(.*\)\. Name its authority in the URL: sslrootcert=FILE/,
  )
  await assert.rejects(
    openPostgres(url('sslmode=verify-full&sslrootcert=/no/such.pem')),
    /ENOENT.*'\/no\/such\.pem'\.$/,
  )
  await (await openPostgres(url(`sslmode=verify-full&sslrootcert=${file}`))).close()
})

test('a host that takes a call and says nothing is not waited for without end', async (t) => {
  const silent = createServer()
  t.after(() => silent.close())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { readonly port: number }
  const options = { host: '127.0.0.1', port, connectionTimeoutMillis: 100 }
  const error = await Connection.open(options).catch((cause: unknown) =>
    inWords(`postgres://127.0.0.1:${port}/x`, cause),
  )
  assert.match(String(error), /127\.0\.0\.1:\d+\/x: nothing answers there/)
})
