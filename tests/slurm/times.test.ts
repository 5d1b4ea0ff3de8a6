// Time that is over: of allocations, of resizes; and what the cluster is asked for no more.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { SlurmServer } from './slurm-server.ts'

let slurm: SlurmServer
before(async () => {
  slurm = await SlurmServer.start()
})
after(() => slurm[Symbol.asyncDispose]())

const pending = async (): Promise<number> =>
  (await slurm.cluster.jobs()).filter(({ state }) => state === 'PENDING').length

/** Once the resize has ended. */
const errorsOf = (pool: string): Promise<string> =>
  slurm.until(async () => {
    const { allocationState, resizeErrors } = await slurm.client.pool.get(pool)
    return allocationState === 'steady' ? JSON.stringify(resizeErrors) : undefined
  }, 'the resize has ended')

test('a node whose time runs out is given nothing new, and what it still runs runs again', async () => {
  await slurm.addPoolWithJob('short', { targetDedicatedNodes: 1, taskSlotsPerNode: 2 })
  const [long, rest] = ['long', 'rest'].map((id) => ({ id, commandLine: '/bin/sleep 3600' }))
  await slurm.client.task.addCollection('short', [long!, rest!])
  for (const { id } of [long!, rest!]) await slurm.untilTask('short', id, 'running')
  const began = await slurm.startOf('short', 'rest')
  const [job] = await slurm.cluster.jobs()
  await slurm.cluster.say('scontrol', 'update', `jobid=${job!.id}`, 'timelimit=1')
  // The queue is looked at every few seconds.
  await wait(7_000)
  await slurm.client.task.add('short', { id: 'late', commandLine: '/bin/true' })
  await slurm.client.task.terminate('short', 'long')
  await slurm.untilTask('short', 'long', 'completed')
  await wait(3_000)
  assert.equal((await slurm.client.task.get('short', 'late')).state, 'active')
  assert.equal((await slurm.client.task.get('short', 'rest')).state, 'running')
  // Slurm looks every half a minute whose time is over.
  await slurm.untilTask('short', 'late', 'completed', 200_000)
  await slurm.untilAgain('short', 'rest', job!.id, began)
  await slurm.remove('short')
})

test("a resize's timeout cancels what still queues", async () => {
  const busy = await slurm.cluster.fill()
  await slurm.addPool('patient', { targetDedicatedNodes: 1 })
  await slurm.until(async () => ((await pending()) === 1 ? true : undefined), 'it queues')
  await slurm.client.pool.stopResize('patient')
  await slurm.until(async () => ((await pending()) === 0 ? true : undefined), 'it is cancelled')
  await slurm.client.pool.resize('patient', { targetDedicatedNodes: 2, resizeTimeout: 'PT15M' })
  await slurm.until(async () => ((await pending()) === 2 ? true : undefined), 'both queue')
  await slurm.pass(15 * 60_000)
  assert.match(await errorsOf('patient'), /^\[\{"code":"AllocationTimedout"/)
  await slurm.until(async () => ((await pending()) === 0 ? true : undefined), 'all is cancelled')
  await slurm.cluster.cancel(busy)
  await slurm.remove('patient')
})

test('no more allocations wait in the queue than may, and the others follow', async () => {
  const busy = await slurm.cluster.fill()
  await slurm.addPool('many', { targetDedicatedNodes: 3 })
  await slurm.until(async () => ((await pending()) === 2 ? true : undefined), 'two queue')
  await wait(3_000)
  assert.equal(await pending(), 2)
  await slurm.cluster.cancel(busy)
  await slurm.untilIdle('many', 3)
  await slurm.remove('many')
})

test('a rule that Slurm refused ten times in a row is left alone for a minute', async () => {
  await slurm.addPool('refused', { targetDedicatedNodes: 12 })
  assert.match(await errorsOf('refused'), /Slurm refused: .* \(rule at nodes\.yaml:\d+\)"/)
  await slurm.client.pool.resize('refused', { targetDedicatedNodes: 1 })
  assert.match(await errorsOf('refused'), /10 times in a row: Slurm is asked again in a minute/)
  await slurm.remove('refused')
})
