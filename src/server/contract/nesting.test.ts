import assert from 'node:assert/strict'
import { test } from 'node:test'
import { excessOf } from './nesting.ts'

const deeper = (text: string, deepest: number): boolean =>
  excessOf(Buffer.from(text), { deepest }) !== undefined
const nest = (open: string, close: string, levels: number): string =>
  open.repeat(levels) + close.repeat(levels)

test('arrays and objects both count, each level once', () => {
  assert.equal(deeper(nest('[', ']', 10), 10), false)
  assert.equal(deeper(nest('[', ']', 11), 10), true)
  assert.equal(deeper(`${'[{"a":'.repeat(6)}1${'}]'.repeat(6)}`, 12), false)
  assert.equal(deeper(`${'[{"a":'.repeat(6)}1${'}]'.repeat(6)}`, 11), true)
  assert.equal(deeper(`[${'[[]],'.repeat(50)}0]`, 3), false)
})

test('brackets in texts count for nothing, and a quote may be escaped', () => {
  assert.equal(deeper(JSON.stringify(['['.repeat(50)]), 3), false)
  assert.equal(deeper(JSON.stringify([`"\\${'{'.repeat(50)}`]), 3), false)
  assert.equal(deeper(`["\\\\", ${nest('[', ']', 5)}]`, 3), true)
})

test('a text has so many values, of lists and of objects', () => {
  const many = (text: string): boolean => excessOf(Buffer.from(text), { values: 10 }) !== undefined
  assert.equal(many(`[${'1,'.repeat(8)}1]`), false)
  assert.equal(many(`[${'1,'.repeat(9)}1]`), true)
  assert.equal(many(`{${'"a":{},'.repeat(5)}"b":1}`), true)
  assert.equal(many(`["${','.repeat(50)}"]`), false)
})
