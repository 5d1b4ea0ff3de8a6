// The portal's own address, as a browser and as a stranger call it: what it answers, what it refuses,
// and how one signs in.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

let lazuli: Lazuli
let origin: string
before(async () => {
  lazuli = await createLazuli({ portal: 'on' })
  origin = lazuli.inside.portal.url!
})
after(() => lazuli.stop())

async function aCode(): Promise<string> {
  const link = await lazuli.inside.portal.linkFor()
  assert.ok('url' in link)
  return new URLSearchParams(new URL(link.url).hash.slice(1)).get('code')!
}

interface Tokens {
  readonly arm: string
  readonly batch: string
  readonly name: string
  readonly scopes: readonly string[]
}

async function signedIn(): Promise<{ readonly tokens: Tokens; readonly cookie: string }> {
  const answer = await fetch(`${origin}/session`, { method: 'POST', body: `code=${await aCode()}` })
  assert.equal(answer.status, 200)
  const cookie = answer.headers.get('set-cookie')!
  return { tokens: (await answer.json()) as Tokens, cookie }
}

/** `fetch` sets some of these headers by itself. */
const statusOf = (url: string, headers: Record<string, string>, method: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { method, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })

test('a server has no portal unless it is asked for', async () => {
  await using other = await createLazuli()
  assert.equal(other.inside.portal.url, undefined)
  assert.deepEqual(Object.keys(await other.inside.portal.linkFor()), ['refused'])
})

test('every answer forbids inline scripts, frames and guesses of what a file is', async () => {
  const { tokens } = await signedIn()
  const headers = { authorization: `Bearer ${tokens.arm}` }
  for (const path of ['/', '/batch/lazuli/jobs', '/assets/none.js', '/api/arm/lazuli/status']) {
    const answer = await fetch(`${origin}${path}`, { headers })
    const policy = answer.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/, path)
    assert.match(policy, /frame-ancestors 'none'/, path)
    assert.doesNotMatch(policy, /unsafe/, path)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path)
    assert.equal(answer.headers.get('x-frame-options'), 'DENY', path)
    assert.equal(answer.headers.get('access-control-allow-origin'), null, path)
  }
})

test('pages of other origins are refused, and links to a view are not', async () => {
  const { tokens } = await signedIn()
  const authorization = `Bearer ${tokens.arm}`
  const status = (path: string, headers: Record<string, string>, method = 'GET') =>
    statusOf(`${origin}${path}`, { authorization, ...headers }, method)
  const path = '/api/arm/lazuli/status'
  assert.equal(await status(path, {}), 200)
  assert.equal(await status(path, { origin }), 200)
  assert.equal(await status(path, { origin: 'https://elsewhere.example' }), 403)
  assert.equal(await status(path, { origin: 'null' }), 403)
  assert.equal(await status(path, { origin: 'null', 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await status(path, { origin: 'null', 'sec-fetch-site': 'same-origin' }), 200)
  assert.equal(await status(path, { origin: origin.replace('127.0.0.1', 'localhost') }), 403)
  assert.equal(await status(path, { 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await status(path, { 'sec-fetch-site': 'same-site' }), 403)
  assert.equal(await status('/session', { 'sec-fetch-site': 'cross-site' }, 'PUT'), 403)
  const opened = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  }
  assert.notEqual(await status('/clusters', opened), 403)
  assert.equal(await status(path, opened), 403)
  assert.equal(await status('/clusters', { ...opened, 'sec-fetch-dest': 'iframe' }), 403)
})

test('a code signs in once, and leaves a cookie that no script reads', async () => {
  const code = await aCode()
  const sign = () => fetch(`${origin}/session`, { method: 'POST', body: `code=${code}` })
  const first = await sign()
  assert.equal(first.status, 200)
  assert.match(first.headers.get('set-cookie')!, /; Path=\/session; HttpOnly; SameSite=Strict;/)
  assert.equal((await sign()).status, 401)
  assert.equal((await fetch(`${origin}/session`, { method: 'POST', body: '' })).status, 401)
})

test('the cookie renews tokens until one signs out', async () => {
  const { cookie: set } = await signedIn()
  const cookie = set.split(';', 1)[0]!
  const renew = () => fetch(`${origin}/session`, { method: 'PUT', headers: { cookie } })
  const renewed = await renew()
  assert.equal(renewed.status, 200)
  const { name, scopes } = (await renewed.json()) as Tokens
  assert.equal(name, lazuli.ready.user.name)
  // Where the user has roles.
  assert.deepEqual(scopes, [`/subscriptions/${lazuli.ready.subscriptionId}`])
  const out = await fetch(`${origin}/session`, { method: 'DELETE', headers: { cookie } })
  assert.equal(out.status, 204)
  assert.match(out.headers.get('set-cookie')!, /Max-Age=0/)
  assert.equal((await renew()).status, 401)
})

test('ARM, Batch and the admin API are reached under the one origin', async () => {
  const { tokens } = await signedIn()
  const get = async (path: string, token: string) => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${origin}${path}`, { headers })
    return { status: answer.status, body: (await answer.json()) as { value?: unknown[] } }
  }
  const { arm, batch } = tokens
  const subscriptions = await get('/api/arm/subscriptions?api-version=2022-12-01', arm)
  assert.equal(subscriptions.body.value?.length, 1)
  assert.equal((await get('/api/arm/lazuli/operations', arm)).status, 200)
  const jobs = await get('/api/batch/lazuli/jobs?api-version=2024-07-01.20.0', batch)
  assert.deepEqual([jobs.status, jobs.body.value], [200, []])
  assert.equal((await get('/api/batch/lazuli/jobs?api-version=2024-07-01.20.0', arm)).status, 401)
  assert.equal((await get('/api/batch/none/jobs?api-version=2024-07-01.20.0', batch)).status, 403)
  assert.equal((await get('/api/arm/lazuli/operations', '')).status, 401)
})

test('what the portal reads is not in the journal, what it changes is', async () => {
  const { tokens } = await signedIn()
  const headers = { authorization: `Bearer ${tokens.arm}`, 'content-type': 'application/json' }
  const path = `/api/arm/subscriptions/${lazuli.ready.subscriptionId}/resourcegroups/made`
  const query = '?api-version=2022-12-01'
  lazuli.inside.journal.clear()
  const put = await fetch(`${origin}${path}${query}`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ location: 'westeurope' }),
  })
  assert.equal(put.status, 201)
  assert.equal((await fetch(`${origin}${path}${query}`, { headers })).status, 200)
  // How long a file is, of which a view follows the end.
  const head = await fetch(`${origin}${path}${query}`, { method: 'HEAD', headers })
  assert.equal(head.status, 204)
  const [line, ...rest] = lazuli.inside.journal.list(10)
  assert.deepEqual([line?.method, rest], ['PUT', []])
})

test('a server without a build says how to get one', async () => {
  const { pageReply } = await import('#server/portal/files.ts')
  const { status, body, headers } = await pageReply('br', new URL('file:///nowhere/'))
  assert.equal(status, 503)
  assert.match(String(body), /npm ci && npm run build:portal/)
  assert.match(headers['Content-Security-Policy'] ?? '', /default-src 'none'/)
})

test('files are sent as the build compressed them, where the browser takes that', async () => {
  const { accepts } = await import('#server/portal/files.ts')
  assert.deepEqual(
    ['br', 'gzip, deflate, br', 'BR;q=1', 'br;q=0', 'gzip', ''].map((each) => accepts(each, 'br')),
    [true, true, true, false, false, false],
  )
  const page = await fetch(origin, { headers: { 'accept-encoding': 'identity' } })
  const text = await page.text()
  assert.equal(page.status, 200, 'The portal is not built. Build it: npm run build:portal')
  assert.equal(page.headers.get('content-encoding'), null)
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(text)![1]!
  const plain = await fetch(`${origin}${script}`, { headers: { 'accept-encoding': 'identity' } })
  for (const encoding of ['br', 'gzip']) {
    const packed = await fetch(`${origin}${script}`, { headers: { 'accept-encoding': encoding } })
    assert.equal(packed.headers.get('content-encoding'), encoding)
    assert.equal(packed.headers.get('vary'), 'Accept-Encoding')
    assert.ok(
      Number(packed.headers.get('content-length')) <
        0.5 * Number(plain.headers.get('content-length')),
    )
    assert.equal(await packed.text(), await plain.clone().text())
  }
})

test('a portal that is exposed is served over HTTPS alone', async () => {
  await using exposed = await createLazuli({
    portal: 'on',
    expose: true,
    host: '127.0.0.1',
    publicName: 'lazuli.example',
  })
  const url = new URL(exposed.inside.portal.url!)
  assert.equal(url.protocol, 'https:')
  const headers = { host: `lazuli.example:${url.port}` }
  assert.equal(await statusOf(`http://127.0.0.1:${url.port}/`, headers, 'GET'), 403)
})
