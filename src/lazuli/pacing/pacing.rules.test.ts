import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schemas } from '../ports.ts'
import { pacingFault } from './pacing.rules.ts'

const kinds = [
  { kind: 'X', steps: [{ name: 'begin' }, { name: 'finish' }] },
  { kind: 'Y', steps: [] },
]

const refused = (...value: Schemas['PacingRule'][]) => {
  const fault = pacingFault({ value }, kinds)
  return fault && [fault.extras.target, fault.message]
}

test('lengths of what there is are taken', () => {
  const rules: Schemas['PacingRule'][] = [
    { kind: '*', pace: { factor: 0 } },
    { kind: 'X', step: 'finish', pace: { hold: true } },
    { kind: 'X', pace: { polls: 3 } },
    { kind: 'Y', pace: { ms: 5 } },
  ]
  assert.equal(refused(...rules), undefined)
})

test('what would be waited for in vain is refused by the path of its member', () => {
  const pace = { hold: true } as const
  assert.deepEqual(refused({ kind: 'Y', pace }, { kind: 'Z', step: 'begin', pace }), [
    'value[1].kind',
    'value[1].kind: There is no operation of the kind Z. There are: X, Y.',
  ])
  assert.deepEqual(refused({ kind: 'X', step: 'end', pace }), [
    'value[0].step',
    'value[0].step: X has no step end. Its steps are: begin, finish.',
  ])
  assert.match(String(refused({ kind: '*', step: 'end', pace })), /\* has no step end/)
})

test('a length is one member', () => {
  for (const pace of [{}, { ms: 1, polls: 1 }]) {
    assert.deepEqual(refused({ kind: 'X', pace })?.[0], 'value[0].pace')
  }
})
