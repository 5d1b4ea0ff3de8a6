import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { aNode, anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import type { NodeUsage } from '#drivers/nodes/port.ts'
import { type Scene, scene } from '#testing/agent-scene.ts'

const usageOf = async ({ driver }: Scene, nodeId = 'node-1'): Promise<NodeUsage> => {
  const [reading] = await driver.usage()
  return reading!.nodes.find((node) => node.nodeId === nodeId)!
}

/** Programs that each take a moment: what they took counts though they have ended. */
const COUNT = 'i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done'

scene('what a command took stays counted when it has ended', async (s) => {
  await s.driver.setUp(aNode('node-2'))
  const before = await usageOf(s)
  assert.equal(before.cpuMs, 0)
  const children = `for n in 1 2 3 4; do /bin/sh -c "${COUNT.replaceAll('$', '\\$')}"; done`
  await s.driver.start(anAttempt('a', { commandLine: `/bin/sh -c '${children}; sleep 1000'` }))
  while ((await usageOf(s)).cpuMs < 50) await wait(20)
  const running = await usageOf(s)
  assert.ok(running.memoryBytes > 0 && running.diskBytes > 0)
  assert.equal((await usageOf(s, 'node-2')).cpuMs, 0)
  assert.equal((await usageOf(s, 'node-2')).memoryBytes, 0)
  await s.driver.stop('a', 0)
  await s.observer.exit('a')
  assert.equal((await usageOf(s)).memoryBytes, 0)
  await s.run(anAttempt('b', { commandLine: `/bin/sh -c '${COUNT}'` }))
  assert.ok((await usageOf(s)).cpuMs > 0)
})

scene('what a start task left belongs to its node, whatever it got away from', async (s) => {
  const left = 'setsid /bin/sh -c "while :; do :; done" &'
  await s.run(anAttempt('a', { work: { kind: 'startTask' }, commandLine: `/bin/sh -c '${left}'` }))
  const { cpuMs } = await usageOf(s)
  while ((await usageOf(s)).cpuMs < cpuMs + 50) await wait(20)
})

scene(
  'a node that is not allocated is not measured',
  async (s) => {
    await s.driver.deallocate('node-1')
    assert.deepEqual((await s.driver.usage())[0]!.nodes, [])
  },
  ['none'],
)
