import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXTENDED_LOCATION, instanceOf, machineId, World } from './scvmm-world.ts'

test('the story: inventory, a machine, three checkpoints, one deleted, one restored, all gone', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const { cloud, template, network } = await world.estate()
  await world.hybridMachine('web')
  const put = await world.call('PUT', instanceOf('web'), {
    extendedLocation: EXTENDED_LOCATION,
    properties: {
      infrastructureProfile: { cloudId: cloud, templateId: template, checkpointType: 'Standard' },
      networkProfile: { networkInterfaces: [{ name: 'nic_1', virtualNetworkId: network }] },
      storageProfile: { disks: [{ name: 'disk_1', diskSizeGB: 2, busType: 'SCSI' }] },
    },
  })
  assert.equal(put.status, 201)
  assert.equal((await world.outcome(put)).status, 'Succeeded')
  const vm = () => world.instance('web').then(({ properties }) => properties)
  assert.equal((await vm()).powerState, 'Running')

  const uuid = (await vm()).infrastructureProfile!.uuid!
  const checkpoint = (action: string, body: object) =>
    world.done('POST', `${instanceOf('web')}/${action}`, body)
  const boot = await world.host.observe(uuid, new AbortController().signal)
  const disk = boot!.hardware.disks[0]!.id
  for (const name of ['first', 'second', 'third']) {
    await world.host.guest.writeDisk(uuid, disk, name)
    await checkpoint('createCheckpoint', { name, description: `${name} one` })
  }
  const ids = Object.fromEntries(
    (await vm()).infrastructureProfile!.checkpoints!.map(({ name, checkpointID }) => [
      name,
      checkpointID,
    ]),
  )
  await checkpoint('deleteCheckpoint', { id: ids.second })
  const left = (await vm()).infrastructureProfile!
  assert.deepEqual(
    left.checkpoints!.map(({ name, parentCheckpointID }) => [name, parentCheckpointID]),
    [
      ['first', left.checkpoints![0]!.parentCheckpointID],
      ['third', ids.first],
    ],
  )
  assert.equal((await vm()).powerState, 'Running')
  await checkpoint('restoreCheckpoint', { id: ids.first })
  assert.equal((await vm()).infrastructureProfile!.lastRestoredVMCheckpoint!.name, 'first')
  assert.equal(world.host.guest.readDisk(uuid, disk), 'first')
  assert.equal((await vm()).powerState, 'Running')

  await world.done('DELETE', `${instanceOf('web')}?force=true&deleteFromHost=True`)
  assert.equal((await world.call('GET', instanceOf('web'))).status, 404)
  assert.deepEqual(await world.host.list(new AbortController().signal), [])
  assert.equal((await world.call('DELETE', machineId('web'))).status, 200)
})
