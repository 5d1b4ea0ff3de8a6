import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hosts } from './hosts.ts'

test('a server is called by loopback’s names, by those it was given, and by no other', () => {
  const hosts = new Hosts({ names: ['Devbox.example', 'fe80::1'] })
  const own = ['localhost', 'LOCALHOST:1', '127.0.0.1:4510', '[::1]:4510', 'devbox.example.:4510']
  for (const host of [...own, '[fe80::1]', 'a.westeurope.batch.localhost']) {
    assert.equal(hosts.refuse(host), undefined, host)
  }
  const foreign = ['vault.azure.net', 'management.azure.com', 'localhost.example', '128.0.0.1']
  for (const host of [...foreign, 'xlocalhost', '127.0.0.1.example', 'devbox']) {
    assert.equal(hosts.refuse(host)?.status, 400, host)
    assert.equal(new Hosts({ isBehindProxy: true }).refuse(host), undefined, host)
  }
})

test('the audiences of ARM do not follow the host', () => {
  const hosts = new Hosts({ names: ['devbox.example'] })
  hosts.openedArm(4510)
  const accepted = hosts.audiencesAt('https://localhost:4510')
  for (const audience of [
    'https://management.azure.com',
    'https://management.core.windows.net/',
    'https://localhost:4510',
    'http://127.0.0.1:4510/',
    'https://[::1]:4510',
    'https://devbox.example:4510',
  ]) {
    assert.ok(accepted.includes(audience), audience)
  }
  for (const origin of [
    'https://x.localhost',
    'https://localhost:9999',
    'https://vault.azure.net',
  ]) {
    assert.deepEqual(hosts.audiencesAt(origin), accepted, origin)
  }
})

test('behind a proxy its address is an audience too, but no name of another service is', () => {
  const hosts = new Hosts({ isBehindProxy: true })
  hosts.openedArm(4510)
  assert.ok(hosts.audiencesAt('https://azure.example').includes('https://azure.example'))
  for (const origin of ['https://vault.azure.net', 'https://graph.microsoft.com']) {
    assert.ok(!hosts.audiencesAt(origin).includes(origin), origin)
  }
})
