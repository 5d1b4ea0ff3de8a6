import assert from 'node:assert/strict'
import type { NetworkInterfaceInfo } from 'node:os'
import { test } from 'node:test'
import { addressForOthers } from './addresses.ts'

const at = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  netmask: '',
  mac: '',
  cidr: null,
  ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
})

const lo = [at('127.0.0.1', true), at('::1', true)]

const machines: readonly [
  string,
  Record<string, NetworkInterfaceInfo[]>,
  string,
  string | undefined,
][] = [
  ['one card', { lo, eth0: [at('10.0.0.4'), at('fd00::4'), at('fe80::4')] }, '0.0.0.0', '10.0.0.4'],
  ['loopback alone', { lo }, '0.0.0.0', undefined],
  ['nothing', {}, '::', undefined],
  [
    'Docker before the card',
    { lo, docker0: [at('172.17.0.1')], eth0: [at('10.0.0.4')] },
    '0.0.0.0',
    '10.0.0.4',
  ],
  ['a bridge alone', { lo, virbr0: [at('192.168.122.1')] }, '0.0.0.0', '192.168.122.1'],
  ['IPv6 alone, not listened to', { lo, eth0: [at('2001:db8::4')] }, '0.0.0.0', undefined],
  ['IPv6 alone', { lo, eth0: [at('fe80::4'), at('2001:db8::4')] }, '::', '2001:db8::4'],
  ['both', { lo, eth0: [at('2001:db8::4'), at('10.0.0.4')] }, '::', '10.0.0.4'],
  ['no DHCP', { lo, eth0: [at('169.254.7.7')] }, '0.0.0.0', undefined],
]
for (const [what, interfaces, host, address] of machines) {
  test(`others reach a machine with ${what} at ${host} by ${address}`, () => {
    assert.equal(addressForOthers(interfaces, host), address)
  })
}
