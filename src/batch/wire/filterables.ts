// By what lists can be filtered: which operators each kind of property takes. Pure.
import type { Filterable } from './filter-parser.ts'

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const

export const byId = (column: string): Filterable => ({
  column,
  operators: ['startswith', ...COMPARISONS],
  kind: 'id',
})

export const byTime = (column: string): Filterable => ({
  column,
  operators: COMPARISONS,
  kind: 'time',
})

export const byWord = (column: string): Filterable => ({
  column,
  operators: ['eq', 'ne'],
  kind: 'word',
})

export const byFlag = (column: string): Filterable => ({
  column,
  operators: ['eq', 'ne'],
  kind: 'boolean',
})

export const byNumber = (column: string): Filterable => ({
  column,
  operators: COMPARISONS,
  kind: 'number',
})
