// Machines of pools by their names: the cluster's own nodes, and those that are deleted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schemas } from '#containerservice/wire.ts'
import { type AksError, World } from './containerservice-world.ts'

const NEWER = '?api-version=2026-08-01'

async function withPool(count: number): Promise<World> {
  const world = await World.start()
  await world.clusterAtRest('one')
  await world.pool('PUT', 'one', 'user1', '', { properties: { mode: 'User', count } })
  await world.settle()
  return world
}

const namesIn = async (world: World, pool: string): Promise<readonly string[]> => {
  const path = `/machines${NEWER}`
  const { body } = await world.pool<{ value: Schemas['Machine'][] }>('GET', 'one', pool, path)
  return body.value.map(({ name }) => name!)
}

const deletion = (world: World, pool: string, machineNames: readonly string[]) =>
  world.pool<AksError>('POST', 'one', pool, `/deleteMachines${NEWER}`, { machineNames })

const stateOf = async (world: World, pool: string) => {
  const { properties } = (await world.pool('GET', 'one', pool)).body
  return [properties?.provisioningState, properties?.count]
}

test('machines that are named go, and no others', async () => {
  const world = await withPool(4)
  const [first, second, third, fourth] = await namesIn(world, 'user1')
  // Names are compared as Azure compares them; one that is named twice is one.
  const begun = await deletion(world, 'user1', [second!, third!.toUpperCase(), second!])
  assert.equal(begun.status, 202)
  assert.match(begun.headers.location!, /operationresults/)
  assert.deepEqual(await stateOf(world, 'user1'), ['Scaling', 2])
  await world.settle()
  assert.deepEqual(await stateOf(world, 'user1'), ['Succeeded', 2])
  assert.deepEqual(await namesIn(world, 'user1'), [first, fourth])
  const path = (name: string | undefined) => `/machines/${name}${NEWER}`
  assert.equal((await world.pool('GET', 'one', 'user1', path(second))).status, 404)
  assert.equal((await world.pool('GET', 'one', 'user1', path(fourth))).status, 200)
  await world.close()
})

test('machines that are named go also when the server comes back without knowing of any', async () => {
  const world = await withPool(3)
  const [first, second, third] = await namesIn(world, 'user1')
  await deletion(world, 'user1', [first!])
  await world.restart()
  await world.settle()
  assert.deepEqual(await namesIn(world, 'user1'), [second, third])
  await world.close()
})

test('an abort of one pool leaves the counts of those that this server knows nothing of', async () => {
  const world = await withPool(3)
  await world.pool('PUT', 'one', 'work', '', { properties: { mode: 'User', count: 2 } })
  await world.settle()
  await world.restart()
  await world.pool('PUT', 'one', 'work', '', { properties: { mode: 'User', count: 5 } })
  assert.equal((await world.pool('POST', 'one', 'work', '/abort')).status, 202)
  await world.settle()
  assert.deepEqual(await stateOf(world, 'user1'), ['Succeeded', 3])
  assert.deepEqual(await stateOf(world, 'nodepool1'), ['Succeeded', 3])
  assert.equal((await namesIn(world, 'user1')).length, 3)
  await world.close()
})

test('machines that are not there, and the last of a System pool, are refused', async () => {
  const world = await withPool(2)
  const unknown = await deletion(world, 'user1', ['aks-user1-1-vmss000009'])
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'NotFound'])
  assert.match(unknown.body.message, /machine named aks-user1-1-vmss000009/)
  const of = await namesIn(world, 'nodepool1')
  const last = await deletion(world, 'nodepool1', of)
  assert.deepEqual([last.status, last.body.code], [400, 'InvalidParameter'])
  assert.equal((await deletion(world, 'user1', [])).status, 400)
  assert.equal((await deletion(world, 'none', of)).status, 404)
  const all = await namesIn(world, 'user1')
  assert.equal((await deletion(world, 'user1', all)).status, 202)
  const again = await deletion(world, 'user1', all)
  assert.equal(again.status, 409)
  await world.settle()
  assert.deepEqual(await namesIn(world, 'user1'), [])
  await world.close()
})
