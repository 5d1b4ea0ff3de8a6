// What was printed of a task is kept until the task changes, and no answer shows that it was.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { caches } from '#kernel/caching/caches.ts'
import { type BatchServer, startBatch, VERSIONS } from '../batch-server.ts'
import { aJob, aPool, aTask, finish, getTask } from './tasks-world.ts'

const QUERIES = ['', '?$select=id,state', '?$expand=stats', '?maxresults=2', '?$filter=id eq "x"']
  .map((query) => query.replaceAll('"', "'"))
  .map((query) => query.replaceAll(' ', '%20'))

/** Every way in which tasks are read, in the oldest and the newest version, by two names of the server. */
async function everyRead(batch: BatchServer): Promise<string[]> {
  const { port } = new URL(batch.origin)
  const read = async (path: string, version: string, host: string): Promise<string> => {
    const { status, headers, text } = await batch.call('GET', path, { version, headers: { host } })
    const said = text.replace(/RequestId:.*?"/g, '')
    return `${path} ${version} ${host} ${status} ${headers.etag} ${said}`
  }
  const reads: string[] = []
  for (const version of [VERSIONS[0]!, VERSIONS.at(-1)!]) {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      for (const id of ['task1', 'Task1', 'task2', 'task3']) {
        for (const query of QUERIES.slice(0, 3)) {
          reads.push(await read(`/jobs/job1/tasks/${id}${query}`, version, host))
        }
      }
      for (const job of ['job1', 'JOB1']) {
        for (const query of QUERIES) {
          reads.push(await read(`/jobs/${job}/tasks${query}`, version, host))
        }
      }
    }
  }
  return reads
}

const dropAll = (): void => {
  for (const cache of caches()) cache.drop()
}

test('a task that is read again after each of its changes reads as if nothing were kept', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch, 'job1', { usesTaskDependencies: true })
  const constraints = { maxTaskRetryCount: 1 }
  const post = async (path: string): Promise<void> => {
    const { status, text } = await batch.call('POST', `/jobs/job1/tasks/${path}`)
    assert.ok(status < 300, text)
    await batch.pass(0)
  }
  const changes: (() => Promise<unknown>)[] = [
    () => aTask(batch, 'task1', { constraints }),
    () => aTask(batch, 'task2', { dependsOn: { taskIds: ['task1'] } }),
    () => aTask(batch, 'task3', { dependsOn: { taskIdRanges: [{ start: 1, end: 2 }] } }),
    () => finish(batch, 'task1', { exitCode: 7 }),
    async () => {
      const body = { constraints: { maxTaskRetryCount: 3 } }
      const { status } = await batch.call('PUT', '/jobs/job1/tasks/task1', { body })
      assert.equal(status, 200)
    },
    () => finish(batch, 'task1', { exitCode: 0 }),
    () => post('task2/terminate'),
    () => post('task2/reactivate'),
    async () => {
      assert.equal((await batch.call('DELETE', '/jobs/job1/tasks/task2')).status, 200)
      await aTask(batch, 'task2')
    },
    async () => {
      // The same id, and all that its ETag is made of: the moment and the number of changes.
      const before = await getTask(batch, 'task3')
      await batch.call('DELETE', '/jobs/job1/tasks/task3')
      await aTask(batch, 'task3', { commandLine: '/bin/false' })
      assert.equal((await getTask(batch, 'task3')).eTag, before.eTag)
    },
    () => batch.pass(3_600_000),
  ]
  for (const [at, change] of changes.entries()) {
    await everyRead(batch)
    await change()
    const first = await everyRead(batch)
    const again = await everyRead(batch)
    dropAll()
    const fresh = await everyRead(batch)
    assert.deepEqual(first, fresh, `change ${at}`)
    assert.deepEqual(again, fresh, `change ${at}, read twice`)
  }
})

test('no statement changes a task without moving its revision', () => {
  const src = fileURLToPath(new URL('../../../../src', import.meta.url))
  const statements = globSync('**/*.ts', { cwd: src }).flatMap((file) =>
    [...readFileSync(`${src}/${file}`, 'utf8').matchAll(/update batch_task\s[^`]*/g)].map(String),
  )
  assert.ok(statements.length >= 7)
  for (const statement of statements) {
    assert.match(statement, /set revision = revision \+ 1/)
  }
})
