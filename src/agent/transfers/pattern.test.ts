import assert from 'node:assert/strict'
import { matchesGlob } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { expanded, firstStates, matchesName, type Pattern, patternOf, step } from './pattern.ts'

const ROOT = '/nodes/n1/root'
const WD = 'workitems/j/job-1/t/wd'
const none = new Map<string, string>()

const parsed = (text: string, environment = none): Pattern | undefined =>
  patternOf(text, environment, ROOT, WD)

/** Whether a file below the working directory is meant. */
function matches(text: string, path: string): boolean {
  const pattern = parsed(text)
  const names = `${WD}/${path}`.split('/')
  if (!pattern || pattern.base.some((name, at) => names[at] !== name)) return false
  let states = firstStates
  const rest = names.slice(pattern.base.length)
  return rest.every((name, at) => {
    const { isMatch, next } = step(pattern.below, states, name)
    states = next
    return at === rest.length - 1 ? isMatch : next.length > 0
  })
}

test('the examples of the documents match as they say', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['abc*', 'abc', true],
    ['abc*', 'abcdef', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[!abc]x', 'bx', false],
    ['[!abc]x', 'dx', true],
    ['abc[*]', 'abc*', true],
    ['abc[*]', 'abcd', false],
    ['*.gif', '.a.gif', false],
    ['.*.gif', '.a.gif', true],
    ['**/*.txt', 'a.txt', true],
    ['**/*.txt', 'b/c/a.txt', true],
    ['**/*.txt', '.b/a.txt', false],
    ['**/*.txt', 'b/.a.txt', false],
    ['out/**', 'out/a/b', true],
    ['out/**', 'outer', false],
    ['out/*/x', 'out/a/x', true],
    ['out/*/x', 'out/a/b/x', false],
    ['[', '[', true],
    ['[]x]', ']', true],
    ['a**b', 'axxb', true],
    ['**', 'a/b/c', true],
  ]
  for (const [pattern, path, expected] of cases) {
    assert.equal(matches(pattern, path), expected, `${pattern} ${path}`)
  }
})

test('a pattern begins where its last directory without wildcards is', () => {
  assert.deepEqual(parsed('../std*.txt'), {
    base: ['workitems', 'j', 'job-1', 't'],
    below: ['std*.txt'],
    hasWildcards: true,
  })
  assert.deepEqual(parsed('./out/x.txt')!.base.slice(-2), ['wd', 'out'])
  assert.equal(parsed('out/x.txt')!.hasWildcards, false)
  assert.deepEqual(parsed(`${ROOT}/shared/a`)!.base, ['shared'])
})

test('what is not on the node is no file of it', () => {
  for (const text of [
    '/etc/passwd',
    '../../../../../../x',
    `${ROOT}`,
    '*/../x',
    '/nodes/n1/rootx/y',
  ]) {
    assert.equal(parsed(text), undefined, text)
  }
})

test('variables stand for what the task had', () => {
  const environment = new Map([
    ['AZ_BATCH_TASK_DIR', `${ROOT}/workitems/j/job-1/t`],
    ['N', '7'],
  ])
  assert.equal(expanded('$N/${N}x/$NONE/${NONE}', environment), '7/7x/$NONE/${NONE}')
  assert.deepEqual(parsed('$AZ_BATCH_TASK_DIR/stdout.txt', environment)!.below, ['stdout.txt'])
})

const letter = fc.constantFrom('a', 'b', '*', '?', 'c')

test('names match as in other programs', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: letter, minLength: 1, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 }),
      (pattern, name) => {
        fc.pre(!pattern.includes('**'))
        assert.equal(matchesName(pattern, name), matchesGlob(name, pattern))
      },
    ),
    { numRuns: 500 },
  )
})

test('no pattern takes longer than its length allows', () => {
  const start = performance.now()
  assert.equal(matchesName(`${'a*'.repeat(500)}b`, 'a'.repeat(255)), false)
  assert.ok(performance.now() - start < 500)
})
