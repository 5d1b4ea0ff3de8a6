// The long-running protocol, and where the real service departs from its own description.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#store/sql.ts'
import {
  type ArmErrorBody,
  EXTENDED_LOCATION,
  GROUP,
  instanceOf,
  machineId,
  SCVMM,
  SUBSCRIPTION,
  serverBody,
  World,
} from './scvmm-world.ts'

const start = async (t: { after(last: () => Promise<void>): void }): Promise<World> => {
  const world = await World.start()
  t.after(() => world.close())
  return world
}

const MONITOR =
  /^https:\/\/127\.0\.0\.1:4510\/providers\/Microsoft\.ScVmm\/locations\/([^/]+)\/operationStatuses\/([0-9a-f-]{36}\*[0-9A-F]{64})\?api-version=2023-10-07$/

test('a PUT answers 201 with what was sent, and a monitor that answers 200 all along', async (t) => {
  const world = await start(t)
  const server = await world.connect()
  const { id } = await world.item(server, 'Cloud', 'Production Cloud')
  const cloud = `${SCVMM}/clouds/cloud1`
  const properties = { inventoryItemId: id, vmmServerId: server }
  const sent = { location: 'westeurope', extendedLocation: EXTENDED_LOCATION, properties }
  const answer = await world.call('PUT', cloud, { ...sent, tags: { a: 'b' } })
  assert.equal(answer.status, 201)
  const { systemData, ...shown } = answer.body
  assert.deepEqual(shown, {
    id: cloud,
    name: 'cloud1',
    type: 'microsoft.scvmm/clouds',
    ...sent,
    tags: { a: 'b' },
    properties: { ...properties, provisioningState: 'Accepted' },
  })
  assert.equal((systemData as { lastModifiedByType: string }).lastModifiedByType, 'User')
  assert.match(answer.headers.etag!, /^"[^"]+"$/)
  assert.equal(answer.headers['x-ms-providerhub-traffic'], 'True')
  assert.equal(answer.headers.location, undefined)
  assert.match(answer.headers['azure-asyncoperation']!, MONITOR)
  assert.equal(MONITOR.exec(answer.headers['azure-asyncoperation']!)![1], 'WESTEUROPE')

  const running = await world.poll(answer)
  assert.equal(running.status, 200)
  assert.equal(running.headers['azure-asyncoperation'], undefined)
  assert.equal(running.headers.location, undefined)
  const name = MONITOR.exec(answer.headers['azure-asyncoperation']!)![2]!
  assert.deepEqual(running.body, {
    id: `/providers/Microsoft.ScVmm/locations/WESTEUROPE/operationStatuses/${name}`,
    name,
    resourceId: cloud,
    status: 'Accepted',
    startTime: running.body.startTime,
  })
  const ended = await world.outcome(answer)
  assert.deepEqual(ended, {
    ...running.body,
    status: 'Succeeded',
    endTime: ended.endTime,
    error: {},
    properties: null,
  })
  const now = await world.call('GET', cloud)
  assert.notEqual(now.headers.etag, answer.headers.etag)
  const made = now.body as {
    systemData: Record<string, unknown>
    properties: Record<string, unknown>
  }
  assert.equal(made.systemData.lastModifiedBy, '319f651f-7ddb-4fc6-9857-7aef9250bd05')
  assert.equal(made.systemData.lastModifiedByType, 'Application')
  assert.equal(made.properties.cloudName, 'Production Cloud')
  assert.deepEqual(made.properties.storageQoSPolicies, [])
  // Storage is told by a newer version only.
  assert.deepEqual(made.properties.cloudCapacity, {
    cpuCount: 64,
    memoryMB: 262_144,
    vmCount: 100,
  })
})

test('a POST answers 202 and null, with one URL that is monitor and result', async (t) => {
  const world = await start(t)
  const vm = await world.machine('vm')
  const answer = await world.call('POST', `${vm}/createCheckpoint`, { name: 'a', description: 'b' })
  assert.equal(answer.status, 202)
  assert.equal(answer.text, 'null')
  assert.equal(answer.headers.location, answer.headers['azure-asyncoperation'])
  assert.match(answer.headers.location!, MONITOR)
  assert.equal(answer.headers['retry-after'], '1')
  const running = await world.poll(answer)
  assert.equal(running.status, 202)
  assert.equal(running.body.status, 'InProgress')
  assert.equal(running.body.resourceId, vm)
  // As recorded: later URLs keep the case of the location, and answers have an ETag.
  assert.equal(running.headers.location, answer.headers.location)
  assert.equal(running.headers['azure-asyncoperation'], answer.headers.location)
  assert.match(running.headers.etag!, /^"[^"]+"$/)
  await world.outcome(answer)
  const ended = await world.poll(answer)
  assert.equal(ended.status, 200)
  assert.equal(ended.headers.location, undefined)
  assert.equal(ended.body.status, 'Succeeded')
  assert.equal(ended.body.properties, null)
  assert.ok(!('error' in ended.body))
})

test('a PATCH answers 202 with both headers and an ETag, and its monitor 200', async (t) => {
  const world = await start(t)
  const vm = await world.machine('vm')
  const answer = await world.call('PATCH', vm, { properties: {} })
  assert.equal(answer.status, 202)
  assert.ok(answer.headers.etag)
  assert.equal(answer.headers.location, answer.headers['azure-asyncoperation'])
  assert.equal((await world.poll(answer)).status, 200)
  assert.deepEqual((await world.outcome(answer)).error, {})
})

test('a DELETE is Deleting with 202 until it is gone, and then 204', async (t) => {
  const world = await start(t)
  const { server } = await world.estate()
  const set = `${SCVMM}/availabilitySets/set1`
  await world.done('PUT', set, {
    location: 'westeurope',
    extendedLocation: EXTENDED_LOCATION,
    properties: { availabilitySetName: 'as1', vmmServerId: server },
  })
  const answer = await world.call('DELETE', set)
  assert.equal(answer.text, 'null')
  const running = await world.poll(answer)
  assert.equal(`${running.status} ${running.body.status}`, '202 Deleting')
  assert.equal((await world.call('GET', set)).status, 200)
  // Asked again, it is the same deletion.
  const again = await world.call('DELETE', set)
  assert.equal(again.headers.location, answer.headers.location)
  assert.equal((await world.outcome(answer)).status, 'Succeeded')
  assert.equal((await world.call('GET', set)).status, 404)
  assert.equal((await world.call('DELETE', set)).status, 204)
})

test('a failed operation tells why, and its monitor can still be read', async (t) => {
  const world = await start(t)
  const vm = await world.machine('vm')
  const answer = await world.call('POST', `${vm}/deleteCheckpoint`, {})
  const { status, error, properties } = await world.outcome(answer)
  assert.deepEqual([status, properties], ['Failed', null])
  assert.deepEqual(error, {
    code: 'CheckpointNotFound',
    message: "The virtual machine 'vm' has no checkpoint ''.",
  })
  assert.equal((await world.poll(answer)).status, 200)
})

test('only an operation that is there under its whole name is found', async (t) => {
  const world = await start(t)
  const vm = await world.machine('vm')
  const answer = await world.call('POST', `${vm}/start`)
  const path = answer.headers.location!.slice('https://127.0.0.1:4510'.length).split('?')[0]!
  assert.equal((await world.call('GET', path)).status, 202)
  for (const wrong of [path.slice(0, -1), path.replace('*', '-'), `${path}0`]) {
    assert.equal(await world.refused('GET', wrong), '404 NotFound')
  }
})

test('doubled slashes, other cases and other spellings of ids lead to the same machine', async (t) => {
  const world = await start(t)
  const vm = await world.machine('vm')
  const spellings = [
    `https:/${vm}`.slice('https:'.length),
    vm.toLowerCase(),
    vm.toUpperCase().replace('DEFAULT', 'default'),
    vm.replace('Microsoft.ScVmm', 'microsoft.scvmm'),
  ]
  for (const spelt of spellings) {
    const { status, body } = await world.call('GET', spelt)
    assert.equal(status, 200, spelt)
    assert.equal(body.id, vm)
  }
  assert.equal((await world.call('POST', `/${vm}/start`)).status, 202)
})

test('flags are words in any case, or booleans', async (t) => {
  const world = await start(t)
  const vm = await world.machine('vm')
  for (const skipShutdown of ['True', 'TRUE', 'false', true, false]) {
    await world.done('POST', `${vm}/stop`, { skipShutdown })
  }
  assert.equal(
    await world.refused('POST', `${vm}/stop`, { skipShutdown: 'yes' }),
    '400 InvalidRequestContent',
  )
  assert.equal(await world.refused('DELETE', `${vm}?force=yes`), '400 InvalidParameterValue')
  await world.done('DELETE', `${vm}?deleteFromHost=True&force=FALSE`)
})

test('actions without options need no body, and take an empty one', async (t) => {
  const world = await start(t)
  const vm = await world.machine('vm')
  for (const action of ['start', 'restart', 'stop']) {
    await world.done('POST', `${vm}/${action}`)
    await world.done('POST', `${vm}/start`, {})
  }
})

test('three api-versions are served, each with its own fields, and previews like the first', async (t) => {
  const world = await start(t)
  const { cloud } = await world.estate()
  await world.machine('vm', {
    infrastructureProfile: {
      cloudId: cloud,
      templateId: `${SCVMM}/virtualmachinetemplates/template1`,
    },
    osProfile: { computerName: 'host1', adminPassword: 'secret' },
  })
  const shown = async (version: string) =>
    (await world.call('GET', cloud, undefined, version)).body as {
      properties: { cloudCapacity: Record<string, number> }
    }
  assert.equal((await shown('2025-03-13')).properties.cloudCapacity.storageGB, 10_240)
  for (const version of ['2023-10-07', '2024-06-01']) {
    assert.ok(!('storageGB' in (await shown(version)).properties.cloudCapacity))
  }
  const text = (await world.call('GET', instanceOf('vm'))).text
  assert.ok(text.includes('host1') && !text.includes('secret'))
  // Later reads show the canonical spelling of a linked id.
  assert.ok(text.includes('/virtualMachineTemplates/template1'))
  for (const version of ['2020-06-05-preview', '2023-04-01-preview']) {
    assert.ok(!('storageGB' in (await shown(version)).properties.cloudCapacity))
  }
  // Machines were resources of another kind then.
  const old = '2020-06-05-preview'
  const refusal = await world.call<ArmErrorBody>('GET', instanceOf('vm'), undefined, old)
  assert.equal(refusal.body.error.code, 'NoRegisteredProviderFound')
  assert.equal(
    (await world.call('GET', instanceOf('vm'), undefined, '2023-04-01-preview')).status,
    200,
  )
})

test('a password is never shown, stored or told', async (t) => {
  const world = await start(t)
  const server = await world.connect()
  const { text, body } = await world.call('GET', server)
  assert.deepEqual((body.properties as { credentials: unknown }).credentials, { username: 'admin' })
  assert.ok(!text.includes('secret'))
  const rows = await world.store.all({ strings: ['select * from arm_resource'], values: [] })
  const operations = await world.store.all({ strings: ['select * from operation'], values: [] })
  assert.ok(!JSON.stringify([rows, operations]).includes('secret'))
})

test('a missing machine, instance, server or group is what ARM says it is', async (t) => {
  const world = await start(t)
  await world.hybridMachine('bare')
  assert.equal(await world.refused('GET', machineId('unknown')), '404 ResourceNotFound')
  assert.equal(await world.refused('GET', instanceOf('unknown')), '404 ParentResourceNotFound')
  assert.equal(await world.refused('GET', instanceOf('bare')), '404 ResourceNotFound')
  assert.equal((await world.call('DELETE', instanceOf('bare'))).status, 204)
  const list = instanceOf('bare').replace('/default', '')
  assert.deepEqual((await world.call('GET', list)).body, { value: [] })
  assert.equal(await world.refused('GET', `${SCVMM}/vmmServers/x`), '404 ResourceNotFound')
  assert.equal(
    await world.refused('GET', `${SCVMM}/vmmServers/x/inventoryItems`),
    '404 ParentResourceNotFound',
  )
  const elsewhere = SCVMM.replace(`/${GROUP}/`, '/nowhere/')
  assert.equal(await world.refused('GET', `${elsewhere}/clouds/x`), '404 ResourceGroupNotFound')
  assert.equal(
    await world.refused('PUT', `${SCVMM}/clouds/x`, { location: 'westeurope' }),
    '400 InvalidRequestContent',
  )
  assert.equal(
    await world.refused('PUT', `${SCVMM}/vmmServers/x`, {
      ...serverBody('a.example'),
      properties: { fqdn: 'a.example', port: 0 },
    }),
    '400 InvalidRequestContent',
  )
})

test('lists are by subscription and by group, and lists of resources know machines too', async (t) => {
  const world = await start(t)
  await world.machine('vm')
  const values = async (path: string) =>
    ((await world.call<{ value: { name: string }[] }>('GET', path)).body?.value ?? []).map(
      ({ name }) => name,
    )
  const all = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ScVmm`
  for (const root of [SCVMM, all]) {
    assert.deepEqual(await values(`${root}/vmmServers`), ['vmm1'])
    assert.deepEqual(await values(`${root}/clouds`), ['cloud1'])
    assert.deepEqual(await values(`${root}/virtualNetworks`), ['net1'])
    assert.deepEqual(await values(`${root}/virtualMachineTemplates`), ['template1'])
    assert.deepEqual(await values(`${root}/availabilitySets`), [])
  }
  const filter = encodeURIComponent("resourceType eq 'Microsoft.SCVMM/VirtualMachineInstances'")
  const found = await world.call<{ value: { id: string }[] }>(
    'GET',
    `/subscriptions/${SUBSCRIPTION}/resources?$filter=${filter}`,
    undefined,
    '2021-04-01',
  )
  assert.deepEqual(
    found.body.value.map(({ id }) => id),
    [instanceOf('vm')],
  )
  const operations = await world.call<{ value: { name: string }[] }>(
    'GET',
    '/providers/Microsoft.ScVmm/operations',
  )
  const name = 'Microsoft.ScVmm/virtualMachineInstances/deleteCheckpoint/action'
  assert.ok(operations.body.value.some((each) => each.name === name))
})

test('a group that goes takes everything of ours with it, in its order', async (t) => {
  const world = await start(t)
  await world.machine('vm')
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}`
  const answer = await world.call('DELETE', group, undefined, '2021-04-01')
  assert.equal(answer.status, 202)
  for (let i = 0; i < 200 && (await world.clock.stepToNext()); i++) await world.engine.idle()
  const rows = await world.store.all(
    sql`select id from arm_resource where lower(id) like ${`${group}/%`.toLowerCase()}`,
  )
  assert.deepEqual(rows, [])
  assert.equal((await world.call('GET', group, undefined, '2021-04-01')).status, 404)
  // Only Azure's part went: VMM keeps the machine.
  assert.equal((await world.host.list(new AbortController().signal)).length, 1)
})

test('what Terraform leaves out stays out: tags that are null, and the port', async (t) => {
  const world = await start(t)
  const whole = serverBody('vmm.example')
  const { port: _port, ...properties } = whole.properties
  const body = { ...whole, tags: null, properties }
  await world.done('PUT', `${SCVMM}/vmmServers/bare`, body)
  const { body: seen } = await world.call<{ properties: { port?: number } }>(
    'GET',
    `${SCVMM}/vmmServers/bare`,
  )
  assert.equal(seen?.properties.port, undefined)
})
