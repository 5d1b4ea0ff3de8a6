import assert from 'node:assert/strict'
import { test } from 'node:test'
import { credentialsIn, inodeIn } from './peer.ts'

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:8AB3 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 100 1 0
   1: 0100007F:D431 0100007F:8AB3 01 00000000:00000000 00:00000000 00000000  1000        0 200 1 0
   2: 0000000000000000FFFF00000100007F:D432 0000000000000000FFFF00000100007F:8AB3 01 00000000:00000000 00:00000000 00000000  1000        0 300 1 0
   3: 0100007F:8AB3 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 400 1 0
   4: 0100007F:D433 0100007F:8AB3 06 00000000:00000000 00:00000000 00000000  1000        0 0 1 0
`

test('the client’s end of a connection is found by both of its ports', () => {
  const [ours, its] = [0x8ab3, 0xd431]
  assert.equal(inodeIn(TABLE, its, ours), '200')
  assert.equal(inodeIn(TABLE, ours, its), '400')
  assert.equal(inodeIn(TABLE, its + 1, ours), '300')
  assert.equal(inodeIn(TABLE, its + 2, ours), undefined, 'it is closed already')
  assert.equal(inodeIn(TABLE, 1, ours), undefined)
  assert.equal(inodeIn('', 1, 2), undefined)
})

test('a process says by its environment who it is to this proxy, and to no other', () => {
  const environment = 'A=1\0HTTPS_PROXY=http://node-1:se_cret@127.0.0.1:4711\0B=2\0'
  assert.deepEqual(credentialsIn(environment, 4711), { client: 'node-1', secret: 'se_cret' })
  assert.equal(credentialsIn(environment, 471), undefined)
  assert.equal(credentialsIn('HTTPS_PROXY=http://127.0.0.1:4711\0', 4711), undefined)
  assert.equal(credentialsIn('', 4711), undefined)
})
