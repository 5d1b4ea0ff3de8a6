import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givesIds } from './giving-ids.ts'

const all = '         0          0 4294967295\n'
const status = (effective: string): string => `Name:\tnode\nCapEff:\t${effective}\nCapBnd:\t0\n`
const root = { status: status('000001ffffffffff'), uidMap: all, gidMap: all }
const FIRST = 2_000_000_000

test('root gives ids, in a container with its usual rights as well', () => {
  assert.ok(givesIds(root, FIRST))
  assert.ok(givesIds({ ...root, status: status('00000000a80425fb') }, FIRST))
})

test('without the right to be or to reach another user none are given', () => {
  assert.ok(!givesIds({ ...root, status: status('0000000000000000') }, FIRST))
  // Docker's usual rights without SETUID, and without KILL.
  assert.ok(!givesIds({ ...root, status: status('00000000a804257b') }, FIRST))
  assert.ok(!givesIds({ ...root, status: status('00000000a80425db') }, FIRST))
  assert.ok(!givesIds({ ...root, status: '' }, FIRST))
})

test('where a namespace has few ids, none but those are given', () => {
  const few = '         0       1000          1\n         1     100000      65536\n'
  for (const scarce of [{ uidMap: few }, { gidMap: few }]) {
    assert.ok(!givesIds({ ...root, ...scarce }, FIRST))
    assert.ok(givesIds({ ...root, ...scarce }, 65_536))
    assert.ok(!givesIds({ ...root, ...scarce }, 65_537))
  }
})
