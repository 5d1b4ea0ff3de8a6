// Headers, queries and bodies that no client sends, to every operation of the services that are called
// with a token: each gets an answer or a refusal of the service's own shape, and never a fault of ours.
import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { after, test } from 'node:test'
import { accessToken } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'
import { Samples } from '../../src/testing/sample.ts'
import { contracts, type EmittedOperation, operationsOf } from './parts/contracts.ts'

const lazuli = await createLazuli({ timeScale: 1_000_000, hypervisor: 'simulated' })
const agent = new Agent({ keepAlive: true, maxSockets: 8 })
after(async () => {
  agent.destroy()
  await lazuli.stop()
})
const { ready } = lazuli
const planes = { arm: new URL(ready.arm), batch: new URL(ready.batch!.endpoint) }
const tokens = {
  arm: await accessToken(ready, 'https://management.azure.com/'),
  batch: await accessToken(ready, 'https://batch.core.windows.net/'),
  graph: await accessToken(ready, 'https://graph.microsoft.com/'),
}
/** `arm` is last: it deletes the group, and the account in it. */
const SERVICES = [
  ...['batch', 'batch-management', 'containerservice', 'graph', 'storage', 'hybridcompute'],
  ...['lazuli', 'scvmm', 'arm'],
]

interface Call {
  readonly method: string
  readonly path: string
  readonly to: keyof typeof tokens
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

const send = ({ method, path, to, headers, body }: Call) =>
  new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const { hostname, port } = planes[to === 'batch' ? to : 'arm']
    const sent = request(
      {
        ...{ agent, method, hostname, port, path },
        headers: { authorization: `Bearer ${tokens[to]}`, ...json, ...headers },
      },
      async (response) => {
        const chunks = await response.toArray()
        resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'if-match': '"' },
  { 'if-match': 'W/"x"' },
  { 'if-none-match': '*' },
  { 'if-modified-since': 'yesterday' },
  { 'accept-language': 'xx;q=5' },
  { accept: 'text/xml' },
  { 'x-ms-client-request-id': 'a'.repeat(5_000) },
  { 'client-request-id': 'é' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-encoding': 'gzip' },
  { prefer: 'respond-async;wait=-1' },
  { range: 'bytes=5-1' },
  { expect: 'x' },
]
const QUERIES = [
  '$top=-1',
  '$filter=%00',
  `$filter=${'('.repeat(500)}`,
  '$select=constructor,__proto__',
  '$expand=members',
  '$count=maybe',
  '$skiptoken=%FF',
  '$skip=-1',
  'api-version=2021-04-01',
  'x=%',
]
const BODIES = [
  ...['null', '[]', '""', '5', 'true', '{}', '{"a":1e400}', '{"a":"\\ud800"}', '\ufeff{}'],
  '{"__proto__":{"x":1},"constructor":{"prototype":1}}',
  '{"a":1,"a":2}',
  '['.repeat(300) + ']'.repeat(300),
]

/** The calls of an operation, each with one thing that is odd. */
function* oddCalls(operation: EmittedOperation, plain: Call): Iterable<Call> {
  for (const headers of HEADERS) yield { ...plain, headers }
  for (const query of QUERIES) yield { ...plain, path: `${plain.path}&${query}` }
  if (operation.body) for (const body of BODIES) yield { ...plain, body }
}

function faultOf({ status, text }: { readonly status: number; readonly text: string }) {
  if (status >= 500 && status !== 501) return `${status} ${text}`
  if (status < 400 || text === '') return undefined
  const { error, code } = JSON.parse(text) as { error?: { code?: string }; code?: string }
  return (error?.code ?? code) ? undefined : text
}

for (const service of SERVICES) {
  test(`${service}: odd calls get an answer of its own`, async (t) => {
    const { name, document } = contracts.findLast((one) => one.name.startsWith(`${service}/`))!
    const samples = new Samples(document)
    const names: Readonly<Record<string, string>> = {
      subscriptionId: ready.subscriptionId,
      resourceGroupName: ready.resourceGroup,
      location: 'westeurope',
      scope: `subscriptions/${ready.subscriptionId}`,
    }
    const wrong: string[] = []
    let calls = 0
    const operations = operationsOf(document)
    for (const operation of operations) {
      const { id, method, path, body } = operation
      const filled = path.replace(/\{(\w+)\}/g, (_, part: string) => names[part] ?? 'abc')
      const isGraph = service === 'graph'
      const plain: Call = {
        method,
        path: isGraph
          ? `/graph${filled}?x=1`
          : `${filled}?api-version=${name.slice(service.length + 1)}`,
        to: service === 'graph' || service === 'batch' ? service : 'arm',
        body: body && JSON.stringify(samples.smallest(body)),
      }
      for (const call of oddCalls(operation, plain)) {
        const fault = faultOf(await send(call))
        if (fault) wrong.push(`${id} ${JSON.stringify(call).slice(0, 300)}: ${fault}`)
        calls++
      }
    }
    t.diagnostic(`${calls} calls of ${operations.length} operations`)
    assert.deepEqual(wrong, [])
    assert.ok(calls > 100)
  })
}
