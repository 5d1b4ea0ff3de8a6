import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FormulaSyntaxError } from './lexer.ts'
import { parseFormula } from './parser.ts'

const errorOf = (formula: string): string => {
  try {
    parseFormula(formula)
  } catch (error) {
    if (error instanceof FormulaSyntaxError) return error.message
    throw error
  }
  return 'none'
}

test('a syntax error names its line and column', () => {
  assert.equal(errorOf('$a = 1;\n  $b = * 2'), "Line 2, Col 8: unexpected '*'")
  assert.equal(errorOf('$a = (1'), "Line 1, Col 8: unexpected end of the formula, expected ')'")
  assert.equal(errorOf('$a = 1 $b = 2'), "Line 1, Col 8: unexpected '$b', expected ';'")
  assert.equal(errorOf('a = 1 # 2'), "Line 1, Col 7: unexpected character '#'")
  assert.equal(errorOf('a = "open'), "Line 1, Col 5: unexpected character '\"'")
  assert.equal(errorOf('// one\r\na = avg(1,)'), "Line 2, Col 11: unexpected ')'")
})

test('comments, blank statements and a missing last semicolon are fine', () => {
  assert.equal(parseFormula('// nothing').length, 0)
  assert.equal(parseFormula(';; a = 1 // one\n; b = 2;').length, 2)
})

test('a formula has at most a hundred statements', () => {
  assert.equal(parseFormula('a = 1;'.repeat(100)).length, 100)
  assert.match(errorOf('a = 1;'.repeat(101)), /^Line 1, Col 601: /)
})

test('nesting is bounded, however it is made', () => {
  for (const [open, close] of [
    ['(', ')'],
    ['avg(', ')'],
    ['!', ''],
    ['-', ''],
    ['1 ? ', ' : 0'],
  ]) {
    const formula = `a = ${open!.repeat(1_000)}1${close!.repeat(1_000)}`
    assert.match(errorOf(formula), /nested too deeply/, open)
  }
})

test('whatever the text, the parser answers or names a place', () => {
  const pieces = fc.constantFrom(
    ...['$a', '=', '==', '1', '.5', '1e3', '"s"', '"', '(', ')', ';', '?', ':', ',', '.', '!', '-'],
    ...['&&', '|', '//', '\n', ' ', 'avg', 'GetSample', '\u0000', '💥', '\\'],
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (words) => {
      assert.match(errorOf(words.join('')), /^none$|^Line \d+, Col \d+: /)
    }),
    { numRuns: 2_000 },
  )
})
