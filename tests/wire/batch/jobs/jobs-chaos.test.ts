// Whole jobs, with preparation, release and manager, in an autoscaling pool and from schedules, while
// nodes, jobs and the server itself are disturbed: nothing starts that a simple model does not allow, and in
// the end every job has come to its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NODE_FAULTS } from '#batch/faults/faults.ts'
import { provoke } from '#batch/faults/provoke.ts'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import type { SimulatedRun } from '#drivers/nodes/simulated/simulated.ts'
import { ACCOUNT, type Body, startBatch } from '../batch-server.ts'
import { JobsModel } from './jobs-model.ts'

const version = '2024-07-01.20.0'
const STEPS = 40
const SEEDS = 10

function dice(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const FORMULA = `wanted = max($PendingTasks.GetSample(1));
  $TargetDedicatedNodes = max(1, min(4, wanted));
  $NodeDeallocationOption = taskcompletion;`

/** From each state of a job those that a look may find next, some of those between unseen. */
const LATER: Record<string, readonly string[]> = {
  active: ['active', 'disabling', 'disabled', 'enabling', 'terminating', 'completed'],
  disabling: ['disabling', 'disabled', 'enabling', 'active', 'terminating', 'completed'],
  disabled: ['disabled', 'enabling', 'active', 'terminating', 'completed'],
  enabling: ['enabling', 'active', 'disabling', 'disabled', 'terminating', 'completed'],
  terminating: ['terminating', 'completed'],
  completed: ['completed'],
}

type Listed = Body & { readonly id: string; readonly state: string }

async function live(seed: number): Promise<void> {
  const roll = dice(seed)
  const history: string[] = []
  const say = (): string => `seed ${seed}: ${history.slice(-12).join(', ')}`
  let now = (): number => 0
  const model = new JobsModel(() => now(), say)
  const run = (attempt: TaskAttempt): SimulatedRun => {
    const fails = attempt.work.kind === 'jobPreparation' ? 6 : 8
    const exitCode = roll(fails) === 0 ? 1 : 0
    const result = { afterMs: 500 + roll(attempt.work.kind === 'task' ? 90_000 : 8_000), exitCode }
    model.started(attempt, result)
    return result
  }
  await using batch = await startBatch({ run })
  now = () => batch.clock.now()
  model.watch(batch.nodes)
  const call = (method: string, path: string, body?: object) =>
    batch.call(method, path, { version, body })
  const listed = async (path: string): Promise<Listed[]> =>
    (await call('GET', path)).body.value as unknown as Listed[]

  /** One with preparation and release, at times with a manager; `id` is its schedule's for one of those. */
  function someJob(id: string): object {
    const waitForSuccess = roll(3) > 0
    const rerunOnNodeRebootAfterSuccess = roll(2) === 0
    const retries = roll(3)
    model.add(id, { waitForSuccess, rerunOnNodeRebootAfterSuccess, retries })
    const jobManagerTask = { id: 'm', commandLine: 'x', runExclusive: roll(2) === 0 }
    return {
      poolInfo: { poolId: 'p' },
      constraints: { maxTaskRetryCount: roll(3) },
      jobPreparationTask: {
        commandLine: 'x',
        waitForSuccess,
        rerunOnNodeRebootAfterSuccess,
        constraints: { maxTaskRetryCount: retries },
      },
      jobReleaseTask: { commandLine: 'x' },
      ...(id.startsWith('s') || roll(2) === 0
        ? { jobManagerTask: { ...jobManagerTask, killJobOnCompletion: id.startsWith('s') } }
        : {}),
    }
  }

  const pool = await call('POST', '/pools', {
    id: 'p',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-focal',
        sku: '20_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 20.04',
    },
    taskSlotsPerNode: 2,
    enableAutoScale: true,
    autoScaleFormula: FORMULA,
    autoScaleEvaluationInterval: 'PT5M',
  })
  assert.equal(pool.status, 201, pool.text)
  const schedule = await call('POST', '/jobschedules', {
    id: 's',
    schedule: { recurrenceInterval: 'PT4M' },
    jobSpecification: someJob('s'),
  })
  assert.equal(schedule.status, 201, schedule.text)
  let added = 0
  const addJob = async (): Promise<void> => {
    const id = `j${added++}`
    const answer = await call('POST', '/jobs', { id, ...someJob(id) })
    assert.equal(answer.status, 201, answer.text)
    await addTasks(id)
  }
  const addTasks = async (id: string): Promise<void> => {
    const value = Array.from({ length: 1 + roll(5) }, () => ({
      id: `t${added++}`,
      commandLine: 'x',
    }))
    await call('POST', `/jobs/${id}/addtaskcollection`, { value })
  }

  async function disturb(): Promise<void> {
    const jobs = (await listed('/jobs')).filter(({ state }) => state !== 'completed')
    const job = jobs[roll(Math.max(1, jobs.length))]?.id
    const nodes = await listed('/pools/p/nodes')
    const node = nodes[roll(Math.max(1, nodes.length))]?.id
    const choice = roll(12)
    history.push(`${choice} ${job ?? '-'} ${node?.slice(6, 14) ?? '-'}`)
    if (choice === 0) await addJob()
    else if (choice === 1) await batch.restart()
    else if (choice <= 3 && job !== undefined) await addTasks(job)
    else if (choice === 4 && job !== undefined) await call('POST', `/jobs/${job}/terminate`)
    else if (choice === 5 && job !== undefined) {
      const disableTasks = ['requeue', 'terminate', 'wait'][roll(3)]
      await call('POST', `/jobs/${job}/disable`, { disableTasks })
    } else if (choice === 6) {
      for (const { id } of jobs) await call('POST', `/jobs/${id}/enable`)
    } else if (choice === 7 && job !== undefined) {
      const tasks = await listed(`/jobs/${job}/tasks`)
      const task = tasks[roll(Math.max(1, tasks.length))]?.id
      await call('POST', `/jobs/${job}/tasks/${task}/${roll(2) === 0 ? 'terminate' : 'reactivate'}`)
    } else if (node === undefined) return
    else if (choice === 8) await call('POST', `/pools/p/nodes/${node}/reboot`)
    else if (choice === 9) await call('POST', `/pools/p/nodes/${node}/reimage`)
    else if (choice === 10) await call('POST', '/pools/p/removenodes', { nodeList: [node] })
    else if (choice === 11) {
      model.silence(node)
      const what = NODE_FAULTS[roll(NODE_FAULTS.length)]!
      await provoke(batch.ports, { what, account: ACCOUNT, pool: 'p', node })
    }
  }

  const seen = new Map<string, string>()
  async function agree(): Promise<void> {
    const jobs = await listed('/jobs')
    for (const { id, state } of jobs) {
      const before = seen.get(id) ?? 'active'
      assert.ok(LATER[before]!.includes(state), `${id} ${before} ${state}: ${say()}`)
      seen.set(id, state)
      if (state === 'completed') assert.equal(model.liveOf(id), 0, `${id}: ${say()}`)
    }
    const ofSchedule = jobs.filter(({ id, state }) => id.startsWith('s:') && state !== 'completed')
    assert.ok(ofSchedule.length <= 1, say())
    const { targetDedicatedNodes } = (await call('GET', '/pools/p')).body
    assert.ok((targetDedicatedNodes as unknown as number) <= 4, say())
    assert.deepEqual(batch.bugs, [], say())
  }

  await addJob()
  await batch.pass(60_000)
  for (let step = 0; step < STEPS; step++) {
    await disturb()
    const ms = [0, 500, 4_000, 20_000, 90_000][roll(5)]!
    history.push(`+${ms}`)
    await batch.pass(ms)
    await agree()
  }

  // What stands still is set going again; then each job ends when it is told to, with its releases.
  history.push('end')
  await call('POST', '/jobschedules/s/terminate')
  for (const { id } of await listed('/pools/p/nodes')) {
    await provoke(batch.ports, { what: 'recover', account: ACCOUNT, pool: 'p', node: id })
    await call('POST', `/pools/p/nodes/${id}/enablescheduling`)
  }
  for (const { id } of await listed('/jobs')) await call('POST', `/jobs/${id}/terminate`)
  await batch.pass(3_600_000)
  await agree()
  for (const { id, state } of await listed('/jobs')) {
    assert.equal(state, 'completed', `${id}: ${say()}`)
    for (const each of await listed(`/jobs/${id}/jobpreparationandreleasetaskstatus`)) {
      const { jobPreparationTaskExecutionInfo: preparation, jobReleaseTaskExecutionInfo: release } =
        each
      assert.equal(preparation?.state, 'completed', `${id}: ${say()}`)
      if (release) assert.equal(release.state, 'completed', `${id}: ${say()}`)
    }
  }
  assert.equal((await call('GET', '/jobschedules/s')).body.state, 'completed', say())
  assert.ok(Math.min(...Object.values(model.counted)) > 0, JSON.stringify(model.counted))
}

for (let seed = 1; seed <= SEEDS; seed++) {
  test(`jobs keep to their rules whatever is done to them: seed ${seed}`, () => live(seed))
}
