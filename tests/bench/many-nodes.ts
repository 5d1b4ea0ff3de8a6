// Pools of many nodes on one machine: how long they take to come and to go, what they leave running
// when nothing runs, and what is left of one node's tasks a second. Sizes: NODES, TASKS. `NODE_KIND`
// is `local` or `simulated`.
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processes } from '#agent/processes/process-table.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { type BatchCaller, batchCaller } from './batch-caller.ts'

const NODES = Number(process.env.NODES ?? 800)
const TASKS = Number(process.env.TASKS ?? 2000)
const KIND = process.env.NODE_KIND ?? 'local'
const SLOTS_OF_ONE = 4
const PER_CALL = 100
const CALLERS = 4
/** Shells that were idle for so long are to have ended: twice the time that they may rest. */
const REST_MS = 70_000

const say = (name: string, figure: string): void =>
  void process.stdout.write(`${name.padEnd(52)} ${figure}\n`)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export async function manyNodes(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-bench-'))
  const args = ['--nodes', KIND, '--dedicated-core-quota', String(2 * NODES + SLOTS_OF_ONE)]
  const lazuli = await spawnLazuli({ data, timeScale: 1000, args })
  const caller = batchCaller(lazuli.ready, CALLERS)
  try {
    await makePool(caller, 'one', 1, SLOTS_OF_ONE)
    await tasks(caller, 'one', 'warm')
    const one = await tasks(caller, 'one', 'of-one')
    say(`tasks a second, 1 node of ${SLOTS_OF_ONE} slots`, one.toFixed(0))
    const coming = await timed(() => makePool(caller, 'many', NODES, 1))
    say(`${NODES} ${KIND} nodes until all are idle`, `${(coming / 1000).toFixed(1)} s`)
    await tasks(caller, 'many', 'warm-many')
    const many = await tasks(caller, 'many', 'of-many')
    say(
      `tasks a second, ${NODES} nodes of 1 slot`,
      `${many.toFixed(0)}, ${(many / one).toFixed(2)} of one node’s`,
    )
    say('processes of the server while they rest', String(processesOf(lazuli.pid, data)))
    if (KIND === 'local') {
      await pause(REST_MS)
      say(`the same after ${REST_MS / 1000} s`, String(processesOf(lazuli.pid, data)))
    }
    const going = await timed(async () => {
      await caller.call('DELETE', '/pools/many')
      await untilPools(caller, 1)
    })
    say(`deletion of the pool of ${NODES}`, `${(going / 1000).toFixed(1)} s`)
  } finally {
    await caller.call('DELETE', '/pools/one').catch(() => undefined)
    await caller.call('DELETE', '/pools/many').catch(() => undefined)
    await untilPools(caller, 0)
    caller.close()
    await lazuli.stop()
    await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

/** The server, its agent, and all that descends from them. */
function processesOf(server: number, data: string): number {
  const all = processes()
  const ours = new Set([server])
  for (const { pid, parent } of all) {
    if (ours.has(parent) || (parent === 1 && commandOf(pid).includes(data))) ours.add(pid)
  }
  for (let before = -1; before !== ours.size; ) {
    before = ours.size
    for (const { pid, parent } of all) if (parent !== 1 && ours.has(parent)) ours.add(pid)
  }
  return ours.size
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // It has ended.
  }
}

async function makePool(
  { call }: BatchCaller,
  id: string,
  nodes: number,
  slots: number,
): Promise<void> {
  await call('POST', '/pools', {
    id,
    vmSize: 'standard_a1_v2',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: nodes,
    taskSlotsPerNode: slots,
  })
  for (;;) {
    const { value } = await call('GET', '/nodecounts')
    const counts = value as { poolId: string; dedicated: { idle: number; total: number } }[]
    const found = counts.find(({ poolId }) => poolId === id)?.dedicated
    if (found?.idle === nodes) return
    const { allocationState, resizeErrors } = await call('GET', `/pools/${id}`)
    if (allocationState === 'steady' && resizeErrors) {
      throw new Error(`${nodes} nodes were not reached: ${JSON.stringify(resizeErrors)}`)
    }
    await pause(50)
  }
}

/** Tasks a second, from the first call that adds some to the end of the last. */
async function tasks(caller: BatchCaller, poolId: string, job: string): Promise<number> {
  const { call } = caller
  await call('POST', '/jobs', { id: job, poolInfo: { poolId } })
  const ms = await timed(async () => {
    let next = 0
    const add = async (): Promise<void> => {
      while (next < TASKS) {
        const first = next
        next += PER_CALL
        const value = Array.from({ length: Math.min(PER_CALL, TASKS - first) }, (_, i) => ({
          id: `t${first + i}`,
          commandLine: '/bin/true',
        }))
        await call('POST', `/jobs/${job}/addtaskcollection`, { value })
      }
    }
    await Promise.all(Array.from({ length: CALLERS }, add))
    for (;;) {
      const { taskCounts } = await call('GET', `/jobs/${job}/taskcounts`)
      const { completed, failed } = taskCounts as { completed: number; failed: number }
      if (failed > 0) throw new Error(`${failed} tasks failed`)
      if (completed >= TASKS) return
      await pause(10)
    }
  })
  return (TASKS / ms) * 1000
}

async function untilPools({ call }: BatchCaller, count: number): Promise<void> {
  for (;;) {
    const { value } = await call('GET', '/pools')
    if ((value as unknown[]).length <= count) return
    await pause(20)
  }
}
