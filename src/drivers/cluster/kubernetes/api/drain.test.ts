import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drain } from './drain.ts'

const node = { metadata: { name: 'aks-one-1-vmss000000' } }
const { signal } = new AbortController()
const REFUSED = { status: 429, body: { message: 'Cannot evict pod.' } }

interface Cluster {
  /** How long after one pod the next is let go; infinite: none is. */
  readonly everyMs: number
  readonly pods: number
}

/** An API server as a drain sees it. */
function apiOf({ everyMs, pods }: Cluster) {
  const began = performance.now()
  const left = new Set(Array.from({ length: pods }, (_, number) => `pod-${number}`))
  let letGo = 0
  const answer = <Body>(status: number, body: unknown) => ({ status, body: body as Body })
  return {
    send: async <Body>() => answer<Body>(200, {}),
    get: async <Body>() =>
      ({
        items: [...left].map((name) => ({ metadata: { name, namespace: 'default' } })),
      }) as Body,
    async call<Body>(_method: string, path: string) {
      if (performance.now() - began < (letGo + 1) * everyMs) {
        return answer<Body>(REFUSED.status, REFUSED.body)
      }
      left.delete(path.split('/').at(-2)!)
      letGo += 1
      return answer<Body>(201, {})
    },
  }
}

const drained = (cluster: Cluster, quietMs: number, mostMs: number) =>
  drain(apiOf(cluster), node, { timeoutMs: 1, quietMs, mostMs }, signal)

test('a drain is not given up while pods leave, however short its time', async () => {
  await drained({ everyMs: 600, pods: 3 }, 1_300, 60_000)
})

test('a drain in which no pod leaves is given up when its time and the quiet are over', async () => {
  const began = performance.now()
  await assert.rejects(drained({ everyMs: Number.POSITIVE_INFINITY, pods: 2 }, 700, 60_000), {
    code: 'PodDrainFailure',
    message: /aks-one-1-vmss000000 failed when evicting pod default\/pod-0\. Cannot evict pod\./,
  })
  assert.ok(performance.now() - began >= 700)
})

test('a drain ends when the whole of its time is over, even while pods leave', async () => {
  await assert.rejects(drained({ everyMs: 300, pods: 20 }, 60_000, 1_000), {
    code: 'PodDrainFailure',
  })
})
