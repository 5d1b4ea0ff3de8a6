// Virtual machine instances: made, changed, turned on and off, removed; and what hangs on them.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { machineConsole } from '#scvmm/console.ts'
import { guidOf } from '#scvmm/ids.ts'
import { keepMachines } from '#scvmm/keep.ts'
import { releaseMachines } from '#scvmm/reconcile.ts'
import type { DiskWire, NicWire } from '#scvmm/wire.ts'
import {
  EXTENDED_LOCATION,
  FragileHost,
  GROUP,
  instanceOf,
  machineId,
  SCVMM,
  World,
  type WorldOptions,
} from './scvmm-world.ts'

const VM = instanceOf('vm')
const signal = new AbortController().signal

async function start(t: Pick<TestContext, 'after'>, options?: WorldOptions): Promise<World> {
  const world = await World.start(options)
  t.after(() => world.close())
  return world
}

const own = async (world: World, name = 'vm') => (await world.instance(name)).properties
const put = (properties: Record<string, unknown>) => ({
  extendedLocation: EXTENDED_LOCATION,
  properties,
})
const stop = (world: World) => world.done('POST', `${VM}/stop`, { skipShutdown: 'true' })
const patch = (properties: Record<string, unknown>) => ({ properties })

test('a machine from a template has what the template has, and runs', async (t) => {
  const world = await start(t)
  const { cloud, template, server, network } = await world.estate()
  await world.machine('vm', {
    infrastructureProfile: { cloudId: cloud, templateId: template },
    networkProfile: { networkInterfaces: [{ name: 'nic_1', virtualNetworkId: network }] },
    storageProfile: { disks: [{ name: 'disk_1', diskSizeGB: 2, bus: 0, lun: 1, busType: 'SCSI' }] },
  })
  const machine = await own(world)
  assert.equal(machine.powerState, 'Running')
  assert.match(machine.osProfile!.computerName!, /^[A-Z0-9]{15}$/)
  assert.equal(machine.osProfile!.osType, 'Linux')
  assert.deepEqual(machine.hardwareProfile, {
    memoryMB: 512,
    cpuCount: 1,
    limitCpuForMigration: 'false',
    dynamicMemoryEnabled: 'false',
    isHighlyAvailable: 'false',
  })
  const infrastructure = machine.infrastructureProfile!
  assert.equal(infrastructure.vmName, 'vm')
  assert.equal(infrastructure.checkpointType, 'Production')
  assert.deepEqual(infrastructure.checkpoints, [])
  assert.deepEqual(infrastructure.lastRestoredVMCheckpoint, {})
  assert.equal(infrastructure.vmmServerId, server)
  const [boot, added] = machine.storageProfile!.disks as [DiskWire, DiskWire]
  assert.equal(boot.name, undefined)
  assert.deepEqual(
    [boot.volumeType, boot.busType, boot.maxDiskSizeGB],
    ['BootAndSystem', 'IDE', 10],
  )
  assert.deepEqual(
    [added.name, added.volumeType, added.createDiffDisk],
    ['disk_1', 'None', 'false'],
  )
  // What is read as the size is what is used.
  assert.deepEqual([added.diskSizeGB, added.maxDiskSizeGB], [0, 2])
  const [nic] = machine.networkProfile!.networkInterfaces as [NicWire]
  assert.equal(nic.displayName, 'Network Adapter 1')
  assert.match(nic.macAddress!, /^00:15:5D(:[0-9A-F]{2}){3}$/)
  assert.match(nic.nicId!, /^[0-9a-f-]{36}$/)
  const vnet = (await world.call('GET', network)).body as { properties: { uuid: string } }
  assert.equal(nic.networkName, vnet.properties.uuid)
  const report = await world.host.observe(infrastructure.uuid!, signal)
  assert.equal(report?.power, 'running')
  assert.equal(report.uuid, infrastructure.biosGuid)
  const item = await world.item(server, 'VirtualMachine', 'vm')
  assert.equal(item.properties?.managedResourceId, VM)
})

test('wishes outrank the template, and a template disk can be larger', async (t) => {
  const world = await start(t)
  const { cloud, template } = await world.estate()
  const uuid = (await world.call<{ properties: { uuid: string } }>('GET', template)).body.properties
    .uuid
  await world.machine('vm', {
    infrastructureProfile: {
      cloudId: cloud,
      templateId: template,
      vmName: 'other',
      checkpointType: 'standard',
      biosGuid: 'ABCDEF01-0000-4000-8000-000000000000',
    },
    hardwareProfile: { cpuCount: 2, memoryMB: 1024, dynamicMemoryEnabled: 'True' },
    storageProfile: {
      disks: [{ templateDiskId: guidOf(`${uuid} disk 0`), diskSizeGB: 20, name: 'os' }],
    },
    osProfile: { computerName: 'host1', adminPassword: 'secret' },
  })
  const machine = await own(world)
  const { dynamicMemoryMaxMB, dynamicMemoryMinMB, cpuCount } = machine.hardwareProfile!
  assert.deepEqual([cpuCount, dynamicMemoryMaxMB, dynamicMemoryMinMB], [2, 1_048_576, 32])
  assert.equal(machine.storageProfile!.disks!.length, 1)
  assert.equal(machine.storageProfile!.disks![0]!.maxDiskSizeGB, 20)
  const { vmName, checkpointType, biosGuid } = machine.infrastructureProfile!
  assert.deepEqual(
    [vmName, checkpointType, biosGuid],
    ['other', 'Standard', 'abcdef01-0000-4000-8000-000000000000'],
  )
  assert.equal(machine.osProfile!.computerName, 'host1')
})

test('what cannot be made is accepted and fails, leaves nothing, and can be made anew', async (t) => {
  const world = await start(t, { host: { limits: { memoryMB: 2048 } } })
  const { cloud, template, network } = await world.estate()
  await world.hybridMachine('vm')
  const made = { cloudId: cloud, templateId: template }
  const why = (properties: Record<string, unknown>) => world.failed('PUT', VM, put(properties))
  const disk = (sent: Record<string, unknown>) => ({
    infrastructureProfile: made,
    storageProfile: { disks: [sent] },
  })
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ['MissingProperty', {}],
    ['MissingProperty', { infrastructureProfile: { cloudId: cloud } }],
    ['MissingProperty', { infrastructureProfile: { templateId: template } }],
    ['LinkedResourceNotFound', { infrastructureProfile: { ...made, cloudId: `${cloud}x` } }],
    ['LinkedResourceNotFound', { infrastructureProfile: { ...made, templateId: cloud } }],
    ['VmmServerNotFound', { infrastructureProfile: { ...made, vmmServerId: `${cloud}x` } }],
    ['InvalidHardware', { infrastructureProfile: { ...made, generation: 28 } }],
    ['InvalidHardware', { infrastructureProfile: made, hardwareProfile: { cpuCount: 65 } }],
    ['InvalidHardware', { infrastructureProfile: made, hardwareProfile: { memoryMB: 31 } }],
    ['InvalidHardware', disk({ name: 'd' })],
    ['InvalidHardware', disk({ diskSizeGB: 1, busType: 'zu' })],
    ['InvalidHardware', disk({ diskSizeGB: 1, vhdType: 'cnbe' })],
    ['InvalidHardware', disk({ diskSizeGB: 1, busType: 'IDE', bus: 8, lun: 10 })],
    ['InvalidHardware', disk({ diskSizeGB: 1, busType: 'IDE', bus: 0, lun: 0 })],
    [
      'CloudCapacityExceeded',
      { infrastructureProfile: made, hardwareProfile: { memoryMB: 300_000 } },
    ],
    ['HypervisorRefused', { infrastructureProfile: made, hardwareProfile: { memoryMB: 4096 } }],
    [
      'LinkedResourceNotFound',
      {
        infrastructureProfile: made,
        networkProfile: { networkInterfaces: [{ virtualNetworkId: `${network}x` }] },
      },
    ],
    [
      'LinkedResourceNotFound',
      {
        infrastructureProfile: made,
        availabilitySets: [{ id: `${SCVMM}/availabilitySets/x` }],
      },
    ],
  ]
  for (const [code, properties] of cases) {
    assert.equal(await why(properties), code, JSON.stringify(properties))
    assert.equal((await own(world)).provisioningState, 'Failed')
    if (code === 'HypervisorRefused') await world.done('DELETE', `${VM}?deleteFromHost=true`)
    assert.deepEqual(await world.host.list(signal), [])
  }
  // Actions on what was not made are accepted and fail as well.
  assert.equal(await world.failed('POST', `${VM}/start`), 'VirtualMachineNotFound')
  await world.done('PUT', VM, put({ infrastructureProfile: made }))
  assert.equal((await own(world)).powerState, 'Running')
})

test('an instance needs a hybrid machine of its kind', async (t) => {
  const world = await start(t)
  await world.hybridMachine('esx', 'VMware')
  assert.equal(await world.refused('PUT', instanceOf('esx'), put({})), '400 InvalidParameter')
  assert.equal(await world.refused('PUT', VM, put({})), '404 ParentResourceNotFound')
  const elsewhere = `${SCVMM}/clouds/c/providers/Microsoft.ScVmm/virtualMachineInstances/default`
  await world.connect()
  assert.equal(
    await world.refused('PUT', elsewhere.replace('/clouds/c', '/vmmServers/vmm1'), put({})),
    '400 InvalidParameter',
  )
  await world.hybridMachine('vm')
  assert.equal(await world.refused('PUT', VM, { properties: {} }), '400 InvalidRequestContent')
})

test('power goes on and off, asked nicely or not, and twice', async (t) => {
  let listens = true
  const world = await start(t, {
    host: { guestShutsDown: () => listens },
    habits: { shutdown: { graceMs: 1, otherwise: 'refuse' } },
  })
  await world.machine('vm')
  const power = async () => (await own(world)).powerState
  await world.done('POST', `${VM}/start`)
  assert.equal(await power(), 'Running')
  await world.done('POST', `${VM}/stop`, {})
  assert.equal(await power(), 'Stopped')
  await world.done('POST', `${VM}/stop`, { skipShutdown: 'false' })
  assert.equal(await world.failed('POST', `${VM}/restart`), 'VirtualMachineStopped')
  await world.done('POST', `${VM}/start`)
  const { uuid } = (await own(world)).infrastructureProfile!
  await world.host.guest.writeMemory(uuid!, 'busy')
  await world.done('POST', `${VM}/restart`)
  assert.equal(world.host.guest.readMemory(uuid!), '')
  listens = false
  assert.equal(await world.failed('POST', `${VM}/stop`), 'HypervisorRefused')
  assert.equal(await power(), 'Running')
  assert.equal((await own(world)).provisioningState, 'Succeeded')
  await stop(world)
  assert.equal(await power(), 'Stopped')
})

test('hardware changes while off; the rest changes at any time', async (t) => {
  const world = await start(t)
  const { server } = await world.estate()
  await world.machine('vm')
  const set = `${SCVMM}/availabilitySets/set1`
  await world.done('PUT', set, {
    location: 'westeurope',
    extendedLocation: EXTENDED_LOCATION,
    properties: { availabilitySetName: 'as1', vmmServerId: server },
  })
  const bigger = patch({ hardwareProfile: { cpuCount: 4, memoryMB: 2048 } })
  const answer = await world.call('PATCH', VM, bigger)
  const { error } = await world.outcome(answer)
  assert.equal(error?.code, 'VirtualMachineRunning')
  assert.ok(error?.message?.includes("'Running'"))
  assert.equal((await own(world)).hardwareProfile!.cpuCount, 1)
  await world.done(
    'PATCH',
    VM,
    patch({
      availabilitySets: [{ id: set.toLowerCase() }],
      infrastructureProfile: { checkpointType: 'ProductionOnly' },
    }),
  )
  const running = await own(world)
  assert.deepEqual(running.availabilitySets, [{ id: set, name: 'as1' }])
  assert.equal(running.infrastructureProfile!.checkpointType, 'ProductionOnly')
  assert.equal(await world.refused('DELETE', set), '409 Conflict')
  await stop(world)
  await world.done('PATCH', VM, bigger)
  assert.equal((await own(world)).hardwareProfile!.cpuCount, 4)
  const { uuid } = (await own(world)).infrastructureProfile!
  assert.equal((await world.host.observe(uuid!, signal))!.hardware.cpuCount, 4)
  // What is left out stays; what only a creation may set is not applied.
  await world.done('PATCH', VM, patch({ osProfile: { computerName: 'other' }, tags: {} }))
  assert.notEqual((await own(world)).osProfile!.computerName, 'other')
  assert.equal((await own(world)).hardwareProfile!.memoryMB, 2048)
})

test('disks are a whole list: sizes that were read are no wish, only larger ones grow', async (t) => {
  const world = await start(t)
  await world.machine('vm', {
    storageProfile: { disks: [{ name: 'disk_1', diskSizeGB: 2 }] },
  })
  await stop(world)
  const disks = async () => (await own(world)).storageProfile!.disks!
  const send = (list: readonly object[]) => patch({ storageProfile: { disks: list } })
  const before = await disks()
  await world.done('PATCH', VM, send(before))
  assert.deepEqual(await disks(), before)
  await world.done('PATCH', VM, send([before[0]!, { ...before[1]!, diskSizeGB: 5 }]))
  assert.equal((await disks())[1]!.maxDiskSizeGB, 5)
  await world.done('PATCH', VM, send([...(await disks()), { name: 'disk_2', diskSizeGB: 1 }]))
  assert.deepEqual(
    (await disks()).map(({ busType, bus, lun }) => `${busType} ${bus}:${lun}`),
    ['IDE 0:0', 'SCSI 0:0', 'SCSI 0:1'],
  )
  const [first, second, third] = await disks()
  await world.done('PATCH', VM, send([first!, { ...second!, lun: 1 }, { ...third!, lun: 0 }]))
  assert.deepEqual(
    (await disks()).map(({ lun }) => lun),
    [0, 1, 0],
  )
  const checkpoint = await world.checkpoint('vm')
  const differing = await disks()
  // Types and sizes that were read of differing disks change nothing.
  await world.done('PATCH', VM, send(differing.map((disk) => ({ ...disk, vhdType: 'Fixed' }))))
  assert.deepEqual(await disks(), differing)
  const grow = send([{ ...differing[0]!, diskSizeGB: 50 }, ...differing.slice(1)])
  assert.equal(await world.failed('PATCH', VM, grow), 'DiskHasCheckpoints')
  await world.done('PATCH', VM, send(differing.slice(0, 1)))
  assert.equal((await disks()).length, 1)
  await world.done('POST', `${VM}/restoreCheckpoint`, { id: checkpoint })
  assert.equal((await disks()).length, 3)
})

test('interfaces are a whole list too: one without a network is disconnected', async (t) => {
  const world = await start(t)
  const { network } = await world.estate()
  await world.machine('vm', {
    networkProfile: { networkInterfaces: [{ name: 'nic_1', virtualNetworkId: network }] },
  })
  await stop(world)
  const nics = async () => (await own(world)).networkProfile!.networkInterfaces!
  const send = (list: readonly object[]) => patch({ networkProfile: { networkInterfaces: list } })
  const before = await nics()
  await world.done('PATCH', VM, send(before))
  assert.deepEqual(await nics(), before)
  const added = { name: 'nic_2', virtualNetworkId: network, macAddress: '00-15-5d-01-02-03' }
  await world.done('PATCH', VM, send([...before, { ...added, macAddressType: 'Static' }]))
  const [first, second] = await nics()
  assert.deepEqual(first, before[0])
  assert.equal(second!.macAddress, '00:15:5D:01:02:03')
  const { virtualNetworkId: _, ...disconnected } = first!
  await world.done('PATCH', VM, send([disconnected]))
  const left = await nics()
  assert.equal(left.length, 1)
  assert.deepEqual([left[0]!.virtualNetworkId, left[0]!.networkName], [undefined, undefined])
  const { uuid } = (await own(world)).infrastructureProfile!
  const report = await world.host.observe(uuid!, signal)
  assert.equal(report!.hardware.networkInterfaces[0]!.connected, false)
  assert.equal(
    await world.failed('PATCH', VM, send([{ macAddress: 'oaeqqegt' }])),
    'InvalidHardware',
  )
})

test('a PUT on an instance that is there changes it, but not what it was made from', async (t) => {
  const world = await start(t)
  await world.machine('vm')
  const { body } = await world.call('GET', VM)
  const again = await world.call('PUT', VM, body)
  assert.equal(again.status, 200)
  await world.outcome(again)
  const infrastructure = (await own(world)).infrastructureProfile!
  for (const [name, value] of Object.entries({
    templateId: `${SCVMM}/virtualMachineTemplates/other`,
    vmName: 'other',
    uuid: 'ABCDEF01-0000-4000-8000-000000000000',
    generation: 2,
  })) {
    const sent = put({ infrastructureProfile: { ...infrastructure, [name]: value } })
    assert.equal(await world.refused('PUT', VM, sent), '400 PropertyChangeNotAllowed', name)
  }
  const moved = { ...put({}), extendedLocation: { type: 'CustomLocation', name: machineId('x') } }
  assert.equal(await world.refused('PUT', VM, moved), '400 PropertyChangeNotAllowed')
  await stop(world)
  await world.done('PUT', VM, put({ hardwareProfile: { cpuCount: 2 } }))
  assert.equal((await own(world)).hardwareProfile!.cpuCount, 2)
})

test('removal forgets, or deletes on the host as well, running or not', async (t) => {
  const world = await start(t)
  const { server } = await world.estate()
  for (const [query, stays] of [
    ['', true],
    ['?force=true', true],
    ['?deleteFromHost=false', true],
    ['?deleteFromHost=true', false],
    ['?force=true&deleteFromHost=true', false],
  ] as const) {
    const name = `vm${query.length}`
    const vm = await world.machine(name)
    const uuid = (await own(world, name)).infrastructureProfile!.uuid!
    const running = await world.call('DELETE', `${vm}${query}`)
    assert.equal((await own(world, name)).provisioningState, 'Deleting')
    await world.outcome(running)
    assert.equal((await world.call('GET', vm)).status, 404)
    assert.equal((await world.call('GET', machineId(name))).status, 200)
    const report = await world.host.observe(uuid, signal)
    assert.equal(report?.power, stays ? 'running' : undefined)
    const items = (await world.inventory(server)).filter((item) => item.name === uuid)
    assert.equal(items.length, stays ? 1 : 0)
  }
})

test('force removes the resource when the host refuses, and only then', async (t) => {
  const host = new FragileHost()
  const world = await start(t, { around: host.around })
  const { server } = await world.estate()
  await world.machine('vm')
  const uuid = (await own(world)).infrastructureProfile!.uuid!
  host.refuse('destroy')
  assert.equal(await world.failed('DELETE', `${VM}?deleteFromHost=true`), 'HypervisorRefused')
  assert.equal((await own(world)).provisioningState, 'Failed')
  await world.done('DELETE', `${VM}?deleteFromHost=true&force=true`)
  assert.equal((await world.call('GET', VM)).status, 404)
  assert.equal((await world.item(server, 'VirtualMachine', 'vm')).name, uuid)
})

test('a creation that is removed by force leaves nothing behind', async (t) => {
  for (const cut of ['before', 'after'] as const) {
    const host = new FragileHost()
    const world = await start(t, { around: host.around })
    const { cloud, template, server } = await world.estate()
    await world.hybridMachine('vm')
    const reached = host.cutNext('define', cut)
    const made = { infrastructureProfile: { cloudId: cloud, templateId: template } }
    const creation = await world.call('PUT', VM, put(made))
    await Promise.all([reached, world.clock.step(300_000)])
    await world.done('DELETE', `${VM}?force=true`)
    assert.equal((await world.outcome(creation)).status, 'Canceled')
    assert.deepEqual(await world.host.list(signal), [])
    assert.ok(
      (await world.inventory(server)).every((item) => item.properties?.inventoryItemName !== 'vm'),
    )
  }
})

test('a creation cut off at any call is finished by the next start', async (t) => {
  for (const call of ['define', 'start', 'observe'] as const) {
    for (const cut of ['before', 'after'] as const) {
      const host = new FragileHost()
      const world = await start(t, { around: host.around })
      const { cloud, template } = await world.estate()
      await world.hybridMachine('vm')
      const reached = host.cutNext(call, cut)
      const made = { infrastructureProfile: { cloudId: cloud, templateId: template } }
      const creation = await world.call('PUT', VM, put(made))
      await Promise.all([reached, world.clock.step(600_000)])
      world.restart()
      assert.equal((await world.outcome(creation)).status, 'Succeeded')
      assert.equal((await own(world)).powerState, 'Running')
      assert.equal((await world.host.list(signal)).length, 1)
    }
  }
})

test('a guest agent is installed in a machine that runs, repaired, and forgotten', async (t) => {
  const world = await start(t)
  await world.machine('vm')
  const agent = `${VM}/guestAgents/default`
  const list = async () =>
    (await world.call<{ value: unknown[] }>('GET', `${VM}/guestAgents`)).body.value
  const sent = (provisioningAction?: string) => ({
    properties: {
      credentials: { username: 'admin', password: 'secret' },
      httpProxyConfig: { httpsProxy: 'http://proxy' },
      provisioningAction,
    },
  })
  assert.deepEqual(await list(), [])
  assert.equal(await world.refused('GET', agent), '404 ResourceNotFound')
  assert.equal(
    await world.refused('PUT', agent, { properties: { credentials: { username: 'x' } } }),
    '400 InvalidRequestContent',
  )
  const creation = await world.call('PUT', agent, sent())
  assert.equal(creation.status, 201)
  assert.equal((await world.poll(creation)).body.status, 'Accepted')
  assert.equal((await world.outcome(creation)).status, 'Succeeded')
  const { properties } = (await world.call('GET', agent)).body as {
    properties: Record<string, unknown>
  }
  assert.deepEqual(properties.credentials, { username: 'admin' })
  assert.deepEqual(properties.httpProxyConfig, { httpsProxy: 'http://proxy' })
  assert.deepEqual(
    [properties.provisioningAction, properties.provisioningState],
    ['install', 'Succeeded'],
  )
  assert.equal(typeof properties.status, 'string')
  assert.equal((await list()).length, 1)

  const metadata = `${VM}/hybridIdentityMetadata`
  const identity = (await world.call('GET', `${metadata}/default`)).body as {
    properties: { resourceUid: string; publicKey: string }
  }
  assert.equal(identity.properties.resourceUid, (await own(world)).infrastructureProfile!.uuid)
  assert.ok(Buffer.from(identity.properties.publicKey, 'base64').length > 250)
  assert.equal((await world.call<{ value: unknown[] }>('GET', metadata)).body.value.length, 1)

  const repair = await world.call('PUT', agent, sent('repair'))
  assert.equal(repair.status, 200)
  assert.equal((await world.outcome(repair)).status, 'Succeeded')
  await world.done('PUT', agent, sent('uninstall'))
  assert.equal((await world.call('DELETE', agent)).status, 200)
  assert.equal((await world.call('DELETE', agent)).status, 204)
  await stop(world)
  assert.equal(await world.failed('PUT', agent, sent()), 'VirtualMachineStopped')
})

test('an agent cannot be installed where the user says so, and there is no identity without one', async (t) => {
  const world = await start(t, { habits: { guestAgent: 'fails' } })
  await world.machine('vm')
  const credentials = { username: 'admin', password: 'secret' }
  const agent = `${VM}/guestAgents/default`
  assert.equal(
    await world.failed('PUT', agent, { properties: { credentials } }),
    'GuestAgentFailed',
  )
  const metadata = `${VM}/hybridIdentityMetadata`
  assert.deepEqual((await world.call('GET', metadata)).body, { value: [] })
  assert.equal(await world.refused('GET', `${metadata}/default`), '404 ResourceNotFound')
})

test('a hybrid machine answers as recorded, and keeps its kind and principal', async (t) => {
  const world = await start(t)
  const machine = (method: string, body?: unknown) =>
    world.call<Record<string, Record<string, unknown>>>(
      method,
      machineId('vm'),
      body,
      '2023-04-25-preview',
    )
  const made = await machine('PUT', { location: 'westeurope', kind: 'scvmm', tags: { a: 'b' } })
  assert.equal(made.status, 200)
  const { vmId } = made.body.properties!
  assert.equal(made.body.kind as unknown, 'SCVMM')
  assert.deepEqual(made.body.properties, {
    provisioningState: 'Creating',
    osProfile: {},
    vmId,
    agentConfiguration: {},
    agentUpgrade: { enableAutomaticUpgrade: false },
  })
  assert.equal(made.body.identity!.type, 'None')
  assert.equal((await machine('PUT', { location: 'westeurope', kind: 'HCI' })).status, 400)
  const patched = await machine('PATCH', { identity: { type: 'SystemAssigned' }, tags: { c: 'd' } })
  const { principalId } = patched.body.identity!
  assert.match(String(principalId), /^[0-9a-f-]{36}$/)
  assert.deepEqual(patched.body.tags, { c: 'd' })
  const again = await machine('PATCH', { tags: {} })
  assert.equal(again.body.identity!.principalId, principalId)
  const got = await world.call<Record<string, Record<string, unknown>>>(
    'GET',
    `${machineId('vm')}?$expand=instanceView`,
    undefined,
    '2022-11-10',
  )
  assert.equal(got.body.properties!.provisioningState, 'Succeeded')
  assert.equal(got.body.properties!.vmId, vmId)
  const list = await world.call<{ value: unknown[] }>(
    'GET',
    machineId('vm').replace(/\/vm$/, ''),
    undefined,
    '2021-05-20',
  )
  assert.equal(list.body.value.length, 1)
  assert.equal((await machine('DELETE')).status, 200)
  assert.equal((await machine('DELETE')).status, 204)
})

test('machines end with their server and run again with the next, unless nothing is kept', async (t) => {
  const world = await start(t)
  await world.machine('vm')
  await world.machine('off')
  await world.done('POST', `${instanceOf('off')}/stop`)
  const powers = async () => {
    const reports = await world.host.list(signal)
    return reports.map(({ power }) => power).sort()
  }
  assert.deepEqual(await releaseMachines(world.ports, true, signal), [])
  assert.deepEqual(await powers(), ['stopped', 'stopped'])
  await keepMachines(world.ports)(signal)
  assert.deepEqual(await powers(), ['running', 'stopped'])
  assert.equal((await own(world)).powerState, 'Running')
  assert.deepEqual(await releaseMachines(world.ports, false, signal), [])
  assert.deepEqual(await powers(), [])
})

test('what a guest does by itself is noted, and a machine without room stays stopped', async (t) => {
  const world = await start(t, { host: { limits: { memoryMB: 600 } } })
  await world.machine('vm')
  const { uuid } = (await own(world)).infrastructureProfile!
  const keep = keepMachines(world.ports)
  await keep(signal)
  await world.host.stop(uuid!, { graceMs: 0, otherwise: 'turnOff' }, signal)
  await keep(signal)
  assert.equal((await own(world)).powerState, 'Stopped')
  await world.done('POST', `${VM}/start`)
  await world.host.stop(uuid!, { graceMs: 0, otherwise: 'turnOff' }, signal)
  const { networkInterfaces } = (await world.host.observe(uuid!, signal))!.hardware
  const hardware = { cpuCount: 1, memoryMB: 512, disks: [], networkInterfaces }
  const other = { id: 'other', uuid: guidOf('other'), generation: 1 as const, hardware }
  await world.host.define(other, signal)
  await world.host.start('other', signal)
  await keepMachines(world.ports)(signal)
  assert.equal((await own(world)).powerState, 'Stopped')
})

test('a console is found by name, by id, and not where there is none or a choice', async (t) => {
  const world = await start(t)
  await world.machine('vm')
  const { uuid } = (await own(world)).infrastructureProfile!
  await world.host.guest.writeMemory(uuid!, 'login:')
  const look = (named: string) => machineConsole(world.ports, named, signal)
  for (const named of ['vm', 'VM', uuid!, machineId('vm'), VM]) {
    assert.ok((await look(named))?.serial.includes('login:'), named)
  }
  // Known to the inventory only.
  assert.deepEqual(await look('legacy-01'), { serial: '' })
  for (const named of ['nobody', '', 'default', GROUP]) assert.equal(await look(named), undefined)
  await world.machine('twin', {
    infrastructureProfile: {
      cloudId: `${SCVMM}/clouds/cloud1`,
      templateId: `${SCVMM}/virtualMachineTemplates/template1`,
      vmName: 'vm',
    },
  })
  assert.equal(await look('vm'), undefined)
  assert.ok(await look(instanceOf('twin')))
})
