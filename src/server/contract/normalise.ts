// Reads a request's body as leniently as its service does. What comes out is spelt as the contract
// spells it, so that validation and handlers know one form only.
import type { BodyHabits } from '#kernel/service.ts'
import type { Schema } from '../prune.ts'
import { excessOf } from './nesting.ts'

export type Normaliser = (value: unknown) => unknown
type Schemas = Readonly<Record<string, Schema>>

const keep: Normaliser = (value) => value

/** Makes the function that turns a body into the contract's spelling. It leaves the body as it was. */
export function normaliserOf(
  schema: Schema | undefined,
  schemas: Schemas,
  habits: BodyHabits,
): Normaliser {
  const isStrict =
    !habits.valuesInAnyCase &&
    !habits.membersInAnyCase &&
    !habits.nullIsAbsent &&
    !habits.emptyIsAbsent &&
    !habits.objectsAsText &&
    !habits.valuesAsText &&
    !habits.absentValues &&
    !habits.olderValues &&
    !habits.undeclaredIsAbsent
  return schema && !isStrict ? build(schema, { schemas, habits, known: new Map() }) : keep
}

interface Building {
  readonly schemas: Schemas
  readonly habits: BodyHabits
  readonly known: Map<string, Normaliser>
}

function build(schema: Schema, building: Building): Normaliser {
  if (schema.$ref) return byName(schema.$ref.split('/').at(-1)!, building)
  // A reference with a description of its own is written as an `allOf` of one.
  const [only, ...others] = schema.allOf ?? []
  if (only && others.length === 0 && !schema.properties) return build(only, building)
  if (schema.items) {
    const each = build(schema.items, building)
    return (value) => (Array.isArray(value) ? value.map(each) : value)
  }
  const read = READERS.get(schema.type)
  if (read) return building.habits.valuesAsText ? read : keep
  const words = knownValues(schema)
  if (words.length > 0) return building.habits.valuesInAnyCase ? wordsOf(words) : keep
  return isObject(schema) ? objectOf(schema, building) : keep
}

const INTEGER = /^[+-]?\d+$/
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** A text that spells no such number stays, and is refused as what it is. */
const numberIn =
  (spelling: RegExp): Normaliser =>
  (value) =>
    typeof value === 'string' && spelling.test(value.trim()) ? Number(value) : value

const FLAGS = new Map([
  ['true', true],
  ['false', false],
])

/** How each type of value is read of a text. */
const READERS = new Map<string | undefined, Normaliser>([
  ['integer', numberIn(INTEGER)],
  ['number', numberIn(NUMBER)],
  [
    'boolean',
    (value) =>
      typeof value === 'string' ? (FLAGS.get(value.trim().toLowerCase()) ?? value) : value,
  ],
])

function byName(name: string, building: Building): Normaliser {
  const done = building.known.get(name)
  if (done) return done
  let real: Normaliser = keep
  building.known.set(name, (value) => real(value))
  real = build(building.schemas[name] ?? {}, building)
  const older = building.habits.olderValues?.[name]
  if (older) {
    const byOlder = new Map<unknown, string>(Object.entries(older))
    return (value) => real(byOlder.get(value) ?? value)
  }
  const absent = building.habits.absentValues?.[name]
  return absent ? (value) => real(without(value, absent)) : real
}

function without(value: unknown, absent: Readonly<Record<string, unknown>>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const kept = Object.entries(value).filter(
    ([name, member]) => !(Object.hasOwn(absent, name) && absent[name] === member),
  )
  return Object.fromEntries(kept)
}

const isObject = (schema: Schema): boolean =>
  schema.type === 'object' || schema.properties !== undefined || schema.allOf !== undefined

const knownValues = (schema: Schema): readonly string[] =>
  [...(schema.enum ?? []), ...(schema.anyOf ?? []).flatMap((part) => part.enum ?? [])].filter(
    (value) => typeof value === 'string',
  )

function wordsOf(words: readonly string[]): Normaliser {
  const byLower = new Map(words.map((word) => [word.toLowerCase(), word]))
  return (value) =>
    typeof value === 'string' ? (byLower.get(value.toLowerCase()) ?? value) : value
}

function objectOf(schema: Schema, building: Building): Normaliser {
  const { nullIsAbsent, emptyIsAbsent, objectsAsText, undeclaredIsAbsent } = building.habits
  const members = new Map(membersOf(schema, building))
  const nameOf = habitualName([...members.keys()], building.habits)
  const { additionalProperties: extra } = schema
  const rest = extra && typeof extra === 'object' ? build(extra, building) : keep
  const isClosed = extra === false || (extra === undefined && members.size > 0)
  const drops = undeclaredIsAbsent && isClosed
  return (sent) => {
    const value = objectsAsText && typeof sent === 'string' ? parsed(sent) : sent
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const spelt = Object.entries(value).map(([name, member]) => [nameOf(name), member] as const)
    const kept = spelt.filter(
      ([name, member]) =>
        !(member === null && nullIsAbsent) &&
        !(member === '' && emptyIsAbsent && members.has(name)) &&
        !(drops && !members.has(name)),
    )
    return Object.fromEntries(
      kept.map(([name, member]) => [name, (members.get(name) ?? rest)(member)]),
    )
  }
}

/** How the contract spells the names of an object's members. */
function habitualName(
  names: readonly string[],
  { membersInAnyCase }: BodyHabits,
): (name: string) => string {
  if (!membersInAnyCase || names.length === 0) return (name) => name
  const known = new Set(names)
  const byLower = new Map(names.map((name) => [name.toLowerCase(), name]))
  return (name) => (known.has(name) ? name : (byLower.get(name.toLowerCase()) ?? name))
}

function membersOf(schema: Schema, building: Building): (readonly [string, Normaliser])[] {
  const own = Object.entries(schema.properties ?? {})
  return [
    ...(schema.allOf ?? []).flatMap((base) => membersOf(target(base, building), building)),
    ...own.map(([name, member]) => [name, build(member, building)] as const),
  ]
}

const target = (schema: Schema, building: Building): Schema =>
  schema.$ref ? (building.schemas[schema.$ref.split('/').at(-1)!] ?? {}) : schema

/** The object that a text is the JSON of; the text itself when it is none. */
function parsed(text: string): unknown {
  if (excessOf(Buffer.from(text))) return text
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : text
  } catch {
    return text
  }
}
