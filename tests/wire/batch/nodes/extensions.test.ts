// Extensions of virtual machines: kept and checked on pools of both planes, and told of on nodes, where
// none is installed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, ARM_PATH, type BatchServer, NEWEST, startBatch } from '../batch-server.ts'

const machine = {
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 20.04',
}
const monitor = {
  name: 'Monitor',
  publisher: 'Microsoft.Azure.Monitor',
  type: 'AzureMonitorLinuxAgent',
  typeHandlerVersion: '1.5',
  autoUpgradeMinorVersion: true,
  enableAutomaticUpgrade: true,
  settings: { policy: 'Zonal', deep: { list: ['Task'] } },
}
const script = {
  name: 'script',
  publisher: 'Microsoft.Azure.Extensions',
  type: 'CustomScript',
  provisionAfterExtensions: ['monitor'],
}

const add = (batch: BatchServer, extensions: readonly object[], id = 'pool1', nodes = 1) =>
  batch.call('POST', '/pools', {
    version: NEWEST,
    body: {
      id,
      vmSize: 'standard_d2s_v3',
      targetDedicatedNodes: nodes,
      virtualMachineConfiguration: { ...machine, extensions },
    },
  })

type Json = Record<string, unknown>
const get = (batch: BatchServer, path: string, version = NEWEST) =>
  batch.call('GET', path, { version })
const itemsIn = ({ body }: Answer) => body.value as unknown as Json[]

test('extensions are kept with all that was set, less what is secret', async () => {
  await using batch = await startBatch()
  const secret = { protectedSettings: { key: 'hush' } }
  assert.equal((await add(batch, [{ ...monitor, ...secret }, script])).status, 201)
  const shown = await get(batch, '/pools/pool1')
  const { virtualMachineConfiguration: kept } = shown.body
  assert.deepEqual(kept!.extensions, [monitor, script])
  assert.ok(!shown.text.includes('hush'))
  // 2022-10-01.16.0 has no automatic upgrades.
  const older = await get(batch, '/pools/pool1', '2022-10-01.16.0')
  const { enableAutomaticUpgrade: _, ...first } = monitor
  assert.deepEqual(older.body.virtualMachineConfiguration!.extensions, [first, script])
  const { nodeAgentSKUId: nodeAgentSkuId, imageReference } = machine
  const onArm = await batch.call('PUT', `${ARM_PATH}/pools/pool2`, {
    version: NEWEST,
    body: {
      properties: {
        vmSize: 'STANDARD_D2S_V3',
        deploymentConfiguration: {
          virtualMachineConfiguration: {
            imageReference,
            nodeAgentSkuId,
            extensions: [{ ...monitor, ...secret }],
          },
        },
      },
    },
  })
  assert.equal(onArm.status, 200, onArm.text)
  assert.ok(!onArm.text.includes('hush'))
  const { extensions } =
    onArm.body.properties!.deploymentConfiguration!.virtualMachineConfiguration!
  assert.deepEqual(extensions, [monitor])
})

test('a node tells of each extension that it is not installed, page by page and chosen', async () => {
  await using batch = await startBatch()
  await add(batch, [script, { ...monitor, protectedSettings: { key: 'hush' } }])
  await batch.pass(60_000)
  const [node] = itemsIn(await get(batch, '/pools/pool1/nodes'))
  const path = `/pools/pool1/nodes/${node!.id}/extensions`
  const all = await get(batch, path)
  assert.equal(all.status, 200, all.text)
  assert.ok(!all.text.includes('hush'))
  assert.deepEqual(
    itemsIn(all).map(({ provisioningState, vmExtension }) => [
      provisioningState,
      (vmExtension as Json).name,
    ]),
    [
      ['Failed', 'Monitor'],
      ['Failed', 'script'],
    ],
  )
  const one = await get(batch, `${path}/MONITOR`)
  assert.deepEqual(one.body.vmExtension, monitor)
  const { name, statuses } = one.body.instanceView as unknown as { name: string; statuses: Json[] }
  assert.equal(name, 'Monitor')
  assert.equal(statuses.length, 1)
  assert.equal(statuses[0]!.level, 'Error')
  assert.match(String(statuses[0]!.message), /is not installed/)
  // The node works all the same.
  assert.equal(node!.state, 'idle')
  const first = await get(batch, `${path}?maxresults=1`)
  assert.equal(itemsIn(first).length, 1)
  const link = new URL(String(first.body['odata.nextLink']))
  const second = await get(batch, `${link.pathname}${link.search}`)
  assert.deepEqual([...itemsIn(first), ...itemsIn(second)], itemsIn(all))
  const chosen = await get(batch, `${path}?$select=provisioningState`)
  assert.deepEqual(itemsIn(chosen), [
    { provisioningState: 'Failed' },
    { provisioningState: 'Failed' },
  ])
  for (const [missing, code] of [
    [`${path}/absent`, 'ResourceNotFound'],
    ['/pools/pool1/nodes/none/extensions', 'NodeNotFound'],
    ['/pools/none/nodes/none/extensions/monitor', 'PoolNotFound'],
  ] as const) {
    const answer = await get(batch, missing)
    assert.deepEqual([answer.status, answer.body.code], [404, code])
  }
  assert.deepEqual(batch.bugs, [])
})

test('extensions that no machine could have together are refused, and nothing is made', async () => {
  await using batch = await startBatch()
  const waits = (name: string, ...before: string[]) => ({
    ...script,
    name,
    provisionAfterExtensions: before,
  })
  for (const [extensions, property] of [
    [[monitor, { ...script, name: 'monitor' }], 'name'],
    [[{ ...monitor, name: ' ' }], 'name'],
    [[{ ...monitor, publisher: '' }], 'publisher'],
    [[{ ...monitor, type: '' }], 'type'],
    [[script], 'provisionAfterExtensions'],
    [[waits('a', 'b'), waits('b', 'c'), waits('c', 'a')], 'provisionAfterExtensions'],
    [[waits('a', 'a')], 'provisionAfterExtensions'],
  ] as const) {
    const refused = await add(batch, extensions, 'pool9', 0)
    assert.deepEqual([refused.status, refused.body.code], [400, 'InvalidPropertyValue'])
    const values = refused.body.values as unknown as { key: string; value: string }[]
    assert.equal(values.find(({ key }) => key === 'PropertyName')?.value, property)
  }
  assert.equal((await get(batch, '/pools/pool9')).status, 404)
  assert.equal(
    (await add(batch, [waits('c', 'a', 'b'), waits('b', 'a'), waits('a')], 'pool9', 0)).status,
    201,
  )
})
