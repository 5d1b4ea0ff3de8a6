// A contract as an api-version before it had it.
import type { BodyHabits, MemberVersions } from '#kernel/service.ts'
import type { ContractDocument } from '../contract.ts'
import type { Schema } from '../prune.ts'

export interface Older {
  readonly apiVersion: string
  readonly members: MemberVersions
}

/** The document without the members and values that came after the api-version, or had gone by then. */
export function olderDocument(
  document: ContractDocument,
  { apiVersion, members }: Older,
  { olderValues = {} }: Pick<BodyHabits, 'olderValues'> = {},
): ContractDocument {
  const { since, until, values, beside = {} } = members
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
    const isThere = (member: string): boolean =>
      (since[name]?.[member] ?? '') <= apiVersion &&
      (until[name]?.[member] ?? apiVersion) >= apiVersion
    const later = new Map(
      Object.entries(values[name] ?? {})
        .filter(([, first]) => first > apiVersion)
        .map(([value]) => [value, olderWord(olderValues[name], value)] as const),
    )
    const readOver = Object.entries(beside[name] ?? {})
      .filter(([, first]) => first <= apiVersion)
      .map(([member]) => member)
    const older = withoutValues(olderSchema(schema, isThere), later)
    return [name, readOver.length > 0 ? { ...older, readOver } : older] as const
  })
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(schemas) },
  }
}

type ObjectSchema = Schema & { readonly required?: readonly string[] }

function olderSchema(schema: ObjectSchema, isThere: (member: string) => boolean): ObjectSchema {
  const all = Object.entries(schema.properties ?? {})
  const kept = all.filter(([name]) => isThere(name))
  if (kept.length === all.length) return schema
  return {
    ...schema,
    properties: Object.fromEntries(kept),
    ...(schema.required ? { required: schema.required.filter(isThere) } : {}),
    // An object whose members all came later is not one that takes any.
    ...(kept.length === 0 ? { additionalProperties: false } : {}),
  }
}

const olderWord = (words: Readonly<Record<string, string>> = {}, value: string) =>
  Object.keys(words).find((word) => words[word] === value)

/** What stands for an older word is taken as that was. */
function withoutValues(
  schema: ObjectSchema,
  later: ReadonlyMap<unknown, string | undefined>,
): ObjectSchema {
  if (!schema.enum || later.size === 0) return schema
  const isKnown = (value: unknown): boolean => !later.has(value) || later.get(value) !== undefined
  return { ...schema, enum: schema.enum.filter(isKnown), laterValues: later }
}
