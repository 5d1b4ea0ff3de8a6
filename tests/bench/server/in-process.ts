// Started by in-process.bench.ts: starts servers in this process as a program does that has the
// package, and prints what they took. The arguments are where the package's door is, and how many are
// started at once. Nothing that a server needs is loaded before the first.
import type { startLazuli as Start } from '#library/start-lazuli.ts'

const [, , door = '', count = '20'] = process.argv
const { startLazuli } = (await import(door)) as { startLazuli: typeof Start }

/** What one start, or several at once, took. */
export interface Took {
  readonly ms: number
  readonly cpuMs: number
}

export interface InProcess {
  readonly first: Took
  readonly next: Took
  readonly many: Took
  /** How many of those at once answer their health. */
  readonly answered: number
  /** By how much the resident set grew meanwhile. */
  readonly manyMb: number
}

interface Started extends Took {
  readonly servers: readonly Awaited<ReturnType<typeof Start>>[]
  stop(): Promise<unknown>
}

async function timed(count: number): Promise<Started> {
  const [began, before] = [performance.now(), process.cpuUsage()]
  const servers = await Promise.all(Array.from({ length: count }, () => startLazuli()))
  const [ms, { user, system }] = [performance.now() - began, process.cpuUsage(before)]
  const stop = () => Promise.all(servers.map((server) => server.stop()))
  return { ms, cpuMs: (user + system) / 1000, servers, stop }
}

async function one(): Promise<Took> {
  const { stop, servers: _, ...took } = await timed(1)
  await stop()
  return took
}

/** Loads what asks only now: it is no part of a start. */
async function isHealthy({ arm }: Awaited<ReturnType<typeof Start>>): Promise<boolean> {
  const { get } = await import('node:https')
  return new Promise((resolve) => {
    get(new URL('/readyz', arm), { rejectUnauthorized: false }, (response) =>
      resolve(response.resume().statusCode === 200),
    ).on('error', () => resolve(false))
  })
}

const first = await one()
// One between them: what the first call of everything compiles is no part of the next start.
await one()
const next = await one()
const before = process.memoryUsage.rss()
const { stop, servers, ...many } = await timed(Number(count))
const manyMb = (process.memoryUsage.rss() - before) / 2 ** 20
const answered = (await Promise.all(servers.map(isHealthy))).filter(Boolean).length
await stop()
const found: InProcess = { first, next, many, answered, manyMb }
process.stdout.write(JSON.stringify(found))
