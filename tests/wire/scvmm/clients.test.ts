// What Azure's command line, its PowerShell and Terraform call, in their order.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { DiskWire, InstanceWire, NicWire } from '#scvmm/answers/wire.ts'
import {
  CUSTOM_LOCATION,
  instanceOf,
  machineId,
  SCVMM,
  SUBSCRIPTION,
  World,
} from './scvmm-world.ts'

const VM = instanceOf('vm')
const CLI = '2025-03-13'

async function start(t: Pick<TestContext, 'after'>): Promise<World> {
  const world = await World.start()
  t.after(() => world.close())
  return world
}

const CUSTOM = { type: 'customLocation', name: CUSTOM_LOCATION }

test('az scvmm: connect, enable, create, checkpoint, restore, delete', async (t) => {
  const world = await start(t)
  const az = (method: string, path: string, body?: unknown) => world.done(method, path, body, CLI)
  const get = async <Body = InstanceWire>(path: string) =>
    (await world.call<Body>('GET', path, undefined, CLI)).body
  const server = `${SCVMM}/vmmServers/vmm1`
  await az('PUT', server, {
    location: 'westeurope',
    extendedLocation: CUSTOM,
    properties: {
      fqdn: '10.225.91.184',
      port: 8100,
      credentials: { username: 'admin', password: 'secret' },
    },
  })
  const { value } = await get<{ value: { id: string; kind: string }[] }>(`${server}/inventoryItems`)
  const first = (kind: string) => value.find((item) => item.kind === kind)!.id
  const enable = (type: string, kind: string) =>
    az('PUT', `${SCVMM}/${type}/one`, {
      location: 'westeurope',
      extendedLocation: CUSTOM,
      properties: { inventoryItemId: first(kind), vmmServerId: server },
    })
  await enable('clouds', 'Cloud')
  await enable('virtualNetworks', 'VirtualNetwork')
  await enable('virtualMachineTemplates', 'VirtualMachineTemplate')

  // vm create: the machine is not there, so it is made first.
  assert.equal((await world.call('GET', machineId('vm'), undefined, CLI)).status, 404)
  const machine = { location: 'westeurope', kind: 'scvmm' }
  assert.equal(
    (await world.call('PUT', machineId('vm'), machine, '2023-04-25-preview')).status,
    200,
  )
  await az('PUT', VM, {
    extendedLocation: CUSTOM,
    properties: {
      availabilitySets: [],
      infrastructureProfile: {
        cloudId: `${SCVMM}/clouds/one`,
        templateId: `${SCVMM}/virtualmachinetemplates/one`,
        vmmServerId: server,
      },
      networkProfile: {
        networkInterfaces: [{ name: 'nic_1', virtualNetworkId: `${SCVMM}/virtualnetworks/one` }],
      },
      storageProfile: { disks: [{ name: 'disk_1', diskSizeGB: 2, bus: 0, busType: 'SCSI' }] },
    },
  })
  const made = await get(VM)
  assert.equal(made.properties?.powerState, 'Running')
  assert.deepEqual(made.extendedLocation, CUSTOM)

  await az('POST', `${VM}/stop`, { skipShutdown: 'true' })
  await az('PATCH', VM, { properties: { hardwareProfile: { cpuCount: 2 } } })
  // nic add and disk add: read, append, send the whole list.
  const nics = (await get(VM)).properties!.networkProfile!.networkInterfaces as NicWire[]
  await az('PATCH', VM, {
    properties: { networkProfile: { networkInterfaces: [...nics, { name: 'nic_2' }] } },
  })
  // The command line writes the new disk's type over those of the others.
  const disks = (await get(VM)).properties!.storageProfile!.disks as DiskWire[]
  await az('PATCH', VM, {
    properties: {
      storageProfile: {
        disks: [...disks, { name: 'disk_2', diskSizeGB: 1 }].map((disk) => ({
          ...disk,
          vhdType: 'Dynamic',
        })),
      },
    },
  })
  assert.equal((await get(VM)).properties!.storageProfile!.disks!.length, 3)

  await az('POST', `${VM}/createCheckpoint`, { name: 'c1', description: 'one' })
  const { checkpoints } = (await get(VM)).properties!.infrastructureProfile!
  const id = checkpoints![0]!.checkpointID
  await az('POST', `${VM}/restoreCheckpoint`, { id })
  await az('POST', `${VM}/deleteCheckpoint`, { id })
  await az('POST', `${VM}/start`)
  await az('DELETE', `${VM}?force=False&deleteFromHost=True`)
  assert.equal((await world.call('DELETE', machineId('vm'), undefined, CLI)).status, 200)
  for (const type of ['clouds', 'virtualNetworks', 'virtualMachineTemplates']) {
    await az('DELETE', `${SCVMM}/${type}/one?force=False`)
  }
  await az('DELETE', `${server}?force=False`)
  const left = await get<{ value: unknown[] }>(
    `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ScVmm/vmmServers`,
  )
  assert.deepEqual(left.value, [])
})

test('Az.ScVmm: an adopted machine through doubled slashes, resized between checkpoint and restore', async (t) => {
  const world = await start(t)
  const server = await world.connect()
  const item = await world.item(server, 'VirtualMachine', 'legacy-01')
  await world.hybridMachine('vm', 'SCVMM')
  const vm = `/${VM}`
  await world.done('PUT', vm, {
    extendedLocation: CUSTOM,
    properties: { infrastructureProfile: { inventoryItemId: item.id } },
  })
  const hardware = async () => (await world.instance('vm')).properties.hardwareProfile!
  await world.done('POST', `${vm}/stop`, {})
  await world.done('PATCH', vm, {
    properties: { hardwareProfile: { cpuCount: 4, memoryMB: 4096 } },
  })
  await world.done('POST', `${vm}/createCheckpoint`, { name: 'test', description: 'test' })
  const { checkpoints } = (await world.instance('vm')).properties.infrastructureProfile!
  await world.done('PATCH', vm, {
    properties: { hardwareProfile: { cpuCount: 2, memoryMB: 2048 } },
  })
  assert.equal((await hardware()).cpuCount, 2)
  const { checkpointID: id } = checkpoints![0]!
  await world.done('POST', `${vm}/restoreCheckpoint`, { id })
  assert.deepEqual([(await hardware()).cpuCount, (await hardware()).memoryMB], [4, 4096])
  await world.done('POST', `${vm}/deleteCheckpoint`, { id })
  await world.done('POST', `${vm}/start`)
  // Removing without a flag leaves the machine in the inventory.
  await world.done('DELETE', vm)
  const free = await world.item(server, 'VirtualMachine', 'legacy-01')
  assert.equal(free.properties?.managedResourceId, undefined)
})

test('Terraform: created only where nothing is, stopped to be changed, removed with both flags', async (t) => {
  const world = await start(t)
  const { cloud, template, network } = await world.estate()
  await world.hybridMachine('vm', 'SCVMM')
  assert.equal((await world.call('GET', VM)).status, 404)
  await world.done('PUT', VM, {
    extendedLocation: CUSTOM,
    properties: {
      infrastructureProfile: { cloudId: cloud, templateId: template, checkpointType: 'Standard' },
      hardwareProfile: { cpuCount: 1, memoryMB: 1024, limitCpuForMigration: 'false' },
    },
  })
  // A type of checkpoint changes without a stop.
  await world.done('PATCH', VM, {
    properties: { infrastructureProfile: { checkpointType: 'Disabled' } },
  })
  await world.done('POST', `${VM}/stop`, { skipShutdown: 'false' })
  await world.done('PATCH', VM, {
    properties: {
      hardwareProfile: { cpuCount: 2, memoryMB: 2048 },
      networkProfile: { networkInterfaces: [{ name: 'nic1', virtualNetworkId: network }] },
    },
  })
  await world.done('POST', `${VM}/start`)
  const { properties } = await world.instance('vm')
  assert.equal(properties.powerState, 'Running')
  assert.equal(properties.hardwareProfile!.memoryMB, 2048)
  assert.equal(properties.networkProfile!.networkInterfaces!.length, 1)
  await world.done('DELETE', `${VM}?deleteFromHost=true&force=true`)
  assert.equal((await world.call('GET', VM)).status, 404)
})

test('Terraform: the id of an inventory item comes back as it was sent, here in its own casing', async (t) => {
  const world = await start(t)
  const server = await world.connect()
  const made = async (path: string) =>
    (await world.call<{ properties: Record<string, unknown> }>('GET', path)).body.properties
  const sent = async (kind: string, name?: string) => {
    const { id } = await world.item(server, kind, name)
    const inventoryItemId = id!.replace('/InventoryItems/', '/inventoryItems/')
    assert.notEqual(inventoryItemId, id)
    return { inventoryItemId, vmmServerId: server.replace('/vmmServers/', '/vmmservers/') }
  }
  for (const [type, kind] of [
    ['clouds', 'Cloud'],
    ['virtualNetworks', 'VirtualNetwork'],
    ['virtualMachineTemplates', 'VirtualMachineTemplate'],
  ] as const) {
    const path = `${SCVMM}/${type}/one`
    const properties = await sent(kind)
    await world.done('PUT', path, {
      location: 'westeurope',
      extendedLocation: CUSTOM,
      properties,
      tags: null,
    })
    const { inventoryItemId, vmmServerId } = await made(path)
    assert.deepEqual([inventoryItemId, vmmServerId], [properties.inventoryItemId, server])
  }
  const machine = { location: 'westeurope', kind: 'SCVMM', identity: { type: 'None' }, tags: null }
  assert.equal((await world.call('PUT', machineId('vm'), machine, '2024-07-10')).status, 200)
  const infrastructureProfile = await sent('VirtualMachine', 'legacy-01')
  await world.done('PUT', VM, { extendedLocation: CUSTOM, properties: { infrastructureProfile } })
  const { infrastructureProfile: shown } = (await made(VM)) as InstanceWire['properties'] & object
  assert.equal(shown?.inventoryItemId, infrastructureProfile.inventoryItemId)
  assert.equal(shown?.vmmServerId, server)
})
