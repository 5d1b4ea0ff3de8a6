// Null in the bodies of SCVMM and of hybrid machines: not sent in a PUT, removed in a PATCH.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { machineId, SCVMM, serverBody, start } from './scvmm-world.ts'

test('a VMM server may come with null for its port and credentials', async (t) => {
  const world = await start(t)
  const server = `${SCVMM}/vmmServers/nulls`
  const body = serverBody('nulls.example')
  const properties = { ...body.properties, port: null, credentials: null }
  await world.done('PUT', server, { ...body, tags: { a: '1' }, properties })
  const read = await world.call<Read>('GET', server)
  assert.deepEqual(read.body.tags, { a: '1' })
  assert.equal('port' in read.body.properties && read.body.properties.port === null, false)
  await world.done('PATCH', server, { tags: null })
  assert.equal((await world.call<Read>('GET', server)).body.tags, undefined)
})

test('a machine may come with null for its identity and id, and a PATCH removes', async (t) => {
  const world = await start(t)
  const id = machineId('nulls')
  const sent = { location: 'westeurope', tags: { a: '1' }, identity: null, kind: null }
  const made = await world.call<Read>('PUT', id, { ...sent, properties: { vmId: null } })
  assert.equal(made.status, 200, made.text)
  assert.match(String(made.body.properties.vmId), /^[0-9a-f-]{36}$/)
  const locationData = { name: 'here', city: null }
  const changed = await world.call<Read>('PATCH', id, {
    identity: { type: 'SystemAssigned' },
    properties: { locationData },
  })
  assert.deepEqual(changed.body.properties.locationData, { name: 'here' })
  assert.equal(changed.body.identity?.type, 'SystemAssigned')
  const removed = await world.call<Read>('PATCH', id, {
    tags: null,
    identity: null,
    location: null,
    properties: { locationData: null },
  })
  assert.equal(removed.status, 200, removed.text)
  assert.equal(removed.body.tags, undefined)
  assert.equal(removed.body.identity?.type, 'None')
  assert.equal(removed.body.location, 'westeurope', 'what a PATCH cannot set it cannot remove')
  assert.equal(removed.body.properties.locationData, undefined)
})

test('a VMM server without properties is shown without them, fails, and is shown as Failed', async (t) => {
  const world = await start(t)
  const { properties: _, ...bare } = serverBody('none.example')
  const server = `${SCVMM}/vmmServers/none`
  const made = await world.call<Read>('PUT', server, { ...bare, properties: null })
  assert.equal(made.status, 201, made.text)
  assert.equal('properties' in made.body, false)
  const outcome = await world.outcome(made)
  assert.deepEqual([outcome.status, outcome.error?.code], ['Failed', 'MissingProperty'])
  const { properties } = (await world.call<Read>('GET', server)).body
  assert.equal(properties.provisioningState, 'Failed')
  assert.match(String(properties.errorMessage), /'fqdn' is required/)
  const empty = await world.refused('PUT', server, { ...bare, properties: {} })
  assert.equal(empty, '400 InvalidRequestContent')
})

test('the operations of hybrid machines are listed', async (t) => {
  const world = await start(t)
  const path = '/providers/Microsoft.HybridCompute/operations'
  const { status, body } = await world.call<{ value: { name: string }[] }>('GET', path)
  assert.equal(status, 200)
  assert.ok(body.value.some(({ name }) => name === 'Microsoft.HybridCompute/machines/read'))
})

interface Read {
  readonly location: string
  readonly tags?: Readonly<Record<string, string>>
  readonly identity?: { readonly type: string }
  readonly properties: Readonly<Record<string, unknown>>
}
