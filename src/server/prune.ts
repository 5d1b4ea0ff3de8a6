import { PrintedText, ToBePrinted } from '#kernel/printed.ts'
import type { BodyHabits } from '#kernel/service.ts'

/** As much of an OpenAPI schema as serialisation looks at. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
  readonly writeOnly?: boolean
  readonly enum?: readonly unknown[]
  /** Members that the version has, of which nothing is known here. */
  readonly readOver?: readonly string[]
  /** Values that came after the version, with its own word for each; left out where it has none. */
  readonly laterValues?: ReadonlyMap<unknown, string | undefined>
}

export type Pruner = (value: unknown) => unknown
type Schemas = Readonly<Record<string, Schema>>

const keep: Pruner = (value) => value
const text: Pruner = (value) => (typeof value === 'number' ? String(value) : value)

/**
 * Makes the function that lets out of a value only what `schema` declares, in the schema's order.
 * A schema that declares nothing lets everything out; write-only members never leave.
 */
export function prunerOf(
  schema: Schema | undefined,
  schemas: Schemas,
  habits: BodyHabits = {},
): Pruner {
  return schema ? build(schema, { schemas, habits, known: new Map() }) : keep
}

interface Building {
  readonly schemas: Schemas
  readonly habits: BodyHabits
  readonly known: Map<string, Pruner>
}

function build(schema: Schema, building: Building): Pruner {
  const { schemas, habits, known } = building
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!
    const done = known.get(name)
    if (done) return done
    // Schemas may refer to themselves: an error's details are errors.
    let real: Pruner = keep
    known.set(name, (value) => real(value))
    real = build(schemas[name] ?? {}, building)
    return real
  }
  if (schema.format === 'int64' && habits.int64AsText) return text
  const { laterValues: later } = schema
  if (later) return (value) => (later.has(value) ? later.get(value) : value)
  if (schema.items) {
    const each = build(schema.items, building)
    return each === keep
      ? keep
      : (value) => (Array.isArray(value) ? value.map((item) => each(item)) : value)
  }
  const members = membersOf(schema, schemas)
  const extra = schema.additionalProperties
  const rest = extra && typeof extra === 'object' ? build(extra, building) : undefined
  if (members.size === 0 && !rest && extra !== false) return keep
  const pruners = [...members].map(([name, member]) => [name, build(member, building)] as const)
  const absent = habits.leavesOutNull ? null : undefined
  const prune: Pruner = (value) => {
    // What is text already was let out before it was printed.
    if (value instanceof PrintedText) return value
    if (value instanceof ToBePrinted) return value.as(prune(value.record))
    return pruneObject(value, pruners, extra === true ? keep : rest, absent)
  }
  return prune
}

/** The declared members, those of the bases first. */
function membersOf(schema: Schema, schemas: Schemas): Map<string, Schema> {
  const target = schema.$ref ? (schemas[schema.$ref.split('/').at(-1)!] ?? {}) : schema
  const members = new Map<string, Schema>()
  const bases = [...(target.allOf ?? []), ...(target.anyOf ?? []), ...(target.oneOf ?? [])]
  for (const base of bases) {
    for (const [name, member] of membersOf(base, schemas)) members.set(name, member)
  }
  for (const [name, member] of Object.entries(target.properties ?? {})) {
    if (!member.writeOnly) members.set(name, member)
  }
  return members
}

function pruneObject(
  value: unknown,
  pruners: readonly (readonly [string, Pruner])[],
  rest: Pruner | undefined,
  absent: null | undefined,
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const from = value as Record<string, unknown>
  // Members that clients name may be called as those of every object are: here nothing is inherited.
  const out = (rest ? { __proto__: null } : {}) as Record<string, unknown>
  for (const [name, prune] of pruners) {
    const member = from[name]
    if (member === undefined || member === absent) continue
    const pruned = prune(member)
    if (pruned !== undefined) out[name] = pruned
  }
  if (rest) {
    for (const [name, member] of Object.entries(from)) {
      if (!Object.hasOwn(out, name)) out[name] = rest(member)
    }
  }
  return out
}
