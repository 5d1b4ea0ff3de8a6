import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAddressIn, networkDefaults } from './network-profile.ts'

test('cluster DNS answers in the range of the services, wherever that is', () => {
  assert.equal(networkDefaults({}).dnsServiceIP, '10.0.0.10')
  assert.equal(networkDefaults({ serviceCidr: '172.16.4.0/22' }).dnsServiceIP, '172.16.4.10')
  assert.equal(networkDefaults({ serviceCidrs: ['192.168.0.0/24'] }).dnsServiceIP, '192.168.0.10')
  const asked = networkDefaults({ serviceCidr: '172.16.0.0/16', dnsServiceIP: '172.16.9.9' })
  assert.equal(asked.dnsServiceIP, '172.16.9.9')
})

test('cluster DNS has none of the first two addresses of a range, nor its last', () => {
  assert.equal(isAddressIn('10.0.0.2', '10.0.0.0/16'), true)
  assert.equal(isAddressIn('10.0.255.254', '10.0.0.0/16'), true)
  // Kubernetes' own address in the cluster, and that of all.
  assert.equal(isAddressIn('10.0.0.1', '10.0.0.0/16'), false)
  assert.equal(isAddressIn('10.0.255.255', '10.0.0.0/16'), false)
  assert.equal(isAddressIn('10.0.0.0', '10.0.0.0/16'), false)
  assert.equal(isAddressIn('10.1.0.0', '10.0.0.0/16'), false)
  assert.equal(isAddressIn('9.255.255.255', '10.0.0.0/16'), false)
  assert.equal(isAddressIn('10.0.0.131', '10.0.0.130/25'), true)
})
