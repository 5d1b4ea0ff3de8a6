import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  DamagedRow,
  readJson,
  readRow,
  readRows,
  readTexts,
  readWord,
  type Shape,
} from './read-json.ts'

interface Thing {
  readonly name: string
  readonly count?: number
  readonly flag?: boolean
  readonly list: readonly string[]
  readonly more?: object
}

const shape: Shape<Thing> = {
  name: 'string',
  count: 'number?',
  flag: 'boolean?',
  list: 'array',
  more: 'object?',
}
const place = { table: 'things', key: 'one', column: 'body' }
const read = (text: string): Thing => readJson(text, shape, place)

const things = fc.record(
  {
    name: fc.string(),
    list: fc.array(fc.string()),
    count: fc.integer(),
    flag: fc.boolean(),
    more: fc.record({ a: fc.integer() }),
  },
  { requiredKeys: ['name', 'list'] },
)

test('what was written is read', () => {
  fc.assert(
    fc.property(things, (thing) => {
      const text = JSON.stringify(thing)
      assert.deepEqual(read(text), JSON.parse(text))
    }),
    { seed: 1 },
  )
})

test('a text cut short, and a member of another kind, name the row and the column', () => {
  const named = /^The row one of the table things is damaged: in body, /
  fc.assert(
    fc.property(things, fc.nat(), (thing, at) => {
      const text = JSON.stringify(thing)
      const cut = text.slice(0, at % text.length)
      assert.throws(() => read(cut), { name: 'DamagedRow', message: named })
    }),
    { seed: 2 },
  )
  fc.assert(
    fc.property(things, fc.constantFrom(...Object.keys(shape)), (thing, name) => {
      const other = name === 'count' ? 'many' : 7
      const text = JSON.stringify({ ...thing, [name]: other })
      assert.throws(() => read(text), { name: 'DamagedRow', message: named })
    }),
    { seed: 3 },
  )
  for (const text of ['[]', '7', 'null', '"x"']) assert.throws(() => read(text), DamagedRow)
  assert.throws(() => readTexts('{"a":1}', place), DamagedRow)
})

test('a damaged row is left out, and the others are answered', () => {
  const rows = ['{"name":"a","list":[]}', '{"name":', '{"name":"b","list":[]}']
  assert.deepEqual(
    readRows(rows, read).map(({ name }) => name),
    ['a', 'b'],
  )
  assert.equal(readRow('{', read), undefined)
  const failing = () => {
    throw new Error('another failure')
  }
  assert.throws(() => readRows(rows, failing), /another failure/)
})

test('a word is one of those that its column may hold, and no member that every object has', () => {
  const words = { active: true, completed: true } as const
  const state = { ...place, column: 'state' }
  assert.equal(readWord('active', words, state), 'active')
  for (const text of ['', 'Active', 'running', 'constructor', '__proto__']) {
    assert.throws(() => readWord(text, words, state), {
      name: 'DamagedRow',
      message:
        /^The row one of the table things is damaged: in state, there is '.*' and not one of /,
    })
  }
})
