// Virtual machine instances: made, changed, turned on and off.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DiskWire, NicWire } from '#scvmm/answers/wire.ts'
import { guidOf } from '#scvmm/ids.ts'
import {
  EXTENDED_LOCATION,
  instanceOf,
  machineId,
  put,
  SCVMM,
  start,
  type World,
} from './scvmm-world.ts'

const VM = instanceOf('vm')
const signal = new AbortController().signal

const own = async (world: World, name = 'vm') => (await world.instance(name)).properties
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
  assert.equal(boot.name, 'disk_2', 'the client has a disk_1')
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

test('what a machine asks for outranks the template, and a template disk can be larger', async (t) => {
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
    scvmmHabits: { shutdown: { graceMs: 1, otherwise: 'refuse' } },
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

test('disks are a whole list: sizes that were read ask for nothing, only larger ones grow', async (t) => {
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
