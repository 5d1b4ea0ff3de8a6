import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthOf, type Pacing } from './pacing.ts'

const steps = [
  { name: 'reserve', ms: 1000 },
  { name: 'build', ms: 3000 },
  { name: 'finish', ms: 0 },
]
const on = { kind: 'create', resource: '/groups/one/things/a' }
const lengths = (pacing: Pacing, of = steps) =>
  of.map((_, index) => lengthOf(pacing, on, of, index))

test('a length of one resource is that of what is in it, and of no other', () => {
  const held = (resource: string) => lengths([{ kind: 'create', resource, pace: { ms: 0 } }])[1]
  for (const fits of ['/Groups/ONE', '/groups/one/things/a', '/groups/one/']) {
    assert.deepEqual(held(fits), { ms: 0 })
  }
  for (const other of ['/groups/on', '/groups/one/things/a/b', '/groups/two']) {
    assert.deepEqual(held(other), { ms: 3000 })
  }
})

test('without a rule that fits, steps last as long as the real ones', () => {
  const natural = [{ ms: 1000 }, { ms: 3000 }, { ms: 0 }]
  assert.deepEqual(lengths([]), natural)
  assert.deepEqual(lengths([{ kind: 'delete', pace: { ms: 0 } }]), natural)
  assert.deepEqual(lengths([{ kind: 'create', step: 'other', pace: { ms: 0 } }]), natural)
})

test('a factor stretches every step', () => {
  const pacing = [{ kind: 'create', pace: { factor: 2 } }]
  assert.deepEqual(lengths(pacing), [{ ms: 2000 }, { ms: 6000 }, { ms: 0 }])
})

test('a length for the whole is divided as the natural one is', () => {
  const pacing = [{ kind: '*', pace: { ms: 400 } }]
  assert.deepEqual(lengths(pacing), [{ ms: 100 }, { ms: 300 }, { ms: 0 }])
  assert.deepEqual(lengths([{ kind: '*', pace: { ms: 0 } }]), [{ ms: 0 }, { ms: 0 }, { ms: 0 }])
})

test('what cannot be divided falls on the longest step, the others take no time', () => {
  for (const pace of [{ polls: 3 }, { hold: true }] as const) {
    assert.deepEqual(lengths([{ kind: 'create', pace }]), [{ ms: 0 }, pace, { ms: 0 }])
  }
  const instant = steps.map(({ name }) => ({ name, ms: 0 }))
  const held = lengths([{ kind: 'create', pace: { hold: true } }], instant)
  assert.deepEqual(held, [{ hold: true }, { ms: 0 }, { ms: 0 }])
  const fixed = lengths([{ kind: 'create', pace: { ms: 50 } }], instant)
  assert.deepEqual(fixed, [{ ms: 50 }, { ms: 0 }, { ms: 0 }])
})

test('a rule for a step outranks one for the whole, and among equals the last wins', () => {
  const pacing: Pacing = [
    { kind: 'create', step: 'finish', pace: { hold: true } },
    { kind: 'create', step: 'build', pace: { factor: 0.5 } },
    { kind: 'create', step: 'build', pace: { polls: 1 } },
    { kind: 'create', pace: { ms: 4000 } },
    { kind: '*', pace: { factor: 0 } },
  ]
  assert.deepEqual(lengths(pacing), [{ ms: 0 }, { polls: 1 }, { hold: true }])
})

test('a step that does not exist takes no time', () => {
  assert.deepEqual(lengthOf([{ kind: '*', pace: { hold: true } }], on, [], 0), { ms: 0 })
})
