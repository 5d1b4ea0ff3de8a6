import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PrintedBodies } from './printed-bodies.ts'

test('a text is printed anew when anything that it is made of differs', () => {
  const bodies = new PrintedBodies('texts', 8_000_000)
  let printed = 0
  const text = (...parts: (string | null)[]): string | undefined =>
    bodies.textOf('c1', parts, () => `${++printed}`)
  assert.equal(text('a', null), '1')
  assert.equal(text('a', null), '1')
  assert.equal(text('a', 'null'), '2')
  assert.equal(text('a'), '3')
  assert.equal(text('a', null), '4', 'of each name the last one alone is kept')
  assert.equal(
    bodies.textOf('c1', [], () => undefined),
    undefined,
  )
  assert.equal(text('a', null), '4', 'what is not printed is not kept')
  bodies.drop()
  assert.equal(text('a', null), '5')
})

test('what is used stays while others come, and what is kept is bounded', () => {
  const bodies = new PrintedBodies('texts', 8_000_000)
  const long = 'x'.repeat(100_000)
  let printed = 0
  const text = (name: string): string | undefined =>
    bodies.textOf(name, [name], () => {
      printed += 1
      return long
    })
  for (let i = 0; i < 1000; i++) {
    text('often')
    text(`c${i}`)
  }
  assert.equal(printed, 1001)
  text('c0')
  assert.equal(printed, 1002, 'the first of the others went long ago')
})
