// What tasks are given of containers, with a SAS, by an identity of their pool and of auto storage.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FilesScene, failureOf, sh } from './files-scene.ts'

let scene: FilesScene
before(async () => {
  scene = await FilesScene.start()
})
after(() => scene.stop())

const LIST = sh('find . -type f -printf "%P %m " -exec cat {} \\; | sort')

test('a container is fetched with its directories, or what begins with a prefix', async () => {
  const files = { 'in/a.txt': 'a;\n', 'in/deep/é b.txt': 'b;\n', 'other.txt': 'c;\n' }
  const container = await scene.container(files)
  const storageContainerUrl = scene.sas(container)
  const resourceFiles = [
    { storageContainerUrl, blobPrefix: 'in/', filePath: 'here', fileMode: '0640' },
    { storageContainerUrl, blobPrefix: 'other' },
  ]
  const task = await scene.run({ commandLine: LIST, resourceFiles })
  assert.equal(task.executionInfo!.result, 'success', JSON.stringify(task.executionInfo))
  assert.deepEqual((await scene.read(task.id!, 'stdout.txt')).trim().split('\n'), [
    'here/in/a.txt 640 a;',
    'here/in/deep/é b.txt 640 b;',
    'other.txt 770 c;',
  ])
})

test('a blob is fetched by its SAS, and by an identity that has a role for it', async () => {
  const container = await scene.container({ 'a.txt': 'read by a task' })
  const blob = container.getBlobClient('a.txt')
  const { containerName } = container
  const sources = [
    { httpUrl: scene.sas({ url: blob.url, containerName }) },
    { httpUrl: blob.url, identityReference: scene.identity },
  ]
  for (const source of sources) {
    const resourceFiles = [{ ...source, filePath: 'deep/a.txt' }]
    const task = await scene.run({ commandLine: 'cat deep/a.txt', resourceFiles })
    assert.equal(await scene.read(task.id!, 'stdout.txt'), 'read by a task')
  }
})

test('auto storage is used by its key, or by the identity that the account names', async () => {
  const container = await scene.container({ 'a.txt': 'auto' })
  const resourceFiles = [{ autoStorageContainerName: container.containerName }]
  const given = { commandLine: 'cat a.txt', resourceFiles }
  const without = await scene.run(given)
  assert.deepEqual(failureOf(without), {
    result: 'failure',
    exitCode: undefined,
    category: 'ServerError',
    code: 'ResourceContainerListMiscError',
  })
  const { identity: nodeIdentityReference, storageId: storageAccountId } = scene
  for (const autoStorage of [
    { storageAccountId },
    {
      storageAccountId,
      authenticationMode: 'BatchAccountManagedIdentity',
      nodeIdentityReference,
    },
  ]) {
    await scene.arm('PATCH', '', {
      identity: { type: 'SystemAssigned' },
      properties: { autoStorage },
    })
    const task = await scene.run(given)
    assert.equal(await scene.read(task.id!, 'stdout.txt'), 'auto', JSON.stringify(autoStorage))
  }
})

test("what cannot be had fails the task in Batch's words, with no signature in them", async () => {
  const container = await scene.container({ 'a.txt': 'x' })
  const missing = scene.blobs.getContainerClient('no-such-box')
  const blob = (name: string, permissions: string, ms?: number): string => {
    const { containerName } = container
    return scene.sas({ url: container.getBlobClient(name).url, containerName }, permissions, ms)
  }
  const stranger = { resourceId: `${scene.identity.resourceId}x` }
  const cases = [
    [{ httpUrl: blob('none', 'r'), filePath: 'x' }, 'UserError', 'BlobNotFound'],
    [{ httpUrl: blob('a.txt', 'w'), filePath: 'x' }, 'UserError', 'BlobAccessDenied'],
    [{ httpUrl: blob('a.txt', 'r', -60_000), filePath: 'x' }, 'UserError', 'BlobAccessDenied'],
    [
      { httpUrl: container.getBlobClient('a.txt').url, filePath: 'x', identityReference: stranger },
      'ServerError',
      'BlobDownloadMiscError',
    ],
    [{ storageContainerUrl: scene.sas(missing) }, 'UserError', 'ResourceContainerNotFound'],
    [
      { storageContainerUrl: scene.sas(container, 'r') },
      'UserError',
      'ResourceContainerAccessDenied',
    ],
    [
      { storageContainerUrl: container.url, identityReference: stranger },
      'ServerError',
      'ResourceContainerListMiscError',
    ],
  ] as const
  for (const [file, category, code] of cases) {
    const task = await scene.run({ commandLine: 'true', resourceFiles: [file] })
    const failed = { result: 'failure', exitCode: undefined, category, code }
    assert.deepEqual(failureOf(task), failed)
    assert.doesNotMatch(JSON.stringify(task.executionInfo), /sig=/)
    assert.equal(task.executionInfo!.failureInfo!.details![0]!.name, 'BlobSource')
  }
})

test('names of blobs lead nowhere outside the working directory', async () => {
  const container = await scene.container()
  for (const name of ['ok.txt', `${'long/'.repeat(3)}${'n'.repeat(250)}`]) {
    await container.getBlockBlobClient(name).upload('x', 1)
  }
  const storageContainerUrl = scene.sas(container)
  const fine = await scene.run({ commandLine: 'ls', resourceFiles: [{ storageContainerUrl }] })
  assert.equal(fine.executionInfo!.result, 'success')
  await container.getBlockBlobClient(`${'n'.repeat(300)}`).upload('x', 1)
  const long = await scene.run({ commandLine: 'ls', resourceFiles: [{ storageContainerUrl }] })
  assert.equal(long.executionInfo!.failureInfo!.code, 'ResourceFileCreateFailed')
})
