import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { kubeconfig } from './kubeconfig.ts'

const of = {
  cluster: 'yes',
  resourceGroup: 'rg: "1"',
  user: 'clusterUser',
  server: 'https://demo.example:443',
  authority: 'the authority',
} as const

test('the static form carries certificate, key and token of its user', () => {
  const credential = { certificate: 'c', key: 'k', token: '00ff' }
  const config = parse(kubeconfig(of, { form: 'static', credential }))
  assert.equal(config['current-context'], 'yes', 'a name that YAML takes for true stays a name')
  assert.deepEqual(config.clusters, [
    {
      name: 'yes',
      cluster: {
        server: 'https://demo.example:443',
        'certificate-authority-data': Buffer.from('the authority').toString('base64'),
      },
    },
  ])
  assert.deepEqual(config.contexts[0], {
    name: 'yes',
    context: { cluster: 'yes', user: 'clusterUser_rg: "1"_yes' },
  })
  assert.equal(config.users[0].name, 'clusterUser_rg: "1"_yes')
  assert.equal(config.users[0].user['client-key-data'], Buffer.from('k').toString('base64'))
  assert.equal(config.users[0].user.token, '00ff')
})

test('the exec form runs kubelogin for the tenant', () => {
  const config = parse(kubeconfig(of, { form: 'exec', tenantId: 't1', serverId: 's1' }))
  const { exec } = config.users[0].user
  assert.equal(exec.command, 'kubelogin')
  assert.equal(exec.args[exec.args.indexOf('--server-id') + 1], 's1')
  assert.equal(exec.args[exec.args.indexOf('--tenant-id') + 1], 't1')
})

test('the azure form has the marks by which Terraform knows it', () => {
  const text = kubeconfig(of, { form: 'azure', tenantId: 't1', serverId: 's1' })
  assert.match(text, /apiserver-id:/)
  assert.equal(parse(text).users[0].user['auth-provider'].name, 'azure')
})
