// U+0000, which JSON and addresses can hold and PostgreSQL's texts cannot: wherever a call has it, it is
// answered or refused as by any other store.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import type { Ready } from '#library/ready/ready.ts'
import { aDatabase, urlOf } from '#testing/postgres.ts'
import { Samples } from '#testing/sample.ts'
import {
  contracts,
  type Emitted,
  type EmittedOperation,
  operationsOf,
} from '../security/parts/contracts.ts'
import { ownerOf } from '../security/parts/plain-call.ts'

const TEXT = 'a\0b'
const ODD = encodeURIComponent(TEXT)
/** Members further down are kept with those above them, as JSON, which escapes it. */
const DEEPEST = 2

async function started(t: TestContext) {
  const data = mkdtempSync(join(tmpdir(), 'lazuli-texts-'))
  const store = urlOf(await aDatabase())
  const { ready, stop } = await createLazuli({
    ...{ data, store, timeScale: 1_000_000 },
    ...{ nodes: 'simulated', hypervisor: 'simulated' },
  })
  const owner = await ownerOf(ready)
  t.after(async () => {
    owner.close()
    await stop()
    rmSync(data, { recursive: true, force: true })
  })
  return { ready, owner }
}

interface Sent {
  readonly path: string
  readonly body: string | undefined
}

/** Calls of an operation with the text in one place each. */
function oddCalls(
  { method, path, body }: EmittedOperation,
  samples: Samples,
  names: Readonly<Record<string, string>>,
): Sent[] {
  const filled = path.replace(/\{(\w+)\}/g, (_, part: string) => names[part] ?? 'abc')
  const odd = path.replace(/\{(\w+)\}/g, (_, part: string) => names[part] ?? ODD)
  const isOdd = odd !== filled
  const plain = body && JSON.stringify(samples.smallest(body))
  const queries = [`job=${ODD}`, `pool=${ODD}`, `$filter=${encodeURIComponent(`id eq '${TEXT}'`)}`]
  const members = body ? samples.members(body).filter((each) => each.path.length <= DEEPEST) : []
  return [
    ...(isOdd ? [{ path: `${odd}?`, body: plain }] : []),
    ...(method === 'GET' ? queries : []).map((query) => ({
      path: `${filled}?${query}&`,
      body: undefined,
    })),
    ...members.map((member) => ({
      path: `${filled}?`,
      body: JSON.stringify(samples.withMember(body!, member.path, TEXT)),
    })),
  ]
}

const rootOf = (service: string, ready: Ready): string => {
  if (service === 'batch') return ready.batch!.endpoint
  return service === 'graph' ? '/graph' : ''
}

test('calls with it are answered or refused, and what is kept comes back', async (t) => {
  const { ready, owner } = await started(t)
  const { subscriptionId, resourceGroup, location } = ready
  const names = { subscriptionId, resourceGroupName: resourceGroup, location }

  const newest = new Map<string, Emitted>(contracts.map((one) => [one.name.split('/')[0]!, one]))
  for (const [service, { name, document }] of newest) {
    const samples = new Samples(document)
    const version = service === 'graph' ? 'x=1' : `api-version=${name.split('/')[1]}`
    const wrong: string[] = []
    const operations = operationsOf(document)
    const reached = new Set<string>()
    for (const operation of operations) {
      for (const { path, body } of oddCalls(operation, samples, names)) {
        reached.add(operation.id)
        const { method, id } = operation
        const answer = await owner.send(method, `${rootOf(service, ready)}${path}${version}`, body)
        if (answer.status >= 500 && answer.status !== 501) {
          wrong.push(`${id} ${path} ${body}: ${answer.text}`)
        }
      }
    }
    assert.deepEqual(wrong, [], service)
    t.diagnostic(`${service}: ${reached.size} of ${operations.length} operations have a text`)
  }

  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
  const lock = `${group}/providers/Microsoft.Authorization/locks/one?api-version=2020-05-01`
  const sent = { properties: { level: 'CanNotDelete', notes: TEXT } }
  const made = await owner.send('PUT', lock, JSON.stringify(sent))
  assert.equal(made.status, 201, made.text)
  const { text } = await owner.send('GET', lock)
  assert.equal(JSON.parse(text).properties.notes, TEXT)
})
