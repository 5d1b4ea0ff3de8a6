// A pool's certificates on its nodes: which tasks find them, from when on, and who else may read them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listAll } from '#drivers/nodes/conformance/conformance-files.ts'
import { certificate, PASSWORD, pfx } from '#testing/certificates.ts'
import { type BatchServer, startBatch } from '../batch-server.ts'

const { thumbprint } = certificate
const POOL = '/pools/Pool1'

const images = {
  linux: {
    imageReference: {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-focal',
      sku: '20_04-lts',
    },
    nodeAgentSKUId: 'batch.node.ubuntu 20.04',
  },
  windows: {
    imageReference: {
      publisher: 'microsoftwindowsserver',
      offer: 'windowsserver',
      sku: '2019-datacenter',
    },
    nodeAgentSKUId: 'batch.node.windows amd64',
  },
}

async function aNode(
  batch: BatchServer,
  virtualMachineConfiguration: object = images.linux,
  certificateReferences: object[] = [{ thumbprint, thumbprintAlgorithm: 'sha1' }],
): Promise<string> {
  await batch.call('POST', '/certificates', {
    body: {
      thumbprint,
      thumbprintAlgorithm: 'sha1',
      data: pfx.rc2With40Bits,
      certificateFormat: 'pfx',
      password: PASSWORD,
    },
  })
  const added = await batch.call('POST', '/pools', {
    body: {
      id: 'Pool1',
      vmSize: 'standard_d2s_v3',
      virtualMachineConfiguration,
      certificateReferences,
      targetDedicatedNodes: 1,
      taskSlotsPerNode: 8,
    },
  })
  assert.equal(added.status, 201, added.text)
  await batch.pass(60_000)
  await batch.call('POST', '/jobs', { body: { id: 'j', poolInfo: { poolId: 'Pool1' } } })
  const [node] = (await batch.call('GET', `${POOL}/nodes`)).body.value as unknown as {
    id: string
  }[]
  return node!.id
}

/** What a task that starts now has in its `certs`, past the Files API. */
async function certsOf(batch: BatchServer, node: string, task: string): Promise<string[]> {
  await batch.call('POST', '/jobs/j/tasks', { body: { id: task, commandLine: 'x' } })
  await batch.pass(0)
  const entries = await listAll(batch.nodes.files, node, `workitems/j/job-1/${task}`, true)
  return entries.map(({ path }) => path).filter((path) => path.includes('/certs'))
}

const inCerts = (task: string, ...names: string[]) =>
  [`workitems/j/job-1/${task}/certs`].flatMap((certs) => [
    certs,
    ...names.map((name) => `${certs}/${name}`),
  ])

test('a task has the certificates of its pool, as they were when its node booted', async () => {
  await using batch = await startBatch()
  const node = await aNode(batch)
  const names = [`sha1-${thumbprint}.pfx`, `sha1-${thumbprint}.pfx.pw`]
  assert.deepEqual(await certsOf(batch, node, 'a'), inCerts('a', ...names))
  const body = { certificateReferences: [] }
  assert.equal((await batch.call('PATCH', POOL, { body })).status, 200)
  assert.deepEqual(await certsOf(batch, node, 'b'), inCerts('b', ...names))
  await batch.call('POST', `${POOL}/nodes/${node}/reboot`)
  await batch.pass(100_000)
  assert.deepEqual(await certsOf(batch, node, 'c'), inCerts('c'))
  const shown = (await batch.call('GET', `${POOL}/nodes/${node}`)).body
  assert.deepEqual(shown.certificateReferences as unknown, [])
  assert.deepEqual(batch.bugs, [])
})

test('only those that tasks may see', async () => {
  await using batch = await startBatch()
  const node = await aNode(batch, images.linux, [
    { thumbprint, thumbprintAlgorithm: 'sha1', visibility: ['starttask', 'remoteuser'] },
  ])
  assert.deepEqual(await certsOf(batch, node, 'a'), inCerts('a'))
})

test('on Windows they are in no directory', async () => {
  await using batch = await startBatch()
  const node = await aNode(batch, images.windows)
  assert.deepEqual(await certsOf(batch, node, 'a'), [])
})

test('the directory is listed as recorded, and nothing in it can be read or deleted', async () => {
  await using batch = await startBatch()
  const node = await aNode(batch)
  await certsOf(batch, node, 'a')
  const files = '/jobs/j/tasks/a/files'
  for (const query of ['', '?recursive=true']) {
    const listed = (await batch.call('GET', `${files}${query}`)).body.value as unknown as {
      name: string
    }[]
    assert.deepEqual(
      listed.map(({ name }) => name),
      ['wd', 'stdout.txt', 'stderr.txt', 'certs'],
    )
  }
  const secret = `certs/sha1-${thumbprint}.pfx.pw`
  const onNode = `${POOL}/nodes/${node}/files`
  const paths = [
    `${files}/${encodeURIComponent(secret)}`,
    `${files}/${encodeURIComponent(`./certs/./sha1-${thumbprint}.pfx`)}`,
    `${onNode}/${encodeURIComponent(`workitems/j/job-1/a/${secret}`)}`,
    `${onNode}/${encodeURIComponent(`workitems//j/./job-1/a//${secret}`)}`,
    `${onNode}/${encodeURIComponent(`workitems\\j\\job-1\\a\\certs\\sha1-${thumbprint}.pfx`)}`,
  ]
  for (const path of paths) {
    for (const method of ['GET', 'HEAD', 'DELETE']) {
      assert.equal((await batch.call(method, path)).status, 404, `${method} ${path}`)
    }
  }
  const whole = await batch.call('DELETE', `${files}/certs?recursive=true`)
  assert.deepEqual([whole.status, whole.body.code], [403, 'IOError'])
  const all = await batch.call('GET', `${onNode}?recursive=true`)
  assert.ok(!all.text.includes(thumbprint))
  assert.deepEqual(batch.bugs, [])
})
