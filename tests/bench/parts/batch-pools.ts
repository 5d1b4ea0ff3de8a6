// What benches of Batch share: pools whose nodes are there, jobs of short tasks, and their end.
import type { BatchCaller } from './batch-caller.ts'

export const CALLERS = 4
const PER_CALL = 100

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms))

/** In milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export interface PoolOrder {
  readonly id: string
  readonly nodes: number
  readonly slots: number
}

/** Makes a pool, and waits until all its nodes are idle. */
export async function makePool({ call }: BatchCaller, order: PoolOrder): Promise<void> {
  await call('POST', '/pools', {
    id: order.id,
    vmSize: 'standard_a1_v2',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: order.nodes,
    taskSlotsPerNode: order.slots,
  })
  for (;;) {
    const { value } = await call('GET', '/nodecounts')
    const counts = value as { poolId: string; dedicated: { idle: number } }[]
    if ((counts.find(({ poolId }) => poolId === order.id)?.dedicated.idle ?? 0) === order.nodes) {
      return
    }
    const { allocationState, resizeErrors } = await call('GET', `/pools/${order.id}`)
    if (allocationState === 'steady' && resizeErrors) {
      throw new Error(`${order.nodes} nodes were not reached: ${JSON.stringify(resizeErrors)}`)
    }
    await pause(20)
  }
}

/** Deletes pools, and waits until no more than `left` are there. */
export async function removePools(
  { call }: BatchCaller,
  ids: readonly string[],
  left = 0,
): Promise<void> {
  for (const id of ids) await call('DELETE', `/pools/${id}`).catch(() => undefined)
  for (;;) {
    const { value } = await call('GET', '/pools')
    if ((value as unknown[]).length <= left) return
    await pause(20)
  }
}

export const addJob = ({ call }: BatchCaller, id: string, poolId: string, more: object = {}) =>
  call('POST', '/jobs', { id, poolInfo: { poolId }, ...more })

/** Adds the tasks `from` up to `to` by full collections on all connections at once: `more` of each. */
export async function addTasks(
  { call }: BatchCaller,
  job: string,
  to: number,
  from = 0,
  more: object = {},
): Promise<void> {
  let next = from
  const one = async (): Promise<void> => {
    while (next < to) {
      const first = next
      next += PER_CALL
      const value = Array.from({ length: Math.min(PER_CALL, to - first) }, (_, i) => ({
        id: `t${first + i}`,
        commandLine: '/bin/true',
        ...more,
      }))
      await call('POST', `/jobs/${job}/addtaskcollection`, { value })
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, one))
}

export interface TaskCounts {
  readonly running: number
  readonly completed: number
  readonly failed: number
}

export const countsOf = async ({ call }: BatchCaller, job: string): Promise<TaskCounts> =>
  (await call('GET', `/jobs/${job}/taskcounts`)).taskCounts as TaskCounts

/** The fewest tasks that any of these jobs completed, by the server's own count. */
export async function fewestCompleted(
  caller: BatchCaller,
  jobs: readonly string[],
): Promise<number> {
  const all: number[] = []
  for (const job of jobs) all.push((await countsOf(caller, job)).completed)
  return Math.min(...all)
}

/** Nodes of a pool that are idle or run tasks, by the server's own count. */
export async function nodesAtWork({ call }: BatchCaller, pool: string): Promise<number> {
  const { value } = await call('GET', '/nodecounts')
  const counts = value as { poolId: string; dedicated: { idle: number; running: number } }[]
  const { idle = 0, running = 0 } = counts.find(({ poolId }) => poolId === pool)?.dedicated ?? {}
  return idle + running
}

export async function untilDone(caller: BatchCaller, job: string, count: number): Promise<void> {
  for (;;) {
    const { completed, failed } = await countsOf(caller, job)
    if (failed > 0) throw new Error(`${failed} tasks failed`)
    if (completed >= count) return
    await pause(10)
  }
}

/** Tasks a second, from the first call that adds some to the last exit code saved. */
export async function runTasks(
  caller: BatchCaller,
  poolId: string,
  job: string,
  count: number,
): Promise<number> {
  await addJob(caller, job, poolId)
  const ms = await timed(async () => {
    await addTasks(caller, job, count)
    await untilDone(caller, job, count)
  })
  return (count / ms) * 1000
}
