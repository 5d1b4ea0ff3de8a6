// Traces of a whole server at a collector of ours, which reads OTLP's JSON.
import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { registerHooks } from 'node:module'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { accessToken, admin, call } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'
import type { LazuliOptions } from '#library/options.ts'
import type { Replacements } from '../../../src/main/replacements.ts'
import { rawCall } from '../server/raw-call.ts'

interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, string>>
}
interface OtlpSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly Attribute[]
  readonly status: { readonly code?: number; readonly message?: string }
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[]
  }[]
}

const loaded: string[] = []
registerHooks({
  load(url, context, next) {
    loaded.push(url)
    return next(url, context)
  },
})

const values = (attributes: readonly Attribute[]): Record<string, string | undefined> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** Answers each export with the status that is next; 200 once there are no more. */
async function collector(t: TestContext, statuses: number[] = []) {
  const exports: Export[] = []
  const headers: IncomingHttpHeaders[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const status = statuses.shift() ?? 200
    headers.push(request.headers)
    if (status === 200 && request.url === '/v1/traces') exports.push(JSON.parse(body))
    response.writeHead(request.url === '/v1/traces' ? status : 404).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.after(() => server.close())
  const spans = (): OtlpSpan[] =>
    exports.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    )
  return {
    exports,
    headers,
    spans,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Waits for spans of this name. */
    async named(name: string, count = 1): Promise<readonly OtlpSpan[]> {
      for (;;) {
        const found = spans().filter((span) => span.name === name)
        if (found.length >= count) return found
        await sleep(20)
      }
    },
  }
}

/** Starts a server below these variables, which no other test then sees. */
async function start(
  t: TestContext,
  variables: Record<string, string>,
  options?: LazuliOptions,
  replacements?: Replacements,
) {
  const names = Object.keys(variables)
  Object.assign(process.env, variables)
  try {
    const server = await createLazuli({ timeScale: 1_000_000, ...options }, replacements)
    t.after(server.stop)
    return server
  } finally {
    for (const name of names) delete process.env[name]
  }
}

const PARENT = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' }

test('without its variable nothing of it is loaded', async (t) => {
  await start(t, {})
  await start(t, { OTEL_SERVICE_NAME: 'team', OTEL_TRACES_SAMPLER: 'always_on' })
  const found = loaded.filter((url) => /watching\/traces|opentelemetry/.test(url))
  assert.deepEqual(found, [])
})

test('a call, what it waits for, the operation that it begins, and its steps are one trace', async (t) => {
  const { endpoint, named, spans, exports, headers: sent } = await collector(t)
  const { ready } = await start(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    OTEL_BSP_SCHEDULE_DELAY: '20',
  })
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    traceparent: `00-${PARENT.trace}-${PARENT.span}-01`,
  }
  const id = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/one`
  const agentPoolProfiles = [{ name: 'pool1', mode: 'System', count: 1 }]
  const body = JSON.stringify({
    location: ready.location,
    identity: { type: 'SystemAssigned' },
    properties: { dnsPrefix: 'one', agentPoolProfiles },
  })
  const url = `${id}?api-version=2024-05-01&sig=secret`
  const put = await call(ready, 'PUT', url, { headers, body })
  assert.equal(put.status, 201)
  const [operation] = await named('ManagedClusters_Create')
  const [request] = await named('ManagedClusters_CreateOrUpdate')
  assert.deepEqual([request!.traceId, request!.parentSpanId], [PARENT.trace, PARENT.span])
  assert.equal(request!.kind, 2)
  const said = values(request!.attributes)
  assert.equal(said['http.response.status_code'], '201')
  assert.equal(said['url.path'], id)
  assert.equal(said['lazuli.correlation_id'], put.headers['x-ms-correlation-request-id'])
  assert.deepEqual([operation!.traceId, operation!.parentSpanId], [PARENT.trace, request!.spanId])
  assert.equal(values(operation!.attributes)['lazuli.operation.status'], 'Succeeded')
  const below = (parent: OtlpSpan) => spans().filter((span) => span.parentSpanId === parent.spanId)
  const steps = below(operation!).map(({ name }) => name)
  assert.ok(steps.length > 1 && steps.includes('ManagedClusters_Create finish'), steps.join())
  const stages = below(request!).map(({ name }) => name)
  assert.ok(stages.includes('handle') && stages.includes('scope'), stages.join())
  for (const { name, startTimeUnixNano, endTimeUnixNano } of spans()) {
    assert.ok(BigInt(startTimeUnixNano) <= BigInt(endTimeUnixNano), name)
  }
  const everything = JSON.stringify(exports)
  for (const secret of [token, ready.clientSecret, 'sig=secret']) {
    assert.ok(!everything.includes(secret))
  }
  const resource = values(exports[0]!.resourceSpans[0]!.resource.attributes)
  assert.deepEqual(resource, {
    'service.name': 'lazuli',
    'deployment.environment.name': 'test',
  })
  assert.deepEqual([sent[0]!['x-key'], sent[0]!['content-type']], ['a b', 'application/json'])
})

test('an operation that fails says by what, and a caller that is not sampled leaves nothing', async (t) => {
  const { endpoint, named, spans } = await collector(t)
  const { ready } = await start(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/`,
    OTEL_BSP_SCHEDULE_DELAY: '20',
  })
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const send = (method: string, name: string, more: Record<string, string> = {}) =>
    call(
      ready,
      method,
      `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}?api-version=2024-05-01`,
      {
        headers: { ...headers, ...more },
        body: JSON.stringify({
          location: ready.location,
          identity: { type: 'SystemAssigned' },
          properties: {
            dnsPrefix: 'one',
            agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1 }],
          },
        }),
      },
    )
  const rule = { kind: 'ManagedClusters_Create', error: { code: 'NoRoom', message: 'It is full.' } }
  await admin(ready, '/lazuli/faults', { method: 'POST', body: JSON.stringify(rule) })
  await send('PUT', 'unseen', { traceparent: `00-${PARENT.trace}-${PARENT.span}-00` })
  await send('PUT', 'seen')
  const [failed] = await named('ManagedClusters_Create')
  assert.deepEqual(failed!.status, { code: 2, message: 'NoRoom' })
  assert.equal(values(failed!.attributes)['lazuli.operation.status'], 'Failed')
  assert.ok(values(failed!.attributes)['azure.resource.id']!.endsWith('/seen'))
  assert.ok(!spans().some(({ traceId }) => traceId === PARENT.trace))
})

test('an attempt at a task is a span, in the trace that its settings name', async (t) => {
  const { endpoint, named } = await collector(t)
  const { ready } = await start(
    t,
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/v1/traces`, OTEL_BSP_SCHEDULE_DELAY: '20' },
    { nodes: 'simulated' },
  )
  const batch = async (method: string, path: string, body: object) => {
    const order = { origin: ready.batch!.endpoint, method, token: '', body: JSON.stringify(body) }
    const url = `${path}?api-version=2024-02-01.19.0`
    const { status, text: said } = await rawCall(ready, { ...order, path: url })
    assert.equal(status, 201, said)
  }
  await batch('POST', '/pools', {
    id: 'pool',
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 1,
    cloudServiceConfiguration: { osFamily: '6' },
  })
  await batch('POST', '/jobs', { id: 'job', poolInfo: { poolId: 'pool' } })
  const value = `00-${PARENT.trace}-${PARENT.span}-01`
  await batch('POST', '/jobs/job/tasks', {
    id: 'one',
    commandLine: '/bin/true',
    environmentSettings: [{ name: 'TRACEPARENT', value }],
  })
  const [task] = await named('task')
  assert.deepEqual([task!.traceId, task!.parentSpanId], [PARENT.trace, PARENT.span])
  const said = values(task!.attributes)
  assert.deepEqual(
    [said['lazuli.batch.job'], said['lazuli.batch.task'], said['process.exit.code']],
    ['job', 'one', '0'],
  )
})

test('spans wait for a collector that is busy, and the last ones go out at the stop', async (t) => {
  const { endpoint, named, spans } = await collector(t, [503, 503])
  const server = await start(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '20',
  })
  await admin(server.ready, '/lazuli/operations')
  await named('Operations_List')
  const before = spans().length
  await admin(server.ready, '/lazuli/clock')
  await server.stop()
  assert.ok(spans().length > before)
})

test('a collector that is not there keeps no call and no stop waiting, and is told of once', async (t) => {
  const told: string[] = []
  const variables = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_BSP_SCHEDULE_DELAY: '1',
  }
  const report: Replacements['report'] = (what, error) => void told.push(`${what}: ${error}`)
  const server = await start(t, variables, undefined, { report })
  for (let i = 0; i < 20; i++) await admin(server.ready, '/lazuli/operations')
  while (told.length === 0) await sleep(5)
  await server.stop()
  assert.deepEqual(told, [
    'the traces: the collector at http://127.0.0.1:9 does not answer (ECONNREFUSED): ' +
      'spans wait, and are dropped if they are too many.',
  ])
})

test('a variable that cannot be used is named, with what it may be', async (t) => {
  const endpoint = 'http://localhost:4318'
  const wrong: readonly (readonly [Record<string, string>, RegExp])[] = [
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' },
      /OTLP_ENDPOINT is .*http:\/\/localhost:4318/,
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      /PROTOCOL is 'grpc': .*http\/json/,
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER: 'sometimes' },
      /SAMPLER is 'sometimes'/,
    ],
    [
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_TRACES_SAMPLER: 'traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '2',
      },
      /SAMPLER_ARG is '2': .* from 0 to 1/,
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'a=%zz' },
      /HEADERS is .*percent/,
    ],
  ]
  for (const [variables, message] of wrong) await assert.rejects(start(t, variables), { message })
})
