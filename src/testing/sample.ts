// Values that a contract's schema takes, made from the schema alone: the smallest for each, so that
// a test can put what it is about into one place of it.
import type { ContractDocument } from '#server/contract.ts'
import type { Schema } from '#server/prune.ts'

type Loose = Schema & {
  readonly required?: readonly string[]
  readonly readOnly?: boolean
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly minItems?: number
  readonly const?: unknown
}

/** A member of a body: where it stands, whether it may be left out, and what it takes. */
export interface Member {
  /** `['properties', 'agentPoolProfiles', 0, 'count']`. */
  readonly path: readonly (string | number)[]
  readonly optional: boolean
  readonly schema: Schema
}

export class Samples {
  readonly #schemas: Readonly<Record<string, Schema>>

  constructor(document: Pick<ContractDocument, 'components'>) {
    this.#schemas = document.components?.schemas ?? {}
  }

  /** The smallest value: required members only, one item where a list must have one. */
  smallest(schema: Schema, within: readonly Schema[] = []): unknown {
    const real = this.#flat(schema)
    if (real.const !== undefined) return real.const
    const words = [...(real.enum ?? []), ...(real.anyOf ?? []).flatMap((part) => part.enum ?? [])]
    if (words.length > 0) return words[0]
    const [first] = [...(real.anyOf ?? []), ...(real.oneOf ?? [])]
    if (first && !real.properties) return this.smallest(first, within)
    if (real.items) {
      return real.minItems ? [this.smallest(real.items, within)] : []
    }
    if (real.properties || real.type === 'object') {
      if (within.includes(real)) return {}
      const needed = settable(real).filter(([name]) => real.required?.includes(name))
      return Object.fromEntries(
        needed.map(([name, member]) => [name, this.smallest(member, [...within, real])]),
      )
    }
    if (real.type === 'boolean') return false
    if (real.type === 'integer' || real.type === 'number') return Math.max(real.minimum ?? 0, 1)
    return textFor(real)
  }

  /** Every member that a client may set, each schema once a way down. */
  members(schema: Schema): Member[] {
    return this.#members(schema, [], [])
  }

  #members(schema: Schema, path: Member['path'], above: readonly Loose[]): Member[] {
    const real = this.#flat(schema)
    if (real.items) return this.#members(real.items, [...path, 0], above)
    if (above.some((one) => isSame(one, real))) return []
    return settable(real).flatMap(([name, member]) => [
      { path: [...path, name], optional: !real.required?.includes(name), schema: member },
      ...this.#members(member, [...path, name], [...above, real]),
    ])
  }

  /** The smallest body that has `value` at `path`. */
  withMember(schema: Schema, path: Member['path'], value: unknown): unknown {
    const [first, ...rest] = path
    if (first === undefined) return value
    const real = this.#flat(schema)
    if (typeof first === 'number') return [this.withMember(real.items ?? {}, rest, value)]
    const member = real.properties?.[first] ?? {}
    const body = this.smallest(real) as Record<string, unknown>
    return { ...body, [first]: this.withMember(member, rest, value) }
  }

  /** The schema with its references followed and its bases taken in. */
  #flat(schema: Schema): Loose {
    const target = (
      schema.$ref ? (this.#schemas[schema.$ref.split('/').at(-1)!] ?? {}) : schema
    ) as Loose
    const bases = (target.allOf ?? []).map((base) => this.#flat(base))
    if (bases.length === 0) return target
    return {
      ...Object.assign({}, ...bases),
      ...target,
      properties: Object.assign({}, ...bases.map((base) => base.properties), target.properties),
      required: [...bases.flatMap((base) => base.required ?? []), ...(target.required ?? [])],
    }
  }
}

const settable = (schema: Loose): [string, Schema][] =>
  Object.entries(schema.properties ?? {}).filter(([, member]) => !(member as Loose).readOnly)

const isSame = (one: Loose, other: Loose): boolean =>
  one === other || (one.properties !== undefined && one.properties === other.properties)

const CANDIDATES = ['a', 'ab', 'abc', 'abcde', '1', '01', 'a1', '10.0.0.0/16', '10.0.0.10', '00:00']
const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2024-06-01T00:00:00Z',
  date: '2024-06-01',
  'arm-id': '/subscriptions/s',
  time: '00:00',
  uuid: '00000000-0000-0000-0000-000000000001',
  duration: 'PT1H',
  uri: 'https://a.example/',
  byte: 'YQ==',
}

function textFor({ format, pattern, minLength = 0, maxLength = 1000 }: Loose): string {
  const known = format ? BY_FORMAT[format] : undefined
  if (known !== undefined) return known
  const fits = (text: string): boolean =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text))
  return CANDIDATES.find(fits) ?? 'a'.repeat(Math.max(1, minLength))
}
