// The two tables of recorded and documented behaviour of checkpoints, row by row.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { FragileHost, instanceOf, World, type WorldOptions } from './scvmm-world.ts'

const GUID_IN_CAPITALS = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/
const VM = instanceOf('vm')

async function aMachine(
  t: Pick<TestContext, 'after'>,
  options: WorldOptions & { readonly type?: string; readonly stopped?: boolean } = {},
): Promise<World> {
  const world = await World.start(options)
  t.after(() => world.close())
  const { cloud, template } = await world.estate()
  await world.machine('vm', {
    infrastructureProfile: {
      cloudId: cloud,
      templateId: template,
      checkpointType: options.type ?? 'Standard',
    },
    storageProfile: { disks: [{ name: 'disk_1', diskSizeGB: 2, busType: 'SCSI' }] },
  })
  if (options.stopped) await world.done('POST', `${VM}/stop`, { skipShutdown: 'true' })
  return world
}

const profile = async (world: World) =>
  (await world.instance('vm')).properties.infrastructureProfile!
const disks = async (world: World) => (await world.instance('vm')).properties.storageProfile!.disks!
const power = async (world: World) => (await world.instance('vm')).properties.powerState

/** A, B on A, C on B, back to A, D on A: D is current. */
async function branched(world: World) {
  const [a, b, c] = [
    await world.checkpoint('vm', { name: 'A' }),
    await world.checkpoint('vm', { name: 'B' }),
    await world.checkpoint('vm', { name: 'C' }),
  ]
  await world.done('POST', `${VM}/restoreCheckpoint`, { id: a })
  return { a, b, c, d: await world.checkpoint('vm', { name: 'D' }) }
}

const parents = async (world: World) =>
  Object.fromEntries(
    (await profile(world)).checkpoints!.map((each) => [each.checkpointID, each.parentCheckpointID]),
  )

test('the first checkpoint of a stopped machine looks as it was recorded', async (t) => {
  const world = await aMachine(t, { stopped: true })
  const before = await disks(world)
  assert.equal(before[1]!.name, 'disk_1')
  const id = await world.checkpoint('vm', { name: 'first', description: 'the first' })
  const { checkpoints, lastRestoredVMCheckpoint, uuid, biosGuid } = await profile(world)
  const { parentCheckpointID } = checkpoints![0]!
  assert.deepEqual(checkpoints, [
    { parentCheckpointID, checkpointID: id, name: 'first', description: 'the first' },
  ])
  assert.deepEqual(lastRestoredVMCheckpoint, checkpoints![0])
  assert.match(id, GUID_IN_CAPITALS)
  assert.match(parentCheckpointID!, GUID_IN_CAPITALS)
  for (const other of [id, uuid, biosGuid]) {
    assert.notEqual(parentCheckpointID!.toLowerCase(), other!.toLowerCase())
  }
  for (const [i, disk] of (await disks(world)).entries()) {
    assert.equal(disk.vhdType, 'Differencing')
    assert.equal(disk.name, undefined)
    assert.notEqual(disk.diskId, before[i]!.diskId)
    assert.notEqual(disk.displayName, before[i]!.displayName)
    assert.equal(disk.diskSizeGB, 0)
    assert.equal(disk.maxDiskSizeGB, before[i]!.maxDiskSizeGB)
  }
  assert.equal(await power(world), 'Stopped')
})

test('restoring brings back the hardware and changes the disks again, and nothing else', async (t) => {
  const world = await aMachine(t, { stopped: true })
  const size = (cpuCount: number, memoryMB: number) =>
    world.done('PATCH', VM, { properties: { hardwareProfile: { cpuCount, memoryMB } } })
  await size(4, 4096)
  const id = await world.checkpoint('vm', { name: 'big' })
  await size(2, 2048)
  const [before, files] = [await profile(world), await disks(world)]
  await world.done('POST', `${VM}/restoreCheckpoint`, { id })
  assert.deepEqual(await profile(world), before)
  const { hardwareProfile } = (await world.instance('vm')).properties
  assert.deepEqual([hardwareProfile!.cpuCount, hardwareProfile!.memoryMB], [4, 4096])
  for (const [i, disk] of (await disks(world)).entries()) {
    assert.equal(disk.vhdType, 'Differencing')
    assert.notEqual(disk.diskId, files[i]!.diskId)
    assert.notEqual(disk.displayName, files[i]!.displayName)
  }
  assert.equal(await power(world), 'Stopped')
})

test('deleting the only checkpoint brings the files back, but not the names', async (t) => {
  const world = await aMachine(t, { stopped: true })
  const before = await disks(world)
  const id = await world.checkpoint('vm')
  await world.done('POST', `${VM}/restoreCheckpoint`, { id })
  const differing = await disks(world)
  await world.done('POST', `${VM}/deleteCheckpoint`, { id })
  const { checkpoints, lastRestoredVMCheckpoint } = await profile(world)
  assert.deepEqual([checkpoints, lastRestoredVMCheckpoint], [[], {}])
  for (const [i, disk] of (await disks(world)).entries()) {
    assert.equal(disk.vhdType, 'Dynamic')
    assert.equal(disk.name, undefined)
    assert.equal(disk.displayName, before[i]!.displayName)
    assert.ok(![before[i]!.diskId, differing[i]!.diskId].includes(disk.diskId))
  }
})

test('a leaf is deleted, and the rest stays as it was', async (t) => {
  const world = await aMachine(t)
  const { a, b, c, d } = await branched(world)
  await world.done('POST', `${VM}/deleteCheckpoint`, { id: c })
  const root = (await parents(world))[a]
  assert.deepEqual(await parents(world), { [a]: root, [b]: a, [d]: a })
  assert.equal((await profile(world)).lastRestoredVMCheckpoint!.checkpointID, d)
  assert.deepEqual(await world.agreed('vm'), [a, b, d])
})

test('a middle one is deleted, and its children hang on its parent', async (t) => {
  const world = await aMachine(t)
  const { a, b, c, d } = await branched(world)
  await world.done('POST', `${VM}/deleteCheckpoint`, { id: b })
  const root = (await parents(world))[a]
  assert.deepEqual(await parents(world), { [a]: root, [c]: a, [d]: a })
})

test('a root is deleted, and its children get the root id as parent', async (t) => {
  const world = await aMachine(t)
  const { a, b, c, d } = await branched(world)
  const root = (await parents(world))[a]
  await world.done('POST', `${VM}/deleteCheckpoint`, { id: a })
  assert.deepEqual(await parents(world), { [b]: root, [c]: b, [d]: root })
  assert.equal((await profile(world)).lastRestoredVMCheckpoint!.checkpointID, d)
})

test('the current one is deleted, and its parent is current', async (t) => {
  const world = await aMachine(t)
  const { a, d } = await branched(world)
  await world.done('POST', `${VM}/deleteCheckpoint`, { id: d })
  assert.equal((await profile(world)).lastRestoredVMCheckpoint!.checkpointID, a)
})

test('ids in lower case are the same ids', async (t) => {
  const world = await aMachine(t)
  const { b, d } = await branched(world)
  await world.done('POST', `${VM}/deleteCheckpoint`, { id: b.toLowerCase() })
  await world.done('POST', `${VM}/restoreCheckpoint`, { id: d.toLowerCase() })
  assert.equal((await profile(world)).lastRestoredVMCheckpoint!.checkpointID, d)
})

test('an id that is unknown, deleted, empty, absent or no GUID is accepted and then fails', async (t) => {
  const world = await aMachine(t)
  const { a, b, c, d } = await branched(world)
  await world.done('POST', `${VM}/deleteCheckpoint`, { id: c })
  const root = (await parents(world))[a]!
  const bodies = [
    { id: '11111111-1111-1111-1111-111111111111' },
    { id: c },
    { id: root },
    { id: '' },
    {},
    { id: 'eenfflimcbgqfsebdusophahjpk' },
  ]
  for (const action of ['deleteCheckpoint', 'restoreCheckpoint']) {
    for (const body of bodies) {
      const accepted = await world.call('POST', `${VM}/${action}`, body)
      assert.equal(accepted.status, 202)
      const { status, error } = await world.outcome(accepted)
      assert.equal(`${status} ${error?.code}`, 'Failed CheckpointNotFound', JSON.stringify(body))
    }
  }
  assert.deepEqual(await world.agreed('vm'), [a, b, d])
  assert.equal((await world.instance('vm')).properties.provisioningState, 'Succeeded')
  assert.equal(await power(world), 'Running')
})

test('a body that is missing, no JSON, or has an id that is no text is refused at once', async (t) => {
  const world = await aMachine(t)
  for (const action of ['deleteCheckpoint', 'restoreCheckpoint', 'createCheckpoint']) {
    for (const body of [undefined, '{', '[]', 'null', '"x"']) {
      const refusal = await world.refused('POST', `${VM}/${action}`, body)
      assert.equal(refusal, '400 InvalidRequestContent', `${action} ${body}`)
    }
  }
  for (const id of [1, true, {}, ['x']]) {
    const refusal = await world.refused('POST', `${VM}/deleteCheckpoint`, { id })
    assert.equal(refusal, '400 InvalidRequestContent')
  }
})

test('a call on a machine that is not there is a 404 at once', async (t) => {
  const world = await aMachine(t)
  await world.hybridMachine('bare')
  const on = (name: string) =>
    world.refused('POST', `${instanceOf(name)}/deleteCheckpoint`, { id: 'x' })
  assert.equal(await on('bare'), '404 ResourceNotFound')
  assert.equal(await on('unknown'), '404 ParentResourceNotFound')
})

test('a name is optional, and without one it is that of the machine with the time', async (t) => {
  const world = await aMachine(t)
  await world.checkpoint('vm')
  const { name, description } = (await profile(world)).checkpoints![0]!
  assert.match(name!, /^vm - \(10\/5\/2023 - 10:\d\d:\d\d AM\)$/)
  assert.equal(description, '')
  for (const wrong of ['', '   ', 'x'.repeat(101)]) {
    const code = await world.failed('POST', `${VM}/createCheckpoint`, { name: wrong })
    assert.equal(code, 'InvalidCheckpointName')
  }
  await world.checkpoint('vm', { name: 'same' })
  await world.checkpoint('vm', { name: 'same' })
  assert.equal((await profile(world)).checkpoints!.length, 3)
})

test('the 51st checkpoint fails, and a deletion makes room', async (t) => {
  const world = await aMachine(t, { stopped: true })
  for (let i = 0; i < 50; i++) await world.done('POST', `${VM}/createCheckpoint`, {})
  const ids = await world.agreed('vm')
  assert.equal(await world.failed('POST', `${VM}/createCheckpoint`, {}), 'CheckpointLimitReached')
  assert.equal((await world.agreed('vm')).length, 50)
  await world.done('POST', `${VM}/deleteCheckpoint`, { id: ids[20] })
  await world.checkpoint('vm')
})

test('a standard checkpoint keeps memory, a production one leaves the machine off', async (t) => {
  const world = await aMachine(t)
  const { uuid } = await profile(world)
  const type = (checkpointType: string) =>
    world.done('PATCH', VM, { properties: { infrastructureProfile: { checkpointType } } })
  await world.host.guest.writeMemory(uuid!, 'busy')
  const standard = await world.checkpoint('vm')
  await type('production')
  assert.equal((await profile(world)).checkpointType, 'Production')
  const production = await world.checkpoint('vm')
  await world.host.guest.writeMemory(uuid!, 'idle')
  await world.done('POST', `${VM}/restoreCheckpoint`, { id: production })
  assert.equal(await power(world), 'Stopped')
  await world.done('POST', `${VM}/restoreCheckpoint`, { id: standard })
  assert.equal(await power(world), 'Running')
  assert.equal(world.host.guest.readMemory(uuid!), 'busy')
  await type('Disabled')
  assert.equal(await world.failed('POST', `${VM}/createCheckpoint`, {}), 'CheckpointsDisabled')
  assert.equal(
    await world.failed('PATCH', VM, {
      properties: { infrastructureProfile: { checkpointType: 'jkbpzjxpeegackhsvikrnlnwqz' } },
    }),
    'InvalidHardware',
  )
})

test('deleting changes neither the running state nor what the guest has', async (t) => {
  const world = await aMachine(t)
  const { uuid } = await profile(world)
  const { a, b, c, d } = await branched(world)
  await world.host.guest.writeMemory(uuid!, 'at work')
  for (const id of [b, a, d, c]) {
    await world.done('POST', `${VM}/deleteCheckpoint`, { id })
    assert.equal(await power(world), 'Running')
    assert.equal(world.host.guest.readMemory(uuid!), 'at work')
  }
  await world.done('POST', `${VM}/stop`, { skipShutdown: 'true' })
  const last = await world.checkpoint('vm')
  await world.done('POST', `${VM}/deleteCheckpoint`, { id: last })
  assert.equal(await power(world), 'Stopped')
})

test('the second operation on a machine is refused while the first runs', async (t) => {
  const world = await aMachine(t)
  const first = await world.call('POST', `${VM}/createCheckpoint`, {})
  assert.equal((await world.instance('vm')).properties.provisioningState, 'Updating')
  for (const [method, path] of [
    ['POST', `${VM}/createCheckpoint`],
    ['POST', `${VM}/stop`],
    ['PATCH', VM],
    ['DELETE', VM],
  ] as const) {
    assert.equal(await world.refused(method, path, {}), '409 AnotherOperationInProgress')
  }
  assert.equal((await world.outcome(first)).status, 'Succeeded')
  assert.equal((await world.agreed('vm')).length, 1)
})

for (const cut of ['before', 'after'] as const) {
  test(`a deletion cut off ${cut} the host did it is finished by the next start`, async (t) => {
    const host = new FragileHost()
    const world = await aMachine(t, { around: host.around })
    const { a, b, c, d } = await branched(world)
    const reached = host.cutNext('deleteCheckpoint', cut)
    const answer = await world.call('POST', `${VM}/deleteCheckpoint`, { id: b })
    await Promise.all([reached, world.clock.step(60_000)])
    await world.restart()
    assert.equal((await world.outcome(answer)).status, 'Succeeded')
    assert.deepEqual(await world.agreed('vm'), [a, c, d])
    assert.equal((await parents(world))[c], a)
    assert.equal(await power(world), 'Running')
  })

  test(`a restore cut off ${cut} the host did it is done once, whatever the guest did`, async (t) => {
    const host = new FragileHost()
    const world = await aMachine(t, { around: host.around })
    const { uuid } = await profile(world)
    const disk = (await world.host.observe(uuid!, new AbortController().signal))!.hardware.disks[0]!
    await world.host.guest.writeDisk(uuid!, disk.id, 'at A')
    const a = await world.checkpoint('vm')
    await world.host.guest.writeDisk(uuid!, disk.id, 'later')
    const reached = host.cutNext('restoreCheckpoint', cut)
    const answer = await world.call('POST', `${VM}/restoreCheckpoint`, { id: a })
    await Promise.all([reached, world.clock.step(60_000)])
    // Restored or not, the guest goes on while the server is down.
    const was = world.host.guest.readDisk(uuid!, disk.id)
    assert.equal(was, cut === 'before' ? 'later' : 'at A')
    await world.host.guest.writeDisk(uuid!, disk.id, `${was}, and on`)
    await world.restart()
    assert.equal((await world.outcome(answer)).status, 'Succeeded')
    const now = world.host.guest.readDisk(uuid!, disk.id)
    assert.equal(now, cut === 'before' ? 'at A' : 'at A, and on')
    assert.deepEqual(await world.agreed('vm'), [a])
    assert.equal((await profile(world)).lastRestoredVMCheckpoint!.checkpointID, a)
  })

  test(`a checkpoint cut off ${cut} the host made it is made once`, async (t) => {
    const host = new FragileHost()
    const world = await aMachine(t, { around: host.around })
    const reached = host.cutNext('createCheckpoint', cut)
    const answer = await world.call('POST', `${VM}/createCheckpoint`, { name: 'once' })
    await Promise.all([reached, world.clock.step(60_000)])
    await world.restart()
    assert.equal((await world.outcome(answer)).status, 'Succeeded')
    assert.equal((await world.agreed('vm')).length, 1)
  })

  for (const call of ['createCheckpoint', 'deleteCheckpoint', 'restoreCheckpoint'] as const) {
    test(`a forced removal that cuts off ${call} ${cut} the host did it leaves agreement`, async (t) => {
      const host = new FragileHost()
      const world = await aMachine(t, { around: host.around })
      const { server } = await world.estate()
      const { uuid } = await profile(world)
      const { b, d } = await branched(world)
      const reached = host.cutNext(call, cut)
      const body = call === 'createCheckpoint' ? {} : { id: b }
      const cutOff = await world.call('POST', `${VM}/${call}`, body)
      await Promise.all([reached, world.clock.step(60_000)])
      await world.done('DELETE', `${VM}?force=true`)
      assert.equal((await world.outcome(cutOff)).status, 'Canceled')
      // The machine is still on its host, and can be brought back.
      const item = (await world.inventory(server)).find(({ name }) => name === uuid)
      assert.equal(item?.properties?.managedResourceId, undefined)
      await world.done('PUT', VM, {
        extendedLocation: { type: 'CustomLocation' },
        properties: { infrastructureProfile: { inventoryItemId: item!.id } },
      })
      await world.agreed('vm')
      // It descends from what the host went back to, if it did.
      const isDone = call === 'restoreCheckpoint' && cut === 'after'
      const { lastRestoredVMCheckpoint } = await profile(world)
      assert.equal(lastRestoredVMCheckpoint!.checkpointID, isDone ? b : d)
    })
  }
}
