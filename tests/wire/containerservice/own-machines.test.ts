// Machines that are made one by one, in pools of the mode `Machines`: what previews of AKS have.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schemas } from '#containerservice/wire.ts'
import { type AksError, World } from './containerservice-world.ts'

type Machine = Schemas['Machine']

const PREVIEW = '?api-version=2026-08-02-preview'

async function withPool(): Promise<World> {
  const world = await World.start()
  await world.clusterAtRest('one')
  const properties = { mode: 'Machines', type: 'VirtualMachines', vmSize: 'Standard_D2s_v3' }
  const made = await world.pool('PUT', 'one', 'own', PREVIEW, { properties })
  assert.equal(made.status, 201, made.text)
  await world.settle()
  return world
}

const put = (world: World, name: string, body: object = {}) =>
  world.pool<Machine>('PUT', 'one', 'own', `/machines/${name}${PREVIEW}`, body)

const machinesOf = async (world: World): Promise<readonly Machine[]> =>
  (await world.pool<{ value: Machine[] }>('GET', 'one', 'own', `/machines${PREVIEW}`)).body.value

const poolOf = async (world: World) => {
  const { provisioningState, count } = (await world.pool('GET', 'one', 'own', PREVIEW)).body
    .properties!
  return [provisioningState, count]
}

test('machines are made one by one, each as it is asked for', async () => {
  const world = await withPool()
  assert.deepEqual(await poolOf(world), ['Succeeded', 0])
  const kubernetes = { nodeLabels: { team: 'blue' }, nodeTaints: ['only=blue:NoSchedule'] }
  const properties = { hardware: { vmSize: 'Standard_D4s_v3' }, kubernetes }
  const begun = await put(world, 'first', { properties, zones: ['2'] })
  assert.equal(begun.status, 201, begun.text)
  assert.ok(begun.headers['azure-asyncoperation'])
  assert.equal(begun.body.properties!.provisioningState, 'Creating')
  assert.deepEqual(await poolOf(world), ['Scaling', 1])
  const busy = await put(world, 'second')
  assert.equal(busy.status, 409)
  await world.settle()
  assert.equal((await put(world, 'second')).status, 201)
  await world.settle()
  assert.deepEqual(await poolOf(world), ['Succeeded', 2])
  const [first, second] = await machinesOf(world)
  assert.equal(first!.name, 'first')
  assert.deepEqual(first!.zones, ['2'])
  assert.equal(first!.properties!.provisioningState, 'Succeeded')
  assert.equal(first!.properties!.hardware!.vmSize, 'Standard_D4s_v3')
  assert.deepEqual(first!.properties!.kubernetes!.nodeLabels, { team: 'blue' })
  assert.match(first!.properties!.kubernetes!.nodeName!, /^aks-own-\d{8}-vmss000000$/)
  assert.equal(second!.properties!.hardware!.vmSize, 'Standard_D2s_v3')
  await world.close()
})

test('a machine that is changed stays, and one that is deleted goes', async () => {
  const world = await withPool()
  for (const name of ['first', 'second', 'third']) {
    await put(world, name)
    await world.settle()
  }
  const changed = await put(world, 'second', { properties: { tags: { a: 'b' } } })
  assert.equal(changed.status, 200, changed.text)
  await world.settle()
  assert.deepEqual(await poolOf(world), ['Succeeded', 3])
  const deletion = await world.pool('POST', 'one', 'own', `/deleteMachines${PREVIEW}`, {
    machineNames: ['first', 'Third'],
  })
  assert.equal(deletion.status, 202, deletion.text)
  await world.settle()
  assert.deepEqual(await poolOf(world), ['Succeeded', 1])
  assert.deepEqual(
    (await machinesOf(world)).map(({ name, properties }) => [name, properties!.tags]),
    [['second', { a: 'b' }]],
  )
  await world.close()
})

test('an abort of its making leaves no node, and the next call makes it', async () => {
  const world = await withPool()
  await put(world, 'first')
  assert.equal((await world.pool('POST', 'one', 'own', '/abort')).status, 202)
  await world.settle()
  assert.deepEqual(await poolOf(world), ['Canceled', 0])
  assert.equal((await machinesOf(world))[0]!.properties!.provisioningState, 'Canceled')
  assert.equal((await put(world, 'first')).status, 200)
  await world.settle()
  assert.deepEqual(await poolOf(world), ['Succeeded', 1])
  await world.close()
})

test('an abort of a deletion keeps the machines whose nodes are there', async () => {
  const world = await withPool()
  for (const name of ['first', 'second']) {
    await put(world, name)
    await world.settle()
  }
  const deleted = { machineNames: ['first'] }
  const deletion = await world.pool('POST', 'one', 'own', `/deleteMachines${PREVIEW}`, deleted)
  assert.equal(deletion.status, 202, deletion.text)
  assert.equal((await world.pool('POST', 'one', 'own', '/abort')).status, 202)
  await world.settle()
  assert.deepEqual(await poolOf(world), ['Canceled', 2])
  await put(world, 'third')
  await world.settle()
  assert.deepEqual(await poolOf(world), ['Succeeded', 3])
  assert.deepEqual(
    (await machinesOf(world)).map(({ name }) => name),
    ['first', 'second', 'third'],
  )
  await world.close()
})

test('pools and machines refuse what is not theirs', async () => {
  const world = await withPool()
  const tried = async (body: object) => {
    const { status, body: error } = await world.pool<AksError>('PUT', 'one', 'own', PREVIEW, body)
    return [status, error.code]
  }
  const refused = [400, 'InvalidParameter']
  assert.deepEqual(await tried({ properties: { mode: 'Machines', count: 2 } }), refused)
  const other = await world.pool<AksError>('PUT', 'one', 'nodepool1', `/machines/a${PREVIEW}`, {})
  assert.deepEqual([other.status, other.body.code], refused)
  const size = { properties: { hardware: { vmSize: 'Standard_Z9' } } }
  assert.equal((await put(world, 'a', size)).status, 400)
  const label = { properties: { kubernetes: { nodeLabels: { 'kubernetes.azure.com/a': 'b' } } } }
  assert.equal((await put(world, 'a', label)).status, 400)
  assert.equal((await put(world, '-a')).status, 400)
  const stable = '/machines/a?api-version=2026-07-01'
  assert.ok((await world.pool('PUT', 'one', 'own', stable, {})).status >= 400)
  assert.deepEqual(await machinesOf(world), [])
  await world.close()
})
