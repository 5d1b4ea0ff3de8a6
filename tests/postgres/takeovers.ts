// Two servers on one database, of which the one that serves is killed or stopped again and again while
// clients work: nothing that was acknowledged is lost, and no task is tried again that may not be.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { admin } from '#cli/client.ts'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { ephemeralPrefix } from '#store/leftovers.ts'
import { freePort } from '#testing/free-ports.ts'
import { aDatabase, urlOf } from '#testing/postgres.ts'
import { type BatchCaller, batchCaller } from '../bench/parts/batch-caller.ts'
import { standsBy } from './stands-by.ts'

/** So many takeovers come from a kill for one that comes from a stop, which takes a lease's length. */
const KILLS_TO_A_STOP = 5
/** Tasks that are acknowledged between two takeovers, and the time that there is for it. */
const MOST_BETWEEN = 12
const BETWEEN_MS = 20_000
/** What no load of the machine excuses. */
const TAKEOVER_MS = 60_000
const END_MS = 120_000
const NODES = 3
const LEASE_LOST = /another server has taken over the database/

type Below = (limit: number) => number

/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomOf(seed: number): Below {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

/** Servers that stand by for one database, each with one of two directories. */
class Servers {
  readonly #store: string
  // What a run that was killed leaves is two small directories, which a later server removes.
  readonly #folder = mkdtempSync(join(tmpdir(), ephemeralPrefix(process.pid)))
  readonly #running = new Set<SpawnedLazuli>()

  constructor(store: string) {
    this.#store = store
  }

  /** At the port it answers as soon as it stands by. */
  async start(name: string, port = 0): Promise<SpawnedLazuli> {
    const data = join(this.#folder, name)
    mkdirSync(data, { recursive: true })
    const server = await spawnLazuli({
      ...{ data, port, batchPort: 0, store: this.#store, standby: true, timeScale: 1000 },
      ...{ nodes: 'simulated', hypervisor: 'simulated' },
    })
    this.#running.add(server)
    void server.gone.then(() => this.#running.delete(server))
    return server
  }

  isRunning(server: SpawnedLazuli): boolean {
    return this.#running.has(server)
  }

  async end(): Promise<void> {
    for (const { pid } of this.#running) process.kill(pid, 'SIGCONT')
    await Promise.all([...this.#running].map((server) => server.kill()))
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

interface Told {
  readonly added: Set<string>
  readonly terminated: Set<string>
}

/** Adds tasks and makes trouble until the server is gone. Notes what was acknowledged. */
async function work(
  { call }: BatchCaller,
  round: number,
  { added, terminated }: Told,
  below: Below,
): Promise<never> {
  for (let i = 0; ; i++) {
    const id = `t${round}-${i}`
    await call('POST', '/jobs/job/tasks', {
      ...{ id, commandLine: '/bin/sh -c "sleep 0.1"', constraints: { maxTaskRetryCount: 0 } },
    })
    added.add(id)
    const dice = below(40)
    if (dice < 3) {
      const isDone = await attempt(() => call('POST', `/jobs/job/tasks/${id}/terminate`))
      if (isDone) terminated.add(id)
    } else if (dice === 3) {
      const targetDedicatedNodes = 1 + below(NODES)
      await attempt(() => call('POST', '/pools/pool/resize', { targetDedicatedNodes }))
    }
  }
}

/** Whether it was acknowledged. A refusal is part of the game; a server that is gone ends it. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if ((error as Error).message.startsWith('{')) return false
    throw error
  }
}

interface Task {
  readonly id: string
  readonly state: string
  readonly executionInfo: {
    readonly exitCode?: number
    readonly retryCount: number
    readonly failureInfo?: { readonly code: string }
  }
}

/** What is not over, why it is not, and the nodes that it could run on. */
async function left(caller: BatchCaller, { ready }: SpawnedLazuli): Promise<string> {
  const waiting = (await allTasks(caller)).filter(({ state }) => state !== 'completed')
  const why = waiting
    .slice(0, 5)
    .map(({ id }) =>
      admin(ready, `/lazuli/explain?${new URLSearchParams({ job: 'job', task: id })}`),
    )
  const pool = await caller.call('GET', '/pools/pool')
  const { value: nodes } = await caller.call('GET', '/pools/pool/nodes')
  return JSON.stringify([waiting, await Promise.all(why), pool, nodes])
}

async function allTasks({ call }: BatchCaller): Promise<Task[]> {
  const found: Task[] = []
  for (let path: string | undefined = '/jobs/job/tasks'; path !== undefined; ) {
    const page: Record<string, unknown> = await call('GET', path)
    found.push(...(page.value as Task[]))
    const link = page['odata.nextLink'] as string | undefined
    const url = link === undefined ? undefined : new URL(link)
    url?.searchParams.delete('api-version')
    path = url && `${url.pathname}${url.search}`
  }
  return found
}

/** Stops it where it stands. False: it has ended already. */
function isStopped({ pid }: SpawnedLazuli): boolean {
  try {
    return process.kill(pid, 'SIGSTOP')
  } catch {
    return false
  }
}

export interface Takeovers {
  readonly takeovers: number
  readonly seed: number
  /** Told after each, what it took. */
  readonly onTakeover?: (round: number, ms: number) => void
}

export interface TakenOver {
  /** How long each took, in milliseconds. */
  readonly kills: readonly number[]
  readonly stops: readonly number[]
  /** How many servers lost their lease without that: nothing let them renew it in time. */
  readonly lost: number
  /** How many tasks were acknowledged, all of which are there. */
  readonly acknowledged: number
}

export async function takeOver({ takeovers, seed, onTakeover }: Takeovers): Promise<TakenOver> {
  const servers = new Servers(urlOf(await aDatabase()))
  try {
    return await takeOverAll(servers, takeovers, randomOf(seed), onTakeover)
  } finally {
    await servers.end()
  }
}

async function takeOverAll(
  servers: Servers,
  takeovers: number,
  below: Below,
  onTakeover: Takeovers['onTakeover'],
): Promise<TakenOver> {
  const told: Told = { added: new Set(), terminated: new Set() }
  let [serving, free] = ['a', 'b']
  let active = await servers.start(serving)
  let caller = batchCaller(active.ready, 4)
  await caller.call('POST', '/pools', {
    ...{ id: 'pool', vmSize: 'standard_d2s_v3', targetDedicatedNodes: NODES, taskSlotsPerNode: 8 },
    cloudServiceConfiguration: { osFamily: '6' },
  })
  await caller.call('POST', '/jobs', { id: 'job', poolInfo: { poolId: 'pool' } })
  const kills: number[] = []
  const stops: number[] = []
  let lost = 0
  for (let round = 0; kills.length + stops.length < takeovers; round++) {
    const port = await freePort()
    const next = servers.start(free, port)
    const ended = new AbortController()
    next.catch(() => ended.abort())
    // How long it takes to start is no part of a takeover.
    await standsBy(port, ended.signal)
    const working = work(caller, round, told, below).catch(({ message }: Error) => message)
    const wanted = told.added.size + 1 + below(MOST_BETWEEN)
    for (const end = performance.now() + BETWEEN_MS; performance.now() < end; await wait(10)) {
      if (told.added.size >= wanted || !servers.isRunning(active)) break
    }
    const done = kills.length + stops.length
    const isKill = done % (KILLS_TO_A_STOP + 1) !== KILLS_TO_A_STOP
    const struckAt = performance.now()
    const isStruck = servers.isRunning(active) && (isKill || isStopped(active))
    if (isStruck && isKill) await active.kill()
    const server = await next
    const took = performance.now() - struckAt
    if (isStruck && !isKill) process.kill(active.pid, 'SIGCONT')
    // One that ended by itself may have lost its lease, and nothing else.
    if (!isStruck || !isKill) assert.match(await active.gone, LEASE_LOST)
    if (isStruck) {
      ;(isKill ? kills : stops).push(took)
      onTakeover?.(done, took)
      assert.ok(took < TAKEOVER_MS, `takeover ${done} took ${took} ms`)
    } else {
      lost += 1
      assert.ok(lost <= takeovers, `${lost} servers lost their lease by themselves`)
    }
    // A connection that ended, or the last words of one that noticed.
    assert.doesNotMatch(await working, /^\{(?!.*(?:InternalError|ServerBusy|ServiceUnavailable))/s)
    caller.close()
    active = server
    caller = batchCaller(active.ready, 4)
    const freed = serving
    ;[serving, free] = [free, freed]
  }
  const until = performance.now() + END_MS
  // Trouble may have taken nodes: those that are left get all that they can do.
  for (;;) {
    const { taskCounts } = await caller.call('GET', '/jobs/job/taskcounts')
    const { active: waiting, running } = taskCounts as Record<'active' | 'running', number>
    if (waiting + running === 0) break
    if (performance.now() > until) {
      assert.fail(
        `${waiting} tasks wait and ${running} run for ever: ${await left(caller, active)}`,
      )
    }
    await wait(100)
  }
  const tasks = new Map((await allTasks(caller)).map((task) => [task.id, task]))
  for (const id of told.added) {
    const task = tasks.get(id)
    assert.ok(task, `${id} was acknowledged and is lost`)
    const { exitCode, failureInfo, retryCount } = task.executionInfo
    assert.equal(retryCount, 0, `${id} was tried again`)
    if (failureInfo?.code !== 'TaskEnded') assert.equal(exitCode, 0, id)
  }
  for (const id of told.terminated) {
    const { state } = tasks.get(id)!
    assert.equal(state, 'completed', id)
  }
  caller.close()
  return { kills, stops, lost, acknowledged: told.added.size }
}
