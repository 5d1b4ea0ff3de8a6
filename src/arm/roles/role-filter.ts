// `$filter` of role assignments and definitions: a few words connected by `and`.
import { armError } from '../errors.ts'

export interface RoleFilter {
  /** Not what is below the scope. */
  readonly atScope: boolean
  /** What has to be equal, by property name in lower case. */
  readonly equal: ReadonlyMap<string, string>
}

const FUNCTION = /^(atScope|asTarget|atScopeAndBelow)\(\)$/i
const ASSIGNED = /^assignedTo\(\s*'((?:[^']|'')*)'\s*\)$/i
const COMPARISON = /^(\w+)\s+eq\s+'((?:[^']|'')*)'$/i

/** Reads the filter; `properties` (lower case) are those that may be compared. Throws ARM's 400. */
export function parseRoleFilter(
  text: string | undefined,
  properties: readonly string[],
): RoleFilter {
  const equal = new Map<string, string>()
  let atScope = false
  for (const term of (text ?? '').trim().split(/\s+and\s+/i)) {
    if (term === '') continue
    const [, word] = FUNCTION.exec(term) ?? []
    const [, assigned] = ASSIGNED.exec(term) ?? []
    const [, property, value] = COMPARISON.exec(term) ?? []
    if (word !== undefined) atScope ||= word.toLowerCase() === 'atscope'
    // No principal is in a group here, so an assignment names the one that it is for.
    else if (assigned !== undefined) equal.set('principalid', assigned)
    else if (property !== undefined && properties.includes(property.toLowerCase())) {
      equal.set(property.toLowerCase(), (value ?? '').replaceAll("''", "'"))
    } else {
      const reason = `'${term}' is not supported`
      throw armError('InvalidFilterInQueryString', { filter: text ?? '', reason })
    }
  }
  return { atScope, equal }
}
