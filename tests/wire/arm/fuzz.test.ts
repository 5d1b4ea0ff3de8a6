// Whatever is sent, ARM answers: never a 500, never a hang, and errors always in ARM's shape.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type ArmServer, SUBSCRIPTION, startArm } from './arm-server.ts'

const V = '?api-version=2021-04-01'
const HANG_MS = 20_000
let arm: ArmServer
before(async () => {
  arm = await startArm()
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/g`
  await arm.call('PUT', `${group}${V}`, { body: { location: 'westeurope' } })
})
after(() => arm[Symbol.asyncDispose]())

/** Text that can stand in a request line as it is, or percent-encoded, or broken. */
const segment = fc.oneof(
  fc.constantFrom(
    ...['subscriptions', SUBSCRIPTION, 'resourceGroups', 'resourcegroups', 'g', 'providers'],
    ...['Microsoft.ContainerService', 'microsoft.resources', 'Microsoft.Authorization', 'tags'],
    ...['managedClusters', 'agentPools', 'default', 'locks', 'roleAssignments', 'roleDefinitions'],
    ...['locations', 'westeurope', 'operations', 'operationresults', 'tagNames', 'tagValues'],
    ...['resources', 'tenants', 'register', 'unregister', '', '..', '.', '%', '%2F', '%00', '%E0'],
  ),
  fc.string({ maxLength: 20 }).map(encodeURIComponent),
  fc.string({ minLength: 100, maxLength: 300 }).map(encodeURIComponent),
)
const root = `/subscriptions/${SUBSCRIPTION}`
const cluster = `${root}/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters`
const knownPath = fc.constantFrom(
  ...[root, `${root}/resourcegroups`, `${root}/resourcegroups/g`, `${root}/resources`],
  ...[`${root}/tagNames/a`, `${root}/tagNames/a/tagValues/b`, `${root}/providers`],
  ...[`${root}/operationresults/eyJ9`, `${cluster}/c`, cluster, `${cluster}/c/agentPools/p`],
  `${root}/providers/Microsoft.Resources/tags/default`,
  `${root}/providers/Microsoft.Authorization/locks/l`,
  `${root}/providers/Microsoft.Authorization/roleAssignments/${SUBSCRIPTION}`,
  `${cluster}/c/providers/Microsoft.Authorization/locks/l`,
  `${root}/providers/Microsoft.ContainerService/locations/westeurope/operations/x`,
)
const path = fc.oneof(
  knownPath,
  fc.array(segment, { maxLength: 12 }).map((parts) => `/${parts.join('/')}`),
  fc.tuple(knownPath, fc.array(segment, { maxLength: 4 })).map((all) => all.flat().join('/')),
)
const queryName = fc.constantFrom('$filter', '$top', '$expand', '$skiptoken', 'api-version', 'x')
const queryValue = fc.oneof(
  fc.string().map(encodeURIComponent),
  fc.constantFrom('%', '-1', '1e9', 'NaN', '%E0%A4', "name%20eq%20'a'", 'atScope()', ''),
)
const version = fc.constantFrom(
  ...['api-version=2021-04-01', 'api-version=2024-05-01', 'API-VERSION=2024-07-01'],
  ...['api-version=never', ''],
)
const query = fc
  .tuple(version, fc.array(fc.tuple(queryName, queryValue), { maxLength: 3 }))
  .map(([asked, pairs]) => [asked, ...pairs.map((pair) => pair.join('='))].join('&'))
const method = fc.constantFrom(
  ...['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'LOCK'],
)
const anything = fc.jsonValue({ maxDepth: 4 })
const body = fc.oneof(
  fc.constant(undefined),
  anything.map((value) => JSON.stringify(value)),
  fc
    .record(
      {
        location: fc.oneof(fc.constantFrom('westeurope', 'West Europe', 'moon'), anything),
        tags: fc.oneof(fc.dictionary(fc.string(), fc.string()), anything),
        properties: fc.oneof(
          fc.record({ level: fc.constantFrom('ReadOnly', 'No'), tags: anything }),
          fc.record({ principalId: anything, roleDefinitionId: anything }),
          anything,
        ),
        operation: fc.oneof(fc.constantFrom('Merge', 'Delete'), anything),
        managedBy: anything,
        name: anything,
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  fc.string(),
  fc.uint8Array({ maxLength: 200 }),
)
const headers = fc.dictionary(
  fc.constantFrom('content-type', 'x-ms-client-request-id', 'accept', 'if-match', 'expect-nothing'),
  fc.constantFrom('application/json', 'text/xml', '', '*', '0', '"x"', 'a;b=c'),
)

test("any call gets an answer of ARM's", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(method, path, query, body, headers, async (verb, at, asked, rawBody, more) => {
      const answer = await within(
        arm.call(verb, `${at}?${asked}`, { rawBody, headers: more }),
        `${verb} ${at}?${asked}`,
      )
      const { status } = answer
      // 501: an operation of the test provider's contract that the test provider leaves out.
      assert.ok((status >= 200 && status < 500) || status === 501, `${status} ${answer.text}`)
      assert.deepEqual(arm.bugs, [])
      assert.ok(answer.headers['x-ms-request-id'] && answer.headers['x-ms-routing-request-id'])
      if (status < 400 || verb === 'HEAD') return
      assert.match(String(answer.headers['content-type']), /^application\/json/)
      assert.equal(typeof answer.body.error?.code, 'string')
      assert.ok(String(answer.body.error?.message).length > 0)
      assert.ok(!/\bat .*\.ts:\d+/.test(answer.text), 'no stack trace')
    }),
    { numRuns: 1500 },
  )
})

test("any bytes get an answer or the connection's end", { timeout: 120_000 }, async () => {
  const line = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(method, fc.string(), fc.constantFrom('HTTP/1.1', 'HTTP/9', 'x'))
      .map((parts) => Buffer.from(`${parts.join(' ')}\r\nhost: localhost\r\n\r\n`)),
  )
  await fc.assert(
    fc.asyncProperty(line, async (bytes) => {
      await within(ended(bytes), bytes.toString('hex'))
      assert.deepEqual(arm.bugs, [])
    }),
    { numRuns: 100 },
  )
  assert.equal((await arm.call('GET', `/subscriptions${V}`)).status, 200, 'and the server lives on')
})

/** Sends bytes, then says that there are no more. Resolves when the server closes. */
const ended = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(arm.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.resume()
    socket.end(bytes)
  })

async function within<Answer>(answer: Promise<Answer>, what: string): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer to ${what}`)), HANG_MS)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
