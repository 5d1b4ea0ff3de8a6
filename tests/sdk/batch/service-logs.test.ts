// What the agent of a node has written down of it, brought to storage by Microsoft's clients' calls.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { contentOf, FilesScene, sh, until } from './files-scene.ts'

let scene: FilesScene
let nodeId: string
before(async () => {
  scene = await FilesScene.start()
  const ended = await scene.run({ commandLine: sh('echo secret-word; exit 3') })
  nodeId = ended.nodeInfo!.nodeId!
})
after(() => scene.stop())

const longAgo = new Date('2026-01-01T00:00:00Z')
type Upload = Parameters<typeof scene.batch.computeNode.uploadBatchServiceLogs>[2]
const upload = (of: Upload) => scene.batch.computeNode.uploadBatchServiceLogs('pool1', nodeId, of)

test('the log of a node tells what ran there, in a directory of the call alone', async () => {
  const container = await scene.container()
  const containerUrl = scene.sas(container, 'w')
  const { virtualDirectoryName, numberOfFilesUploaded } = await upload({
    containerUrl,
    startTime: longAgo,
  })
  assert.match(virtualDirectoryName, new RegExp(`^batch-[0-9A-F]+/pool1/${nodeId}/[0-9a-f-]{36}$`))
  assert.equal(numberOfFilesUploaded, 1)
  const found = await until(
    () => contentOf(container),
    (blobs) => Object.keys(blobs).length === 1,
  )
  const [[name, text]] = Object.entries(found) as [[string, string]]
  assert.match(name, new RegExp(`^${virtualDirectoryName}/agent-\\d{8}T\\d{9}Z\\.log$`))
  assert.match(text, /^\S+Z Setting the node up for pool pool1$/m)
  assert.match(text, /^\S+Z The node is up, boot /m)
  const [, attempt] = /^\S+Z Attempt (\S+) is of workitems\/job1\/job-1\/task1$/m.exec(text)!
  assert.match(
    text,
    new RegExp(`Attempt ${attempt} started\n[^]*Attempt ${attempt} ended: exit code 3`),
  )
  assert.doesNotMatch(text, /secret-word|sig=/)

  const again = await upload({ containerUrl, startTime: longAgo })
  assert.notEqual(again.virtualDirectoryName, virtualDirectoryName)
  const both = await until(
    () => contentOf(container),
    (blobs) => Object.keys(blobs).length === 2,
  )
  const later = Object.entries(both).find(([key]) => key !== name)![1]
  assert.match(later, /Uploaded agent-\S+ to https?:\/\//)
})

test('an identity of the pool puts them as well', async () => {
  const container = await scene.container()
  await upload({
    containerUrl: container.url,
    startTime: longAgo,
    identityReference: scene.identity,
  })
  await until(
    () => contentOf(container),
    (blobs) => Object.keys(blobs).length === 1,
  )
})

test('a time without messages has no files, and a container that is not there gets none', async () => {
  const container = await scene.container()
  const containerUrl = scene.sas(container, 'w')
  const before = { containerUrl, startTime: new Date('2020-01-01'), endTime: longAgo }
  assert.equal((await upload(before)).numberOfFilesUploaded, 0)
  const missing = scene.blobs.getContainerClient('no-such-box')
  const { numberOfFilesUploaded } = await upload({
    containerUrl: scene.sas(missing, 'w'),
    startTime: longAgo,
  })
  assert.equal(numberOfFilesUploaded, 1)
  const text = await until(
    async () => {
      await upload({ containerUrl, startTime: longAgo })
      return Object.values(await contentOf(container)).join('\n')
    },
    (said) => said.includes('Could not upload'),
  )
  assert.match(text, /Could not upload agent-\S+ to \S+\/no-such-box\//)
})

test('what cannot be is refused by name, and nothing is brought', async () => {
  const container = await scene.container()
  const { url } = container
  const containerUrl = scene.sas(container, 'w')
  const startTime = longAgo
  const cases: readonly (readonly [Upload, string])[] = [
    [{ containerUrl: 'ftp://a.example/c?sig=1', startTime }, 'containerUrl'],
    [{ containerUrl: url, startTime }, 'containerUrl'],
    [{ containerUrl: scene.sas(container, 'r'), startTime }, 'containerUrl'],
    [{ containerUrl, startTime, endTime: new Date('2025-01-01') }, 'endTime'],
    [{ containerUrl: url, startTime, identityReference: { resourceId: '/no/such' } }, 'resourceId'],
  ]
  for (const [wanted, property] of cases) {
    await assert.rejects(upload(wanted), (error: { body?: { code: string; values: object[] } }) => {
      const { code, values } = error.body!
      assert.equal(code, 'InvalidPropertyValue')
      assert.deepEqual(values[0], { key: 'PropertyName', value: property })
      assert.doesNotMatch(JSON.stringify(values), /sig=/)
      return true
    })
  }
  const missing = scene.batch.computeNode.uploadBatchServiceLogs('pool1', `tvmps_${randomUUID()}`, {
    containerUrl,
    startTime,
  })
  await assert.rejects(missing, { code: 'NodeNotFound' })
  assert.deepEqual(await contentOf(container), {})
})
