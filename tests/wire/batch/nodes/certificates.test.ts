// Certificates on the wire: what was recorded of the real service, each operation in each state,
// twice, and at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setCertificateUse } from '#batch/certificates/certificate-use.queries.ts'
import { anotherCertificate, certificate, openPfx, PASSWORD, pfx } from '#testing/certificates.ts'
import { ACCOUNT, type Answer, type BatchServer, startBatch, VERSIONS } from '../batch-server.ts'

const { thumbprint } = certificate
const PATH = `/certificates(thumbprintAlgorithm=sha1,thumbprint=${thumbprint})`
const CANCEL = `${PATH}/canceldelete`
const cer = {
  thumbprint,
  thumbprintAlgorithm: 'sha1',
  data: certificate.cer,
  certificateFormat: 'cer',
}

const add = (batch: BatchServer, change: object = {}): Promise<Answer> =>
  batch.call('POST', '/certificates', { body: { ...cer, ...change } })

/** Says that a pool needs the certificate, or that it no longer does. */
const use = (batch: BatchServer, needs: boolean, poolId = 'Pool1'): Promise<void> =>
  batch.ports.store.write((tx) =>
    setCertificateUse(tx, { account: ACCOUNT, poolId }, needs ? [thumbprint] : []),
  )

const states = ['active', 'deleting', 'deletefailed', 'gone'] as const
type State = (typeof states)[number]

/** A certificate that has come to the state by the calls that lead there. */
async function inState(batch: BatchServer, state: State): Promise<void> {
  if (state === 'gone') return
  assert.equal((await add(batch)).status, 201)
  if (state === 'active') return
  await use(batch, true)
  assert.equal((await batch.call('DELETE', PATH)).status, 202)
  if (state === 'deletefailed') await batch.pass(60_000)
  await use(batch, false)
  assert.equal((await batch.call('GET', PATH)).body.state, state)
}

test('a certificate that is added is told as recorded', async () => {
  await using batch = await startBatch()
  const added = await add(batch)
  assert.equal(added.status, 201)
  const url = `${batch.origin}/certificates(ThumbprintAlgorithm=sha1,Thumbprint=${thumbprint})`
  assert.equal(added.headers.location, url)
  assert.equal(added.headers.dataserviceid, url)
  assert.equal(added.headers.etag, undefined)
  assert.equal(added.headers['last-modified'], undefined)
  assert.equal(added.text, '')
  const got = await batch.call('GET', PATH)
  assert.equal(got.status, 200)
  assert.equal(got.headers['transfer-encoding'], 'chunked')
  assert.equal(got.headers.etag, undefined)
  assert.deepEqual(got.body, {
    'odata.metadata': `${batch.origin}/$metadata#certificates/@Element`,
    thumbprint,
    thumbprintAlgorithm: 'sha1',
    url: `${batch.origin}${PATH}`,
    state: 'active',
    stateTransitionTime: '2026-03-05T10:15:00.123Z',
    publicData: certificate.cer,
  })
})

test('thumbprints are taken in either case and with spaces, in bodies and in paths', async () => {
  await using batch = await startBatch()
  const shown = thumbprint.toUpperCase().replace(/(..)/g, '$1 ').trim()
  assert.equal((await add(batch, { thumbprint: shown, thumbprintAlgorithm: 'SHA1' })).status, 201)
  const upper = `/Certificates(ThumbprintAlgorithm=sha1,Thumbprint=${thumbprint.toUpperCase()})`
  assert.equal((await batch.call('GET', upper)).body.thumbprint, thumbprint)
})

test('a PFX needs its password, and what is secret in it is never told', async () => {
  await using batch = await startBatch()
  const body = { certificateFormat: 'pfx', data: pfx.aes256, password: PASSWORD }
  assert.equal((await add(batch, body)).status, 201)
  const got = await batch.call('GET', PATH)
  assert.equal(got.body.publicData, certificate.cer)
  assert.ok(!got.text.includes(PASSWORD) && !got.text.includes(pfx.aes256.slice(0, 40)))
})

test('a PFX without a password needs none, and is what is taken when no format is given', async () => {
  await using batch = await startBatch()
  const body = { data: openPfx.unprotected, certificateFormat: undefined }
  assert.equal((await add(batch, body)).status, 201)
})

test('what does not fit together is refused by the property at fault', async () => {
  await using batch = await startBatch()
  const asPfx = { certificateFormat: 'pfx', data: pfx.aes256, password: PASSWORD }
  const cases: [string, object, string][] = [
    ['another algorithm', { thumbprintAlgorithm: 'sha256' }, 'thumbprintAlgorithm'],
    ['another thumbprint', { thumbprint: anotherCertificate.thumbprint }, 'thumbprint'],
    ['no thumbprint', { thumbprint: 'none' }, 'thumbprint'],
    ['a password with a cer', { password: PASSWORD }, 'password'],
    ['a PFX sent as a cer', { data: pfx.aes256 }, 'data'],
    ['a cer sent as a PFX', { certificateFormat: 'pfx' }, 'data'],
    ['no base64', { data: '***' }, 'data'],
    ['too much', { data: Buffer.alloc(10_241).toString('base64') }, 'data'],
    ['a wrong password', { ...asPfx, password: 'guess' }, 'password'],
    ['no password', { ...asPfx, password: undefined }, 'password'],
    ['an unknown format', { certificateFormat: 'pem' }, 'certificateFormat'],
  ]
  for (const [name, change, property] of cases) {
    const answer = await add(batch, change)
    assert.deepEqual([answer.status, answer.body.code], [400, 'InvalidPropertyValue'], name)
    const values = answer.body.values as unknown as { key: string; value: string }[]
    assert.deepEqual(values[0], { key: 'PropertyName', value: property }, name)
    assert.ok(!answer.text.includes('guess') && !answer.text.includes(pfx.aes256), name)
  }
  assert.equal((await batch.call('GET', PATH)).status, 404)
})

test('every operation in every state', async () => {
  const calls: [string, string, object | undefined][] = [
    ['POST', '/certificates', cer],
    ['GET', PATH, undefined],
    ['DELETE', PATH, undefined],
    ['POST', CANCEL, undefined],
  ]
  const expected: Record<State, (number | string)[]> = {
    active: ['CertificateExists', 200, 202, 'CertificateStateActive'],
    deleting: ['CertificateExists', 200, 'CertificateBeingDeleted', 'CertificateBeingDeleted'],
    deletefailed: ['CertificateExists', 200, 202, 204],
    gone: [201, 'CertificateNotFound', 'CertificateNotFound', 'CertificateNotFound'],
  }
  for (const state of states) {
    for (const [i, [method, path, body]] of calls.entries()) {
      await using batch = await startBatch()
      await inState(batch, state)
      const answer = await batch.call(method, path, { body })
      const shown = answer.status < 400 ? answer.status : String(answer.body.code)
      assert.equal(shown, expected[state][i], `${method} ${path} in ${state}`)
      if (answer.status >= 400) {
        assert.equal(answer.status, state === 'gone' ? 404 : 409, `${method} in ${state}`)
      }
      assert.deepEqual(batch.bugs, [])
    }
  }
})

test('a deletion of what is not needed ends after half a minute', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  const deleted = await batch.call('DELETE', PATH)
  assert.deepEqual([deleted.status, deleted.text], [202, ''])
  assert.equal(deleted.headers.etag, undefined)
  const going = await batch.call('GET', PATH)
  assert.equal(going.body.state, 'deleting')
  assert.equal(going.body.previousState, 'active')
  await batch.pass(30_000)
  assert.equal((await batch.call('GET', PATH)).body.state, 'deleting')
  await batch.pass(10_000)
  assert.equal((await batch.call('GET', PATH)).body.code, 'CertificateNotFound')
  assert.equal((await add(batch)).status, 201)
})

test('a deletion of what a pool needs fails after a minute, and says which pool', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  await use(batch, true)
  await use(batch, true, 'pool2')
  await batch.call('DELETE', PATH)
  await batch.pass(59_000)
  assert.equal((await batch.call('GET', PATH)).body.state, 'deleting')
  await batch.pass(1_000)
  const { body } = await batch.call('GET', PATH)
  assert.equal(body.state, 'deletefailed')
  assert.equal(body.previousState, 'deleting')
  assert.deepEqual(body.deleteCertificateError, {
    code: 'PoolsReferencingCertificate',
    message: 'The specified certificate is being used by the below mentioned pool(s)',
    values: [{ name: 'Pools', value: 'Pool1, pool2' }],
  })
})

test('a node on which it is installed keeps a certificate, too', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  const node = { account: ACCOUNT, poolId: 'p', nodeId: 'node1' }
  await batch.ports.store.write((tx) => setCertificateUse(tx, node, [thumbprint]))
  await batch.call('DELETE', PATH)
  await batch.pass(60_000)
  const { deleteCertificateError } = (await batch.call('GET', PATH)).body
  assert.equal(deleteCertificateError!.code, 'NodesReferencingCertificate')
  assert.deepEqual(deleteCertificateError!.values, [{ name: 'Nodes', value: 'node1' }])
})

test('a pool that lets go in time lets the deletion succeed', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  await use(batch, true)
  await batch.call('DELETE', PATH)
  await batch.pass(40_000)
  await use(batch, false)
  await batch.pass(20_000)
  assert.equal((await batch.call('GET', PATH)).status, 404)
})

test('a failed deletion that is cancelled leaves an active certificate without the error', async () => {
  await using batch = await startBatch()
  await inState(batch, 'deletefailed')
  const cancelled = await batch.call('POST', CANCEL)
  assert.deepEqual([cancelled.status, cancelled.text], [204, ''])
  assert.equal(cancelled.headers.dataserviceid, `${batch.origin}${CANCEL}`)
  assert.equal(cancelled.headers['content-length'], '0')
  assert.equal(cancelled.headers.etag, undefined)
  const { body } = await batch.call('GET', PATH)
  assert.equal(body.state, 'active')
  assert.equal(body.previousState, 'deletefailed')
  assert.equal(body.deleteCertificateError, undefined)
})

test('cancelling twice is refused the second time', async () => {
  await using batch = await startBatch()
  await inState(batch, 'deletefailed')
  assert.equal((await batch.call('POST', CANCEL)).status, 204)
  const second = await batch.call('POST', CANCEL)
  assert.deepEqual([second.status, second.body.code], [409, 'CertificateStateActive'])
})

test('a failed deletion can be tried again, and its first try does not disturb the second', async () => {
  await using batch = await startBatch()
  await inState(batch, 'deletefailed')
  await use(batch, true)
  assert.equal((await batch.call('DELETE', PATH)).status, 202)
  const again = (await batch.call('GET', PATH)).body
  assert.equal(again.state, 'deleting')
  assert.equal(again.previousState, 'deletefailed')
  assert.equal(again.deleteCertificateError, undefined)
  await use(batch, false)
  await batch.pass(40_000)
  assert.equal((await batch.call('GET', PATH)).status, 404)
})

test('the end of an old deletion does not touch a certificate that was added anew', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  await batch.call('DELETE', PATH)
  await batch.pass(36_000)
  assert.equal((await add(batch)).status, 201)
  await use(batch, true)
  await batch.call('DELETE', PATH)
  await batch.pass(25_000)
  assert.equal((await batch.call('GET', PATH)).body.state, 'deleting')
})

test('of many that cancel at once, one succeeds', async () => {
  await using batch = await startBatch()
  await inState(batch, 'deletefailed')
  const answers = await Promise.all(Array.from({ length: 8 }, () => batch.call('POST', CANCEL)))
  const statuses = answers.map(({ status }) => status).sort()
  assert.deepEqual(statuses, [204, 409, 409, 409, 409, 409, 409, 409])
})

test('of many that delete at once, one succeeds', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  const answers = await Promise.all(Array.from({ length: 8 }, () => batch.call('DELETE', PATH)))
  assert.equal(answers.filter(({ status }) => status === 202).length, 1)
  await batch.pass(60_000)
  assert.equal((await batch.call('GET', PATH)).status, 404)
  assert.deepEqual(batch.bugs, [])
})

test('cancelling while the deletion comes to its end finds it before or after, never between', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  await use(batch, true)
  await batch.call('DELETE', PATH)
  await batch.pass(59_999)
  const [cancelled] = await Promise.all([batch.call('POST', CANCEL), batch.pass(1)])
  const { state } = (await batch.call('GET', PATH)).body
  assert.deepEqual(
    [cancelled.status, state],
    cancelled.status === 204 ? [204, 'active'] : [409, 'deletefailed'],
  )
})

test('condition headers do not count for certificates: they have no version', async () => {
  await using batch = await startBatch()
  await inState(batch, 'deletefailed')
  const headers = { 'if-match': '0x8D000', 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' }
  assert.equal((await batch.call('POST', CANCEL, { headers })).status, 204)
})

test('lists are filtered, cut and shaped as asked', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  const { thumbprint: other, cer: data } = anotherCertificate
  await add(batch, { thumbprint: other, data })
  await batch.call('DELETE', PATH.replace(thumbprint, other))
  const list = async (query: string) => (await batch.call('GET', `/certificates?${query}`)).body
  const all = await list('')
  assert.equal(all['odata.metadata'], `${batch.origin}/$metadata#certificates`)
  assert.equal(all.value!.length, 2)
  const select = '$select=thumbprint,state'
  assert.deepEqual((await list(`$filter=state%20eq%20'active'&${select}`)).value, [
    { thumbprint, state: 'active' },
  ])
  const late = "stateTransitionTime%20gt%20DateTime'2027-01-01T00:00:00Z'"
  assert.deepEqual((await list(`$filter=${late}`)).value, [])
  const first = await list(`maxresults=1&${select}`)
  const link = new URL(first['odata.nextLink']!)
  const second = (await batch.call('GET', link.pathname + link.search)).body
  assert.equal(second['odata.nextLink'], undefined)
  const seen = [first, second].flatMap(({ value }) => value as unknown as { state: string }[])
  assert.deepEqual(seen.map(({ state }) => state).sort(), ['active', 'deleting'])
  const refused = await batch.call('GET', "/certificates?$filter=thumbprint%20eq%20'x'")
  assert.deepEqual([refused.status, refused.body.code], [400, 'InvalidQueryParameterValue'])
})

test('the newest api-version no longer has certificates, unless it is told to', async () => {
  const version = VERSIONS.at(-1)!
  const statuses = async (batch: BatchServer) => {
    const answers = [
      await batch.call('POST', '/certificates', { body: cer, version }),
      await batch.call('GET', PATH, { version }),
      await batch.call('GET', '/certificates', { version }),
      await batch.call('DELETE', PATH, { version }),
      await batch.call('POST', CANCEL, { version }),
    ]
    return answers.map(({ status, body }) => (status < 400 ? status : body.code))
  }
  await using batch = await startBatch()
  assert.deepEqual(await statuses(batch), Array(5).fill('CertificateRetired'))
  await using lenient = await startBatch({ options: { retiredCertificates: true } })
  assert.deepEqual(await statuses(lenient), [201, 200, 200, 202, 'CertificateBeingDeleted'])
})

test('older api-versions have certificates', async () => {
  await using batch = await startBatch()
  await inState(batch, 'active')
  for (const version of VERSIONS.slice(0, 3)) {
    assert.equal((await batch.call('GET', PATH, { version })).status, 200)
  }
})
