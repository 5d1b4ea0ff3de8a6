import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountKeyOf, taskNumberOf } from '../../keys.ts'
import { isTaskToken, readTaskToken, signTaskToken } from './task-token.ts'

const key = new Uint8Array(32).fill(7)
const claims = {
  account: accountKeyOf('lazuli'),
  task: taskNumberOf(12),
  attempt: 1,
  exp: 2_000_000_000,
}

test('a token says what was put in, to a holder of the key', () => {
  const token = signTaskToken(claims, key)
  assert.ok(isTaskToken(token))
  assert.deepEqual(readTaskToken(token, key), claims)
  assert.equal(readTaskToken(token, new Uint8Array(32).fill(8)), undefined)
  assert.equal(signTaskToken(claims, key), token, 'the same token whenever it is asked for')
})

test('a token with any letter changed, left out or added is none', () => {
  const token = signTaskToken(claims, key)
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'A' ? 'B' : 'A'
    // The last letter of each part holds bits that no byte is made of.
    const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`
    const said = readTaskToken(changed, key)
    if (said) assert.ok(at === token.length - 1, `letter ${at}`)
    assert.equal(readTaskToken(token.slice(0, at), key), undefined)
  }
  assert.equal(readTaskToken(`${token}.x`, key), undefined)
  assert.equal(readTaskToken(`${token}${'A'.repeat(2000)}`, key), undefined)
})

test('the token of another algorithm is not ours', () => {
  const [, payload] = signTaskToken(claims, key).split('.')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  assert.equal(isTaskToken(`${none}.${payload}.`), false)
  assert.equal(readTaskToken(`${none}.${payload}.`, key), undefined)
})
