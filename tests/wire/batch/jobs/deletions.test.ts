// What is deleted while real tasks write: their files go, whatever their names, and a new task of the
// same id finds nothing of the old one.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { serverClock } from '#engine/clock.ts'
import { Machine } from '#testing/machine.ts'
import { type BatchServer, startBatch } from '../batch-server.ts'

interface World {
  readonly batch: BatchServer
  /** Where the tasks of job `j` are. */
  readonly directory: string
  /** Where what was deleted is until it is removed. */
  readonly trash: string
}

/** A pool of one real node with a job. */
async function world(t: TestContext): Promise<World> {
  const machine = new Machine('none')
  const nodeIds: string[] = []
  const batch = await startBatch({ clock: serverClock({ scale: 300 }), nodes: machine.driver() })
  t.after(async () => {
    await batch[Symbol.asyncDispose]()
    await machine.end(...nodeIds)
  })
  await done(batch, 'POST', '/pools', {
    id: 'p',
    vmSize: 'small',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
    taskSlotsPerNode: 4,
  })
  await done(batch, 'POST', '/jobs', { id: 'j', poolInfo: { poolId: 'p' } })
  for (;;) {
    const { body } = await batch.call('GET', '/pools/p/nodes')
    const [node] = body.value as unknown as { id: string; state: string }[]
    if (node?.state === 'idle') {
      nodeIds.push(node.id)
      const directory = `${machine.rootOf(node.id)}/workitems/j`
      return { batch, directory, trash: `${machine.nodesDirectory}/.trash` }
    }
    await wait(20)
  }
}

async function done(batch: BatchServer, method: string, path: string, body?: object) {
  const answer = await batch.call(method, path, body && { body })
  assert.ok(
    answer.status < 300,
    `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
  )
  return answer
}

async function state(batch: BatchServer, id: string): Promise<string> {
  return String((await batch.call('GET', `/jobs/j/tasks/${id}`)).body.state)
}

const WRITES = `/bin/sh -c '
  : > "$(printf "bad\\377")"; mkdir -p deep/er; chmod 0 deep; mkfifo pipe; : > began
  while :; do mkdir -p d$((i % 7)); : > d$((i % 7))/$((i = i + 1)); done'`

test('a task that writes is deleted, and one of its id starts in a directory of its own', async (t) => {
  const { batch, directory } = await world(t)
  for (let round = 0; round < 8; round++) {
    await done(batch, 'POST', '/jobs/j/tasks', { id: 't', commandLine: WRITES })
    while (!existsSync(`${directory}/job-1/t/wd/began`)) await wait(5)
    await wait(round * 3)
    assert.equal((await done(batch, 'DELETE', '/jobs/j/tasks/t')).status, 200)
    await done(batch, 'POST', '/jobs/j/tasks', { id: 't', commandLine: 'ls' })
    while ((await state(batch, 't')) !== 'completed') await wait(10)
    const { body } = await batch.call('GET', '/jobs/j/tasks/t')
    assert.equal((body.executionInfo as { exitCode?: number }).exitCode, 0)
    const output = await done(batch, 'GET', '/jobs/j/tasks/t/files/stdout.txt')
    assert.equal(output.text, '')
    await done(batch, 'DELETE', '/jobs/j/tasks/t')
  }
  assert.deepEqual(batch.bugs, [])
})

test('a job goes with all that its tasks have made while they make more', async (t) => {
  const { batch, directory, trash } = await world(t)
  for (const id of ['a', 'b', 'c']) {
    await done(batch, 'POST', '/jobs/j/tasks', { id, commandLine: WRITES })
  }
  for (const id of ['a', 'b', 'c']) {
    while (!existsSync(`${directory}/job-1/${id}/wd/began`)) await wait(5)
  }
  await done(batch, 'DELETE', '/jobs/j/tasks/b')
  await done(batch, 'DELETE', '/jobs/j')
  while ((await batch.call('GET', '/jobs/j')).status !== 404) await wait(20)
  assert.ok(!existsSync(directory))
  while (readdirSync(trash).length > 0) await wait(20)
  assert.deepEqual(batch.bugs, [])
})
