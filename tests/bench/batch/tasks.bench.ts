// Real tasks on one node: how many a second, what one costs, and what is left for others meanwhile.

import { readFile } from 'node:fs/promises'
import { Agent, get } from 'node:https'
import { join } from 'node:path'
import { accessToken } from '#cli/client.ts'
import type { Ready } from '#library/ready/ready.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { inTurns, median, ratio } from '../frame/statistics.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import { type Cost, costOfEach, paid } from '../parts/batch-cost.ts'
import {
  addJob,
  CALLERS,
  fewestCompleted,
  makePool,
  removePools,
  runTasks,
  untilDone,
} from '../parts/batch-pools.ts'
import { type Read, readsMeanwhile } from '../parts/batch-reads.ts'
import { taskPeers } from '../parts/task-peers.ts'

const SLOTS = 4
const TASKS = { full: 1_000, smoke: 20 }
const WAITS = { full: 100, smoke: 3 }

export const bench: Bench = {
  title: 'tasks of /bin/true, from adding them to exit codes saved, and reads meanwhile',
  async run(run) {
    const data = join(run.scratch, 'served')
    const lazuli = await spawnLazuli({ data, timeScale: 1000 })
    const caller = batchCaller(lazuli.ready, CALLERS)
    const group = await groupReader(lazuli.ready)
    try {
      await makePool(caller, { id: 'bench', nodes: 1, slots: SLOTS })
      await tasksASecond(run, caller, () => paid(lazuli.pid, data))
      await addedToRunning(run, caller)
      await addJob(caller, 'read', 'bench')
      const reads: Read[] = [
        { what: 'Batch', aim: 1.5, read: () => caller.call('GET', '/jobs/read') },
        { what: 'ARM, HTTPS', aim: 2, read: group.read },
      ]
      for (const read of reads) await readsMeanwhile(run, caller, lazuli.ready, read)
    } finally {
      await removePools(caller, ['bench'])
      group.close()
      caller.close()
      await lazuli.stop()
    }
  },
}

/** Reads a group over one TLS connection that stays. */
async function groupReader(ready: Ready): Promise<{ read(): Promise<void>; close(): void }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: await readFile(ready.caFile) })
  const token = await accessToken(ready, 'https://management.azure.com/')
  const { subscriptionId, resourceGroup } = ready
  const path = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
  const url = new URL(`${path}?api-version=2022-12-01`, ready.arm)
  url.protocol = 'https:'
  const headers = { authorization: `Bearer ${token}` }
  const read = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = get(url, { agent, headers }, (response) => {
        response.resume()
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`)),
        )
      })
      sent.on('error', reject)
    })
  return { read, close: () => agent.destroy() }
}

async function tasksASecond(run: BenchRun, caller: BatchCaller, now: () => Cost): Promise<void> {
  const count = TASKS[run.size]
  const costs: Cost[] = []
  let round = 0
  const ours = async (): Promise<number> => {
    const before = now()
    const rate = await runTasks(caller, 'bench', `run${round++}`, count)
    costs.push(costOfEach(before, now(), count))
    return rate
  }
  const peers = run.withPeers ? await taskPeers(run.scratch, SLOTS, count) : {}
  const rates = await inTurns(run.rounds, { ours, ...peers })
  const jobs = Array.from({ length: round }, (_, i) => `run${i}`)
  run.reached({
    what: 'tasks that each job completed',
    value: await fewestCompleted(caller, jobs),
    atLeast: count,
  })
  run.figure({ what: `tasks a second, ${SLOTS} slots`, value: median(rates.ours) })
  for (const [name, theirs] of Object.entries(rates)) {
    if (name === 'ours' || !theirs) continue
    const aim = name === CEILING ? { aim: { atLeast: 0.45 } } : {}
    run.figure({ what: `  ÷ ${name}`, value: ratio(rates.ours, theirs), ...aim })
  }
  const each = (of: (cost: Cost) => number): number => median(costs.slice(1).map(of))
  run.figure({
    what: 'processor time a task, server and agent',
    value: each(({ server, agent }) => server + agent),
    unit: 'µs',
    aim: { atMost: 700 },
  })
  for (const part of ['server', 'agent', 'shells', 'programs'] as const) {
    run.figure({ what: `  ${part}`, value: each((cost) => cost[part]), unit: 'µs' })
  }
}

const CEILING: keyof Awaited<ReturnType<typeof taskPeers>> = 'posix_spawn by two processes'

async function addedToRunning(run: BenchRun, caller: BatchCaller): Promise<void> {
  await addJob(caller, 'latency', 'bench')
  const waits: number[] = []
  for (let i = 0; i < WAITS[run.size]; i++) {
    await caller.call('POST', '/jobs/latency/tasks', { id: `t${i}`, commandLine: '/bin/true' })
    await untilDone(caller, 'latency', i + 1)
    const task = await caller.call('GET', `/jobs/latency/tasks/t${i}`)
    const { startTime } = task.executionInfo as { startTime: string }
    waits.push(Date.parse(startTime) - Date.parse(String(task.creationTime)))
  }
  const aim = { atMost: 5 }
  run.figure({ what: 'from added to running, idle node', value: median(waits), unit: 'ms', aim })
}
