// What becomes of virtual machines: removed, cut off, restarted, with agents and consoles.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepMachines } from '#scvmm/estate/keep.ts'
import { releaseMachines } from '#scvmm/estate/reconcile.ts'
import { guidOf } from '#scvmm/ids.ts'
import { machineConsole } from '#scvmm/virtual-machine-instances/console.ts'
import {
  FragileHost,
  GROUP,
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
      await world.restart()
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
  const world = await start(t, { scvmmHabits: { guestAgent: 'fails' } })
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
  for (const named of ['unknown', '', 'default', GROUP]) assert.equal(await look(named), undefined)
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
