import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from '#batch/scheduler/explanation.ts'
import { ACCOUNT, type BatchServer, startBatch } from '../batch-server.ts'
import { BAD, end, jobPreparationTask } from '../jobs/job-nodes-world.ts'
import { aJob, aPool, aTask, finish } from './tasks-world.ts'

const said = async (batch: BatchServer, task?: string): Promise<readonly string[]> => {
  const { store, nodeAgent } = batch.ports
  const now = batch.clock.now()
  return (await explain(store, ACCOUNT, now, 'job1', task, nodeAgent.files))!.reasons
}

test('a failed task says how it failed, and what it wrote last', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`)
  batch.nodes.write(node!, 'workitems/job1/job-1/task1/stderr.txt', `${lines.join('\n')}\n`)
  await finish(batch, 'task1', { exitCode: 3 })
  const [why, ...tail] = await said(batch, 'task1')
  assert.match(why!, /^It failed \(FailureExitCode, exit code 3\): /)
  assert.deepEqual(
    tail,
    lines.slice(-10).map((line) => `stderr.txt: ${line}`),
  )
})

test('a task that waits for others names them, and says what keeps them', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch, 'job1', { usesTaskDependencies: true })
  await aTask(batch, 'bad')
  await finish(batch, 'bad', { exitCode: 1 })
  await aTask(batch, 'runs')
  const dependsOn = { taskIds: ['bad', 'runs', 'never'], taskIdRanges: [{ start: 4, end: 6 }] }
  await aTask(batch, 'waits', { dependsOn })
  const why = (await said(batch, 'waits')).join('\n')
  assert.match(why, /^4 of its dependencies are not satisfied/)
  assert.match(why, /waits for bad, which has failed/)
  assert.match(why, /waits for runs, which is running/)
  assert.match(why, /waits for never, which is not there/)
  assert.match(why, /range 4 to 6/)
})

test('a job says of each of its tasks that wait why they do', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch, 'runs')
  for (const id of ['a', 'b', 'c']) await aTask(batch, id)
  await aTask(batch, 'wide', { requiredSlots: 3 })
  const [counted, ...each] = await said(batch)
  assert.equal(counted, '4 of its tasks wait, 1 run, 0 are completed.')
  assert.deepEqual(each, [
    'a, b, c: None of 1 nodes has 1 free slots.',
    'wide: It needs 3 slots on one node, and the nodes have 1: it never runs.',
  ])
})

test('a task says that its node is being prepared, and on which nodes that has failed', async () => {
  await using batch = await startBatch()
  const [node] = (await aPool(batch)) as [string]
  await aJob(batch, 'job1', {
    jobPreparationTask: { ...jobPreparationTask, constraints: { maxTaskRetryCount: 1 } },
  })
  await aTask(batch)
  const waits = `It waits for the job preparation task on ${node}`
  assert.deepEqual(await said(batch, 'task1'), ['The task is preparing.', `${waits}.`])
  await end(batch, node, BAD)
  const again = `${waits}, for which it was retried 1 times.`
  assert.deepEqual(await said(batch, 'task1'), ['The task is preparing.', again])
  await end(batch, node, BAD)
  const [why] = await said(batch, 'task1')
  assert.match(why!, new RegExp(`^The job preparation task failed on ${node}: `))
  assert.match((await said(batch)).at(-1)!, /^task1: The job preparation task failed/)
})
