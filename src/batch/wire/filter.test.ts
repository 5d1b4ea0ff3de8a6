import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileFilter, type Filterables, FilterRefusal, matcherOf } from './filter.ts'

const tasks: Filterables = {
  id: { column: 'key', operators: ['startswith', 'eq', 'gt'], kind: 'id' },
  state: { column: 'state', operators: ['eq', 'ne'], kind: 'word' },
  creationTime: { column: 'created_at', operators: ['ge', 'lt'], kind: 'time' },
  'executionInfo/exitCode': { column: 'exit_code', operators: ['eq', 'ne'], kind: 'number' },
  enableAutoScale: { column: 'auto_scale', operators: ['eq'], kind: 'boolean' },
}
const compiled = (filter: string): [string, readonly unknown[]] => {
  const { strings, values } = compileFilter(filter, tasks)
  return [strings.join('?'), values]
}

test('comparisons are bound, never written into the text', () => {
  assert.deepEqual(compiled("state eq 'Active'"), ['state = ?', ['active']])
  assert.deepEqual(compiled("id eq 'it''s'"), ['key = ?', ["it's"]])
  assert.deepEqual(compiled('executionInfo/exitCode ne -1'), ['exit_code <> ?', [-1]])
  assert.deepEqual(compiled('enableAutoScale eq true'), ['auto_scale = ?', [1]])
})

test('and binds tighter than or, and parentheses bind tightest', () => {
  assert.equal(
    compiled("state eq 'a' or state eq 'b' and id eq 'c'")[0],
    '(state = ? or (state = ? and key = ?))',
  )
  assert.equal(
    compiled("(state eq 'a' or state eq 'b') and id eq 'c'")[0],
    '((state = ? or state = ?) and key = ?)',
  )
})

test('dates are read in each form that clients write', () => {
  const at = Date.UTC(2014, 9, 1)
  for (const date of [
    "DateTime'2014-10-01T00:00:00Z'",
    "datetime'2014-10-01T00:00:00Z'",
    '2014-10-01T00:00:00Z',
  ]) {
    assert.deepEqual(compiled(`creationTime ge ${date}`), ['created_at >= ?', [at]])
  }
})

test('startswith becomes a range that an index can serve', () => {
  assert.deepEqual(compiled("startswith(id,'Job')"), ['(key >= ? and key < ?)', ['job', 'joc']])
})

test('what the list does not offer is refused with a reason', () => {
  const cases: [string, RegExp][] = [
    ["displayName eq 'x'", /cannot be filtered by displayName/],
    ["state gt 'a'", /does not support the operator gt/],
    ["creationTime ge 'soon'", /wrong type/],
    ["state eq 'a", /cannot be read/],
    ["(state eq 'a'", /lacks a \)/],
    ["state eq 'a' 'b'", /goes on/],
    ['', /lacks a property/],
    ['('.repeat(100), /too deeply/],
  ]
  for (const [filter, reason] of cases) {
    assert.throws(
      () => compileFilter(filter, tasks),
      (error) => {
        assert.ok(error instanceof FilterRefusal)
        assert.match(error.message, reason)
        return true
      },
    )
  }
})

test('whatever is sent, the answer is a condition or a refusal', () => {
  const words = fc.constantFrom(
    'state',
    'id',
    'eq',
    'or',
    'and',
    '(',
    ')',
    "'x'",
    '5',
    'startswith',
    ',',
    "'",
    '%',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((parts) => parts.join(' ')),
      ),
      (filter) => {
        try {
          compileFilter(filter, tasks)
        } catch (error) {
          assert.ok(error instanceof FilterRefusal)
        }
      },
    ),
  )
})

test('items that are no rows meet the same conditions', () => {
  const items = [
    { id: 'Job-1', state: 'Active', exitCode: 0, creationTime: Date.UTC(2020, 0, 1) },
    { id: 'job-2', state: 'completed', exitCode: 1, creationTime: Date.UTC(2021, 0, 1) },
    { id: 'other', state: 'active', creationTime: Date.UTC(2022, 0, 1) },
  ]
  const read = (item: (typeof items)[number], name: string) =>
    item[name.split('/').at(-1) as 'id' | 'state']
  const cases: [string, string[]][] = [
    ["state eq 'active'", ['Job-1', 'other']],
    ["state ne 'ACTIVE'", ['job-2']],
    ["startswith(id, 'JOB-')", ['Job-1', 'job-2']],
    ["id eq 'JOB-2' or id eq 'other'", ['job-2', 'other']],
    ["state eq 'active' and creationTime lt DateTime'2021-01-01T00:00:00Z'", ['Job-1']],
    ['executionInfo/exitCode ne 0', ['job-2']],
  ]
  for (const [filter, expected] of cases) {
    const matches = matcherOf(filter, tasks, read)
    assert.deepEqual(
      items.filter(matches).map(({ id }) => id),
      expected,
      filter,
    )
  }
})
