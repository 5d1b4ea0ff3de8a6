// A contract as an api-version before it had it.
import type { MemberVersions } from '#kernel/service.ts'
import type { ContractDocument } from '../contract.ts'
import type { Schema } from '../prune.ts'

export interface Older {
  readonly apiVersion: string
  readonly members: MemberVersions
}

/** The document without the members that came after the api-version, or had gone by then. */
export function olderDocument(
  document: ContractDocument,
  { apiVersion, members: { since, until } }: Older,
): ContractDocument {
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
    const isThere = (member: string): boolean =>
      (since[name]?.[member] ?? '') <= apiVersion &&
      (until[name]?.[member] ?? apiVersion) >= apiVersion
    return [name, olderSchema(schema, isThere)] as const
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
