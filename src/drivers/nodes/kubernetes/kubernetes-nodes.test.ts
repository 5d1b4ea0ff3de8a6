import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { instant } from '#kernel/instant.ts'
import { MemoryPods } from '#testing/nodes/memory-pods.ts'
import {
  aRequest,
  ProviderObserver,
  providerConformance,
} from '../conformance/conformance-provider.ts'
import type { AgentBootstrap } from '../dialled/port.ts'
import type { NodeReport } from '../provider.ts'
import type { RuleOf } from '../routed/rules.ts'
import { KubernetesNodes } from './kubernetes-nodes.ts'
import { PodsFault } from './port.ts'

const rule: RuleOf<'kubernetes'> = { match: {}, at: 'nodes.yaml:2', provider: 'kubernetes' }

function nodesOn(pods: MemoryPods, server = 'me') {
  const expected = new Map<string, number>()
  const entered = new Set<string>()
  const provider = new KubernetesNodes({
    owner: { server },
    ruleFor: () => rule,
    namespaces: ['default'],
    agents: {
      async expect(nodeId) {
        expected.set(nodeId, (expected.get(nodeId) ?? 0) + 1)
        return 'token'
      },
      async forget(nodeId) {
        entered.delete(nodeId)
      },
      hasEntered: (nodeId) => entered.has(nodeId),
    },
    bootstrapOf: (nodeId, token) => ({ nodeId, token }) as AgentBootstrap,
    program: async () => 'AAAA',
    pods,
    now: () => instant(1_000),
    mostQueued: 2,
    drainMs: 60_000,
    onTrouble: (error) => assert.fail(String(error)),
  })
  return { provider, expected, entered }
}

providerConformance('kubernetes, imagined', async () => {
  const { provider } = nodesOn(new MemoryPods())
  return { provider, end: () => provider.close() }
})

type Until = (state: NodeReport['state'], from?: number) => Promise<NodeReport>

function scene(
  title: string,
  play: (
    s: ReturnType<typeof nodesOn> & { pods: MemoryPods; until: Until; name: string },
  ) => Promise<void>,
): void {
  test(title, { timeout: 30_000 }, async () => {
    const pods = new MemoryPods()
    const nodes = nodesOn(pods)
    const observer = new ProviderObserver(nodes.provider)
    try {
      await nodes.provider.request(aRequest())
      await observer.until('boot-1', 'up')
      const [name] = pods.pods.keys()
      const until: Until = (state, from) => observer.until('boot-1', state, from)
      nodes.entered.add('node-1')
      await play({ ...nodes, pods, until, name: name! })
    } finally {
      await observer.stop()
      await nodes.provider.close()
    }
  })
}

const disrupted = (reason: string) => ({
  phase: 'Running',
  conditions: [{ type: 'DisruptionTarget', status: 'True', reason }],
})

scene('a pod that is evicted is ending, and then preempted', async ({ pods, until, name }) => {
  const at = { deletionTimestamp: new Date(31_000) }
  pods.change(name, disrupted('EvictionByEvictionAPI'), at)
  const ending = await until('ending')
  assert.equal(ending.state === 'ending' && ending.endsAt, 31_000)
  pods.lose(name)
  await until('preempted')
})

scene('a pod whose machine is lost is gone', async ({ pods, until, name }) => {
  pods.change(name, disrupted('DeletionByTaintManager'))
  pods.lose(name)
  await until('gone')
})

scene('a pod that is missed by a new list is gone', async ({ pods, until, name }) => {
  pods.pods.delete(name)
  pods.cut()
  await until('gone')
})

scene('a server that starts again has the same pods, and makes no token anew', async (s) => {
  const other = nodesOn(s.pods)
  other.entered.add('node-1')
  const observer = new ProviderObserver(other.provider)
  await observer.until('boot-1', 'up')
  await other.provider.request(aRequest())
  assert.equal(s.pods.pods.size, 1)
  assert.equal(other.expected.size, 0)
  const stranger = nodesOn(s.pods, 'another')
  await stranger.provider.release('node-1')
  assert.equal(s.pods.pods.size, 1)
  await observer.stop()
  await Promise.all([other, stranger].map(({ provider }) => provider.close()))
})

test('what became of pods while no server was there is found out by the next', async () => {
  const pods = new MemoryPods()
  const before = nodesOn(pods)
  const first = new ProviderObserver(before.provider)
  await before.provider.request(aRequest())
  await before.provider.request(aRequest({ nodeId: 'node-2', bootId: 'boot-2' }))
  await first.until('boot-1', 'up')
  await first.until('boot-2', 'up')
  await first.stop()
  await before.provider.close()
  const [ended, stale] = pods.pods.keys()
  pods.change(ended!, { phase: 'Failed', reason: 'Evicted' })
  const { provider } = nodesOn(pods)
  // Batch gave the second back, and wants it anew.
  await provider.request(aRequest({ nodeId: 'node-2', bootId: 'boot-3' }))
  const next = new ProviderObserver(provider)
  await next.until('boot-1', 'preempted')
  await next.until('boot-3', 'up')
  while (pods.pods.has(ended!) || pods.pods.has(stale!)) await wait(10)
  assert.equal(pods.pods.size, 1)
  await next.stop()
  await provider.close()
})

test('what is refused has its code, and after ten times in a row it is not asked', async () => {
  const pods = new MemoryPods()
  pods.refusal = new PodsFault({ status: 403, message: 'pods "x" is forbidden: exceeded quota: q' })
  const { provider } = nodesOn(pods)
  const observer = new ProviderObserver(provider)
  for (let index = 1; index <= 11; index++) {
    const bootId = `boot-${index}`
    await provider.request(aRequest({ nodeId: `node-${index}`, bootId }))
    const refused = await observer.until(bootId, 'refused')
    assert.equal(refused.state === 'refused' && refused.code, 'AccountCoreQuotaReached')
    const says = refused.state === 'refused' ? refused.message : ''
    assert.match(says, /exceeded quota: q \(rule at nodes\.yaml:2\)/)
    assert.equal(/asked again in a minute/.test(says), index > 10)
  }
  await observer.stop()
  await provider.close()
})
