// VMM servers, their inventory, and what is made from it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEstate } from '#scvmm/estate/estate-file.ts'
import {
  EXTENDED_LOCATION,
  instanceOf,
  machineId,
  SCVMM,
  serverBody,
  start,
  type World,
} from './scvmm-world.ts'

const properties = async (world: World, path: string) =>
  (await world.call<{ properties: Record<string, unknown> }>('GET', path)).body.properties

const from = (itemOrUuid: Record<string, unknown>) => ({
  location: 'westeurope',
  extendedLocation: EXTENDED_LOCATION,
  properties: itemOrUuid,
})

test('a connected server tells of itself, and offers its inventory at once', async (t) => {
  const world = await start(t)
  const server = await world.connect()
  const told = await properties(world, server)
  assert.match(String(told.uuid), /^[0-9a-f-]{36}$/)
  assert.deepEqual(told, {
    credentials: { username: 'admin' },
    fqdn: 'vmm.example',
    port: 8100,
    connectionStatus: 'Connected',
    uuid: told.uuid,
    version: '10.22.1089.0',
    provisioningState: 'Succeeded',
  })
  const items = await world.inventory(server)
  const kinds = Map.groupBy(items, ({ kind }) => kind)
  assert.deepEqual([...kinds.keys()].sort(), [
    'Cloud',
    'VirtualMachine',
    'VirtualMachineTemplate',
    'VirtualNetwork',
  ])
  for (const { id, name, kind, properties: own } of items) {
    assert.equal(id, `${server}/InventoryItems/${name}`)
    assert.equal(own?.uuid, name)
    assert.equal(own?.inventoryType, kind)
    assert.equal(own?.managedResourceId, undefined)
    assert.equal((await world.call('GET', id!)).body.name, name)
  }
  const legacy = await world.item(server, 'VirtualMachine', 'legacy-01')
  const { osType, osName, cloud, powerState } = legacy.properties as Record<string, unknown>
  assert.deepEqual([osType, osName, cloud, powerState], ['Other', 'Unknown', undefined, undefined])
})

test('the inventory can be late, as that of the real one is', async (t) => {
  const world = await start(t, { options: { inventoryDelay: 300 } })
  const server = await world.connect()
  assert.deepEqual(await world.inventory(server), [])
  await world.clock.step(299_000)
  assert.deepEqual(await world.inventory(server), [])
  await world.clock.step(2_000)
  assert.ok((await world.inventory(server)).length > 4)
})

test('a file replaces what servers offer, and may name them', async (t) => {
  const estate = readEstate(
    `
servers:
  - fqdn: one.example
    clouds: [{ name: Only }]
    virtualMachines: [{ name: db, cloud: Only, powerState: Running, ipAddresses: [10.0.0.4, 'fe80::1'] }]
  - fqdn: dead.example
    reachable: false
`,
    '/',
  )
  const world = await start(t, { estate })
  const server = await world.connect('one', 'ONE.example')
  const items = await world.inventory(server)
  assert.deepEqual(items.map(({ properties: own }) => own?.inventoryItemName).sort(), [
    'Only',
    'db',
  ])
  const db = (await world.item(server, 'VirtualMachine')).properties as Record<string, unknown>
  const cloud = await world.item(server, 'Cloud')
  assert.deepEqual(db.ipAddresses, ['10.0.0.4', 'fe80::1'])
  assert.equal(db.powerState, 'Running')
  assert.deepEqual(db.cloud, { inventoryItemId: cloud.id, inventoryItemName: 'Only' })
  for (const fqdn of ['dead.example', 'unknown.example']) {
    const path = `${SCVMM}/vmmServers/${fqdn}`
    assert.equal(await world.failed('PUT', path, serverBody(fqdn)), 'VmmServerNotReachable')
    const { connectionStatus, provisioningState } = await properties(world, path)
    assert.deepEqual([connectionStatus, provisioningState], ['Disconnected', 'Failed'])
    // Nothing was made at VMM, so that nothing has to be asked there.
    await world.done('DELETE', path)
  }
})

test('the same VMM has the same id under every custom location, which has one server', async (t) => {
  const world = await start(t)
  const [one, two] = [await world.connect('one'), `${SCVMM}/vmmServers/two`]
  assert.equal(await world.failed('PUT', two, serverBody('vmm.example')), 'CustomLocationInUse')
  const elsewhere = { ...serverBody('vmm.example'), extendedLocation: EXTENDED_LOCATION }
  await world.done('PUT', two, elsewhere)
  assert.equal((await properties(world, one)).uuid, (await properties(world, two)).uuid)
  const names = async (server: string) =>
    (await world.inventory(server)).map(({ name }) => name).sort()
  assert.deepEqual(await names(one), await names(two))
})

test('clouds, networks and templates are made from items, by id or by uuid', async (t) => {
  const world = await start(t)
  const { server, cloud, network, template } = await world.estate()
  assert.equal((await properties(world, network)).networkName, 'VM Network')
  const told = await properties(world, template)
  assert.equal(told.osType, 'Linux')
  assert.equal(told.generation, 1)
  const [nic] = told.networkInterfaces as Record<string, unknown>[]
  assert.deepEqual(
    { ...nic, nicId: undefined },
    {
      name: 'nic_1',
      displayName: 'Network Adapter 1',
      nicId: undefined,
      ipv4AddressType: 'Dynamic',
      ipv6AddressType: 'Dynamic',
      macAddressType: 'Dynamic',
    },
  )
  assert.match(String(nic!.nicId), /^[0-9a-f-]{36}$/)
  const [disk] = told.disks as Record<string, unknown>[]
  assert.equal(disk!.name, 'disk_1')
  assert.equal(disk!.volumeType, 'BootAndSystem')
  const item = await world.item(server, 'Cloud', 'Production Cloud')
  assert.equal(item.properties?.managedResourceId, cloud)

  const other = await world.item(server, 'Cloud', 'Test Cloud')
  const byUuid = `${SCVMM}/clouds/cloud2`
  await world.done('PUT', byUuid, from({ uuid: other.name!.toUpperCase(), vmmServerId: server }))
  assert.equal((await properties(world, byUuid)).inventoryItemId, other.id)
  await world.done('DELETE', byUuid)
  const free = await world.item(server, 'Cloud', 'Test Cloud')
  assert.equal(free.properties?.managedResourceId, undefined)
})

test('what cannot be made is accepted and fails, and can be made by another PUT', async (t) => {
  const world = await start(t)
  const { server, cloud } = await world.estate()
  const item = await world.item(server, 'Cloud', 'Test Cloud')
  const network = await world.item(server, 'VirtualNetwork', 'Isolated Network')
  const path = `${SCVMM}/clouds/cloud2`
  const why = (sent: Record<string, unknown>) => world.failed('PUT', path, from(sent))
  assert.equal(await why({}), 'MissingProperty')
  assert.equal(await why({ vmmServerId: server }), 'MissingProperty')
  assert.equal(await why({ inventoryItemId: 'qjd', vmmServerId: server }), 'InventoryItemNotFound')
  assert.equal(
    await why({ inventoryItemId: network.id, vmmServerId: server }),
    'InventoryItemNotFound',
  )
  assert.equal(
    await why({ inventoryItemId: item.id, vmmServerId: `${server}x` }),
    'VmmServerNotFound',
  )
  const taken = await world.item(server, 'Cloud', 'Production Cloud')
  const sent = { inventoryItemId: taken.id, vmmServerId: server }
  assert.equal(await why(sent), 'InventoryItemAlreadyManaged')
  assert.equal((await properties(world, path)).provisioningState, 'Failed')
  await world.done('PUT', path, from({ inventoryItemId: item.id, vmmServerId: server }))
  assert.equal((await properties(world, path)).provisioningState, 'Succeeded')
  assert.equal((await properties(world, cloud)).provisioningState, 'Succeeded')
})

test('a link that is no id is refused at once', async (t) => {
  const world = await start(t)
  const refused = await world.refused('PUT', `${SCVMM}/clouds/c`, from({ vmmServerId: 'vmm1' }))
  assert.equal(refused, '400 LinkedInvalidPropertyId')
})

test('once made, a resource stays what it is made from; tags change', async (t) => {
  const world = await start(t)
  const { server, cloud } = await world.estate()
  const made = await properties(world, cloud)
  const { inventoryItemId, uuid, vmmServerId } = made
  const other = await world.item(server, 'Cloud', 'Test Cloud')
  const put = (sent: Record<string, unknown>) => world.refused('PUT', cloud, from(sent))
  for (const sent of [
    { inventoryItemId: other.id },
    { uuid: other.name },
    { vmmServerId: `${server}x` },
  ]) {
    assert.equal(await put(sent), '400 PropertyChangeNotAllowed')
  }
  // What was read can be sent back.
  await world.done('PUT', cloud, from({ inventoryItemId, uuid, vmmServerId }))
  await world.done('PATCH', cloud, { tags: { owner: 'me' } })
  const { body } = await world.call('GET', cloud)
  assert.deepEqual(body.tags, { owner: 'me' })
  assert.deepEqual(await properties(world, cloud), made)
})

test('what others depend on goes after them, or by force', async (t) => {
  const world = await start(t)
  const { server, cloud, network, template } = await world.estate()
  await world.machine('vm', {
    infrastructureProfile: { cloudId: cloud, templateId: template },
    networkProfile: { networkInterfaces: [{ virtualNetworkId: network }] },
  })
  for (const path of [server, cloud, network]) {
    assert.equal(await world.refused('DELETE', path), '409 Conflict')
  }
  await world.done('DELETE', template)
  await world.done('DELETE', `${server}?force=true`)
  // Now there is no server to ask: only force gets through.
  const failed = async (method: string, path: string) => await world.failed(method, path)
  assert.equal(await failed('DELETE', instanceOf('vm')), 'VmmServerNotFound')
  for (const [action, body] of [
    ['start', undefined],
    ['stop', undefined],
    ['stop', { skipShutdown: 'true' }],
    ['restart', undefined],
    ['createCheckpoint', { name: 'c', description: '' }],
  ] as const) {
    const code = await world.failed('POST', `${instanceOf('vm')}/${action}`, body)
    assert.equal(code, 'VmmServerNotFound', action)
  }
  await world.done('DELETE', `${instanceOf('vm')}?force=true`)
  assert.equal(await failed('DELETE', cloud), 'VmmServerNotFound')
  for (const path of [cloud, network]) await world.done('DELETE', `${path}?force=True`)
})

test('a machine of the inventory is adopted with what it has, and given back', async (t) => {
  const world = await start(t)
  const server = await world.connect()
  const item = await world.item(server, 'VirtualMachine', 'linux-01')
  const adopt = async (name: string) => {
    await world.hybridMachine(name)
    return [
      instanceOf(name),
      {
        extendedLocation: EXTENDED_LOCATION,
        properties: { infrastructureProfile: { inventoryItemId: item.id } },
      },
    ] as const
  }
  await world.done('PUT', ...(await adopt('one')))
  const { properties: own } = await world.instance('one')
  const { infrastructureProfile: infrastructure, powerState } = own
  assert.equal(powerState, 'Stopped')
  assert.equal(infrastructure!.uuid, item.name)
  assert.equal(infrastructure!.vmName, 'linux-01')
  assert.equal(infrastructure!.biosGuid, (item.properties as { biosGuid?: string }).biosGuid)
  assert.equal(infrastructure!.cloudId, undefined)
  assert.equal(infrastructure!.templateId, undefined)
  const managed = (await world.item(server, 'VirtualMachine', 'linux-01')).properties as Record<
    string,
    unknown
  >
  assert.equal(managed.managedResourceId, instanceOf('one'))
  assert.equal(managed.managedMachineResourceId, machineId('one'))
  assert.equal(await world.failed('PUT', ...(await adopt('two'))), 'InventoryItemAlreadyManaged')

  await world.done('POST', `${instanceOf('one')}/start`)
  const id = await world.checkpoint('one', { name: 'kept' })
  // Deleting the hybrid machine removes the instance, and VMM keeps the machine.
  assert.equal((await world.call('DELETE', machineId('one'))).status, 200)
  await world.done('PUT', ...(await adopt('two')))
  const again = (await world.instance('two')).properties
  assert.equal(again.powerState, 'Running')
  assert.equal(again.infrastructureProfile!.checkpoints![0]!.checkpointID, id)
})

test('items can be written and removed by hand, but not while they are managed', async (t) => {
  const world = await start(t)
  const { server } = await world.estate()
  const path = `${server}/inventoryItems/12345678-1234-1234-1234-12345678ABCD`
  const sent = { kind: 'Cloud', properties: { inventoryType: 'Cloud' } }
  assert.equal((await world.call('PUT', path, sent)).status, 201)
  assert.equal((await world.call('PUT', path, sent)).status, 200)
  const other = { properties: { inventoryType: 'VirtualNetwork' } }
  assert.equal(await world.refused('PUT', path, other), '400 PropertyChangeNotAllowed')
  await world.done(
    'PUT',
    `${SCVMM}/clouds/byhand`,
    from({ inventoryItemId: path, vmmServerId: server }),
  )
  assert.equal(await world.refused('DELETE', path), '409 Conflict')
  await world.done('DELETE', `${SCVMM}/clouds/byhand`)
  assert.equal((await world.call('DELETE', path)).status, 200)
  assert.equal((await world.call('DELETE', path)).status, 204)
  assert.equal(await world.refused('GET', path), '404 ResourceNotFound')
  assert.equal(
    await world.refused('PUT', `${server}/inventoryItems/nonsense`, sent),
    '400 InvalidResourceName',
  )
})
