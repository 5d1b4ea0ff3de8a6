// Values that Graph refuses, made from its contract: at each place of each body, what that place
// does not take.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { accessToken, call } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'
import { Samples } from '../../../src/testing/sample.ts'
import { contracts, operationsOf } from '../../security/parts/contracts.ts'

const lazuli = await createLazuli()
after(() => lazuli.stop())
const { ready } = lazuli
const token = await accessToken(ready, 'https://graph.microsoft.com/')

interface Answer {
  readonly status: number
  readonly error: {
    readonly code: string
    readonly message: string
    readonly details?: readonly { readonly code: string; readonly target: string }[]
  }
  readonly [member: string]: unknown
}

async function send(method: string, path: string, text: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await call(ready, method, `/graph${path}`, { headers, body: text })
  const body = (answer.body ? JSON.parse(answer.body) : {}) as Answer
  return { ...body, status: answer.status }
}

const { document } = contracts.find(({ name }) => name.startsWith('graph/'))!
const samples = new Samples(document)
const bodies = operationsOf(document).flatMap(({ id, method, path, body }) =>
  body ? [{ id, method, path: path.replace('{id}', randomUUID()), body }] : [],
)

test('a member that no object of Graph has is refused wherever it stands', async (t) => {
  let reached = 0
  for (const { id, method, path, body } of bodies) {
    const places = samples.members(body).map((member) => member.path.slice(0, -1))
    const distinct = new Map(places.map((place) => [place.join('.'), place]))
    for (const place of distinct.values()) {
      for (const name of ['nickname', 'constructor', '__proto__', 'DisplayName', '']) {
        const sent = samples.withMember(body, place, 'HERE')
        const stray = `{${JSON.stringify(name)}:"x"}`
        const answer = await send(method, path, JSON.stringify(sent).replace('"HERE"', stray))
        const told = `${id} ${place.join('.')} ${name}: ${JSON.stringify(answer)}`
        assert.equal(answer.status, 400, told)
        assert.equal(answer.error.code, 'Request_BadRequest', told)
        assert.equal(answer.error.message, `Invalid property '${name}'.`, told)
        reached++
      }
    }
  }
  t.diagnostic(`${reached} members at all places of all ${bodies.length} bodies`)
  assert.ok(reached > 100, `${reached} places`)
})

test('a note about a member is no unknown member', async () => {
  const note = { '@odata.type': '#microsoft.graph.application', 'tags@odata.type': '#Collection' }
  const body = JSON.stringify({ displayName: 'noted', ...note })
  assert.equal((await send('POST', '/v1.0/applications', body)).status, 201)
})

interface Bounds {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly maxItems?: number
}

test('texts that are empty, too long or of another form are refused, and named', async (t) => {
  const wrongFor = ({ minLength, maxLength, pattern, maxItems }: Bounds): readonly unknown[] => [
    ...(minLength || pattern ? [''] : []),
    ...(maxLength ? ['a'.repeat(maxLength + 1)] : []),
    ...(pattern ? ['a b', ' ', 'ä b', '\u0000'] : []),
    ...(maxItems && maxItems < 100 ? [Array.from({ length: maxItems + 1 }, () => 'a')] : []),
  ]
  let reached = 0
  for (const { id, method, path, body } of bodies) {
    for (const member of samples.members(body)) {
      for (const value of wrongFor(member.schema as Bounds)) {
        const sent = JSON.stringify(samples.withMember(body, member.path, value))
        const answer = await send(method, path, sent)
        const told = `${id} ${sent.slice(0, 200)}: ${JSON.stringify(answer)}`
        assert.equal(answer.status, 400, told)
        assert.equal(answer.error.code, 'Request_BadRequest', told)
        const [detail] = answer.error.details ?? []
        assert.equal(detail?.code, 'InvalidValue', told)
        assert.ok(detail.target.includes(String(member.path.findLast((step) => step))), told)
        reached++
      }
    }
  }
  const declared = bodies.flatMap(({ body }) => samples.members(body)).length
  t.diagnostic(`${reached} values, for what is bounded of ${declared} members`)
  assert.ok(reached > 100, `${reached} values`)
})

test('an empty name is refused in the words that were seen', async () => {
  const { status, error } = await send('POST', '/v1.0/applications', '{"displayName":""}')
  assert.equal(status, 400)
  const words = "Invalid value specified for property 'displayName' of resource 'Application'."
  assert.equal(error.message, words)
})

test('a group that would get mail is refused, and one that is made with members has them', async () => {
  const group = { displayName: 'g', mailNickname: 'g', mailEnabled: false, securityEnabled: true }
  const make = (changes: object) =>
    send('POST', '/v1.0/groups', JSON.stringify({ ...group, ...changes }))
  for (const changes of [{ mailEnabled: true }, { securityEnabled: false }]) {
    const { status, error } = await make(changes)
    assert.equal(status, 400)
    assert.match(error.message, /^The service does not currently support writes of mail-enabled/)
  }
  const inner = await make({})
  assert.equal(inner.status, 201)
  const link = (id: unknown) => `https://graph.microsoft.com/v1.0/directoryObjects/${String(id)}`
  const outer = await make({ 'members@odata.bind': [link(inner.id)] })
  assert.equal(outer.status, 201, JSON.stringify(outer))
  const headers = { authorization: `Bearer ${token}` }
  const shown = await call(ready, 'GET', `/graph/v1.0/groups/${String(outer.id)}/members`, {
    headers,
  })
  const { value } = JSON.parse(shown.body) as { value: { id: string }[] }
  assert.deepEqual(
    value.map(({ id }) => id),
    [inner.id],
  )
  assert.equal((await make({ 'members@odata.bind': [link(randomUUID())] })).status, 404)
})
