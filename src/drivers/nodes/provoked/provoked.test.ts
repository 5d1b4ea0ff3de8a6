import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frozenClock } from '#testing/clock.ts'
import { aNode, anAttempt, Observer } from '../conformance/conformance.ts'
import {
  aRequest,
  ProviderObserver,
  providerConformance,
} from '../conformance/conformance-provider.ts'
import { NotReleased } from '../provider.ts'
import { SimulatedNodes } from '../simulated/simulated.ts'
import { ProvokedNodes } from './provoked.ts'

const resize = (id: string, patienceMs = 300_000) => ({
  id,
  count: 1,
  patienceMs,
  isTogether: false,
})

function provoked() {
  const clock = frozenClock()
  const simulated = new SimulatedNodes({ clock })
  return { clock, simulated, nodes: new ProvokedNodes(simulated, clock) }
}

providerConformance('provoked', async () => {
  const { nodes } = provoked()
  return { provider: nodes.provider, end: () => nodes.close() }
})

test('one resize is refused whole, and the next one is not', async () => {
  const { nodes } = provoked()
  const observer = new ProviderObserver(nodes.provider)
  await nodes.failResize('account/pool-1', 'AllocationFailed', 'no luck')
  const request = (nodeId: string, bootId: string, id: string) =>
    nodes.provider.request(aRequest({ nodeId, bootId, resize: resize(id) }))
  await request('node-1', 'boot-1', 'first')
  await request('node-2', 'boot-2', 'first')
  const refused = await observer.until('boot-2', 'refused')
  assert.ok(refused.state === 'refused')
  assert.deepEqual([refused.code, refused.message], ['AllocationFailed', 'no luck'])
  await observer.until('boot-1', 'refused')
  await request('node-3', 'boot-3', 'second')
  await observer.until('boot-3', 'up')
  await observer.stop()
})

test('what runs out of time waits as long as its resize does, and is refused then', async () => {
  const { clock, nodes } = provoked()
  const observer = new ProviderObserver(nodes.provider)
  await nodes.failResize('account/pool-1', 'AllocationTimedout', 'no luck')
  for (let again = 0; again < 2; again++) {
    await nodes.provider.request(aRequest({ resize: resize('first') }))
  }
  await observer.until('boot-1', 'queued')
  await clock.step(299_999)
  assert.ok(observer.reports.every(({ state }) => state === 'queued'))
  await clock.step(1)
  await observer.until('boot-1', 'refused')
  await observer.stop()
})

test('what is not to be removed is kept for one resize', async () => {
  const { nodes } = provoked()
  await nodes.failResize('account/pool-1', 'RemoveNodesFailed', 'no luck')
  const release = (id: string) =>
    nodes.provider.release('node-1', { resize: { id, pool: 'account/pool-1' } })
  await assert.rejects(release('first'), NotReleased)
  await assert.rejects(release('first'), NotReleased)
  await release('second')
  await nodes.provider.release('node-1')
})

test('a silent node reports late what it would have reported, also when it is booted anew', async () => {
  for (const bootId of [undefined, 'boot-2']) {
    const { nodes, simulated } = provoked()
    const observer = new Observer(nodes.agent)
    await nodes.agent.setUp(aNode())
    await nodes.agent.start(anAttempt('a'))
    await observer.until((report) => report.kind === 'started')
    await nodes.silence('node-1')
    await observer.until((report) => report.kind === 'nodeUnknown')
    simulated.finish('a', { exitCode: 3 })
    await nodes.agent.setUp(aNode('node-2'))
    await observer.until((report) => report.nodeId === 'node-2')
    assert.ok(observer.reports.every(({ kind }) => kind !== 'exited'))
    if (bootId === undefined) await nodes.restore('node-1')
    else await nodes.agent.reboot('node-1', bootId)
    assert.equal((await observer.exit('a')).exitCode, 3)
    await observer.stop()
  }
})

test('an observer that breaks off is told again what it did not call safe', async () => {
  const { nodes } = provoked()
  await nodes.agent.setUp(aNode())
  void nodes.fault('node-1', 'DiskFull', 'no space')
  const seen = new Set<string>()
  for await (const batch of nodes.agent.observe(new AbortController().signal)) {
    for (const { kind } of batch) seen.add(kind)
    if (seen.has('nodeFaulty')) break
  }
  const next = new Observer(nodes.agent)
  await next.until((report) => report.kind === 'nodeFaulty' && report.code === 'DiskFull')
  await next.until((report) => report.kind === 'nodeUp')
  await next.stop()
})
