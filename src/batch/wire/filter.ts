// What a $filter becomes: a condition in SQL, or a test of items that are no rows.
import { join, raw, type Sql, sql } from '#store/sql.ts'
import { type Comparison, type Condition, type Filterables, parseFilter } from './filter-parser.ts'

export { type Filterables, FilterRefusal } from './filter-parser.ts'

/** Compiles a filter to SQL. Throws `FilterRefusal` for what this list cannot be asked. */
export const compileFilter = (filter: string, filterables: Filterables): Sql =>
  sqlOf(parseFilter(filter, filterables))

const COMPARE: Record<Comparison, string> = {
  eq: '=',
  ne: '<>',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
}

function sqlOf(condition: Condition): Sql {
  if ('all' in condition) return sql`(${join(condition.all.map(sqlOf), ' and ')})`
  if ('any' in condition) return sql`(${join(condition.any.map(sqlOf), ' or ')})`
  const { property, operator, value } = condition
  const column = raw(property.column)
  if (operator !== 'startswith') return sql`${column} ${raw(COMPARE[operator])} ${value}`
  const prefix = String(value)
  if (prefix === '') return raw('1 = 1')
  // A range, so that an index serves it; the last character's successor ends it.
  const end = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)
  return sql`(${column} >= ${prefix} and ${column} < ${end})`
}

/** What an item has under a property's name; undefined where it has nothing, which meets nothing. */
export type ReadProperty<Item> = (item: Item, name: string) => string | number | boolean | undefined

/** The same for items in memory. Words and ids compare without case there, too. */
export function matcherOf<Item>(
  filter: string,
  filterables: Filterables,
  read: ReadProperty<Item>,
): (item: Item) => boolean {
  const condition = parseFilter(filter, filterables)
  return (item) => meets(condition, item, read)
}

function meets<Item>(condition: Condition, item: Item, read: ReadProperty<Item>): boolean {
  if ('all' in condition) return condition.all.every((part) => meets(part, item, read))
  if ('any' in condition) return condition.any.some((part) => meets(part, item, read))
  const { name, property, operator, value } = condition
  const has = read(item, name)
  if (has === undefined) return false
  const isWord = property.kind === 'word' || property.kind === 'id'
  const left = typeof has === 'boolean' ? Number(has) : isWord ? String(has).toLowerCase() : has
  if (operator === 'startswith') return String(left).startsWith(String(value))
  return compare(operator, left, value)
}

function compare(operator: Comparison, left: string | number, right: string | number): boolean {
  switch (operator) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
  }
}
