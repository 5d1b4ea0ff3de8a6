// Finds the first member of a body that neither the contract declares nor the service takes all the same, in
// the order in which it was sent: a service that reads bodies as a stream stops there, whatever else is wrong.
import type { BodyHabits, UndeclaredMember, UnknownMember } from '#kernel/service.ts'
import type { Schema } from '../prune.ts'
import { pointerToProperty } from './fault.ts'

type Schemas = Readonly<Record<string, Schema>>

/** A member that is not declared: the steps to it, and the schema that lacks it. */
interface Found {
  readonly steps: readonly (string | number)[]
  readonly type: string
}

export function unknownMember(
  schema: Schema,
  schemas: Schemas,
  body: unknown,
  textOf: () => string,
  { membersInAnyCase = false, annotated = false, readsOverMisplaced = false }: Habits = {},
  takes: (member: UndeclaredMember) => boolean = () => false,
): UnknownMember | undefined {
  const searching = {
    ...{ schemas, inAnyCase: membersInAnyCase, annotated, readsOverMisplaced },
    takes: (found: Found) => takes(undeclared(found)),
  }
  const found = search(schema, searching, body, [], '')
  return found && { ...undeclared(found), ...positionOf(textOf(), found.steps) }
}

const undeclared = ({ steps, type }: Found): UndeclaredMember => ({
  path: pointerToProperty(`/${steps.join('/')}`),
  name: String(steps.at(-1)),
  type,
})

type Habits = Pick<BodyHabits, 'membersInAnyCase' | 'annotated' | 'readsOverMisplaced'>

interface Searching {
  readonly schemas: Schemas
  /** Names of members count in any case. */
  readonly inAnyCase: boolean
  /** Names with an `@` are read over. */
  readonly annotated: boolean
  /** Names that any schema declares are read over. */
  readonly readsOverMisplaced: boolean
  /** What the service takes though it is not declared. */
  readonly takes: (found: Found) => boolean
}

function search(
  sent: Schema,
  searching: Searching,
  value: unknown,
  steps: readonly (string | number)[],
  named: string,
): Found | undefined {
  const [schema, type] = resolved(sent, searching.schemas, named)
  if (Array.isArray(value)) {
    return schema.items && first(value.entries(), schema.items, searching, steps, type)
  }
  if (typeof value !== 'object' || value === null) return undefined
  const members = declared(schema, searching.schemas)
  const byLower = new Map([...members].map(([name, member]) => [name.toLowerCase(), member]))
  const find = (name: string): Schema | undefined =>
    members.get(name) ?? (searching.inAnyCase ? byLower.get(name.toLowerCase()) : undefined)
  const { additionalProperties: extra } = schema
  for (const [name, member] of Object.entries(value)) {
    const known = find(name) ?? (typeof extra === 'object' ? extra : undefined)
    const isOpen = extra === undefined ? members.size === 0 : extra !== false
    const isNoted = searching.annotated && name.includes('@')
    if (!known && !isOpen && !isNoted && !isReadOver(schema, name, searching)) {
      const found = { steps: [...steps, name], type }
      if (!searching.takes(found)) return found
    }
    const inner = known && search(known, searching, member, [...steps, name], type)
    if (inner) return inner
  }
  return undefined
}

function isReadOver(
  { readOver = [] }: Schema,
  name: string,
  { readsOverMisplaced, schemas }: Searching,
): boolean {
  const isMeant = (one: string): boolean => one.toLowerCase() === name.toLowerCase()
  if (readOver.some(isMeant)) return true
  if (!readsOverMisplaced) return false
  return Object.values(schemas).some(({ properties = {} }) => Object.keys(properties).some(isMeant))
}

function first(
  items: Iterable<readonly [number, unknown]>,
  schema: Schema,
  searching: Searching,
  steps: readonly (string | number)[],
  type: string,
): Found | undefined {
  for (const [at, item] of items) {
    const found = search(schema, searching, item, [...steps, at], type)
    if (found) return found
  }
  return undefined
}

/** The schema that a reference leads to, with its name; one without a name keeps that around it. */
function resolved(schema: Schema, schemas: Schemas, named: string): readonly [Schema, string] {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!
    return resolved(schemas[name] ?? {}, schemas, name)
  }
  const [only, ...others] = schema.allOf ?? []
  return only && others.length === 0 && !schema.properties
    ? resolved(only, schemas, named)
    : [schema, named]
}

function declared(schema: Schema, schemas: Schemas): ReadonlyMap<string, Schema> {
  const bases = [...(schema.allOf ?? []), ...(schema.oneOf ?? [])]
  return new Map([
    ...bases.flatMap((base) => [...declared(resolved(base, schemas, '')[0], schemas)]),
    ...Object.entries(schema.properties ?? {}),
  ])
}

/**
 * Where a reader stands once it has read the member's name and the colon: the line, and how many
 * characters of it were read.
 */
export function positionOf(
  text: string,
  steps: readonly (string | number)[],
): { readonly line: number; readonly position: number } {
  const reader = new Reader(text)
  for (const step of steps) reader.enter(step)
  const before = text.slice(0, reader.at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, position: before.length - lineStart }
}

const SPACE = /[ \t\r\n]*/y
const STRING = /"(?:[^"\\]|\\.)*"/y
const SCALAR = /[^,\]}\s]+/y

/** Walks through a text that is JSON. */
class Reader {
  at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** Goes on to the value of a member of the object, or an item of the list, that begins here. */
  enter(step: string | number): void {
    this.#take(SPACE)
    this.at++
    for (let n = 0; ; n++) {
      if (typeof step === 'number') {
        if (n === step) return
      } else {
        this.#take(SPACE)
        const name: unknown = JSON.parse(this.#take(STRING))
        this.#take(SPACE)
        this.at++
        if (name === step) return
      }
      this.#skipValue()
      this.#take(SPACE)
      this.at++
    }
  }

  #take(form: RegExp): string {
    form.lastIndex = this.at
    const taken = form.exec(this.#text)?.[0] ?? ''
    this.at += taken.length
    return taken
  }

  #skipValue(): void {
    let depth = 0
    do {
      this.#take(SPACE)
      const next = this.#text[this.at]
      if (next === '"') this.#take(STRING)
      else if (next === '{' || next === '[') depth += this.#step()
      else if (next === '}' || next === ']') depth -= this.#step()
      else if (next === ',' || next === ':') this.#step()
      else this.#take(SCALAR)
    } while (depth > 0)
  }

  #step(): 1 {
    this.at++
    return 1
  }
}
