// Many real tasks while clients terminate them, more urgent ones take their place, nodes are rebooted,
// reimaged and taken away, and the server is killed: at the end each task is accounted for. Run with `node tests/soak/batch.ts`.
// TASKS, SEED and KILLS say how many, which run, and how often the server is killed.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { type BatchCaller, batchCaller } from '../bench/parts/batch-caller.ts'

const TASKS = Number(process.env.TASKS ?? 2000)
const SEED = Number(process.env.SEED ?? 1)
const KILLS = Number(process.env.KILLS ?? 5)
const PER_CALL = 100
const NODES = 3

/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const random = randomOf(SEED)
const below = (limit: number): number => Math.floor(random() * limit)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Task {
  readonly id: string
  readonly state: string
  readonly executionInfo: {
    readonly exitCode?: number
    readonly result?: string
    readonly failureInfo?: { readonly code: string }
  }
}

const data = await mkdtemp(join(tmpdir(), 'lazuli-soak-'))
/** Tasks whose termination was answered with 204. */
const terminated = new Set<string>()
let urgent = 0
const did: Record<string, number> = {}
// A minute of the real service's own work lasts 60 milliseconds.
const serve = (): Promise<SpawnedLazuli> => spawnLazuli({ data, timeScale: 1000 })
let lazuli = await serve()
let caller: BatchCaller = batchCaller(lazuli.ready, 4)

/** Makes the call; a refusal, or a server that was killed under it, is part of the game. */
async function attempt(what: string, method: string, path: string, body?: unknown) {
  try {
    const answer = await caller.call(method, path, body)
    did[what] = (did[what] ?? 0) + 1
    return answer
  } catch {
    return undefined
  }
}

/** Each knows how it shall end: its exit code is the last digit of its number. */
const exitCodeOf = (id: string): number => (Number(id.slice(1)) % 10 === 9 ? 9 : 0)

async function addAll(): Promise<void> {
  for (let first = 0; first < TASKS; first += PER_CALL) {
    const value = Array.from({ length: Math.min(PER_CALL, TASKS - first) }, (_, i) => {
      const id = `t${first + i}`
      const script = `sleep 0.0${(first + i) % 10}; exit ${exitCodeOf(id)}`
      return { id, commandLine: `/bin/sh -c '${script}'` }
    })
    await caller.call('POST', '/jobs/soak/addtaskcollection', { value })
  }
}

interface Counts {
  readonly active: number
  readonly running: number
  readonly completed: number
  readonly failed: number
}

async function counts(job = 'soak'): Promise<Counts> {
  const { taskCounts } = await caller.call('GET', `/jobs/${job}/taskcounts`)
  return taskCounts as Counts
}

async function trouble(): Promise<void> {
  const nodes = (await attempt('looked', 'GET', '/pools/soak/nodes'))?.value as { id: string }[]
  const node = nodes?.[below(nodes.length)]?.id
  const option = ['requeue', 'taskcompletion'][below(2)]
  const dice = below(22)
  if (dice >= 20) {
    const body = { id: `u${urgent++}`, commandLine: "/bin/sh -c 'sleep 0.05'" }
    await attempt('urged', 'POST', '/jobs/urgent/tasks', body)
  } else if (dice < 14) {
    const id = `t${below(TASKS)}`
    if (await attempt('terminated', 'POST', `/jobs/soak/tasks/${id}/terminate`)) terminated.add(id)
  } else if (dice < 16 && node) {
    const path = `/pools/soak/nodes/${node}/reboot`
    await attempt('rebooted', 'POST', path, { nodeRebootOption: option })
  } else if (dice < 18 && node) {
    const path = `/pools/soak/nodes/${node}/reimage?api-version=2024-07-01.20.0`
    await attempt('reimaged', 'POST', path, { nodeReimageOption: option })
  } else {
    const targetDedicatedNodes = 1 + below(NODES)
    const body = { targetDedicatedNodes, nodeDeallocationOption: option }
    await attempt('resized', 'POST', '/pools/soak/resize', body)
  }
}

/** Every task, page by page. */
async function allTasks(): Promise<Task[]> {
  const found: Task[] = []
  let path: string | undefined = '/jobs/soak/tasks'
  while (path) {
    const page: Record<string, unknown> = await caller.call('GET', path)
    found.push(...(page.value as Task[]))
    const link = page['odata.nextLink'] as string | undefined
    const url = link === undefined ? undefined : new URL(link)
    url?.searchParams.delete('api-version')
    path = url && `${url.pathname}${url.search}`
  }
  return found
}

function check(tasks: readonly Task[]): void {
  assert.equal(tasks.length, TASKS)
  assert.equal(new Set(tasks.map(({ id }) => id)).size, TASKS)
  for (const { id, state, executionInfo } of tasks) {
    const { failureInfo, exitCode, result } = executionInfo
    assert.equal(state, 'completed', id)
    const isEnded = failureInfo?.code === 'TaskEnded'
    // A termination that was answered holds; one whose answer was lost may.
    if (terminated.has(id)) assert.ok(isEnded, `${id} was terminated and is ${result}`)
    if (isEnded) continue
    assert.equal(exitCode, exitCodeOf(id), id)
    assert.equal(result, exitCode === 0 ? 'success' : 'failure', id)
  }
}

await caller.call('POST', '/pools', {
  id: 'soak',
  vmSize: 'standard_d2s_v3',
  virtualMachineConfiguration: {
    imageReference: {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-jammy',
      sku: '22_04-lts',
    },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  },
  targetDedicatedNodes: NODES,
  taskSlotsPerNode: 4,
})
const poolInfo = { poolId: 'soak' }
await caller.call('POST', '/jobs', { id: 'soak', poolInfo, allowTaskPreemption: true })
await caller.call('POST', '/jobs', { id: 'urgent', poolInfo, priority: 100 })
await addAll()
let kills = 0
let lastProgress = performance.now()
let lastCompleted = 0
for (;;) {
  const now = await counts()
  if (now.active + now.running === 0) break
  if (now.completed > lastCompleted) lastProgress = performance.now()
  lastCompleted = now.completed
  if (performance.now() - lastProgress > 120_000) {
    throw new Error(`nothing is completed any more: ${JSON.stringify(now)}; data in ${data}`)
  }
  await trouble()
  if (kills < KILLS && now.completed > ((kills + 1) * TASKS) / (KILLS + 2)) {
    kills++
    const lastCall = trouble()
    await lazuli.kill()
    await lastCall
    caller.close()
    lazuli = await serve()
    caller = batchCaller(lazuli.ready, 4)
  }
  await pause(20)
}
check(await allTasks())
let left = await counts('urgent')
for (; left.active + left.running > 0; left = await counts('urgent')) await pause(50)
// One whose answer was lost with the server may have been added and not be counted in `did`.
assert.ok(left.completed >= (did.urged ?? 0) && left.completed <= urgent)
assert.equal(left.failed, 0)
process.stdout.write(
  `seed ${SEED}: ${TASKS} tasks accounted for; killed ${kills} times, ${JSON.stringify(did)}\n`,
)
await caller.call('DELETE', '/pools/soak')
while (((await caller.call('GET', '/pools')).value as unknown[]).length > 0) await pause(50)
caller.close()
await lazuli.stop()
await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
