// What becomes of tasks when a user stops the server under them.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { BatchServiceClient } from '@azure/batch'
import type { Ready } from '#library/ready/ready.ts'
import { batchClientFor } from '#testing/clients/batch.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-stop-tasks-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

/** A server as a user starts it. */
async function started(t: TestContext, data: string, ...args: string[]) {
  const given = ['start', '--port', '0', '--data', data, '--time-scale', '1000', ...args]
  const child = spawn(process.execPath, [cli, ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part
  })
  await once(child.stdout, 'data')
  const ready = JSON.parse(await readFile(join(data, 'ready.json'), 'utf8')) as Ready
  const client = batchClientFor(ready)
  const stop = async (): Promise<string> => {
    child.kill('SIGTERM')
    await once(child, 'close')
    return said
  }
  return { client, stop }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    await wait(50)
  }
}

const stateOf = (client: BatchServiceClient) => () =>
  client.task.get('job1', 'task1').then(({ state }) => state)

/** A task that says its process's number and sleeps, and that number. */
async function sleeping(client: BatchServiceClient): Promise<number> {
  await client.pool.add({
    id: 'pool1',
    vmSize: 'standard_d2_v3',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
  })
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  await client.task.add('job1', {
    id: 'task1',
    commandLine: "/bin/sh -c 'echo $$; exec sleep 1000'",
  })
  await until(stateOf(client), (state) => state === 'running')
  return until(
    async () => Number(await stdoutOf(client)),
    (pid) => pid > 0,
  )
}

async function stdoutOf(client: BatchServiceClient): Promise<string> {
  try {
    const file = await client.file.getFromTask('job1', 'task1', 'stdout.txt')
    let text = ''
    for await (const part of file.readableStreamBody!) text += String(part)
    return text
  } catch {
    return ''
  }
}

test('a stop says how many tasks run on, and they do', async (t) => {
  const data = folderOf(t)
  const first = await started(t, data, '--separation', 'none')
  const pid = await sleeping(first.client)
  t.after(() => isAlive(pid) && process.kill(pid, 'SIGKILL'))
  assert.match(await first.stop(), /^1 task runs on; .* --stop-tasks would end it\.$/m)
  assert.equal(isAlive(pid), true)
  const second = await started(t, data, '--separation', 'none')
  assert.equal(await stateOf(second.client)(), 'running')
  await second.client.pool.deleteMethod('pool1')
  await until(
    async () => isAlive(pid),
    (alive) => !alive,
  )
  await second.stop()
})

test('with --stop-tasks nothing runs on, and the next start runs the tasks again', async (t) => {
  const data = folderOf(t)
  const first = await started(t, data, '--separation', 'none', '--stop-tasks')
  const pid = await sleeping(first.client)
  t.after(() => isAlive(pid) && process.kill(pid, 'SIGKILL'))
  assert.doesNotMatch(await first.stop(), /run on|runs on/)
  await until(
    async () => isAlive(pid),
    (alive) => !alive,
  )
  const second = await started(t, data, '--separation', 'none')
  await until(stateOf(second.client), (state) => state === 'running')
  const again = await until(
    async () => Number(await stdoutOf(second.client)),
    (other) => other > 0 && other !== pid,
  )
  assert.equal(isAlive(again), true)
  const { executionInfo } = await second.client.task.get('job1', 'task1')
  assert.deepEqual([executionInfo?.retryCount, executionInfo?.requeueCount], [0, 0])
  await second.client.pool.deleteMethod('pool1')
  await until(
    async () => isAlive(again),
    (alive) => !alive,
  )
  await second.stop()
})

test('a server with its parent stops when that is gone, however it went', async (t) => {
  const file = join(folderOf(t), 'ready.json')
  const given = `start --port 0 --ephemeral --with-parent --ready-file '${file}'`
  const line = `'${process.execPath}' '${cli}' ${given} & wait`
  const parent = spawn('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(parent.stdout, 'data')
  const { pid } = JSON.parse(await readFile(file, 'utf8')) as Ready
  t.after(() => isAlive(pid) && process.kill(pid, 'SIGKILL'))
  parent.kill('SIGKILL')
  // The server holds the other end of it.
  await once(parent.stdout, 'close')
  assert.equal(existsSync(file), false)
})
