// File systems that pools mount: shares of this server's storage accounts, and what cannot be mounted.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { azureFor } from '#testing/clients/azure.ts'
import { FilesScene, sh, until } from './files-scene.ts'

let scene: FilesScene
before(async () => {
  scene = await FilesScene.start()
})
after(() => scene.stop())

async function makeShare(name: string, enabledProtocols = 'SMB'): Promise<void> {
  const properties = { enabledProtocols }
  const path = `/fileServices/default/shares/${name}`
  const { status, text } = await armOf('PUT', path, { properties })
  assert.equal(status, 201, text)
}

/** Of the storage account, below its id. */
async function armOf(method: string, path: string, body: object) {
  const { credential } = azureFor(scene.lazuli.ready)
  const token = await credential.getToken('https://management.azure.com/.default')
  const url = `${scene.lazuli.ready.arm}${scene.storageId}${path}`
  const answer = await fetch(`${url}?api-version=2023-05-01`, {
    method,
    headers: { authorization: `Bearer ${token!.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, text: await answer.text() }
}

const files = (share: string, change: object = {}) => {
  const { account, key } = scene.lazuli.ready.storage!
  return {
    azureFileShareConfiguration: {
      accountName: account,
      azureFileUrl: `https://${account}.file.core.windows.net/${share}`,
      accountKey: key,
      relativeMountPath: 'data/shared',
      mountOptions: '-o vers=3.0',
      ...change,
    },
  }
}

let pools = 0
async function addPool(mount: object, targetDedicatedNodes = 1): Promise<string> {
  const id = `mounted${++pools}`
  await scene.batch.pool.add({
    id,
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
      nodeAgentSKUId: 'batch.node.debian 12',
    },
    targetDedicatedNodes,
    mountConfiguration: [mount],
  })
  await scene.batch.job.add({ id, poolInfo: { poolId: id } })
  return id
}

const nodesOf = (pool: string, count: number) =>
  until(
    async () => [...(await scene.batch.computeNode.list(pool))],
    (nodes) =>
      nodes.length === count && nodes.every(({ state }) => /^(idle|unusable)$/.test(state!)),
  )

test('nodes of a pool share the files of a share, start tasks and tasks of other pools as well', async () => {
  await makeShare('common')
  const pool = await addPool(files('common'), 2)
  const nodes = await nodesOf(pool, 2)
  assert.deepEqual(
    nodes.map(({ state, errors }) => [state, errors]),
    nodes.map(() => ['idle', undefined]),
  )
  const shown = await scene.batch.pool.get(pool)
  assert.ok(!JSON.stringify(shown.mountConfiguration).includes(scene.lazuli.ready.storage!.key))
  assert.equal(
    shown.mountConfiguration![0]!.azureFileShareConfiguration!.relativeMountPath,
    'data/shared',
  )
  const place = '"$AZ_BATCH_NODE_MOUNTS_DIR/data/shared'
  const wrote = await scene.run(
    { commandLine: sh(`echo from $AZ_BATCH_POOL_ID > ${place}/a.txt"`) },
    pool,
  )
  assert.equal(wrote.executionInfo?.exitCode, 0, JSON.stringify(wrote.executionInfo))
  const other = await addPool(files('common'))
  for (const reader of [pool, pool, other]) {
    const read = await scene.run({ commandLine: sh(`cat ${place}/a.txt"`) }, reader)
    assert.equal(await scene.read(read.id!, 'stdout.txt', reader), `from ${pool}\n`)
  }
})

test('a share has one protocol, and no key but its account’s opens it', async () => {
  const { account, key } = scene.lazuli.ready.storage!
  await makeShare('several')
  await makeShare('keyless', 'NFS')
  const host = `${account}.file.core.windows.net`
  const cifs = (share: string, password = key) => ({
    cifsMountConfiguration: {
      ...{ username: account, password, source: `//${host}/${share}` },
      relativeMountPath: 'by/cifs',
    },
  })
  const nfs = (share: string) => ({
    nfsMountConfiguration: {
      source: `${host}:/${account}/${share}`,
      relativeMountPath: 'by/nfs',
    },
  })
  const stateOf = async (mount: object) => {
    const pool = await addPool(mount)
    const [node] = await nodesOf(pool, 1)
    return { pool, state: node!.state }
  }
  const ways = [
    [files('several', { relativeMountPath: 'here' }), 'here', '0\n'],
    [cifs('several'), 'by/cifs', '0\n1\n'],
    [nfs('keyless'), 'by/nfs', '2\n'],
  ] as const
  for (const [at, [mount, path, all]] of ways.entries()) {
    const { pool, state } = await stateOf(mount)
    assert.equal(state, 'idle', path)
    const shown = JSON.stringify((await scene.batch.pool.get(pool)).mountConfiguration)
    assert.ok(!shown.includes(key), path)
    const script = `cd $AZ_BATCH_NODE_MOUNTS_DIR/${path} && echo ${at} > by-${at} && cat by-*`
    const task = await scene.run({ commandLine: sh(script) }, pool)
    assert.equal(await scene.read(task.id!, 'stdout.txt', pool), all, path)
  }
  for (const mount of [nfs('several'), cifs('keyless'), cifs('several', 'd3Jvbmc=')]) {
    assert.equal((await stateOf(mount)).state, 'unusable', JSON.stringify(mount))
  }
  const allow = async (allowSharedKeyAccess: boolean) => {
    const { status, text } = await armOf('PATCH', '', { properties: { allowSharedKeyAccess } })
    assert.equal(status, 200, text)
  }
  await allow(false)
  assert.equal((await stateOf(cifs('several'))).state, 'unusable')
  await allow(true)
})

test('what cannot be mounted makes nodes unusable, with the reason', async () => {
  const { account } = scene.lazuli.ready.storage!
  await makeShare('locked')
  const blobs = {
    azureBlobFileSystemConfiguration: {
      accountName: account,
      containerName: 'box',
      accountKey: 'a2V5',
      relativeMountPath: 'blobs',
    },
  }
  const nfs = { nfsMountConfiguration: { source: '10.0.0.1:/export', relativeMountPath: 'nfs' } }
  for (const [mount, reason] of [
    [blobs, /blobfuse/],
    [nfs, /Only file shares/],
    [files('locked', { accountKey: 'd3Jvbmc=' }), /its key/],
    [files('missing'), /no such file share/],
  ] as const) {
    const [node] = await nodesOf(await addPool(mount), 1)
    assert.equal(node!.state, 'unusable')
    const [error] = node!.errors!
    assert.equal(error!.code, 'MountConfigurationError')
    assert.match(error!.errorDetails!.find(({ name }) => name === 'Message')!.value!, reason)
  }
})

test('mounts that no node could have are refused', async () => {
  const codeOf = async (...mounts: object[]): Promise<string | undefined> => {
    try {
      await scene.batch.pool.add({
        id: 'refused',
        vmSize: 'standard_d2s_v3',
        virtualMachineConfiguration: {
          imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
          nodeAgentSKUId: 'batch.node.debian 12',
        },
        mountConfiguration: mounts,
      })
      return undefined
    } catch (error) {
      return (error as { code?: string }).code
    }
  }
  for (const path of ['../up', '/absolute', 'a/../b', '', './a', 'a//b']) {
    assert.equal(
      await codeOf(files('x', { relativeMountPath: path })),
      'InvalidPropertyValue',
      path,
    )
  }
  assert.equal(await codeOf({}), 'InvalidPropertyValue')
  const blobs = { accountName: 'a', containerName: 'b', relativeMountPath: 'c' }
  assert.equal(await codeOf({ azureBlobFileSystemConfiguration: blobs }), 'MissingRequiredProperty')
  const both = { ...blobs, accountKey: 'a2V5', sasKey: 'sv=1' }
  assert.equal(await codeOf({ azureBlobFileSystemConfiguration: both }), 'InvalidPropertyValue')
  const nfs = { nfsMountConfiguration: { source: 's', relativeMountPath: 'n' } }
  assert.equal(await codeOf({ ...files('x'), ...nfs }), 'InvalidPropertyValue')
})
