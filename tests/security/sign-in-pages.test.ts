// A sign-in page sends what is typed into it here, and a code where the client may have it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { call, startServer } from '../wire/identity/identity-server.ts'

const server = await startServer()
after(() => server.stop())

const AZ = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
const query = (redirect: string, more: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    client_id: AZ,
    response_type: 'code',
    redirect_uri: redirect,
    scope: 'https://management.azure.com/.default',
    ...more,
  })

/** Where a browser that shows the page at `path` sends its form. */
function formTarget(path: string, text: string): URL {
  const action = /<form method="post" action="([^"]*)"/.exec(text)?.[1]
  assert.ok(action !== undefined, text)
  return new URL(action.replaceAll('&amp;', '&'), new URL(`${server.origin}${path}`))
}

const policyOf = (headers: Readonly<Record<string, unknown>>, name: string): string =>
  new RegExp(`${name} ([^;]*)`).exec(String(headers['content-security-policy']))?.[1] ?? ''

test('whatever the path begins with, the form goes to this server', async () => {
  const asked = query('http://localhost:8400')
  for (const path of [
    `/organizations/oauth2/v2.0/authorize?${asked}`,
    `//organizations/oauth2/v2.0/authorize?${asked}`,
    `///organizations//oauth2/v2.0/authorize?${asked}`,
    `/organizations/oauth2/v2.0/authorize?${asked}&x=%22%3E%3Cbase%20href=//evil.example%3E`,
    '/devicelogin',
    '//devicelogin?user_code=x',
  ]) {
    const page = await call(server, path)
    assert.equal(page.status, 200, path)
    assert.equal(formTarget(path, page.text).origin, server.origin, path)
    assert.doesNotMatch(page.text, /<base/)
  }
})

test('each page says where its form may go', async () => {
  const path = (redirect: string, more = {}) =>
    `/organizations/oauth2/v2.0/authorize?${query(redirect, more)}`
  const at = async (where: string, form?: Readonly<Record<string, string>>) =>
    policyOf((await call(server, where, form ? { form } : {})).headers, 'form-action')
  assert.equal(await at(path('http://localhost:8400/back')), "'self' http://localhost:8400")
  assert.equal(await at(path('http://[::1]:8400/back')), "'self' http:")
  assert.equal(await at('/devicelogin'), "'self'")
  assert.equal(await at(path('https://evil.example')), "'none'")
  const { user } = server.identity.credentials
  const typed = { username: user.name, password: user.password }
  const posting = path('http://localhost:8400', { response_mode: 'form_post' })
  assert.equal(await at(posting, typed), 'http://localhost:8400')
})

test('a code goes to loopback or to this server', async () => {
  const at = async (redirect: string) => {
    const path = `/organizations/oauth2/v2.0/authorize?${query(redirect)}`
    const page = await call(server, path)
    return [page.status, /AADSTS50011/.test(page.text)] as const
  }
  assert.deepEqual(await at(`${server.origin}/portal`), [200, false])
  for (const redirect of [
    'https://evil.example',
    'http://localhost.evil.example',
    'http://localhost@evil.example',
    'javascript:alert(1)',
    'file://localhost/x',
    '//localhost',
    `${server.origin}.evil.example/`,
  ]) {
    assert.deepEqual(await at(redirect), [400, true], redirect)
  }
})

test('a page says whose it is, who asks, and where the credentials are', async () => {
  const authorize = `/organizations/oauth2/v2.0/authorize?${query('http://localhost:8400')}`
  for (const path of [authorize, '/devicelogin']) {
    const { text } = await call(server, path)
    assert.match(text, /Lazuli, a local Azure/)
    assert.match(text, /<code>lazuli env<\/code>/)
    assert.match(text, /prefers-color-scheme: dark/)
    const { user, clientSecret } = server.identity.credentials
    for (const secret of [user.name, user.password, clientSecret]) assert.ok(!text.includes(secret))
  }
  assert.match((await call(server, authorize)).text, /<b>Microsoft Azure CLI<\/b> asks/)
  const { text } = await call(server, '/devicelogin')
  assert.match(text, /did not start this sign-in yourself, decline it.*>Decline<\/button>/)
})
