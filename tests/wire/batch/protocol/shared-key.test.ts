// The worked examples of Shared Key, sent byte for byte: three of these signatures were made by the
// official JavaScript client.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saveKeys } from '#batch/accounts/account.queries.ts'
import { bootstrapBatch } from '#batch/accounts/bootstrap.ts'
import { accountKeyOf } from '#batch/keys.ts'
import { steppedClock } from '#engine/clock.ts'
import { instant } from '#kernel/instant.ts'
import { SUBSCRIPTION, TENANT } from '#testing/lazuli.ts'
import { type BatchServer, startBatch } from '../batch-server.ts'

const account = {
  name: 'lazuliacct',
  key: 'DD0RiTXIUXzy6NHoJ0vQBZqhN/Qmp5cOhwdRxRDYpbR7pOMamlYLtZLmREbXUjOi5baw+pgr7WHgnrf8J7QHbA==',
}
const SIGNED_AT = instant(Date.UTC(2025, 2, 5, 10, 0, 0))
const PLAIN = 'application/json; charset=utf-8'

interface Example {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signature: string
}

const examples: readonly Example[] = [
  {
    name: 'a filtered list',
    method: 'GET',
    path: '/jobs?$filter=state%20eq%20%27active%27&timeout=30&api-version=2022-10-01.16.0',
    headers: { 'content-type': PLAIN },
    signature: 'IphclWa8uxLQj0v2WhMaZDIf0D6kriEE6O1aB3eu3b8=',
  },
  {
    name: 'a body of 43 bytes',
    method: 'POST',
    path: '/jobs?api-version=2022-10-01.16.0',
    headers: { 'content-type': 'application/json; odata=minimalmetadata; charset=utf-8' },
    body: '{"id":"job1","poolInfo":{"poolId":"pool1"}}',
    signature: 'kHsj3VVM1x72hYsj1Skmz/mtBHUAbk/eKuD26iNKrtQ=',
  },
  {
    name: 'an action without a body',
    method: 'POST',
    path: '/certificates(thumbprintAlgorithm=sha1,thumbprint=00aa)/canceldelete?api-version=2022-10-01.16.0',
    headers: { 'content-type': PLAIN, 'content-length': '0' },
    signature: 'eisEi9WLzzVwlKq4DQZvqx+WO05905tNXjcAbE3ahgk=',
  },
  {
    name: 'a call without a content type',
    method: 'GET',
    path: '/jobs?api-version=2024-07-01.20.0',
    headers: {},
    signature: 'sKqOOqN+XM+/EMcAzKKFDZaIxj//4uPXiHZZuWxZ/T8=',
  },
]

/** A server in the time of the examples, with their account. */
async function start(): Promise<BatchServer> {
  const batch = await startBatch({ wall: steppedClock(SIGNED_AT) })
  const { ports } = batch
  const by = { kind: 'app', oid: 'o', appId: 'a', tenantId: TENANT, name: 'tests' } as const
  const group = { subscriptionId: SUBSCRIPTION, resourceGroup: 'lazuli', location: 'westeurope' }
  const made = await bootstrapBatch(ports, { ...group, name: account.name, by })
  await ports.store.write((tx) =>
    saveKeys(tx, accountKeyOf(account.name), { ...made.keys, primary: account.key }),
  )
  await ports.endpoints.open(account.name)
  const origin = `http://${ports.endpoints.of(account.name, 'westeurope')}`
  return { ...batch, ...batch.at(origin) }
}

const sent = (batch: BatchServer, example: Example, signature = example.signature) =>
  batch.call(example.method, example.path, {
    exactHeaders: {
      ...example.headers,
      ...(example.body ? { 'content-length': String(example.body.length) } : {}),
      'ocp-date': 'Wed, 05 Mar 2025 10:00:00 GMT',
      authorization: `SharedKey ${account.name}:${signature}`,
    },
    ...(example.body ? { rawBody: example.body } : {}),
  })

for (const example of examples) {
  test(`${example.name} passes with its signature, and with no other`, async () => {
    await using batch = await start()
    const passed = await sent(batch, example)
    assert.ok(![400, 401, 403].includes(passed.status), passed.text)
    const last = example.signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
    const refused = await sent(batch, example, last)
    assert.deepEqual([refused.status, refused.body.code], [403, 'AuthenticationFailed'])
    const other = { ...example, path: `${example.path}&maxresults=5` }
    assert.equal((await sent(batch, other)).status, 403)
  })
}
