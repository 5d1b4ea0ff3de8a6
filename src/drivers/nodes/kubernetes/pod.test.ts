import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import type { V1Pod } from '@kubernetes/client-node'
import fc from 'fast-check'
import { instant } from '#kernel/instant.ts'
import { aRequest } from '../conformance/conformance-provider.ts'
import type { AgentBootstrap } from '../dialled/port.ts'
import { identityIn, keeperOf, nameOf, podFor, secretFor } from './pod.ts'
import { newsOf } from './pod-news.ts'
import { refusalOf } from './refusals.ts'

const owner = { server: 'me' }

test('a pod is found again by its server alone, and asked for twice it has one name', () => {
  const pod = podFor(aRequest(), {}, owner)
  assert.deepEqual(identityIn(pod, 'me'), { nodeId: 'node-1', bootId: 'boot-1' })
  assert.equal(identityIn(pod, 'another'), undefined)
  assert.equal(nameOf('me', aRequest()), pod.metadata!.name)
  assert.notEqual(nameOf('me', aRequest({ bootId: 'boot-2' })), pod.metadata!.name)
})

test('whatever a pool is called, its names and labels are such as Kubernetes takes', () => {
  const LABEL = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
  fc.assert(
    fc.property(fc.string({ maxLength: 70 }), fc.string({ maxLength: 70 }), (pool, nodeId) => {
      const { metadata } = podFor(aRequest({ pool: `a/${pool}`, nodeId }), {}, owner)
      assert.match(metadata!.name!, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])$/)
      for (const label of Object.values(metadata!.labels!)) {
        assert.ok(label.length <= 63)
        assert.match(label, LABEL)
      }
    }),
  )
})

test('nothing in a pod tells the token, and its secret goes with it', () => {
  const pod = podFor(aRequest(), {}, owner)
  const made = { ...pod, metadata: { ...pod.metadata, uid: 'u' } }
  const bootstrap = { nodeId: 'node-1', token: 'hidden' } as AgentBootstrap
  const secret = secretFor(made, bootstrap, 'AAAA')
  assert.doesNotMatch(JSON.stringify(pod), /hidden/)
  assert.equal(secret.metadata!.name, pod.spec!.volumes![0]!.secret!.secretName)
  assert.equal(secret.metadata!.ownerReferences![0]!.uid, 'u')
  const { token } = JSON.parse(
    Buffer.from(secret.data!['bootstrap.json']!, 'base64').toString(),
  ) as AgentBootstrap
  assert.equal(token, 'hidden')
})

test('nodes are owned by the stateful set of the server, where that is in their namespace', () => {
  const keeper = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'lazuli', uid: 's' }
  const own = { metadata: { namespace: 'n', ownerReferences: [{ ...keeper, controller: true }] } }
  const reference = keeperOf(own, ['n'])!
  assert.deepEqual(reference, keeper)
  const { metadata } = podFor(aRequest(), {}, { ...owner, reference })
  assert.deepEqual(metadata!.ownerReferences, [keeper])
  assert.equal(keeperOf(own, ['n', 'other']), undefined)
  const replicas = { ...keeper, kind: 'ReplicaSet' }
  const other = { metadata: { namespace: 'n', ownerReferences: [replicas] } }
  assert.equal(keeperOf(other, ['n']), undefined)
})

test('a rule says where, how large, and what else a pod has', () => {
  const pod = podFor(
    aRequest(),
    {
      image: 'own',
      nodeSelector: { sort: 'large' },
      queue: 'team',
      spec: {
        containers: [
          { name: 'agent', env: [{ name: 'A', value: 'b' }] },
          { name: 'beside', image: 'x' },
        ],
        volumes: [{ name: 'more', emptyDir: {} }],
        activeDeadlineSeconds: 60,
      },
    },
    owner,
  )
  const [agent, beside] = pod.spec!.containers
  assert.equal(agent!.image, 'own')
  assert.deepEqual(agent!.env, [{ name: 'A', value: 'b' }])
  assert.deepEqual(agent!.resources!.requests, { cpu: '2', memory: '8192Mi' })
  assert.equal(agent!.command!.length, 3)
  assert.ok(agent!.command!.every((word) => typeof word === 'string'))
  assert.equal(beside!.name, 'beside')
  assert.deepEqual(
    pod.spec!.volumes!.map(({ name }) => name),
    ['start', 'scratch', 'more'],
  )
  assert.deepEqual(pod.spec!.nodeSelector, { sort: 'large' })
  assert.equal(pod.metadata!.labels!['kueue.x-k8s.io/queue-name'], 'team')
})

test('nodes that must come together are one group of a queue', () => {
  const of = (resize: NonNullable<ReturnType<typeof aRequest>['resize']>, nodeId: string) =>
    podFor({ ...aRequest(), nodeId, resize }, { queue: 'team' }, owner).metadata!
  const group = 'kueue.x-k8s.io/pod-group-name'
  const size = 'kueue.x-k8s.io/pod-group-total-count'
  const together = { id: 'r', count: 2, isTogether: true, patienceMs: 60_000 }
  const [first, second] = ['a', 'b'].map((nodeId) => of(together, nodeId))
  assert.equal(first!.labels![group], second!.labels![group])
  assert.notEqual(of({ ...together, id: 'other' }, 'c').labels![group], first!.labels![group])
  assert.equal(first!.annotations![size], '2')
  const alone = of({ ...together, isTogether: false }, 'd')
  assert.deepEqual([alone.labels![group], alone.annotations![size]], [undefined, undefined])
})

test('the script is one that a shell can read, whatever stands in the rule', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).filter((text) => !/[\0\n]/.test(text)),
      (text) => {
        const pod = podFor(aRequest(), { node: text, scratch: `/${text}` }, owner)
        execFileSync('/bin/sh', ['-n'], { input: pod.spec!.containers[0]!.command![2]! })
      },
    ),
    { numRuns: 30 },
  )
})

const news = (pod: V1Pod, hadAgent = false) =>
  newsOf(
    { metadata: { name: 'p', namespace: 'n', ...pod.metadata }, ...pod },
    { hadAgent, now: instant(0), drainMs: 60_000 },
  )

const waitingFor = (reason: string): V1Pod => ({
  status: {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'True' }],
    containerStatuses: [
      {
        name: 'agent',
        image: 'i',
        imageID: '',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason, message: 'why' } },
      },
    ],
  },
})

for (const [what, pod, state] of [
  ['was just made', { status: { phase: 'Pending' } }, 'queued'],
  [
    'finds no machine',
    {
      status: {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }],
      },
    },
    'queued',
  ],
  [
    'Kueue has not admitted',
    {
      status: {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
      },
    },
    'queued',
  ],
  ['starts', waitingFor('ContainerCreating'), 'starting'],
  ['has an image that cannot be pulled', waitingFor('ImagePullBackOff'), 'queued'],
  ['has an image that is none', waitingFor('InvalidImageName'), 'refused'],
  ['runs', { status: { phase: 'Running' } }, 'up'],
  [
    'is near its end',
    {
      spec: { activeDeadlineSeconds: 30, containers: [] },
      status: { phase: 'Running', startTime: new Date(0) },
    },
    'ending',
  ],
  [
    'is deleted',
    { metadata: { deletionTimestamp: new Date(5) }, status: { phase: 'Running' } },
    'ending',
  ],
  ['is evicted', { status: { phase: 'Failed', reason: 'Evicted' } }, 'preempted'],
  [
    'Kueue takes for another queue',
    {
      status: {
        phase: 'Failed',
        conditions: [
          { type: 'TerminationTarget', status: 'True', reason: 'WorkloadEvictedDueToPreempted' },
        ],
      },
    },
    'preempted',
  ],
  ['ends before its agent', { status: { phase: 'Failed' } }, 'refused'],
] as const satisfies readonly (readonly [string, V1Pod, string])[]) {
  test(`a pod that ${what} is a node that is ${state}`, () => {
    assert.equal(news(pod).state, state)
  })
}

test('a pod that ends after its agent is a node that is gone', () => {
  assert.equal(news({ status: { phase: 'Succeeded' } }, true).state, 'gone')
})

test("the API's words become Azure's", () => {
  const quota = { status: 403, message: 'pods "x" is forbidden: exceeded quota: q, used: 4' }
  assert.equal(refusalOf(quota, false)?.code, 'AccountCoreQuotaReached')
  assert.equal(refusalOf(quota, true)?.code, 'AccountLowPriorityCoreQuotaReached')
  assert.equal(refusalOf(quota, true)?.isOfRule, false)
  const invalid = { status: 422, message: 'Pod "x" is invalid' }
  assert.equal(refusalOf(invalid, false)?.code, 'AllocationFailed')
  assert.equal(refusalOf(invalid, false)?.isOfRule, true)
  for (const status of [0, 429, 500, 503, 504]) {
    assert.equal(refusalOf({ status, message: '' }, false), undefined)
  }
})
