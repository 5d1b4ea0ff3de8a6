import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EndedContainer } from '../../containers/runtime.ts'
import type { Ending } from '../outcome.ts'
import { containerEnd } from './container-run.ts'

const refusal = { why: 'settings', message: 'unable to start container' } as const
const failure = {
  category: 'UserError',
  code: 'TaskEnded',
  message: 'It ended',
  details: [],
} as const

const ends: readonly [string, EndedContainer['refusal'], number, Ending | undefined, object][] = [
  ['a program that ends by itself', undefined, 125, undefined, { exitCode: 125 }],
  ["one that a signal of the task's own ended", undefined, 137, undefined, { exitCode: 137 }],
  ['one that was ended', undefined, 137, { failure }, { signal: 9, failure }],
  ['one that was asked to end and did so', undefined, 3, {}, { exitCode: 3 }],
  ['one that was ended before it could run', refusal, 125, {}, { signal: 9 }],
]
for (const [what, refused, code, ending, wanted] of ends) {
  test(`the end of ${what} is told as it was`, () => {
    const told = refused ? { refusal: refused } : {}
    assert.deepEqual(containerEnd(told, code, ending), wanted)
  })
}
