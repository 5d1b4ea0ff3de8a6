// Nodes whose agents are away, or refuse what they are told, while others are there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NodeSpec } from '#drivers/nodes/port.ts'
import { until } from '#testing/machine.ts'
import { addPool } from '../pools/pools-world.ts'
import { nodes, onReplaceableNodes } from './nodes-world.ts'

const MINUTE = 60_000
/** More than are told at the same time. */
const COUNT = 70

type SetUp = (spec: NodeSpec, signal?: AbortSignal) => Promise<void>

/** A server with so many nodes that are up. `begin` has agents that know of nothing. */
async function aServer(count: number) {
  const { batch, pass, place, replace } = await onReplaceableNodes()
  await addPool(batch, { targetDedicatedNodes: count })
  await pass(MINUTE)
  const states = (await nodes(batch)).map(({ state }) => state)
  assert.deepEqual(states, Array(count).fill('idle'))
  const change = (setUp: (next: SetUp) => SetUp): void => {
    const { nodes } = place
    nodes.setUp = setUp(nodes.setUp.bind(nodes))
  }
  const begin = (setUp: (next: SetUp) => SetUp): void => {
    replace()
    change(setUp)
  }
  return { batch, begin, change, pass }
}

const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)))

const toldOf = (told: readonly NodeSpec[]): number => new Set(told.map(({ nodeId }) => nodeId)).size

test('an agent that is away when the server starts holds up no other', async () => {
  const { batch: server, begin } = await aServer(COUNT)
  await using batch = server
  const told: NodeSpec[] = []
  begin((next) => async (spec, signal) => {
    if (told.push(spec) === 1) await untilAborted(signal)
    await next(spec, signal)
  })
  await batch.restart()
  await until(() => toldOf(told) === COUNT)
  assert.equal(told.length, COUNT)
})

test('a node that refuses what it is told holds up no other, and is told again', async () => {
  const { batch: server, begin, pass } = await aServer(3)
  await using batch = server
  const told: NodeSpec[] = []
  begin((next) => async (spec, signal) => {
    if (told.push(spec) === 1) throw new Error('there is no room')
    await next(spec, signal)
  })
  await batch.restart()
  await until(() => toldOf(told) === 3)
  const refused = told[0]!.nodeId
  await until(() => batch.bugs.length > 0)
  await pass(MINUTE)
  await until(() => told.filter(({ nodeId }) => nodeId === refused).length > 1)
  assert.match(String(batch.bugs[0]), new RegExp(`node ${refused}: there is no room`))
})

test('a server goes on with the rows of another moment although a node refuses what it is told', async () => {
  const { batch: server, change, pass } = await aServer(2)
  await using batch = server
  const room = batch.lazuli.inside.batch
  await room.pause()
  let refused: string | undefined
  change((next) => async (spec, signal) => {
    refused ??= spec.nodeId
    if (spec.nodeId === refused) throw new Error('there is no room')
    await next(spec, signal)
  })
  await room.goOn()
  await batch.call('POST', '/jobs', { body: { id: 'j', poolInfo: { poolId: 'pool1' } } })
  await batch.call('POST', '/jobs/j/tasks', { body: { id: 't', commandLine: 'sleep 9' } })
  await pass(0)
  const { body } = await batch.call('GET', '/jobs/j/tasks/t')
  assert.equal(body.state, 'running')
  assert.ok(refused)
})
