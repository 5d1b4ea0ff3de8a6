// Packages of applications by Microsoft's clients: uploaded, installed on nodes, found by tasks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { BlockBlobClient } from '@azure/storage-blob'
import { type ZipEntry, zipOf } from '#testing/zip.ts'
import { FilesScene, failureOf, sh, until } from './files-scene.ts'

let scene: FilesScene
before(async () => {
  scene = await FilesScene.start()
  const autoStorage = { storageAccountId: scene.storageId }
  await scene.arm('PATCH', '', { properties: { autoStorage } })
})
after(() => scene.lazuli.stop())

const program = (says: string): ZipEntry[] => [
  { name: 'bin/tool', content: `#!/bin/sh\necho ${says}\n`, mode: 0o100755 },
]

async function addPackage(application: string, version: string, bytes: Buffer): Promise<void> {
  const app = `/applications/${application}`
  await scene.arm('PUT', app, {})
  const made = await scene.arm('PUT', `${app}/versions/${version}`)
  const { storageUrl } = made.properties as { storageUrl: string }
  await new BlockBlobClient(storageUrl).uploadData(bytes)
  await scene.arm('POST', `${app}/versions/${version}/activate`, { format: 'zip' })
}

const VARIABLES = 'env | grep APP_PACKAGE | sort'

let pools = 0
type References = { applicationId: string; version?: string }[]

/** A pool of one node, with a job of the same name. */
async function addPool(
  applicationPackageReferences: References,
  startTask = 'true',
): Promise<string> {
  const id = `packed${++pools}`
  await scene.batch.pool.add({
    id,
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
      nodeAgentSKUId: 'batch.node.debian 12',
    },
    targetDedicatedNodes: 1,
    taskSlotsPerNode: 4,
    startTask: { commandLine: sh(startTask), waitForSuccess: true },
    applicationPackageReferences,
  })
  await scene.batch.job.add({ id, poolInfo: { poolId: id } })
  return id
}

const SETTLED = ['idle', 'starttaskfailed', 'unusable']

const nodeOf = async (pool: string, states = SETTLED) =>
  (await until(
    async () => (await scene.batch.computeNode.list(pool))[0],
    (node) => node !== undefined && states.includes(node.state!),
  ))!

async function onNode(pool: string, path: string): Promise<string> {
  const { id } = await nodeOf(pool)
  const { readableStreamBody } = await scene.batch.file.getFromComputeNode(pool, id!, path)
  const chunks: Buffer[] = []
  for await (const chunk of readableStreamBody!) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

test('a pool has its packages before its start task, and tasks theirs beside them', async () => {
  await addPackage('tool', '1.0', zipOf(program('one')))
  await addPackage('tool', '2.0-beta', zipOf(program('two')))
  const start = `"$AZ_BATCH_APP_PACKAGE_tool_1_0/bin/tool"; ${VARIABLES}`
  const pool = await addPool([{ applicationId: 'tool', version: '1.0' }], start)
  const node = await nodeOf(pool)
  assert.equal(node.state, 'idle', JSON.stringify(node.errors ?? node.startTaskInfo))
  const [said, ...variables] = (await onNode(pool, 'startup/stdout.txt')).trim().split('\n')
  assert.equal(said, 'one')
  assert.equal(variables.length, 1)
  assert.match(
    variables[0]!,
    /^AZ_BATCH_APP_PACKAGE_tool_1_0=\/.*\/applications\/tool1\.0\d{4}-\d\d-\d\d-\d\d-\d\d$/,
  )
  await scene.arm('PATCH', '/applications/tool', { properties: { defaultVersion: '2.0-beta' } })
  const command = sh(`"$AZ_BATCH_APP_PACKAGE_tool/bin/tool"; ${VARIABLES}`)
  const byDefault = {
    commandLine: command,
    applicationPackageReferences: [{ applicationId: 'tool' }],
  }
  // Several at once share what one of them installs.
  const ids = await Promise.all([1, 2, 3].map(() => scene.add(byDefault, pool)))
  for (const id of ids) {
    const { executionInfo } = await scene.ended(id, pool)
    assert.equal(executionInfo?.exitCode, 0, JSON.stringify(executionInfo))
    const lines = (await scene.read(id, 'stdout.txt', pool)).trim().split('\n')
    assert.equal(lines[0], 'two')
    assert.deepEqual(
      lines.slice(1).map((line) => line.split('=')[0]),
      [
        'AZ_BATCH_APP_PACKAGE_tool',
        'AZ_BATCH_APP_PACKAGE_tool_1_0',
        'AZ_BATCH_APP_PACKAGE_tool_2_0_beta',
      ],
    )
  }
  // A task without packages has those of the pool.
  const plain = await scene.run({ commandLine: sh(VARIABLES) }, pool)
  assert.match(
    await scene.read(plain.id!, 'stdout.txt', pool),
    /^AZ_BATCH_APP_PACKAGE_tool_1_0=\S+\n$/,
  )
})

test('another version of a pool’s package comes to nodes with their next boot', async () => {
  await addPackage('moving', '1', zipOf(program('old')))
  await addPackage('moving', '2', zipOf(program('new')))
  const start = '"$(printenv | sed -n s/^AZ_BATCH_APP_PACKAGE_moving_[12]=//p)/bin/tool"'
  const pool = await addPool([{ applicationId: 'moving', version: '1' }], start)
  const { id, state } = await nodeOf(pool)
  assert.equal(state, 'idle')
  await scene.batch.pool.patch(pool, {
    applicationPackageReferences: [{ applicationId: 'moving', version: '2' }],
  })
  assert.equal(await onNode(pool, 'startup/stdout.txt'), 'old\n')
  const before = (await nodeOf(pool)).lastBootTime
  await scene.batch.computeNode.reboot(pool, id!)
  await until(
    () => nodeOf(pool),
    ({ lastBootTime }) => lastBootTime?.getTime() !== before?.getTime(),
  )
  assert.equal(await onNode(pool, 'startup/stdout.txt'), 'new\n')
})

test('bytes that are no archive make the nodes of a pool unusable, and fail a task', async () => {
  await addPackage('broken', '1', Buffer.from('no zip'))
  await addPackage('evil', '1', zipOf([{ name: '../../escaped', content: 'x' }]))
  const pool = await addPool([{ applicationId: 'broken', version: '1' }])
  const node = await nodeOf(pool)
  assert.equal(node.state, 'unusable')
  const [error] = node.errors!
  assert.deepEqual(
    [error!.code, error!.message],
    [
      'ApplicationPackageError',
      'One or more application packages specified for the pool are invalid',
    ],
  )
  assert.deepEqual(error!.errorDetails, [
    { name: 'ApplicationPackageReference', value: 'broken:1' },
    { name: 'Message', value: 'Resource Unzip failed' },
  ])
  // It can be mended: with other packages the node comes up.
  await scene.batch.pool.patch(pool, { applicationPackageReferences: [] })
  await scene.batch.computeNode.reboot(pool, node.id!)
  await nodeOf(pool, ['idle'])
  for (const [applicationId, version] of [
    ['broken', '1'],
    ['evil', '1'],
  ] as const) {
    const applicationPackageReferences = [{ applicationId, version }]
    const task = await scene.run({ commandLine: 'true', applicationPackageReferences }, pool)
    assert.deepEqual(failureOf(task), {
      result: 'failure',
      exitCode: undefined,
      category: 'ServerError',
      code: 'ApplicationPackageError',
    })
    assert.deepEqual(task.executionInfo!.failureInfo!.details, [
      { name: 'ApplicationPackageReference', value: `${applicationId}:${version}` },
      { name: 'Message', value: 'Resource Unzip failed' },
    ])
  }
})

test('a package that has gone meanwhile fails the task that asked for it', async () => {
  await addPackage('going', '1', zipOf(program('gone')))
  const pool = await addPool([])
  await nodeOf(pool)
  await scene.batch.job.disable(pool, 'requeue')
  const applicationPackageReferences = [{ applicationId: 'going', version: '1' }]
  const id = await scene.add({ commandLine: 'true', applicationPackageReferences }, pool)
  await scene.arm('DELETE', '/applications/going/versions/1')
  await scene.batch.job.enable(pool)
  const { code } = failureOf(await scene.ended(id, pool))
  assert.equal(code, 'ApplicationPackageError')
})
