// Files on nodes: listing, reading in parts, deleting, and that no path leaves the node's root.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aPool } from '../tasks/tasks-world.ts'

type File = { name: string; url: string; isDirectory: boolean; properties?: Record<string, string> }

async function aNode(batch: BatchServer): Promise<string> {
  const [id] = await aPool(batch)
  batch.nodes.write(id!, 'startup/stdout.txt', '0123456789')
  batch.nodes.write(id!, 'shared/a b.txt', 'x')
  batch.nodes.write(id!, 'shared/deep/c.bin', 'yz')
  return `/pools/pool1/nodes/${id}/files`
}

const list = async (batch: BatchServer, path: string): Promise<File[]> =>
  (await batch.call('GET', path)).body.value as unknown as File[]

test('the root is listed in the order that was recorded, one level or all', async () => {
  await using batch = await startBatch()
  const files = await aNode(batch)
  const root = await list(batch, files)
  assert.deepEqual(
    root.map(({ name }) => name),
    ['shared', 'workitems', 'fsmounts', 'volatile', 'startup', 'applications'],
  )
  assert.ok(root.every(({ isDirectory, properties }) => isDirectory && !properties))
  const all = await list(batch, `${files}?recursive=true`)
  assert.deepEqual(
    all.map(({ name }) => name),
    [
      'shared',
      'workitems',
      'fsmounts',
      'volatile',
      'startup',
      'applications',
      'shared/a b.txt',
      'shared/deep',
      'volatile/startup',
      'startup/stdout.txt',
      'shared/deep/c.bin',
    ],
  )
  const file = all.find(({ name }) => name === 'shared/a b.txt')!
  assert.equal(file.url, `${batch.origin}${files}/shared/a%20b.txt`)
  assert.equal(file.properties!.contentLength, '1')
  assert.match(file.properties!.fileMode!, /^0o100[0-7]{3}$/)
})

test('a listing is filtered by the beginning of names, and read page by page', async () => {
  await using batch = await startBatch()
  const files = await aNode(batch)
  const filter = encodeURIComponent("startswith(name,'shared/')")
  const some = await list(batch, `${files}?recursive=true&$filter=${filter}`)
  assert.deepEqual(
    some.map(({ name }) => name),
    ['shared/a b.txt', 'shared/deep', 'shared/deep/c.bin'],
  )
  const bad = await batch.call('GET', `${files}?$filter=name%20eq%20'x'`)
  assert.equal(bad.body.code, 'InvalidQueryParameterValue')
  const names: string[] = []
  let path: string | undefined = `${files}?recursive=true&maxresults=2`
  while (path) {
    const { body } = await batch.call('GET', path)
    names.push(...(body.value as unknown as File[]).map(({ name }) => name))
    const next = body['odata.nextLink']
    path = next && String(next).slice(batch.origin.length)
  }
  const whole = await list(batch, `${files}?recursive=true`)
  assert.deepEqual(
    names,
    whole.map(({ name }) => name),
  )
})

test('the other slash is a slash, or part of a name that has it', async () => {
  await using batch = await startBatch()
  const files = await aNode(batch)
  const [id] = /tvmps[^/]*/.exec(files)!
  batch.nodes.write(id, 'shared/back\\slash.txt', 'named')
  batch.nodes.write(id, 'shared/back/slash.txt', 'inside')
  const text = async (name: string): Promise<string> =>
    (await batch.call('GET', `${files}/${encodeURIComponent(name)}`)).text
  assert.equal(await text('shared\\back\\slash.txt'), 'inside')
  assert.equal(await text('shared/back\\slash.txt'), 'named')
  await batch.call('DELETE', `${files}/${encodeURIComponent('shared/back\\slash.txt')}`)
  assert.equal(await text('shared/back\\slash.txt'), 'inside')
})

test('a file is read as a whole and in parts', async () => {
  await using batch = await startBatch()
  const files = await aNode(batch)
  const path = `${files}/startup%2Fstdout.txt`
  const whole = await batch.call('GET', path)
  assert.equal(whole.status, 200)
  assert.equal(whole.text, '0123456789')
  assert.equal(whole.headers['ocp-batch-file-isdirectory'], 'False')
  assert.equal(whole.headers.etag, undefined)
  assert.equal(
    whole.headers['ocp-batch-file-url'],
    encodeURIComponent(`${batch.origin}${files}/startup/stdout.txt`),
  )
  const part = (range: string) => batch.call('GET', path, { headers: { 'ocp-range': range } })
  const middle = await part('bytes=2-4')
  assert.equal(middle.status, 200)
  assert.equal(middle.text, '234')
  assert.equal(middle.headers['content-range'], 'bytes 2-4/10')
  assert.equal((await part('bytes=8-')).text, '89')
  assert.equal((await part('bytes=8-99')).text, '89')
  assert.equal((await part('bytes=10-')).body.code, 'InvalidRange')
  assert.equal((await part('bytes=4-2')).status, 416)
  assert.equal((await part('lines=1')).body.code, 'InvalidHeaderValue')
  const head = await batch.call('HEAD', path)
  assert.equal(head.rawHeaders[head.rawHeaders.indexOf('Content-Length') + 1], '10')
  assert.ok(head.headers['last-modified'])
  assert.equal((await batch.call('GET', `${files}/startup/stdout.txt`)).text, '0123456789')
})

test('conditions on a file hold against its time', async () => {
  await using batch = await startBatch()
  const files = await aNode(batch)
  const path = `${files}/startup%2Fstdout.txt`
  const past = { 'if-unmodified-since': 'Mon, 02 Mar 2020 00:00:00 GMT' }
  assert.equal((await batch.call('HEAD', path, { headers: past })).status, 412)
  const refused = await batch.call('GET', path, { headers: past })
  assert.deepEqual([refused.status, refused.body.code], [412, 'ConditionNotMet'])
  const since = String((await batch.call('HEAD', path)).headers['last-modified'])
  const headers = { 'if-modified-since': since }
  assert.equal((await batch.call('GET', path, { headers })).status, 304)
})

test('files and directories are deleted', async () => {
  await using batch = await startBatch()
  const files = await aNode(batch)
  const full = await batch.call('DELETE', `${files}/shared%2Fdeep`)
  assert.equal(full.body.code, 'IOError')
  assert.equal((await batch.call('DELETE', `${files}/shared%2Fdeep?recursive=true`)).status, 200)
  assert.equal((await batch.call('DELETE', `${files}/shared%2Fa%20b.txt`)).status, 200)
  const again = await batch.call('DELETE', `${files}/shared%2Fa%20b.txt`)
  assert.equal(again.body.code, 'FileNotFound')
  const directory = await batch.call('GET', `${files}/shared`)
  assert.equal(directory.body.code, 'IOError')
})

test('no path leaves the root, whatever its encoding', async () => {
  await using batch = await startBatch()
  const files = await aNode(batch)
  for (const path of [
    '..%2F..%2Fetc%2Fpasswd',
    'shared%2F..%2F..%2Fx',
    '%2e%2e%2fx',
    'shared%5C..%5C..%5Cx',
    '%2Fetc%2Fpasswd',
    'shared%00',
    '..',
  ]) {
    const answer = await batch.call('GET', `${files}/${path}`)
    assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`)
    assert.notEqual(answer.text, 'x')
  }
  assert.deepEqual(batch.bugs, [])
})

test('a node that boots has no agent to ask, for its own files or those of its tasks', async () => {
  await using batch = await startBatch()
  const files = await aNode(batch)
  const node = files.replace(/\/files$/, '')
  await batch.call('POST', '/jobs', { body: { id: 'j', poolInfo: { poolId: 'pool1' } } })
  await batch.call('POST', '/jobs/j/tasks', { body: { id: 't', commandLine: 'x' } })
  await batch.pass(0)
  await batch.call('POST', '/jobs/j/tasks/t/terminate')
  await batch.pass(0)
  const ofTask = '/jobs/j/tasks/t/files'
  assert.equal((await batch.call('GET', ofTask)).status, 200)
  assert.equal((await batch.call('POST', `${node}/reboot`)).status, 202)
  const refused = await batch.call('GET', files)
  assert.deepEqual([refused.status, refused.body.code], [409, 'NodeNotReady'])
  const unavailable = await batch.call('GET', `${ofTask}/stdout.txt`)
  assert.deepEqual([unavailable.status, unavailable.body.code], [409, 'TaskFilesUnavailable'])
  await batch.pass(100_000)
  assert.equal((await batch.call('GET', files)).status, 200)
  assert.equal((await batch.call('GET', ofTask)).status, 200)
})
