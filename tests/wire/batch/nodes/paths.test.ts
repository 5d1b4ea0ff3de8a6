// Names and paths that would lead somewhere else: each is refused, or means nothing but itself.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { serverClock } from '#engine/clock.ts'
import { Machine } from '#testing/machine.ts'
import { ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask } from '../tasks/tasks-world.ts'

const IDS = [
  '.',
  '..',
  '../x',
  '/etc',
  'a/b',
  'a\\b',
  '..\\x',
  'a\0b',
  '~',
  'a b',
  'ａ',
  '%2e%2e',
  '-/..',
]
const PATHS = [
  '..',
  '../x',
  'a/../../x',
  '/etc/passwd',
  '//x',
  '..\\x',
  'a\\..\\..\\x',
  'a\0b',
  './../x',
  'a/..',
]
const commandLine = 'x'
const poolInfo = { poolId: 'pool1' }

const refused = async (
  batch: BatchServer,
  call: string,
  body: object,
  expected: readonly string[],
): Promise<void> => {
  const [method = '', path = ''] = call.split(' ')
  const answer = await batch.call(method, path, { body })
  const told = `${answer.status} ${answer.body?.code}`
  assert.ok(expected.includes(told), `${call} ${JSON.stringify(body)}: ${told}`)
}

test('no id leads to another place', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aJob(batch, 'uses', { usesTaskDependencies: true })
  const bad = ['400 InvalidPropertyValue']
  const vm = { vmSize: 'standard_d2s_v3', cloudServiceConfiguration: { osFamily: '5' } }
  for (const id of IDS) {
    await refused(batch, 'POST /pools', { id, ...vm }, bad)
    await refused(batch, 'POST /jobs', { id, poolInfo }, bad)
    await refused(batch, 'POST /jobs', { id: 'new', poolInfo: { poolId: id } }, bad)
    await refused(batch, 'POST /jobs/job1/tasks', { id, commandLine }, bad)
    const schedule = { id, schedule: {}, jobSpecification: { poolInfo } }
    await refused(batch, 'POST /jobschedules', schedule, bad)
    for (const name of ['jobManagerTask', 'jobPreparationTask', 'jobReleaseTask']) {
      const own = { jobPreparationTask: { commandLine }, [name]: { id, commandLine } }
      await refused(batch, 'POST /jobs', { id: 'new', poolInfo, ...own }, bad)
    }
    const auto = { poolLifetimeOption: 'job', autoPoolIdPrefix: id, pool: vm }
    const automatic = { id: 'new', poolInfo: { autoPoolSpecification: auto } }
    await refused(batch, 'POST /jobs', automatic, bad)
    const dependent = { id: 'new', commandLine, dependsOn: { taskIds: [id] } }
    await refused(batch, 'POST /jobs/uses/tasks', dependent, bad)
    const value = [{ id, commandLine }]
    await refused(batch, 'POST /jobs/job1/addtaskcollection', { value }, bad)
    // In an address it is no id of anything.
    for (const path of ['/pools/', '/jobs/', '/jobschedules/', '/jobs/job1/tasks/']) {
      for (const method of ['GET', 'DELETE']) {
        const { status } = await batch.call(method, path + encodeURIComponent(id))
        assert.ok([400, 404, 405].includes(status), `${method} ${path} ${id}: ${status}`)
      }
    }
  }
  assert.equal((await batch.call('GET', '/jobs/job1')).status, 200)
  assert.deepEqual(batch.bugs, [])
})

test('no file of a task is put outside its directory', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  const bad = ['400 InvalidPropertyValue']
  const own = { id: 'new', poolInfo }
  for (const filePath of PATHS) {
    for (const source of [
      { httpUrl: 'http://127.0.0.1/x' },
      { storageContainerUrl: 'http://127.0.0.1/c' },
      { autoStorageContainerName: 'container' },
    ]) {
      const resourceFiles = [{ ...source, filePath }]
      const task = { commandLine, resourceFiles }
      await refused(batch, 'POST /jobs/job1/tasks', { id: 'new', ...task }, bad)
      await refused(batch, 'PATCH /pools/pool1', { startTask: task }, bad)
      await refused(batch, 'POST /jobs', { ...own, jobPreparationTask: task }, bad)
      const multiInstanceSettings = {
        coordinationCommandLine: 'x',
        commonResourceFiles: resourceFiles,
      }
      const several = { id: 'new', commandLine, multiInstanceSettings }
      await refused(batch, 'POST /jobs/job1/tasks', several, bad)
    }
  }
  for (const name of [...IDS, ...PATHS, 'a--b', '-ab', 'ab', 'ABC', 'x'.repeat(64), '$x']) {
    const resourceFiles = [{ autoStorageContainerName: name }]
    await refused(batch, 'POST /jobs/job1/tasks', { id: 'new', commandLine, resourceFiles }, bad)
  }
  assert.equal((await batch.call('GET', '/jobs/job1/tasks/new')).status, 404)
  assert.deepEqual(batch.bugs, [])
})

test('no name of an application or a version leads to another place', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  const version = '2024-02-01'
  const applications = `${ARM_PATH}/applications`
  await batch.call('PUT', `${applications}/app`, { version, body: {} })
  for (const name of [...IDS.filter((id) => id !== '~'), '.hidden']) {
    const encoded = encodeURIComponent(name)
    for (const path of [`${applications}/${encoded}`, `${applications}/app/versions/${encoded}`]) {
      const { status, text } = await batch.call('PUT', path, { version, body: {} })
      assert.ok([400, 404, 405].includes(status), `${path}: ${status} ${text}`)
    }
    for (const applicationPackageReferences of [
      [{ applicationId: name }],
      [{ applicationId: 'app', version: name }],
      [{ applicationId: `${applications}/${name}`, version: '1' }],
    ]) {
      const code = ['409 InvalidApplicationPackageReferences']
      const task = { id: 'new', commandLine, applicationPackageReferences }
      await refused(batch, 'POST /jobs/job1/tasks', task, code)
      await refused(batch, 'PATCH /pools/pool1', { applicationPackageReferences }, code)
    }
  }
  const listed = await batch.call('GET', applications, { version })
  const { length } = listed.body.value as unknown as readonly unknown[]
  assert.equal(length, 1)
  assert.deepEqual(batch.bugs, [])
})

/** As many ways to write a path as a client has. */
const written = (path: string): readonly string[] => [
  encodeURIComponent(path),
  path.replaceAll('\\', '%5C').replaceAll('\0', '%00'),
  encodeURIComponent(path).replaceAll('.', '%2e'),
  encodeURIComponent(encodeURIComponent(path)),
]

test('no file outside is read or deleted, of a task or of a node', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  batch.nodes.write(node!, 'shared/kept', 'kept')
  for (const files of ['/jobs/job1/tasks/task1/files', `/pools/pool1/nodes/${node}/files`]) {
    for (const path of [...PATHS, 'wd/../../../../../shared/kept', '../../../../shared/kept']) {
      for (const text of written(path)) {
        for (const method of ['GET', 'HEAD', 'DELETE']) {
          const query = method === 'DELETE' ? '?recursive=true' : ''
          const answer = await batch.call(method, `${files}/${text}${query}`)
          const told = `${method} ${files}/${text}: ${answer.status}`
          assert.ok([400, 403, 404, 405].includes(answer.status), told)
        }
      }
    }
  }
  const kept = await batch.call('GET', `/pools/pool1/nodes/${node}/files/shared%2Fkept`)
  assert.equal(kept.text, 'kept')
  assert.equal((await batch.call('GET', '/jobs/job1/tasks/task1/files')).status, 200)
  assert.deepEqual(batch.bugs, [])
})

/** A real node that has run a task. */
async function realNode(t: TestContext): Promise<{ batch: BatchServer; id: string; root: string }> {
  const machine = new Machine('none')
  const nodeIds: string[] = []
  const batch = await startBatch({ clock: serverClock({ scale: 300 }), nodes: machine.driver() })
  t.after(async () => {
    await batch[Symbol.asyncDispose]()
    await machine.end(...nodeIds)
  })
  const post = async (path: string, body: object) => {
    const { status, text } = await batch.call('POST', path, { body })
    assert.equal(status, 201, text)
  }
  const cloudServiceConfiguration = { osFamily: '5' }
  await post('/pools', {
    id: 'p',
    vmSize: 'small',
    cloudServiceConfiguration,
    targetDedicatedNodes: 1,
  })
  await post('/jobs', { id: 'j', poolInfo: { poolId: 'p' } })
  const script = 'ln -s / root; ln -s ../../../../.. up; echo own > own'
  await post('/jobs/j/tasks', { id: 't', commandLine: `/bin/sh -c "${script}"` })
  for (;;) {
    const { body } = await batch.call('GET', '/jobs/j/tasks/t')
    const id = body.nodeInfo?.nodeId as string | undefined
    if (body.state === 'completed' && id !== undefined) {
      nodeIds.push(id)
      return { batch, id, root: machine.rootOf(id) }
    }
    await wait(20)
  }
}

test('a real node gives and loses no file that is not its own, by any way', async (t) => {
  const { batch, id, root } = await realNode(t)
  const outside = join(dirname(root), 'outside')
  mkdirSync(outside, { recursive: true })
  writeFileSync(join(outside, 'kept'), 'kept')
  const up = 'workitems/j/job-1/t/wd/up'
  for (const [files, paths] of [
    ['/jobs/j/tasks/t/files', ['wd/root', 'wd/up']],
    [`/pools/p/nodes/${id}/files`, ['workitems/j/job-1/t/wd/root', up]],
  ] as const) {
    for (const path of [
      ...PATHS,
      '../outside/kept',
      `${outside}/kept`,
      ...paths.flatMap((way) => [
        `${way}${outside}/kept`,
        `${way}/outside/kept`,
        `${way}/../outside/kept`,
      ]),
    ]) {
      for (const text of written(path)) {
        for (const method of ['GET', 'HEAD', 'DELETE']) {
          const query = method === 'DELETE' ? '?recursive=true' : ''
          const answer = await batch.call(method, `${files}/${text}${query}`)
          const told = `${method} ${files}/${text}: ${answer.status} ${answer.text}`
          assert.ok([400, 403, 404, 405].includes(answer.status), told)
        }
      }
    }
  }
  // A link goes, and not what it leads to.
  assert.equal((await batch.call('DELETE', `/jobs/j/tasks/t/files/wd?recursive=true`)).status, 200)
  assert.ok(existsSync(join(outside, 'kept')))
  assert.ok(existsSync('/etc/passwd'))
  assert.deepEqual(batch.bugs, [])
})
