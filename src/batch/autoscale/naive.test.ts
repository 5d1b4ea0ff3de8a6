// The evaluator against a second, naive one, on formulas drawn at random.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { run } from './formula.fixture.ts'

/** A formula's text beside what it is worth, computed without any parser. */
interface Worth {
  readonly text: string
  readonly worth: number
}

const bool = (value: boolean): number => (value ? 1 : 0)

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '<': (a, b) => bool(a < b),
  '<=': (a, b) => bool(a <= b),
  '==': (a, b) => bool(a === b),
  '!=': (a, b) => bool(a !== b),
  '>': (a, b) => bool(a > b),
  '>=': (a, b) => bool(a >= b),
  '&&': (a, b) => bool(a !== 0 && b !== 0),
  '||': (a, b) => bool(a !== 0 || b !== 0),
}

const LISTS: Readonly<Record<string, (list: readonly number[]) => number>> = {
  avg: (list) => list.reduce((a, b) => a + b, 0) / list.length,
  max: (list) => Math.max(...list),
  min: (list) => Math.min(...list),
  sum: (list) => list.reduce((a, b) => a + b, 0),
  len: (list) => list.length,
}

const { formula } = fc.letrec<{ formula: Worth; leaf: Worth }>((tie) => ({
  leaf: fc
    .oneof(fc.integer({ min: 0, max: 1_000 }), fc.double({ min: 0, max: 1e6, noNaN: true }))
    .map((worth) => ({ text: String(worth), worth })),
  formula: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(tie('formula'), fc.constantFrom(...Object.keys(BINARY)), tie('formula'))
      .map(([a, operator, b]) => ({
        text: `(${a.text} ${operator} ${b.text})`,
        worth: BINARY[operator]!(a.worth, b.worth),
      })),
    fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(([a, b, c]) => ({
      text: `(${a.text} ? ${b.text} : ${c.text})`,
      worth: a.worth !== 0 ? b.worth : c.worth,
    })),
    tie('formula').map((a) => ({ text: `-${a.text}`, worth: -a.worth })),
    tie('formula').map((a) => ({ text: `!(${a.text})`, worth: bool(a.worth === 0) })),
    fc
      .tuple(
        fc.constantFrom(...Object.keys(LISTS)),
        fc.array(tie('formula'), { minLength: 1, maxLength: 4 }),
      )
      .map(([name, args]) => ({
        text: `${name}(${args.map((arg) => arg.text).join(', ')})`,
        worth: LISTS[name]!(args.map((arg) => arg.worth)),
      })),
  ),
}))

test('a formula is worth what a naive evaluation of its parts is', () => {
  fc.assert(
    fc.property(formula, ({ text, worth }) => {
      const value = run(`x = ${text}`).variables.get('x')?.value
      // Zero and minus zero are one number to a formula.
      assert.equal(Number(value) + 0, worth + 0)
    }),
    { numRuns: 2_000 },
  )
})

/** Without parentheses: JavaScript has the same precedences as C for these operators. */
test('precedence is that of C without a parenthesis', () => {
  const flat = fc.array(
    fc.tuple(fc.constantFrom('+', '-', '*', '<', '>=', '==', '!='), fc.integer({ min: 1, max: 9 })),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), flat, (first, rest) => {
      const text = `${first}${rest.map(([operator, number]) => ` ${operator} ${number}`).join('')}`
      const value = run(`x = ${text}`).variables.get('x')?.value
      assert.equal(value, shunt([first, ...rest.flat()]))
    }),
    { numRuns: 2_000 },
  )
})

/** Joins the tightest operators first, pass by pass: slow and plain. */
function shunt(words: readonly (number | string)[]): number {
  let left = [...words]
  for (const level of [['*'], ['+', '-'], ['<', '>='], ['==', '!=']]) {
    for (let at = 1; at < left.length; ) {
      const operator = String(left[at])
      if (!level.includes(operator)) {
        at += 2
        continue
      }
      const worth = BINARY[operator]!(Number(left[at - 1]), Number(left[at + 1]))
      left = [...left.slice(0, at - 1), worth, ...left.slice(at + 2)]
    }
  }
  return Number(left[0])
}
