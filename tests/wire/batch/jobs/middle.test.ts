// What becomes of a job and its nodes when these are rebooted or reimaged, or the job is ended, while a
// preparation, a release, a manager or a start task runs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { addPool, POOL } from '../pools/pools-world.ts'
import { aJob, aPool, aTask, finish, getTask, stateOf } from '../tasks/tasks-world.ts'
import { end, GOOD, jobOf, jobPreparationTask, jobReleaseTask, status } from './job-nodes-world.ts'

const CHANGES = ['reboot', 'reimage'] as const
const version = '2024-07-01.20.0'

/** Begins the change; what was cut short by it is known. */
async function change(batch: BatchServer, node: string, how: string, pool = '/pools/pool1') {
  const sent = await batch.call('POST', `${pool}/nodes/${node}/${how}`, { version })
  assert.equal(sent.status, 202, sent.text)
  await batch.pass(1_000)
}

/** A node on which the release of its job runs. */
async function aReleasedNode(batch: BatchServer): Promise<string> {
  const [node] = (await aPool(batch)) as [string]
  await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask })
  await aTask(batch)
  await end(batch, node, GOOD)
  await finish(batch)
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(0)
  return node
}

/** Longer than any change takes. */
const settle = (batch: BatchServer) => batch.pass(300_000)

for (const how of CHANGES) {
  test(`a node that takes a ${how} while it is prepared is prepared anew`, async () => {
    await using batch = await startBatch()
    const [node] = (await aPool(batch)) as [string]
    await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask })
    await aTask(batch)
    assert.equal(await stateOf(batch), 'preparing')
    await change(batch, node, how)
    const queued = await getTask(batch)
    assert.equal(queued.state, 'active')
    assert.equal(queued.executionInfo!.requeueCount as unknown, 0)
    await settle(batch)
    assert.equal(await stateOf(batch), 'preparing')
    await end(batch, node, GOOD)
    assert.equal(await stateOf(batch), 'running')
    await finish(batch)
    await batch.call('POST', '/jobs/job1/terminate')
    await batch.pass(0)
    await end(batch, node, GOOD)
    assert.equal((await jobOf(batch)).state, 'completed')
    const [shown] = await status(batch)
    assert.equal(shown!.jobPreparationTaskExecutionInfo!.result, 'success')
    assert.equal(shown!.jobReleaseTaskExecutionInfo!.result, 'success')
    assert.deepEqual(batch.bugs, [])
  })

  test(`a job ends after a ${how} of the node that is released`, async () => {
    await using batch = await startBatch()
    const node = await aReleasedNode(batch)
    await change(batch, node, how)
    await settle(batch)
    // What a reimage has wiped is not to be released any more.
    if (how === 'reboot') {
      assert.equal((await jobOf(batch)).state, 'terminating')
      await end(batch, node, GOOD)
    }
    assert.equal((await jobOf(batch)).state, 'completed')
    assert.deepEqual(batch.bugs, [])
  })

  test(`a manager whose node takes a ${how} runs again, and its job goes on`, async () => {
    await using batch = await startBatch()
    const [node] = (await aPool(batch)) as [string]
    await aJob(batch, 'job1', {
      jobPreparationTask,
      jobManagerTask: { id: 'manager', commandLine: 'steer' },
    })
    await batch.pass(0)
    await end(batch, node, GOOD)
    await aTask(batch, 'work')
    await change(batch, node, how)
    assert.equal(await stateOf(batch, 'manager'), 'active')
    assert.equal((await jobOf(batch)).state, 'active')
    await settle(batch)
    assert.equal(await stateOf(batch, 'manager'), 'preparing', 'a boot has it prepared again')
    await end(batch, node, GOOD)
    const { state, executionInfo } = await getTask(batch, 'manager')
    assert.equal(state, 'running')
    assert.deepEqual(
      [executionInfo!.retryCount, executionInfo!.requeueCount] as unknown,
      [0, 0],
      'a change of its node counts as neither',
    )
    assert.equal(await stateOf(batch, 'work'), 'active')
    await finish(batch, 'manager')
    assert.equal((await jobOf(batch)).executionInfo!.terminateReason, 'JMComplete')
    assert.deepEqual(batch.bugs, [])
  })

  test(`a start task that tasks do not wait for runs again after a ${how}`, async () => {
    const started: TaskAttempt[] = []
    await using batch = await startBatch({
      run(attempt) {
        started.push(attempt)
        return undefined
      },
    })
    const startTask = { commandLine: 'begin', waitForSuccess: false }
    await addPool(batch, { targetDedicatedNodes: 1, startTask })
    await batch.pass(60_000)
    const nodes = async () => (await batch.call('GET', `${POOL}/nodes`)).body.value
    const [first] = (await nodes()) as unknown as { id: string; startTaskInfo: object }[]
    const shown = async () => (await batch.call('GET', `${POOL}/nodes/${first!.id}`)).body
    assert.equal((await shown()).startTaskInfo!.state, 'running')
    await change(batch, first!.id, how, POOL)
    await settle(batch)
    assert.equal(started.length, 2, 'it was cut short, and begun again')
    const { state, startTaskInfo } = await shown()
    assert.equal(state, 'idle')
    assert.equal(startTaskInfo!.state, 'running')
    assert.equal(startTaskInfo!.retryCount as unknown, 0)
    batch.nodes.finish(started.at(-1)!.attemptId, GOOD)
    await batch.pass(0)
    assert.equal((await shown()).startTaskInfo!.result, 'success')
    assert.deepEqual(batch.bugs, [])
  })

  test(`a node whose start task is waited for takes no ${how} before it has ended`, async () => {
    await using batch = await startBatch({ run: () => undefined })
    await addPool(batch, { targetDedicatedNodes: 1, startTask: { commandLine: 'begin' } })
    await batch.pass(60_000)
    const listed = await batch.call('GET', `${POOL}/nodes`)
    const [node] = listed.body.value as unknown as { id: string; state: string }[]
    assert.equal(node!.state, 'waitingforstarttask')
    const refused = await batch.call('POST', `${POOL}/nodes/${node!.id}/${how}`, { version })
    assert.deepEqual([refused.status, refused.body.code], [409, 'NodeBeingStarted'])
    // The pool can go all the same.
    assert.equal((await batch.call('DELETE', POOL)).status, 202)
    await settle(batch)
    assert.equal((await batch.call('GET', POOL)).status, 404)
    assert.deepEqual(batch.bugs, [])
  })
}

for (const how of ['terminate', 'delete'] as const) {
  const stop = async (batch: BatchServer): Promise<void> => {
    const sent = await (how === 'delete'
      ? batch.call('DELETE', '/jobs/job1')
      : batch.call('POST', '/jobs/job1/terminate'))
    assert.equal(sent.status, 202, sent.text)
    await batch.pass(0)
  }
  const over = how === 'delete' ? 'JobNotFound' : 'completed'
  const stateOfJob = async (batch: BatchServer): Promise<string> => {
    const job = await jobOf(batch)
    return String(job.state ?? job.code)
  }

  test(`a job that takes a ${how} while a node is prepared has nothing to release there`, async () => {
    await using batch = await startBatch()
    await aPool(batch)
    await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask })
    await aTask(batch)
    await aTask(batch, 'waits')
    await stop(batch)
    assert.equal(await stateOfJob(batch), over)
    if (how === 'terminate') {
      const [shown] = await status(batch)
      assert.equal(shown!.jobPreparationTaskExecutionInfo!.failureInfo!.code, 'TaskEnded')
      assert.equal(shown!.jobReleaseTaskExecutionInfo, undefined)
      assert.equal((await getTask(batch)).executionInfo!.failureInfo!.code, 'TaskEnded')
      assert.equal(await stateOf(batch, 'waits'), 'active')
    }
    await aJob(batch, 'next')
    await aTask(batch, 'task1', {}, 'next')
    assert.equal(await stateOf(batch, 'task1', 'next'), 'running', 'the node is free')
    assert.deepEqual(batch.bugs, [])
  })

  test(`a job that takes a ${how} while its manager runs ends it, and is released`, async () => {
    await using batch = await startBatch()
    const [node] = (await aPool(batch)) as [string]
    await aJob(batch, 'job1', {
      jobPreparationTask,
      jobReleaseTask,
      jobManagerTask: { id: 'manager', commandLine: 'steer' },
    })
    await batch.pass(0)
    await end(batch, node, GOOD)
    await stop(batch)
    assert.equal(await stateOfJob(batch), how === 'delete' ? 'deleting' : 'terminating')
    if (how === 'terminate') {
      const manager = await getTask(batch, 'manager')
      assert.equal(manager.executionInfo!.failureInfo!.code, 'TaskEnded')
    }
    await end(batch, node, GOOD)
    assert.equal(await stateOfJob(batch), over)
    if (how === 'terminate') {
      assert.equal((await jobOf(batch)).executionInfo!.terminateReason, 'UserTerminate')
    }
    assert.deepEqual(batch.bugs, [])
  })
}

test('a job that is deleted while it is released goes once that has ended, and not before', async () => {
  await using batch = await startBatch()
  const node = await aReleasedNode(batch)
  const again = await batch.call('POST', '/jobs/job1/terminate')
  assert.deepEqual([again.status, again.body.code], [409, 'JobBeingTerminated'])
  assert.equal((await batch.call('DELETE', '/jobs/job1')).status, 202)
  await batch.pass(0)
  assert.equal((await jobOf(batch)).state, 'deleting')
  await end(batch, node, GOOD)
  assert.equal((await jobOf(batch)).code, 'JobNotFound')
  assert.deepEqual(batch.bugs, [])
})
