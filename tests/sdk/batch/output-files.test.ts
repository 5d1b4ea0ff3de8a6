// What tasks leave in storage when they have ended, and what becomes of those that cannot.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import type { ContainerClient } from '@azure/storage-blob'
import { contentOf, FilesScene, failureOf, sh, type TaskToAdd, until } from './files-scene.ts'

let scene: FilesScene
before(async () => {
  scene = await FilesScene.start()
})
after(() => scene.stop())

type OutputFile = NonNullable<TaskToAdd['outputFiles']>[number]
type Container = NonNullable<OutputFile['destination']['container']>

const output = (
  filePattern: string,
  container: Container,
  uploadCondition: OutputFile['uploadOptions']['uploadCondition'] = 'taskcompletion',
): OutputFile => ({ filePattern, destination: { container }, uploadOptions: { uploadCondition } })

const to = (container: ContainerClient, more: Partial<Container> = {}): Container => ({
  containerUrl: scene.sas(container, 'w'),
  ...more,
})

test('patterns, variables and paths lead to the blobs that Batch makes of them', async () => {
  const container = await scene.container()
  const script =
    'mkdir -p out/deep out/.hid; for f in a.txt out/b.txt out/deep/c.txt out/.d.txt out/.hid/e.txt out/f.bin; do echo $f > $f; done; echo said; echo failed >&2'
  const task = await scene.run({
    commandLine: sh(script),
    environmentSettings: [{ name: 'WHERE', value: 'deep' }],
    outputFiles: [
      output('../std*.txt', to(container, { path: 'logs/' })),
      output('out/**/*.txt', to(container, { path: 'all' })),
      output('out/$WHERE/c.txt', to(container, { path: 'one/renamed.txt' })),
      output('$AZ_BATCH_TASK_WORKING_DIR/a.txt', to(container)),
      output('out/[!a-e].bi?', to(container)),
      output('nothing/*.txt', to(container)),
      output('none.txt', to(container)),
      output('/etc/passwd', to(container)),
    ],
  })
  assert.deepEqual(failureOf(task), {
    result: 'success',
    exitCode: 0,
    category: undefined,
    code: undefined,
  })
  assert.deepEqual(await contentOf(container), {
    'a.txt': 'a.txt\n',
    'all/b.txt': 'out/b.txt\n',
    'all/deep/c.txt': 'out/deep/c.txt\n',
    'f.bin': 'out/f.bin\n',
    'logs/stderr.txt': 'failed\n',
    'logs/stdout.txt': 'said\n',
    'one/renamed.txt': 'out/deep/c.txt\n',
  })
  const log = await scene.read(task.id!, 'fileuploadout.txt')
  assert.match(log, /Uploaded 2 files matching pattern .*\/wd\/out\/\*\*\/\*\.txt/)
  assert.doesNotMatch(log, /sig=/)
  assert.equal(await scene.read(task.id!, 'fileuploaderr.txt'), '')
})

test('conditions ask for the end that they name', async () => {
  for (const exit of [0, 3]) {
    const container = await scene.container()
    await scene.run({
      commandLine: sh(`for f in s f c; do touch $f; done; exit ${exit}`),
      outputFiles: [
        output('s', to(container), 'tasksuccess'),
        output('f', to(container), 'taskfailure'),
        output('c', to(container), 'taskcompletion'),
      ],
    })
    const names = Object.keys(await contentOf(container))
    assert.deepEqual(names, exit === 0 ? ['c', 's'] : ['c', 'f'])
  }
})

test('an identity puts files as well, with the headers that are asked for', async () => {
  const container = await scene.container()
  const uploadHeaders = [
    { name: 'Content-Type', value: 'text/x-log' },
    { name: 'x-ms-meta-by', value: 'task' },
  ]
  const { url: containerUrl } = container
  await scene.run({
    commandLine: 'echo hello',
    outputFiles: [
      output('../stdout.txt', { containerUrl, identityReference: scene.identity, uploadHeaders }),
    ],
  })
  const { contentType, metadata } = await container.getBlobClient('stdout.txt').getProperties()
  assert.deepEqual([contentType, metadata], ['text/x-log', { by: 'task' }])
})

test("what cannot be put fails the task in Batch's words, and with it those that wait", async () => {
  const container = await scene.container()
  const missing = scene.blobs.getContainerClient('no-such-box')
  const cases = [
    [to(missing), 'UserError', 'FileUploadContainerNotFound'],
    [{ containerUrl: scene.sas(container, 'r') }, 'UserError', 'FileUploadAccessDenied'],
    [{ containerUrl: scene.sas(container, 'w', -60_000) }, 'UserError', 'FileUploadAccessDenied'],
    [to(container, { path: 'a/../b' }), 'ServerError', 'FileUploadMiscError'],
    [
      { containerUrl: container.url, identityReference: { resourceId: '/no/such/identity' } },
      'ServerError',
      'FileUploadMiscError',
    ],
  ] as const
  for (const [destination, category, code] of cases) {
    const task = await scene.run({
      commandLine: 'echo hello',
      outputFiles: [output('../stdout.txt', destination)],
      constraints: { maxTaskRetryCount: 3 },
    })
    const failed = { result: 'failure', exitCode: 0, category, code }
    assert.deepEqual(failureOf(task), failed)
    assert.equal(task.executionInfo!.retryCount, 0)
    assert.doesNotMatch(JSON.stringify(task.executionInfo), /sig=/)
    const said = JSON.parse(await scene.read(task.id!, 'fileuploaderr.txt'))
    assert.equal(said.user_error, category === 'UserError')
    assert.doesNotMatch(JSON.stringify(said), /sig=/)
  }
})

test('exit conditions tell a failed upload from other ends', async () => {
  const { batch } = scene
  await batch.job.add({
    id: 'job2',
    poolInfo: { poolId: 'pool1' },
    usesTaskDependencies: true,
    onTaskFailure: 'performexitoptionsjobaction',
  })
  const missing = scene.blobs.getContainerClient('no-such-box')
  const add = (id: string, more: Partial<TaskToAdd>) =>
    batch.task.add('job2', { id, commandLine: 'true', ...more })
  const outputFiles = [output('../stdout.txt', to(missing))]
  await add('goes-on', {
    outputFiles,
    exitConditions: { fileUploadError: { dependencyAction: 'satisfy', jobAction: 'none' } },
  })
  await add('waits', { dependsOn: { taskIds: ['goes-on'] } })
  const waiting = await until(
    () => batch.task.get('job2', 'waits'),
    ({ state }) => state === 'completed',
  )
  assert.equal(waiting.executionInfo!.result, 'success')
  await add('ends', { outputFiles })
  await until(
    () => batch.job.get('job2'),
    ({ state }) => state === 'completed',
  )
})

test('links lead to no file outside the task, and pipes hold no upload up', async () => {
  const container = await scene.container()
  const script =
    'mkdir out; echo own > own; ln -s ../own out/own; ln -s /etc/passwd out/stolen; ln -s /etc out/dir; mkfifo out/pipe; ln -s /etc/passwd ../fileuploadout.txt'
  const task = await scene.run({
    commandLine: sh(script),
    outputFiles: [
      output('out/**/*', to(container)),
      output('out/dir/passwd', to(container)),
      output('out/stolen', to(container)),
    ],
  })
  assert.deepEqual(await contentOf(container), { own: 'own\n' })
  assert.equal(task.executionInfo!.result, 'failure')
})

test('a task that is terminated while its files are on their way ends at once', async () => {
  const container = await scene.container()
  // Sparse: it takes no room, and long enough to send.
  const task = await scene.add({
    commandLine: sh('truncate -s 3G big'),
    outputFiles: [output('big', to(container))],
  })
  await until(
    () => scene.read(task, 'fileuploadout.txt').catch(() => ''),
    (text) => text.includes('Uploading'),
  )
  await scene.batch.task.terminate('job1', task)
  const ended = await scene.ended(task)
  assert.equal(ended.executionInfo!.failureInfo!.code, 'TaskEnded')
  // Its slot is free again, and nothing of it was put.
  await scene.run({ commandLine: 'true' })
  assert.deepEqual(await contentOf(container), {})
})

test('storage that starts again in the middle has the whole file in the end', async () => {
  const container = await scene.container()
  // Azurite writes down every few seconds what containers there are.
  const records = join(dirname(scene.lazuli.ready.caFile), 'storage/blob-records.json')
  await until(
    () => readFile(records, 'utf8').catch(() => ''),
    (text) => text.includes(container.containerName),
  )
  const script = 'head -c 60000000 /dev/urandom > big; sha256sum < big'
  const task = await scene.add({
    commandLine: sh(script),
    outputFiles: [output('big', to(container))],
  })
  await until(
    () => scene.read(task, 'fileuploadout.txt').catch(() => ''),
    (text) => text.includes('Uploading'),
  )
  const azurite = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'azurite-process'])
  process.kill(Number(azurite.toString().trim()), 'SIGKILL')
  const ended = await scene.ended(task)
  assert.equal(ended.executionInfo!.result, 'success', JSON.stringify(ended.executionInfo))
  const hash = createHash('sha256')
  const { readableStreamBody } = await container.getBlobClient('big').download()
  for await (const chunk of readableStreamBody!) hash.update(chunk)
  assert.equal((await scene.read(task, 'stdout.txt')).split(' ')[0], hash.digest('hex'))
})
