// Every emitted contract, and walks over its schemas: what the tests here draw their inputs from.
import { readdirSync, readFileSync } from 'node:fs'
import { Contract, type ContractDocument } from '#server/contract.ts'
import type { Schema } from '#server/prune.ts'

const GENERATED = new URL('../../../contract/generated/', import.meta.url)

export interface Emitted {
  /** `batch/2024-07-01.20.0`. */
  readonly name: string
  readonly document: ContractDocument
}

export const contracts: readonly Emitted[] = readdirSync(GENERATED, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: service }) =>
    readdirSync(new URL(`${service}/`, GENERATED))
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({
        name: `${service}/${file.replace(/\.json$/, '')}`,
        document: JSON.parse(
          readFileSync(new URL(`${service}/${file}`, GENERATED), 'utf8'),
        ) as ContractDocument,
      })),
  )

export interface EmittedOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly body: Schema | undefined
  readonly answers: readonly { readonly status: number; readonly schema: Schema }[]
}

export function operationsOf({ paths }: ContractDocument): EmittedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      const { operationId: id, requestBody, responses = {} } = operation
      if (id === undefined) return []
      const body = Object.values(requestBody?.content ?? {})[0]?.schema
      const answers = Object.entries(responses).flatMap(([status, { content = {} }]) => {
        const schema = Object.values(content)[0]?.schema
        return schema && /^2\d\d$/.test(status) ? [{ status: Number(status), schema }] : []
      })
      return [{ id, method: method.toUpperCase(), path, body, answers }]
    }),
  )
}

export const contractOf = (document: ContractDocument, habits = {}): Contract =>
  new Contract(document, '', habits)

/** Members that a schema declares for clients to set, however they are reached: no body is made. */
export function declaredMembers(document: ContractDocument, from: Schema): Set<Schema> {
  const members = new Set<Schema>()
  const seen = new Set<unknown>()
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return
    seen.add(part)
    const { $ref, properties, items, allOf } = part as Schema
    if ($ref) walk(document.components?.schemas?.[$ref.split('/').at(-1)!])
    walk(items)
    for (const base of allOf ?? []) walk(base)
    for (const member of Object.values(properties ?? {})) {
      if ((member as { readonly readOnly?: boolean }).readOnly) continue
      members.add(member)
      walk(member)
    }
  }
  walk(from)
  return members
}

const ITEM = '*'
/** How deep bodies are looked into: below that they only repeat themselves. */
const DEEPEST = 12

/** Paths of members, `*` for each item of a list, whose schema is as `wanted` says. */
export function pathsTo(
  document: ContractDocument,
  schema: Schema,
  wanted: (schema: Schema) => boolean,
): string[][] {
  const found: string[][] = []
  const walk = (part: Schema, path: readonly string[], above: readonly string[]): void => {
    if (path.length > DEEPEST) return
    if (part.$ref) {
      const name = part.$ref.split('/').at(-1)!
      if (above.includes(name)) return
      walk(document.components?.schemas?.[name] ?? {}, path, [...above, name])
      return
    }
    if (wanted(part)) found.push([...path])
    if (part.items) walk(part.items, [...path, ITEM], above)
    for (const base of part.allOf ?? []) walk(base, path, above)
    for (const [name, member] of Object.entries(part.properties ?? {})) {
      walk(member, [...path, name], above)
    }
  }
  walk(schema, [], [])
  return found
}

/** A body with nothing but `value` at the path. */
export const bodyWith = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, name) => (name === ITEM ? [inner] : { [name]: inner }), value)

/** What is at the path of a body. */
export const valueAt = (path: readonly string[], body: unknown): unknown =>
  path.reduce<unknown>((outer, name) => {
    if (typeof outer !== 'object' || outer === null) return undefined
    return name === ITEM ? (outer as unknown[])[0] : (outer as Record<string, unknown>)[name]
  }, body)
