// Batch's data plane before any resource: headers, errors, versions and credentials on the wire.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from '#store/sql.ts'
import { credentials, SUBSCRIPTION } from '#testing/lazuli.ts'
import { type Answer, startBatch, userToken, VERSIONS } from '../batch-server.ts'

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The error's code, once everything about its form is as recorded. */
function errorOf(answer: Answer): string {
  const { body, headers } = answer
  assert.ok(answer.status >= 400, `${answer.status} ${answer.text}`)
  assert.equal(headers['content-type'], 'application/json;odata=minimalmetadata')
  assert.ok(Number(headers['content-length']) > 0)
  assert.match(String(headers['request-id']), GUID)
  assert.equal(headers.dataserviceversion, '3.0')
  assert.equal(headers.server, 'Microsoft-HTTPAPI/2.0')
  assert.match(
    String(body['odata.metadata']),
    /\/\$metadata#Microsoft\.Azure\.Batch\.Protocol\.Entities\.Container\.errors\/@Element$/,
  )
  assert.equal(body.message!.lang, 'en-US')
  const [words, id, time] = String(body.message!.value).split('\n')
  assert.equal(words, answer.reason)
  assert.equal(id, `RequestId:${headers['request-id']}`)
  assert.match(time!, /^Time:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
  return String(body.code)
}

test('names of headers are written as Azure writes them, for clients that mind', async () => {
  await using batch = await startBatch()
  const spelt = async (method: string, path: string): Promise<Set<string>> =>
    new Set((await batch.call(method, path)).rawHeaders)
  const lists = await spelt('GET', '/pools')
  for (const name of ['Content-Type', 'Transfer-Encoding', 'DataServiceVersion', 'request-id']) {
    assert.ok(lists.has(name), name)
  }
  assert.ok((await spelt('GET', '/pools/unknown')).has('Content-Length'))
  // Java's com.microsoft.azure:azure-batch takes a file's length from this very name.
  assert.ok((await spelt('HEAD', '/pools/unknown')).has('Content-Length'))
})

function valuesOf({ body }: Answer): Record<string, string> {
  const values = (body.values ?? []) as unknown as { key: string; value: string }[]
  return Object.fromEntries(values.map(({ key, value }) => [key, value]))
}

test('an error is printed as the real service prints it', async () => {
  await using batch = await startBatch()
  const answer = await batch.call('GET', '/jobs', { version: '' })
  assert.equal(errorOf(answer), 'MissingRequiredQueryParameter')
  assert.equal(answer.status, 400)
  const [time] = /(?<=Time:)[^"]+/.exec(answer.text) ?? []
  assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.equal(
    answer.text,
    `{\r\n  "odata.metadata":"${batch.origin}/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element","code":"MissingRequiredQueryParameter","message":{\r\n    "lang":"en-US","value":"A query parameter that's mandatory for this request is not specified.\\nRequestId:${answer.headers['request-id']}\\nTime:${time}"\r\n  },"values":[\r\n    {\r\n      "key":"QueryParameterName","value":"api-version"\r\n    }\r\n  ]\r\n}`,
  )
})

test('the caller’s own id comes back only when it is asked for', async () => {
  await using batch = await startBatch()
  const id = 'c4a4a1a8-4cbe-4df2-8f0d-7d6f9a2a2f11'
  const silent = await batch.call('GET', '/nothing', { headers: { 'client-request-id': id } })
  assert.equal(silent.headers['client-request-id'], undefined)
  const headers = { 'client-request-id': id, 'return-client-request-id': 'true' }
  const echoed = await batch.call('GET', '/nothing', { headers })
  assert.equal(echoed.headers['client-request-id'], id)
})

test('api-versions: unknown ones, and known ones on operations that they lack', async () => {
  await using batch = await startBatch()
  const arm = await batch.call('GET', '/jobs', { version: '2024-02-01' })
  assert.equal(errorOf(arm), 'InvalidQueryParameterValue')
  assert.equal(valuesOf(arm).QueryParameterName, 'api-version')
  assert.equal(valuesOf(arm).QueryParameterValue, '2024-02-01')
  for (const version of VERSIONS.slice(1)) {
    const gone = await batch.call('GET', '/lifetimejobstats', { version })
    assert.equal(errorOf(gone), 'UnsupportedRequestVersion')
  }
})

test('unknown paths and verbs', async () => {
  await using batch = await startBatch()
  const nowhere = await batch.call('GET', '/nothing')
  assert.deepEqual([nowhere.status, errorOf(nowhere)], [404, 'ResourceNotFound'])
  const verb = await batch.call('PATCH', '/jobs')
  assert.deepEqual([verb.status, errorOf(verb)], [405, 'UnsupportedHttpVerb'])
  const broken = await batch.call('GET', '/jobs/%zz')
  assert.deepEqual([broken.status, errorOf(broken)], [400, 'InvalidUri'])
})

test('query parameters are held against the contract', async () => {
  await using batch = await startBatch()
  for (const [query, code] of [
    ['maxresults=0', 'OutOfRangeQueryParameterValue'],
    ['maxresults=1001', 'OutOfRangeQueryParameterValue'],
    ['maxresults=many', 'InvalidQueryParameterValue'],
    ['timeout=soon', 'InvalidQueryParameterValue'],
    ['$orderby=id', 'UnsupportedQueryParameter'],
  ]) {
    assert.equal(errorOf(await batch.call('GET', `/certificates?${query}`)), code, query)
  }
})

test('bodies are held against the contract, and the property at fault is named', async () => {
  await using batch = await startBatch()
  const add = (body: unknown, version = VERSIONS[0]!) =>
    batch.call('POST', '/jobs', { body, version })
  const missing = await add({ id: 'j' })
  assert.equal(errorOf(missing), 'MissingRequiredProperty')
  assert.equal(valuesOf(missing).PropertyName, 'poolInfo')
  const poolInfo = { poolId: 'p' }
  const id = await add({ id: 'no spaces', poolInfo })
  assert.equal(errorOf(id), 'InvalidPropertyValue')
  assert.equal(valuesOf(id).PropertyName, 'id')
  assert.equal(valuesOf(id).PropertyValue, 'no spaces')
  const type = await add({ id: 'j', poolInfo, priority: 'high' })
  assert.equal(errorOf(type), 'InvalidRequestBody')
  const word = await add({ id: 'j', poolInfo, onAllTasksComplete: 'explode' })
  assert.equal(errorOf(word), 'InvalidPropertyValue')
  const text = await batch.call('POST', '/jobs', { rawBody: '{"id":' })
  assert.equal(errorOf(text), 'InvalidRequestBody')
  const empty = await batch.call('POST', '/jobs')
  assert.equal(errorOf(empty), 'InvalidRequestBody')
})

test('a property of a later api-version is refused by name', async () => {
  await using batch = await startBatch()
  const body = { forceAfterSeconds: 5 }
  const early = await batch.call('POST', '/jobschedules/s/terminate', {
    body,
    version: VERSIONS[2],
  })
  assert.notEqual(early.status, 400)
  const pool = { id: 'p', vmSize: 's', upgradePolicy: { mode: 'manual' } }
  const old = await batch.call('POST', '/pools', { body: pool, version: VERSIONS[0] })
  assert.equal(errorOf(old), 'InvalidRequestBody')
  assert.match(valuesOf(old).Reason!, /'upgradePolicy'/)
})

test('a body may have a megabyte, and no byte more', async () => {
  await using batch = await startBatch()
  const body = JSON.stringify({ id: 'job', poolInfo: { poolId: 'pool' } })
  const most = body.padEnd(1024 * 1024)
  const taken = await batch.call('POST', '/jobs', { rawBody: most })
  assert.equal(taken.status, 201)
  const answer = await batch.call('POST', '/jobs', { rawBody: `${most} ` })
  assert.deepEqual([answer.status, errorOf(answer)], [413, 'RequestBodyTooLarge'])
  assert.equal(valuesOf(answer).MaxLimit, '1048576')
})

test('credentials are asked for before anything is told', async () => {
  await using batch = await startBatch()
  const call = (authorization: string) =>
    batch.call('GET', '/jobs', { unsigned: true, headers: { authorization } })
  const none = await batch.call('GET', '/jobs', { unsigned: true })
  assert.deepEqual([none.status, errorOf(none)], [400, 'MissingRequiredHeader'])
  assert.equal(valuesOf(none).HeaderName, 'Authorization')
  for (const malformed of ['Basic Zm9vOmJhcg==', 'SharedKey lazuli', 'SharedKey :x', 'Bearer']) {
    const answer = await call(malformed)
    assert.deepEqual(
      [answer.status, errorOf(answer)],
      [400, 'InvalidAuthenticationInfo'],
      malformed,
    )
  }
  for (const wrong of ['SharedKey lazuli:AAAA', 'SharedKey another:AAAA']) {
    const answer = await call(wrong)
    assert.deepEqual([answer.status, errorOf(answer)], [403, 'AuthenticationFailed'], wrong)
    assert.ok(valuesOf(answer).AuthenticationErrorDetail)
  }
  const token = await call('Bearer nonsense')
  assert.deepEqual([token.status, errorOf(token)], [401, 'AuthenticationFailed'])
})

test('a token passes with a role that permits the action, and only with one', async () => {
  await using batch = await startBatch()
  const authorization = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization`
  const put = async (path: string, properties: object): Promise<string> => {
    const answer = await batch.call('PUT', `${authorization}/${path}`, {
      version: '2022-04-01',
      body: { properties },
    })
    assert.ok(answer.status < 300, answer.text)
    return String(answer.body.id)
  }
  const permit = (...dataActions: readonly string[]) =>
    put('roleDefinitions/7d2b2f8a-3ab0-4f86-9a4d-0c5d7f0b1e11', {
      roleName: 'Some',
      permissions: [{ actions: [], notActions: [], dataActions, notDataActions: [] }],
      assignableScopes: [`/subscriptions/${SUBSCRIPTION}`],
    })
  const { objectId: principalId } = credentials.user
  await batch.ports.store.write((tx) =>
    tx.run(sql`delete from role_assignment where principal_id = ${principalId}`),
  )
  const roleDefinitionId = await permit()
  await put('roleAssignments/7d2b2f8a-3ab0-4f86-9a4d-0c5d7f0b1e12', {
    roleDefinitionId,
    principalId,
  })
  const headers = { authorization: `Bearer ${await userToken(batch)}` }
  for (const [method, path, action] of [
    ['GET', '/certificates', 'certificates/read'],
    ['DELETE', '/jobs/j', 'jobs/delete'],
    ['POST', '/jobschedules/s/enable', 'jobSchedules/write'],
  ] as const) {
    const call = () => batch.call(method, path, { unsigned: true, headers })
    await permit('Microsoft.Batch/batchAccounts/pools/*')
    const refused = await call()
    const expected = [403, 'InsufficientAccountPermissions']
    assert.deepEqual([refused.status, errorOf(refused)], expected, path)
    await permit(`Microsoft.Batch/batchAccounts/${action}`)
    assert.notEqual((await call()).status, 403, path)
  }
})

test('a signature is good for fifteen minutes', async () => {
  await using batch = await startBatch()
  const at = (minutes: number) => ({
    'ocp-date': new Date(batch.lazuli.inside.wall.now() + minutes * 60_000).toUTCString(),
  })
  const fresh = await batch.call('GET', '/nothing', { headers: at(-14) })
  assert.equal(errorOf(fresh), 'ResourceNotFound')
  const stale = await batch.call('GET', '/nothing', { headers: at(-16) })
  assert.deepEqual([stale.status, errorOf(stale)], [403, 'AuthenticationFailed'])
})

test('a HEAD is refused without a body', async () => {
  await using batch = await startBatch()
  const answer = await batch.call('HEAD', '/nothing')
  assert.deepEqual([answer.status, answer.text], [404, ''])
})

test('whatever is sent, the answer is Batch’s and never a failure of ours', async () => {
  await using batch = await startBatch()
  const word = fc.constantFrom(
    ...['jobs', 'pools', 'certificates', 'tasks', 'files', 'canceldelete', 'x', '%2F', '%', '..'],
    'certificates(thumbprintAlgorithm=sha1,thumbprint=00aa)',
    '$metadata',
  )
  const path = fc.array(fc.oneof(word, fc.webSegment()), { maxLength: 5 })
  const query = fc.oneof(
    fc.constantFrom('$filter=state eq', '$select=,', 'maxresults=-1', '$skiptoken=x', '%=%'),
    fc.webQueryParameters(),
  )
  const body = fc.option(fc.oneof(fc.json(), fc.string()), { nil: undefined })
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS')
  await fc.assert(
    fc.asyncProperty(method, path, query, body, async (verb, parts, extra, rawBody) => {
      const url = `/${parts.join('/')}?${encodeURI(extra).replaceAll('%25', '%')}`
      const answer = await batch.call(verb, url, { rawBody })
      assert.ok(answer.status < 500 || answer.status === 501, `${verb} ${url} ${answer.text}`)
      if (answer.status >= 400 && verb !== 'HEAD') errorOf(answer)
    }),
    { numRuns: 300 },
  )
  assert.deepEqual(batch.bugs, [])
})
