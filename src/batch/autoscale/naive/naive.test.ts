// The evaluator against a second, naive one, on formulas drawn at random.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FormulaEvaluationError } from '../evaluate.ts'
import { NOW, run } from '../formula.fixture.ts'
import { printResults } from '../results.ts'
import { NaiveError, type NaiveWorld, runNaively } from './evaluator.fixture.ts'
import { METRIC_NAMES, PROGRAM, type Written, write } from './programs.fixture.ts'

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
}

/** What the words of an error say, in one. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^'.*' is not defined for/, 'operator'],
  [/neither true nor false$/, 'truth'],
  [/has no member/, 'member'],
  [/is out of range$/, 'range'],
  [/^unknown (variable|function)/, 'unknown'],
  [/is a method of metrics only$|^a metric has no method/, 'method'],
  [/^Insufficient data/, 'samples'],
  [/cannot be assigned$/, 'assign'],
  [/cannot be a?|is not a finite number$/, 'target'],
  [/./, 'argument'],
]

function outcomeOf(text: string, world: Parameters<typeof run>[1]): string {
  try {
    return printResults(run(text, world))
  } catch (error) {
    if (!(error instanceof FormulaEvaluationError)) throw error
    const [, place, words = ''] = /^(Line \d+, Col \d+): (.*)$/s.exec(error.message) ?? []
    const kind = KINDS.find(([pattern]) => pattern.test(words))![1]
    assert.equal(error.code === 'InsufficientSampleData', kind === 'samples', error.message)
    return `${place}: ${kind}`
  }
}

function naiveOutcomeOf({ text, lines, at }: Written, world: NaiveWorld): string {
  try {
    return runNaively(lines, at, world)
  } catch (error) {
    if (!(error instanceof NaiveError)) throw error
    const before = text.slice(0, error.at).split('\n')
    return `Line ${before.length}, Col ${before.at(-1)!.length + 1}: ${error.kind}`
  }
}

const byChance = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** Beats of half a minute with some left out, and values that are not all whole. */
function samplesBy(chance: () => number): [number, number][] {
  const count = Math.floor(chance() * 40)
  const beats = Array.from({ length: count }, (_, index) => NOW - 5_000 - (count - index) * 30_000)
  return beats.filter(() => chance() < 0.8).map((time) => [time, Math.floor(chance() * 40) / 4])
}

function worldsBy(chance: () => number): [NaiveWorld, Parameters<typeof run>[1]] {
  const samples = Object.fromEntries(METRIC_NAMES.map((name) => [name, samplesBy(chance)]))
  const current = Object.fromEntries(METRIC_NAMES.map((name, index) => [name, index * 2]))
  const random = chance()
  const columns = (pairs: readonly [number, number][]) => ({
    times: Float64Array.from(pairs, ([time]) => time),
    values: Float64Array.from(pairs, ([, value]) => value),
  })
  const targets = { dedicated: 2, lowPriority: 1, deallocationOption: 'requeue' } as const
  return [
    { now: NOW, random, dedicated: 2, lowPriority: 1, samples, current },
    {
      targets,
      random: () => random,
      current,
      samples: Object.fromEntries(METRIC_NAMES.map((name) => [name, columns(samples[name]!)])),
    },
  ]
}

test('a program comes to what a naive evaluation comes to, or fails as it does and there', () => {
  const counts = new Map<string, number>()
  fc.assert(
    fc.property(PROGRAM, fc.nat(), (program, seed) => {
      const chance = byChance(seed)
      const written = write(program, chance)
      const [naive, world] = worldsBy(chance)
      const wanted = naiveOutcomeOf(written, naive)
      const kind = /^Line .*: (\w+)$/.exec(wanted)?.[1] ?? 'none'
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      assert.equal(outcomeOf(written.text, world), wanted, written.text)
    }),
    { numRuns: 6_000 },
  )
  const kinds = [...new Set(KINDS.map(([, kind]) => kind)), 'none']
  assert.deepEqual(
    kinds.filter((kind) => !counts.has(kind)),
    [],
    'a kind of outcome was never drawn',
  )
  // Else little but errors is compared.
  assert.ok(counts.get('none')! > 1_000, `only ${counts.get('none')} programs came to an end`)
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
