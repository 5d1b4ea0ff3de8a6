// Identities of pools, which are set on ARM alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, ARM_PATH, type BatchServer, type Sent, startBatch } from '../batch-server.ts'

const PATH = `${ARM_PATH}/pools/Pool1`

const arm = (batch: BatchServer, method: string, path: string, sent: Sent = {}): Promise<Answer> =>
  batch.call(method, path, { version: '2024-02-01', ...sent })

const machine = {
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
  },
  nodeAgentSkuId: 'batch.node.ubuntu 20.04',
}

const properties = {
  vmSize: 'STANDARD_D2S_V3',
  deploymentConfiguration: { virtualMachineConfiguration: machine },
  scaleSettings: { fixedScale: { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 } },
}

const errorOf = ({ status, body }: Answer) => [status, body.error?.code]

const IDENTITIES = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity'
const identityNamed = (name: string) => `${IDENTITIES}/userAssignedIdentities/${name}`

test('identities are set on ARM, keep their ids, and are only shown on the data plane', async () => {
  await using batch = await startBatch()
  const [one, two] = [identityNamed('one'), identityNamed('two')]
  const sent = (...ids: string[]) => ({
    identity: {
      type: 'UserAssigned',
      userAssignedIdentities: Object.fromEntries(ids.map((id) => [id, {}])),
    },
  })
  const shown = ({ body }: Answer) => (body as unknown as Shown).identity
  const made = await arm(batch, 'PUT', PATH, { body: { properties, ...sent(one) } })
  const first = shown(made)!.userAssignedIdentities![one]!
  assert.deepEqual(Object.keys(first).toSorted(), ['clientId', 'principalId'])
  await batch.pass(60_000)
  // Its nodes do not stand in the way: new ones get what is set.
  const more = await arm(batch, 'PATCH', PATH, { body: sent(one, two) })
  assert.equal(more.status, 200, more.text)
  assert.deepEqual(shown(more)!.userAssignedIdentities![one], first)
  const second = shown(more)!.userAssignedIdentities![two]!
  const there = await batch.call('GET', '/pools/Pool1')
  assert.deepEqual((there.body as { identity?: unknown }).identity, {
    type: 'UserAssigned',
    userAssignedIdentities: [
      { resourceId: one, ...first },
      { resourceId: two, ...second },
    ],
  })
  await batch.call('POST', '/pools/Pool1/updateproperties', {
    body: { applicationPackageReferences: [], certificateReferences: [], metadata: [] },
  })
  assert.deepEqual(shown(await arm(batch, 'GET', PATH)), shown(more))
  // A PATCH adds, a PUT says all.
  const added = await arm(batch, 'PATCH', PATH, { body: sent(two) })
  assert.deepEqual(
    Object.keys(shown(added)!.userAssignedIdentities!).toSorted(),
    [one, two].toSorted(),
  )
  const replaced = await arm(batch, 'PUT', PATH, { body: { properties, ...sent(two) } })
  assert.deepEqual(shown(replaced)!.userAssignedIdentities, { [two]: second })
  const none = await arm(batch, 'PATCH', PATH, { body: { identity: { type: 'None' } } })
  assert.deepEqual(shown(none), { type: 'None' })
  assert.deepEqual(errorOf(await arm(batch, 'PATCH', PATH, { body: sent() })), [
    400,
    'MissingRequiredProperty',
  ])
  assert.deepEqual(batch.bugs, [])
})

interface Shown {
  readonly identity?: {
    readonly type: string
    readonly userAssignedIdentities?: Record<string, { principalId: string; clientId: string }>
  }
}
