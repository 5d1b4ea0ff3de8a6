// Servers for tests: those that users start, in this process, with what a test holds in its hand.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { ServerClock } from '#engine/clock.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { LazuliOptions } from '#library/options.ts'
import type { Ready } from '#library/ready/ready.ts'
import type { DataDirectory } from '#store/data-directory.ts'
import { ephemeralPrefix } from '#store/leftovers.ts'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite/sqlite.ts'
import type { Replacements } from '../main/replacements.ts'
import { frozenClock } from './clock.ts'

export const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111'
export const TENANT = '99999999-9999-9999-9999-999999999999'

/** Who is there in every test: as in `credentials.json`. */
export const credentials = {
  tenantId: TENANT,
  tenantDomain: 'lazuli.localhost',
  subscriptionId: SUBSCRIPTION,
  clientId: '33333333-3333-3333-3333-333333333333',
  clientSecret: 'the-first-applications-secret',
  objectId: '22222222-2222-2222-2222-222222222222',
  user: {
    name: 'admin@lazuli.localhost',
    password: 'the-first-users-password',
    objectId: '44444444-4444-4444-4444-444444444444',
  },
  managedIdentity: {
    clientId: '55555555-5555-5555-5555-555555555555',
    objectId: '66666666-6666-6666-6666-666666666666',
    secret: 'the-machines-secret',
  },
}

/** Keys and certificates take longer to make than a server: the servers of a test file share them. */
let template: Promise<string> | undefined

/** Answers its path. */
async function makeTemplate(): Promise<string> {
  const path = mkdtempSync(join(tmpdir(), ephemeralPrefix(process.pid)))
  process.once('exit', () => rmSync(path, { recursive: true, force: true }))
  writeFileSync(join(path, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 })
  const directory = await openIn(path)
  const lazuli = await createLazuli({}, { directory })
  // The key that signs is on the disk once something is signed.
  await tokenOf(lazuli, 'application')
  await lazuli.stop()
  await directory.store.close()
  return path
}

export type Who = 'application' | 'user'

/** The one's token for Resource Manager, good for an hour of the server's callers. */
function tokenOf({ inside }: Lazuli, kind: Who): Promise<string> {
  const { clientId, objectId, user } = credentials
  const names =
    kind === 'user'
      ? { signInName: user.name, objectId: user.objectId, displayName: 'Administrator' }
      : { signInName: clientId, objectId, displayName: 'lazuli' }
  const principal = { tenantId: TENANT, kind, isEnabled: true, ...names }
  return inside.identity.issueToken(principal, 'https://management.azure.com/')
}

/** How long of its hour a token is used. */
const USED_MS = 50 * 60_000

async function openIn(path: string): Promise<DataDirectory> {
  const { store, contents } = await storeIn()
  return { path, store, contents, isNew: false, ephemeral: false, close: () => store.close() }
}

async function storeIn(): Promise<Pick<DataDirectory, 'store' | 'contents'>> {
  if (!postgres) {
    const store = await temporary()
    return { store, contents: store }
  }
  const { PostgresContents } = await import('#store/postgres/contents.ts')
  const store = await postgres.aPostgresStore()
  return { store, contents: new PostgresContents(store) }
}

export interface TestOptions extends Replacements {
  readonly options?: LazuliOptions
  /** Of callers as well, unless they have their own. Absent: it stands at `SOME_MOMENT`. */
  readonly clock?: ServerClock
}

/** A problem that the server reported. */
export interface Reported {
  readonly what: string
  readonly error: unknown
}

/** Those that a failed test left: they would keep its file from ending. */
const running = new Set<TestLazuli>()
after(async () => {
  for (const one of running) await one[Symbol.asyncDispose]()
})

/** `LAZULI_TEST_STORE=postgres` runs the same tests on PostgreSQL, which ends after the servers. */
const postgres =
  process.env.LAZULI_TEST_STORE === 'postgres' ? await import('./postgres.ts') : undefined

async function temporary(): Promise<SqliteStore> {
  const store = new SqliteStore(':memory:')
  await migrate(store)
  return store
}

export class TestLazuli implements AsyncDisposable {
  readonly clock: ServerClock
  /** Bugs, and what failed and is retried. */
  readonly reported: Reported[] = []
  readonly #directory: DataDirectory
  readonly #given: TestOptions
  readonly #tokens = new Map<Who, { readonly text: string; readonly at: Instant }>()
  #lazuli!: Lazuli

  private constructor(given: TestOptions, directory: DataDirectory) {
    this.clock = given.clock ?? frozenClock()
    this.#given = given
    this.#directory = directory
  }

  static async start(given: TestOptions = {}): Promise<TestLazuli> {
    template ??= makeTemplate()
    const path = await template
    const own = mkdtempSync(join(tmpdir(), ephemeralPrefix(process.pid)))
    cpSync(path, own, { recursive: true })
    const made = new TestLazuli(given, await openIn(own))
    running.add(made)
    await made.#begin()
    return made
  }

  async #begin(): Promise<void> {
    const { options = {}, ...replacements } = this.#given
    this.#lazuli = await createLazuli(options, {
      report: (what, error) => this.reported.push({ what, error }),
      wall: this.clock,
      ...replacements,
      clock: this.clock,
      directory: this.#directory,
    })
  }

  get ready(): Ready {
    return this.#lazuli.ready
  }

  get inside(): Lazuli['inside'] {
    return this.#lazuli.inside
  }

  /** Of the first application, or of the first user: both may do everything. */
  async token(who: Who = 'application'): Promise<string> {
    const now = this.inside.wall.now()
    const had = this.#tokens.get(who)
    if (had && now < plus(had.at, USED_MS)) return had.text
    const made = { text: await tokenOf(this.#lazuli, who), at: now }
    this.#tokens.set(who, made)
    return made.text
  }

  get port(): number {
    return Number(new URL(this.ready.arm).port)
  }

  /** As after `kill -9`: what was under way in memory is lost, what was saved goes on. */
  async restart(): Promise<void> {
    this.inside.abandon()
    await this.#lazuli.stop()
    await this.#begin()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!running.delete(this)) return
    await this.#lazuli.stop()
    await this.#directory.close()
    rmSync(this.#directory.path, { recursive: true, force: true })
  }

  /** The words of a file in the data directory. */
  read(name: string): string {
    return readFileSync(join(this.#directory.path, name), 'utf8')
  }
}
