import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printJson } from './json.ts'

test('JSON is printed as it was recorded', () => {
  const body = {
    code: 'X',
    message: { lang: 'en-US', value: 'a\nb' },
    values: [{ key: 'k' }, { key: 'l' }],
  }
  assert.equal(
    printJson(body),
    '{\r\n  "code":"X","message":{\r\n    "lang":"en-US","value":"a\\nb"\r\n  },' +
      '"values":[\r\n    {\r\n      "key":"k"\r\n    },{\r\n      "key":"l"\r\n    }\r\n  ]\r\n}',
  )
})

test('nothing is printed of members without a value', () => {
  assert.equal(printJson({ a: null, b: undefined, c: 0, d: '' }), '{\r\n  "c":0,"d":""\r\n}')
})

test('what is printed reads back', () => {
  const noNull = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value')),
      fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }),
    ),
  })).value
  fc.assert(fc.property(noNull, (value) => assert.deepEqual(JSON.parse(printJson(value)), value)))
})
