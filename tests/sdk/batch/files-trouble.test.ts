// What becomes of tasks whose files are on their way when something breaks: a signature that ends, an
// agent that is killed, a disk that is full. And that no secret of storage is left lying about.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import type { ContainerClient } from '@azure/storage-blob'
import { azureFor } from '#testing/clients/azure.ts'
import { contentOf, FilesScene, failureOf, sh, type TaskToAdd, until } from './files-scene.ts'

const data = mkdtempSync('/var/tmp/lazuli-trouble-')
const scene = await FilesScene.start({ data, stopTasks: true })
after(async () => {
  await scene.stop()
  rmSync(data, { recursive: true, force: true })
})

type OutputFile = NonNullable<TaskToAdd['outputFiles']>[number]

const output = (filePattern: string, containerUrl: string): OutputFile => ({
  filePattern,
  destination: { container: { containerUrl } },
  uploadOptions: { uploadCondition: 'taskcompletion' },
})

const uploading = (task: string): Promise<string> =>
  until(
    () => scene.read(task, 'fileuploadout.txt').catch(() => ''),
    (text) => text.includes('Uploading'),
  )

async function hashOf(container: ContainerClient, blob: string): Promise<string> {
  const hash = createHash('sha256')
  const { readableStreamBody } = await container.getBlobClient(blob).download()
  for await (const chunk of readableStreamBody!) hash.update(chunk)
  return hash.digest('hex')
}

test('a SAS that ends while a long upload goes on fails the task, and leaves no part of a blob', async () => {
  const container = await scene.container()
  const task = await scene.run({
    // Sparse: it takes no room, and longer to send than the signature lasts.
    commandLine: sh('truncate -s 3G big'),
    outputFiles: [output('big', scene.sas(container, 'w', 2_500))],
  })
  const { result, category, code } = failureOf(task)
  assert.deepEqual(
    { result, category, code },
    { result: 'failure', category: 'UserError', code: 'FileUploadAccessDenied' },
  )
  assert.doesNotMatch(JSON.stringify(task.executionInfo), /sig=/)
  assert.deepEqual(await contentOf(container), {})
})

test('an agent that is killed while a file is on its way has an heir that brings it there', async () => {
  const container = await scene.container()
  const task = await scene.add({
    commandLine: sh('head -c 90000000 /dev/urandom > big; sha256sum < big'),
    outputFiles: [output('big', scene.sas(container, 'w'))],
  })
  await uploading(task)
  const agent = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'bin/agent.js'])
  process.kill(Number(agent.toString().trim()), 'SIGKILL')
  const ended = await scene.ended(task)
  assert.equal(ended.executionInfo!.result, 'success', JSON.stringify(ended.executionInfo))
  const said = (await scene.read(task, 'stdout.txt')).split(' ')[0]
  assert.equal(await hashOf(container, 'big'), said)
})

/** All that a server of this directory wrote, but the store and what only its owner may read. */
function* written(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && statSync(path).size < 2 ** 26) yield path
  }
}

test('keys and signatures of storage are in no log and no journal', async () => {
  const container = await scene.container({ 'a.txt': 'a' })
  const urls = [scene.sas(container, 'rl'), scene.sas(container, 'w')] as const
  const task = await scene.run({
    commandLine: sh('true'),
    resourceFiles: [{ storageContainerUrl: urls[0] }],
    outputFiles: [output('a.txt', urls[1]), output('*.txt', `${container.url}?sig=wrong`)],
  })
  assert.equal(task.executionInfo!.result, 'failure')
  const { key } = scene.lazuli.ready.storage!
  const signatures = urls.map((url) => new URL(url).searchParams.get('sig')!)
  const secrets = [key, ...signatures, ...signatures.map(encodeURIComponent)]
  for (const path of written(join(data, 'compute'))) {
    // An agent that comes after this one needs them: only the owner reads it.
    if (path.includes('/outputs/')) assert.equal(statSync(path).mode & 0o077, 0, path)
    else {
      const text = readFileSync(path, 'latin1')
      for (const secret of secrets) assert.ok(!text.includes(secret), path)
    }
  }
  for (const file of ['fileuploadout.txt', 'fileuploaderr.txt', 'stdout.txt', 'stderr.txt']) {
    const text = await scene.read(task.id!, file)
    for (const secret of [...secrets, 'sig=']) assert.ok(!text.includes(secret), file)
  }
  const { ready } = scene.lazuli
  const token = await azureFor(ready).credential.getToken('https://management.azure.com/.default')
  const headers = { authorization: `Bearer ${token!.token}` }
  const answer = await fetch(`${ready.arm}/lazuli/journal?top=1000`, { headers })
  const journal = await answer.text()
  assert.match(journal, /"path"|"url"/)
  for (const secret of secrets) assert.ok(!journal.includes(secret), 'the journal')
})

/** A server whose nodes have a disk of their own of so many bytes. */
async function withSmallDisk(t: TestContext, bytes: number): Promise<FilesScene | undefined> {
  const directory = mkdtempSync('/var/tmp/lazuli-disk-')
  const digest = createHash('sha256').update(join(directory, 'compute')).digest('hex')
  const nodes = `/var/lib/lazuli/nodes-${digest.slice(0, 16)}`
  mkdirSync(nodes, { recursive: true, mode: 0o711 })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=711`, 'tmpfs', nodes], {
      stdio: 'pipe',
    })
  } catch {
    for (const path of [nodes, directory]) rmSync(path, { recursive: true, force: true })
    return undefined
  }
  const small = await FilesScene.start({ data: directory, stopTasks: true })
  t.after(async () => {
    await small.stop()
    execFileSync('umount', ['-l', nodes])
    for (const path of [nodes, directory]) rmSync(path, { recursive: true, force: true })
  })
  return small
}

test('a disk that is full fails what needs it, and goes on when there is room', async (t) => {
  const isRoot = process.getuid?.() === 0
  const small = isRoot ? await withSmallDisk(t, 24 * 2 ** 20) : undefined
  if (!small) return t.skip('a disk of its own takes root, and the right to mount')
  const container = await small.container()
  await container.getBlockBlobClient('big').uploadData(Buffer.alloc(40 * 2 ** 20))
  const fetched = await small.run({
    commandLine: sh('true'),
    resourceFiles: [{ httpUrl: small.sas(container.getBlobClient('big')), filePath: 'big' }],
  })
  assert.equal(failureOf(fetched).code, 'DiskFull', JSON.stringify(fetched.executionInfo))
  await small.batch.task.deleteMethod('job1', fetched.id!)
  const written = await small.run({ commandLine: sh('head -c 40000000 /dev/zero') })
  assert.equal(written.executionInfo!.result, 'failure', JSON.stringify(written.executionInfo))
  await small.batch.task.deleteMethod('job1', written.id!)
  const after = await until(
    () => small.run({ commandLine: sh('head -c 1000000 /dev/zero') }),
    ({ executionInfo }) => executionInfo!.result === 'success',
  )
  assert.equal(after.executionInfo!.exitCode, 0)
})
