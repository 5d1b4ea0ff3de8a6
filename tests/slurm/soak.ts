// Many tasks on pools of Slurm while machines are drained and fall, nodes are preempted, allocations are
// cancelled and the server and the controller are killed: at the end each task is accounted for. What
// a run leaves that is killed is bounded: its tasks are short, and end by themselves.
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { BatchServiceModels } from '@azure/batch'
import { random as seededRandom } from '../wire/batch/seeded-random.ts'
import { SlurmServer } from './slurm-server.ts'

export interface SoakOptions {
  readonly tasks: number
  readonly strikes: number
  readonly seed: number
  /** How long nothing may be completed. */
  readonly patienceMs: number
}

/** Each pool with its share of the tasks in a job of its name. */
const POOLS = {
  steady: { targetDedicatedNodes: 2, taskSlotsPerNode: 4 },
  spare: { targetLowPriorityNodes: 1, taskSlotsPerNode: 4 },
} as const
type PoolName = keyof typeof POOLS
const NAMES = Object.keys(POOLS) as PoolName[]
const PER_CALL = 100

const exitCodeOf = (index: number): number => (index % 10 === 9 ? 9 : 0)

/** Answers how often each kind of strike was made. */
export async function soakOnSlurm(options: SoakOptions): Promise<Readonly<Record<string, number>>> {
  await using slurm = await SlurmServer.start()
  const random = seededRandom(options.seed)
  const strikes = strikesOn(slurm, random)
  const did: Record<string, number> = {}
  const each = Math.ceil(options.tasks / NAMES.length)
  for (const name of NAMES) {
    await slurm.addPoolWithJob(name, POOLS[name])
    await addTasks(slurm, name, each)
  }
  const kinds = Object.keys(strikes) as (keyof typeof strikes)[]
  let last = { completed: 0, at: performance.now() }
  for (let made = 0; ; ) {
    const completed = await completedOf(slurm)
    if (completed === each * NAMES.length) break
    if (completed > last.completed) last = { completed, at: performance.now() }
    if (performance.now() - last.at > options.patienceMs) {
      const why = await whyNot(slurm).catch(String)
      const done = `${completed} tasks and ${JSON.stringify(did)}`
      assert.fail(`nothing is completed any more after ${done}\n${why}\n${await slurm.seen()}`)
    }
    // Spread over the run, so that each is felt.
    if (made < options.strikes && completed * options.strikes >= made * each * NAMES.length) {
      // Each kind once before any comes again by chance.
      const kind = kinds[made < kinds.length ? made : Math.floor(random() * kinds.length)]!
      made++
      if (await strikes[kind]()) did[kind] = (did[kind] ?? 0) + 1
    }
    await wait(200)
  }
  for (const name of NAMES) await check(slurm, name, each)
  for (const name of NAMES) await slurm.client.pool.deleteMethod(name)
  await slurm.until(
    async () => ((await slurm.cluster.jobs()).length === 0 ? true : undefined),
    'no allocation is left',
  )
  return did
}

async function addTasks({ client }: SlurmServer, job: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += PER_CALL) {
    const tasks = Array.from({ length: Math.min(PER_CALL, count - first) }, (_, i) => {
      const index = first + i
      const script = `sleep 0.${index % 10}; exit ${exitCodeOf(index)}`
      return { id: `t${index}`, commandLine: `/bin/sh -c '${script}'` }
    })
    await client.task.addCollection(job, tasks)
  }
}

/** While the server is away, none that is new. */
async function completedOf({ client }: SlurmServer): Promise<number> {
  let completed = 0
  for (const name of NAMES) {
    completed += (await client.job.getTaskCounts(name)).taskCounts.completed
  }
  return completed
}

/** What may happen. Each answers whether there was something that it could happen to. */
function strikesOn(slurm: SlurmServer, random: () => number) {
  const { cluster } = slurm
  const running = async () => {
    const jobs = (await cluster.jobs()).filter(({ state }) => state === 'RUNNING')
    const job = jobs[Math.floor(random() * jobs.length)]
    return job && { id: job.id, machine: await cluster.machineOf(job.id) }
  }
  return {
    async drained() {
      const job = await running()
      if (!job) return false
      await cluster.mark(job.machine, 'drain')
      await wait(1_000)
      await cluster.cancel([job.id])
      await wait(2_000)
      await cluster.revive(job.machine)
      return true
    },
    async preempted() {
      const urgent = await cluster.fill('urgent')
      await wait(3_000)
      await cluster.cancel(urgent)
      return true
    },
    async cancelled() {
      const job = await running()
      if (job) await cluster.cancel([job.id])
      return job !== undefined
    },
    async fallen() {
      const job = await running()
      if (!job) return false
      await cluster.fell(job.machine, job.id)
      await wait(1_000)
      await cluster.revive(job.machine)
      return true
    },
    async agentKilled() {
      const job = await running()
      // With all that it runs.
      if (job) await cluster.say('scancel', '--signal=KILL', '--full', job.id)
      return job !== undefined
    },
    async serverKilled() {
      await slurm.kill()
      await slurm.begin()
      return true
    },
    async controllerAway() {
      await cluster.endController()
      await wait(1_000)
      cluster.beginController()
      return true
    },
  }
}

/** Of a few tasks that are not over, what keeps them. */
async function whyNot(slurm: SlurmServer): Promise<string> {
  const lines: string[] = []
  for (const name of NAMES) {
    const filter = "state ne 'completed'"
    const taskListOptions = { filter, maxResults: 3 }
    for (const { id, state } of await slurm.client.task.list(name, { taskListOptions })) {
      lines.push(`${name} ${id} is ${state}: ${JSON.stringify(await slurm.explain(name, id!))}`)
    }
  }
  return lines.join('\n')
}

async function check({ client }: SlurmServer, job: string, count: number): Promise<void> {
  const found: BatchServiceModels.CloudTask[] = []
  let page = await client.task.list(job)
  found.push(...page)
  while (page.odatanextLink) {
    page = await client.task.listNext(page.odatanextLink)
    found.push(...page)
  }
  const byId = new Map(found.map((task) => [task.id, task]))
  assert.equal(found.length, count)
  for (let index = 0; index < count; index++) {
    const task = byId.get(`t${index}`)
    const { exitCode, retryCount } = task?.executionInfo ?? {}
    const told = [task?.state, exitCode, retryCount]
    assert.deepEqual(told, ['completed', exitCodeOf(index), 0], `${job} t${index}`)
  }
}
