import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { variablesOf } from '#library/ready/variables.ts'
import { aroundProxy, print, printUnset } from './env.ts'

const ready = {
  arm: 'https://localhost:4510',
  authority: 'https://localhost:4510',
  tenantId: 't',
  subscriptionId: 's',
  clientId: 'c',
  clientSecret: "it's $HOME `secret`",
  objectId: 'object',
  user: { objectId: 'user-object', name: 'admin@lazuli.localhost', password: 'p' },
  managedIdentity: {
    objectId: 'machine-object',
    clientId: 'm',
    endpoint: 'https://localhost:4510/msi/token',
    secret: 'm',
  },
  resourceGroup: 'lazuli',
  location: 'westeurope',
  caFile: '/data dir/ca.pem',
  caBundleFile: '/data dir/ca-bundle.pem',
  pid: 1,
  readyFile: '/data dir/ready.json',
  dataDirectory: '/data dir',
}

test('a shell that evaluates the variables gets exactly their values', () => {
  const script = `${print(variablesOf(ready), 'bash')}\nprintf '%s' "$AZURE_CLIENT_SECRET|$NODE_EXTRA_CA_CERTS"`
  const said = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
  assert.equal(said, "it's $HOME `secret`|/data dir/ca.pem")
})

test('every shell gets every variable', () => {
  const variables = variablesOf(ready)
  assert.deepEqual(JSON.parse(print(variables, 'json')), variables)
  for (const shell of ['bash', 'fish', 'powershell'] as const) {
    const text = print(variables, shell)
    for (const name of Object.keys(variables)) assert.ok(text.includes(name), `${shell} ${name}`)
  }
  assert.match(print(variables, 'powershell'), /'it''s \$HOME/)
})

test('what a shell has set it can unset', () => {
  const batch = { account: 'lazuli', endpoint: 'https://localhost:4511', key: 'a2V5' }
  const storage = { account: 'lazuli', key: 'a2V5', blob: 'b', queue: 'q', table: 't' }
  const script = `${print(variablesOf({ ...ready, batch, storage }), 'bash')}\n${printUnset('bash')}\nenv`
  const left = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: {} })
  assert.doesNotMatch(left, /^(AZURE|ARM|IDENTITY)_|_CA_/m)
  const names = Object.keys(variablesOf({ ...ready, batch, storage }))
  assert.deepEqual(Object.keys(JSON.parse(printUnset('json'))), names)
  for (const shell of ['fish', 'powershell'] as const) {
    for (const name of names) assert.ok(printUnset(shell).includes(name), name)
  }
})

test('the batch account is there once the server has one', () => {
  const batch = { account: 'lazuli', endpoint: 'https://localhost:4511', key: 'a2V5' }
  assert.equal(variablesOf({ ...ready, batch }).AZURE_BATCH_ACCOUNT, 'lazuli')
})

test('where a proxy is in use, calls to the server go around it', () => {
  assert.deepEqual(aroundProxy(ready, { NO_PROXY: 'a.example' }), {})
  const proxied = { https_proxy: 'http://proxy.example', NO_PROXY: 'a.example,localhost' }
  const { NO_PROXY, no_proxy } = aroundProxy(ready, proxied)
  assert.equal(NO_PROXY, 'a.example,localhost')
  assert.equal(no_proxy, NO_PROXY)
  const six = { ...ready, arm: 'https://[::1]:4510' }
  assert.equal(aroundProxy(six, { ALL_PROXY: 'socks://proxy.example' }).NO_PROXY, '::1')
})
