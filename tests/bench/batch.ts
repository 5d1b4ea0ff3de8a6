// Jobs and tasks: how fast tasks are added and run, what a million of them cost, and what is left
// for others meanwhile. Sizes: TASKS (run), BIG (in one job), ROUNDS.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { type BatchCaller, batchCaller } from './batch-caller.ts'
import { paid, perTask } from './batch-cost.ts'
import { readsMeanwhile } from './batch-reads.ts'

const TASKS = Number(process.env.TASKS ?? 1000)
const BIG = Number(process.env.BIG ?? 1_000_000)
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const SLOTS = 4
const PER_CALL = 100
const CALLERS = 4

const run = promisify(execFile)
const say = (name: string, figure: string): void =>
  void process.stdout.write(`${name.padEnd(44)} ${figure}\n`)

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)
const at = (values: readonly number[], share: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))]!
const median = (values: readonly number[]): number => at(values, 0.5)

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export async function batch(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-bench-'))
  const lazuli = await spawnLazuli({ data, timeScale: 1000 })
  const caller = batchCaller(lazuli.ready, CALLERS)
  try {
    await makePool(caller)
    await tasksPerSecond(caller, data, lazuli.pid)
    await addToRunning(caller)
    await readsMeanwhile(caller, lazuli.ready, ROUNDS)
    await manyTasks(caller, lazuli.pid)
  } finally {
    await caller.call('DELETE', '/pools/bench')
    await untilGone(caller)
    caller.close()
    await lazuli.stop()
    await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

async function makePool({ call }: BatchCaller): Promise<void> {
  await call('POST', '/pools', {
    id: 'bench',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: 1,
    taskSlotsPerNode: SLOTS,
  })
  for (;;) {
    const { value } = await call('GET', '/pools/bench/nodes')
    const nodes = value as { state: string }[]
    if (nodes.length === 1 && nodes[0]!.state === 'idle') return
    await pause(50)
  }
}

async function untilGone({ call }: BatchCaller): Promise<void> {
  for (;;) {
    const { value } = await call('GET', '/pools')
    if ((value as unknown[]).length === 0) return
    await pause(50)
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const addJob = ({ call }: BatchCaller, id: string, poolId = 'bench') =>
  call('POST', '/jobs', { id, poolInfo: { poolId } })

/** Adds tasks by full collections on all connections at once. */
async function addTasks({ call }: BatchCaller, job: string, count: number): Promise<void> {
  let next = 0
  const one = async (): Promise<void> => {
    while (next < count) {
      const first = next
      next += PER_CALL
      const value = Array.from({ length: Math.min(PER_CALL, count - first) }, (_, i) => ({
        id: `t${first + i}`,
        commandLine: '/bin/true',
      }))
      await call('POST', `/jobs/${job}/addtaskcollection`, { value })
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, one))
}

async function untilDone({ call }: BatchCaller, job: string, count: number): Promise<void> {
  for (;;) {
    const { taskCounts } = await call('GET', `/jobs/${job}/taskcounts`)
    const { completed, failed } = taskCounts as { completed: number; failed: number }
    if (failed > 0) throw new Error(`${failed} tasks failed`)
    if (completed >= count) return
    await pause(10)
  }
}

/** All do the same: a directory with `wd` in it, both streams into files, and the exit code kept. */
const STEPS = 'mkdir -p {}/wd; cd {}/wd; /bin/true >../stdout.txt 2>../stderr.txt; echo $? >../exit'

async function tasksPerSecond(caller: BatchCaller, data: string, pid: number): Promise<void> {
  const ours: number[] = []
  let cost = ''
  const shares: Record<string, number[]> = { 'xargs -P4': [], 'GNU parallel -j4': [] }
  const peers: Record<string, [number, string]> = {
    'xargs -P4': [TASKS, `xargs -P${SLOTS} -I{} sh -c '${STEPS}'`],
    'GNU parallel -j4': [Math.ceil(TASKS / 5), `parallel -j${SLOTS} '${STEPS}'`],
  }
  for (let round = 0; round <= ROUNDS; round++) {
    const job = `run${round}`
    await addJob(caller, job)
    const before = paid(pid, data)
    const ms = await timed(async () => {
      await addTasks(caller, job, TASKS)
      await untilDone(caller, job, TASKS)
    })
    cost = perTask(before, paid(pid, data), TASKS)
    const rate = (TASKS / ms) * 1000
    if (round > 0) ours.push(rate)
    for (const [name, [count, command]] of Object.entries(peers)) {
      const directory = join(data, `peer-${round}-${count}`)
      const script = `mkdir ${directory}; cd ${directory}; seq ${count} | ${command}`
      const theirs = await timed(() => run('sh', ['-c', script])).catch(() => undefined)
      if (round > 0 && theirs !== undefined) shares[name]!.push(rate / ((count / theirs) * 1000))
    }
  }
  say(`real tasks, ${SLOTS} slots, create to exit code`, `${median(ours).toFixed(0)}/s`)
  say('  processor time a task, last round', cost)
  for (const [name, all] of Object.entries(shares)) {
    if (all.length > 0) say(`  beside ${name}`, `${median(all).toFixed(2)}x`)
  }
}

async function addToRunning(caller: BatchCaller): Promise<void> {
  await addJob(caller, 'latency')
  const waits: number[] = []
  for (let i = 0; i < 100; i++) {
    await caller.call('POST', '/jobs/latency/tasks', { id: `t${i}`, commandLine: '/bin/true' })
    await untilDone(caller, 'latency', i + 1)
    const task = await caller.call('GET', `/jobs/latency/tasks/t${i}`)
    const { startTime } = task.executionInfo as { startTime: string }
    waits.push(Date.parse(startTime) - Date.parse(String(task.creationTime)))
  }
  say('from add to running, idle node, p50', `${median(waits)} ms`)
}

async function manyTasks(caller: BatchCaller, pid: number): Promise<void> {
  await addJob(caller, 'small', 'nowhere')
  await addTasks(caller, 'small', 1000)
  await addJob(caller, 'big', 'nowhere')
  const before = await residentBytes(pid)
  const ms = await timed(() => addTasks(caller, 'big', BIG))
  const after = await residentBytes(pid)
  say(`added by collections, durable (${BIG} tasks)`, `${((BIG / ms) * 1000).toFixed(0)}/s`)
  say('server memory a task', `${((after - before) / BIG).toFixed(0)} bytes`)
  const path = (job: string): string =>
    `/jobs/${job}/tasks?$filter=state%20eq%20'active'&maxresults=100`
  const times: Record<'small' | 'big', number[]> = { small: [], big: [] }
  for (let i = 0; i < 50; i++) {
    for (const job of ['small', 'big'] as const) {
      times[job].push(await timed(() => caller.call('GET', path(job))))
    }
  }
  const [small, big] = [median(times.small), median(times.big)]
  say('filtered page of 1,000 tasks, p50', `${small.toFixed(1)} ms`)
  say(`filtered page of ${BIG} tasks, p50`, `${big.toFixed(1)} ms (${(big / small).toFixed(2)}x)`)
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
}
