import { queryParameter } from '#kernel/query.ts'
import { raw, type Sql } from '#store/sql.ts'
import { invalidQuery } from '../refusals.ts'
import {
  compileFilter,
  type Filterables,
  FilterRefusal,
  matcherOf,
  type ReadProperty,
} from './filter.ts'

const ALL = raw('1 = 1')

/** The call's $filter as a condition on the list's columns; one that always holds without it. */
export const filterOf = (query: URLSearchParams, filterables: Filterables): Sql =>
  read(query, (filter) => compileFilter(filter, filterables)) ?? ALL

/** The call's $filter as a test of items that are no rows. */
export const matcherFor = <Item>(
  query: URLSearchParams,
  filterables: Filterables,
  property: ReadProperty<Item>,
): ((item: Item) => boolean) =>
  read(query, (filter) => matcherOf(filter, filterables, property)) ?? (() => true)

function read<T>(query: URLSearchParams, compile: (filter: string) => T): T | undefined {
  const filter = queryParameter(query, '$filter')
  if (filter === undefined || filter.trim() === '') return undefined
  try {
    return compile(filter)
  } catch (error) {
    if (error instanceof FilterRefusal) throw invalidQuery('$filter', filter, error.message)
    throw error
  }
}
