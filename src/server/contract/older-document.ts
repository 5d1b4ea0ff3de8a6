// A contract as an api-version before it had it.
import type { MembersSince } from '#kernel/service.ts'
import type { ContractDocument } from '../contract.ts'
import type { Schema } from '../prune.ts'

export interface Older {
  readonly apiVersion: string
  readonly since: MembersSince
}

/** The document without the members that came after the api-version. */
export function olderDocument(
  document: ContractDocument,
  { apiVersion, since }: Older,
): ContractDocument {
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => [name, olderSchema(schema, since[name] ?? {}, apiVersion)] as const,
  )
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(schemas) },
  }
}

type ObjectSchema = Schema & { readonly required?: readonly string[] }

function olderSchema(
  schema: ObjectSchema,
  since: Readonly<Record<string, string>>,
  apiVersion: string,
): ObjectSchema {
  const isThere = (name: string): boolean => (since[name] ?? '') <= apiVersion
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
