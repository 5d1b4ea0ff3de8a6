// A server that is drained before it is stopped.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'

const LAZULI = new URL('../../bin/lazuli.js', import.meta.url).pathname
const run = promisify(execFile)

test('a drained server begins no tasks, says so, and goes on when it is told to', async (t) => {
  const server = await spawnLazuli({ timeScale: 1000 })
  t.after(() => server.kill())
  const { readyFile } = server.ready
  const lazuli = (...words: string[]) =>
    run(process.execPath, [LAZULI, ...words, '--ready-file', readyFile])
  const client = batchClientFor(server.ready)
  const reaches = async (id: string, state: string): Promise<void> => {
    while ((await client.task.get('job', id)).state !== state) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  await client.pool.add({
    id: 'pool',
    vmSize: 'small',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
    taskSlotsPerNode: 4,
  })
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
  await client.task.add('job', { id: 'runs', commandLine: '/bin/sleep 600' })
  await reaches('runs', 'running')

  const draining = lazuli('drain')
  while (!(await lazuli('explain', 'job', 'job')).stdout.includes('drained')) {}
  await client.task.add('job', { id: 'waits', commandLine: '/bin/true' })
  const why = (await lazuli('explain', 'task', 'job', 'waits')).stdout
  assert.match(why, /is drained/)
  await client.task.terminate('job', 'runs')
  const { stdout, stderr } = await draining
  assert.match(stdout, /Nothing runs/)
  assert.match(stderr, /^1 run \.\.\.$/m)
  assert.equal((await client.task.get('job', 'waits')).state, 'active')

  await lazuli('drain', '--end')
  await reaches('waits', 'completed')
})
