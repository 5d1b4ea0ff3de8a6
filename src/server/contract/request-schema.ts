import type { BodyHabits } from '#kernel/service.ts'
import type { Schema } from '../prune.ts'

type Loose = Schema & { readonly required?: readonly string[]; readonly readOnly?: boolean }

/**
 * A schema as it holds for requests. Members that only the service sets are ignored when clients
 * send them back, so they are not required and not checked; and the lists of known values that SDKs
 * treat as open are closed, for the service refuses others. Such values compare without case, for
 * Azure answers some of them in another case than its documents and clients send that back. With the
 * habit `closed` no member is taken that is not declared.
 */
export function forRequests(schema: unknown, habits: BodyHabits = {}): unknown {
  if (Array.isArray(schema)) return schema.map((part) => forRequests(part, habits))
  if (typeof schema !== 'object' || schema === null) return schema
  const known = closedEnum(schema as Loose)
  if (known) return known
  const { properties, required, ...others } = schema as Loose
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(others)) {
    if (key === 'enum' && isTextList(value)) out[KNOWN_VALUES] = value
    else out[key] = isLiteral(key) ? value : forRequests(value, habits)
  }
  if (!properties) return orBoolean(required ? { ...out, required } : out)
  const members = Object.entries(properties)
  const settable = members.filter(([, member]) => !(member as Loose).readOnly)
  out.properties = Object.fromEntries(
    settable.map(([name, member]) => [name, forRequests(member, habits)]),
  )
  if (habits.closed && !('additionalProperties' in out) && !('allOf' in out)) {
    const ignored = members.filter((member) => !settable.includes(member))
    const open = ignored.map(([name]) => [name, true] as const)
    out.properties = { ...Object.fromEntries(open), ...(out.properties as object) }
    out.additionalProperties = false
  }
  const names = new Set(settable.map(([name]) => name))
  const needed = (required ?? []).filter(
    (name) => names.has(name) || !Object.hasOwn(properties, name),
  )
  return needed.length > 0 ? { ...out, required: needed } : out
}

/** The keyword that stands for `enum` where case does not count. */
export const KNOWN_VALUES = 'knownValues'

const isTextList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

const isLiteral = (key: string): boolean => key === 'enum' || key === 'default' || key === 'example'

/** `anyOf: [string, enum]` is how an open list of known values is written. */
function closedEnum(schema: Loose): unknown {
  const parts = schema.anyOf
  if (!parts || parts.length < 2 || !parts.every((part) => part.type === 'string')) return undefined
  const values = parts.flatMap((part) => part.enum ?? [])
  if (values.length === 0) return undefined
  const { anyOf: _, ...rest } = schema
  return orBoolean({ ...rest, type: 'string', [KNOWN_VALUES]: values })
}

/** Where Azure writes these two as words, it takes JSON's own too: older versions had them. */
function orBoolean(schema: Record<string, unknown>): unknown {
  const values = schema[KNOWN_VALUES]
  const isFlag = Array.isArray(values) && [...values].sort().join() === 'false,true'
  return isFlag ? { anyOf: [{ type: 'boolean' }, schema] } : schema
}
