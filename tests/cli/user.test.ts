// `lazuli user`: who is added may sign in and act by their role, until they are removed.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { spawnLazuli } from '#library/spawn-lazuli.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
const server = await spawnLazuli()
after(() => server.stop())
const { arm, tenantId, subscriptionId, readyFile } = server.ready

interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const run = async (...args: string[]): Promise<Said> => {
  try {
    const words = [cli, 'user', ...args, '--ready-file', readyFile]
    return { code: 0, ...(await promisify(execFile)(process.execPath, words)) }
  } catch (error) {
    return error as Said
  }
}

const origin = arm.replace('https:', 'http:')

async function tokenBy(form: Record<string, string>): Promise<string | undefined> {
  const body = new URLSearchParams({ scope: 'https://management.azure.com/.default', ...form })
  const answer = await fetch(`${origin}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body })
  return ((await answer.json()) as { readonly access_token?: string }).access_token
}

async function statusOf(method: string, token: string, group: string): Promise<number> {
  const url = `${origin}/subscriptions/${subscriptionId}/resourcegroups/${group}?api-version=2021-04-01`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = method === 'PUT' ? JSON.stringify({ location: 'westeurope' }) : null
  return (await fetch(url, { method, headers, body })).status
}

const byPassword = (username: string, password: string) =>
  tokenBy({
    grant_type: 'password',
    client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    username,
    password,
  })

test('a person is added with a role, signs in, and is refused once removed', async () => {
  const added = await run('add', 'kim', '--role', 'Reader')
  assert.equal(added.code, 0, added.stderr)
  const [, name = '', password = ''] = /^name +(\S+)\npassword +(\S+)\n\n/.exec(added.stdout) ?? []
  assert.match(added.stderr, /^Reader at \/subscriptions\//)
  assert.equal(name, 'kim@lazuli.localhost')
  const token = (await byPassword(name, password)) ?? assert.fail('no token')
  assert.equal(await statusOf('GET', token, 'lazuli'), 200)
  assert.equal(await statusOf('PUT', token, 'another'), 403)
  assert.match(
    (await run('list')).stdout,
    /^kim@lazuli\.localhost \(user\)\n {2}Reader at \/subscriptions\//m,
  )
  assert.equal((await run('remove', 'kim')).stdout, 'kim@lazuli.localhost is gone\n')
  assert.equal(await statusOf('GET', token, 'lazuli'), 403)
  assert.equal(await byPassword(name, password), undefined)
  assert.doesNotMatch((await run('list')).stdout, /kim/)
})

test('a program is added for one group, and acts there alone', async () => {
  const scope = `/subscriptions/${subscriptionId}/resourceGroups/lazuli`
  const { stdout } = await run('add', 'ci', '--program', '--scope', scope)
  const values = Object.fromEntries(stdout.split('\n').map((line) => line.split('=')))
  const form = {
    grant_type: 'client_credentials',
    client_id: String(values.AZURE_CLIENT_ID),
    client_secret: String(values.AZURE_CLIENT_SECRET),
  }
  const token = (await tokenBy(form)) ?? assert.fail('no token')
  assert.equal(await statusOf('GET', token, 'lazuli'), 200)
  assert.equal(await statusOf('PUT', token, 'another'), 403)
  assert.equal((await run('add', 'ci', '--program')).code, 1)
  assert.equal((await run('remove', 'ci')).stdout, 'ci is gone\n')
  assert.equal(await tokenBy(form), undefined)
  assert.equal(await statusOf('GET', token, 'lazuli'), 403)
})

test('what is printed for another machine leads here, and has no secret of the server', async (t) => {
  t.after(async () => {
    for (const name of ['lee', 'nightly']) await run('remove', name)
  })
  const person = (await run('add', 'lee')).stdout.replace(/^name .*\npassword .*\n\n/, '')
  const program = (await run('add', 'nightly', '--program')).stdout
  // As a shell reads them, with nothing else in its environment.
  const read = (lines: string): Record<string, string> => {
    const script = `set -a; ${lines}\nexec "${process.execPath}" -p 'JSON.stringify(process.env)'`
    return JSON.parse(execFileSync('sh', ['-c', script], { encoding: 'utf8', env: {} }))
  }
  const { batch, clientSecret, user, managedIdentity } = server.ready
  for (const lines of [person, program]) {
    const variables = read(lines)
    assert.equal(variables.AZURE_AUTHORITY_HOST, arm)
    assert.equal(variables.AZURE_RESOURCE_MANAGER_ENDPOINT, arm)
    assert.equal(variables.AZURE_TENANT_ID, tenantId)
    assert.equal(variables.AZURE_SUBSCRIPTION_ID, subscriptionId)
    assert.equal(variables.AZURE_BATCH_ENDPOINT, batch!.endpoint)
    for (const secret of [batch!.key, clientSecret, user.password, managedIdentity.secret]) {
      assert.ok(!lines.includes(secret))
    }
    assert.doesNotMatch(lines, /\.pem/, 'files are elsewhere on another machine')
    for (const line of lines.trim().split('\n')) assert.match(line, /^[A-Z_]+=\S+$/)
  }
  assert.equal(read(person).AZURE_CLIENT_ID, undefined, 'a person is no program')
  const { AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, ARM_CLIENT_ID } = read(program)
  assert.equal(ARM_CLIENT_ID, AZURE_CLIENT_ID)
  const form = { client_id: AZURE_CLIENT_ID!, client_secret: AZURE_CLIENT_SECRET! }
  assert.ok(await tokenBy({ grant_type: 'client_credentials', ...form }))
})

const refused: readonly [string[], RegExp][] = [
  [['add', 'lee', '--role', 'Reeder'], /no role called Reeder\. There are:[\s\S]*Reader/],
  [['remove', 'max'], /there is no max/],
  [['remove', 'lazuli'], /lazuli is the server's own/],
  [['add', 'kim@elsewhere.example'], /the server refused: /],
  [['add', 'lee', '--scope', '/subscriptions/x'], /the server refused: /],
]
for (const [args, words] of refused) {
  test(`lazuli user ${args.join(' ')} is refused, and no one is added`, async () => {
    const before = (await run('list')).stdout
    const { code, stderr } = await run(...args)
    assert.equal(code, 1)
    assert.match(stderr, words)
    assert.equal((await run('list')).stdout, before)
  })
}
