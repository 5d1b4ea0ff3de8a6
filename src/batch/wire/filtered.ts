import { queryParameter } from '#kernel/query.ts'
import { raw, type Sql } from '#store/sql.ts'
import { invalidQuery } from '../refusals.ts'
import { compileFilter, type Filterables, FilterRefusal } from './filter.ts'

const ALL = raw('1 = 1')

/** The call's $filter as a condition on the list's columns; one that always holds without it. */
export function filterOf(query: URLSearchParams, filterables: Filterables): Sql {
  const filter = queryParameter(query, '$filter')
  if (filter === undefined || filter.trim() === '') return ALL
  try {
    return compileFilter(filter, filterables)
  } catch (error) {
    if (error instanceof FilterRefusal) throw invalidQuery('$filter', filter, error.message)
    throw error
  }
}
