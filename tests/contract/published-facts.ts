// What a published document of Azure says of each operation, looked for in the document that Lazuli emits.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Json = Readonly<Record<string, unknown>>

interface Documented {
  readonly file: string
  readonly json: Json
}

/** A schema with what it takes over from others, and the document that its own references are of. */
interface Shape {
  readonly of: Documented
  readonly node: Json
  readonly properties: ReadonlyMap<string, Shape>
  readonly required: ReadonlySet<string>
}

const documents = new Map<string, Documented>()

export function documentAt(file: string): Documented {
  const known = documents.get(file)
  if (known) return known
  const json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as Json
  documents.set(file, { file, json })
  return { file, json }
}

/** The object that a reference leads to, and in which document. A document that is not there is empty. */
function follow(of: Documented, node: Json): { of: Documented; node: Json } {
  if (typeof node.$ref !== 'string') return { of, node }
  const [path = '', pointer = ''] = node.$ref.split('#')
  const file = path === '' ? of.file : join(dirname(of.file), path)
  if (!existsSync(file)) return { of, node: {} }
  const next = path === '' ? of : documentAt(file)
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Json)?.[key], next.json)
  return follow(next, found as Json)
}

function shapeOf(of: Documented, node: Json): Shape {
  const found = follow(of, node)
  const properties = new Map<string, Shape>()
  const required = new Set(found.node.required as readonly string[] | undefined)
  let whole = found.node
  for (const base of (found.node.allOf ?? []) as readonly Json[]) {
    const taken = shapeOf(found.of, base)
    whole = { ...taken.node, ...whole }
    for (const [name, shape] of taken.properties) properties.set(name, shape)
    for (const name of taken.required) required.add(name)
  }
  const own = (found.node.properties ?? {}) as Readonly<Record<string, Json>>
  for (const [name, property] of Object.entries(own)) {
    // Made when it is looked at: types refer to each other.
    properties.set(name, {
      of: found.of,
      node: property,
      properties: new Map(),
      required: new Set(),
    })
  }
  return { of: found.of, node: whole, properties, required }
}

const flagOf = (shape: Shape, flag: string): boolean =>
  shape.node[flag] === true || follow(shape.of, shape.node).node[flag] === true

const typeOf = (shape: Shape): unknown =>
  shape.node.type ?? (shape.properties.size > 0 ? 'object' : undefined)

interface Counts {
  facts: number
  readonly differences: string[]
}

/** Every fact that the published document has, and those that the emitted one lacks or says otherwise. */
export function compareDocuments(published: Documented, emitted: Documented): Counts {
  const counts: Counts = { facts: 0, differences: [] }
  const fact = (isSame: boolean, what: string): void => {
    counts.facts += 1
    if (!isSame) counts.differences.push(what)
  }
  const compared = new Set<string>()

  function compare(theirs: Shape, ours: Shape, where: string, isSent: boolean): void {
    const key = [theirs.node, ours.node].map(idOf).join() + isSent
    if (compared.has(key)) return
    compared.add(key)
    const type = typeOf(theirs)
    if (type !== undefined) fact(type === (typeOf(ours) ?? type), `${where}: type ${type}`)
    if (Array.isArray(theirs.node.enum)) {
      const words = (ours.node.enum ?? []) as readonly string[]
      for (const word of theirs.node.enum) fact(words.includes(word), `${where}: word ${word}`)
    }
    if (theirs.node.items && ours.node.items) {
      const [a, b] = [theirs, ours].map((one) => shapeOf(one.of, one.node.items as Json))
      compare(a!, b!, `${where}[]`, isSent)
    }
    for (const [name, property] of theirs.properties) {
      const there = `${where}.${name}`
      const mine = ours.properties.get(name)
      fact(mine !== undefined, `${there} is missing`)
      if (!mine) continue
      fact(theirs.required.has(name) === ours.required.has(name), `${there}: required`)
      // In an answer it makes no difference which side may set it.
      if (isSent) {
        fact(flagOf(property, 'readOnly') === flagOf(mine, 'readOnly'), `${there}: readOnly`)
      }
      compare(shapeOf(property.of, property.node), shapeOf(mine.of, mine.node), there, isSent)
    }
  }

  const paths = { ...(published.json.paths as Json), ...(published.json['x-ms-paths'] as Json) }
  for (const [path, item] of Object.entries(paths as Readonly<Record<string, Json>>)) {
    for (const [method, theirs] of Object.entries(item) as [string, Json][]) {
      if (method === 'parameters') continue
      const where = String(theirs.operationId)
      const ours = (emitted.json.paths as Readonly<Record<string, Json>>)[path]?.[method] as Json
      fact(ours?.operationId === where, `${where} at ${method} ${path}`)
      if (!ours) continue
      compareParameters([...listOf(item), ...listOf(theirs)], ours, where)
      compareAnswers(theirs, ours, where)
    }
  }
  return counts

  function compareParameters(theirs: readonly Json[], ours: Json, where: string): void {
    const mine = listOf(ours).map((parameter) => follow(emitted, parameter).node)
    for (const parameter of theirs) {
      const { of, node } = follow(published, parameter)
      if (node.in === 'body') {
        const body = bodyOf(ours.requestBody as Json | undefined)
        fact(body !== undefined, `${where}: body`)
        if (body) compare(shapeOf(of, node.schema as Json), shapeOf(emitted, body), where, true)
      } else if (node.name !== undefined) {
        const same = mine.find(
          (one) =>
            one.in === node.in && `${one.name}`.toLowerCase() === `${node.name}`.toLowerCase(),
        )
        fact(same !== undefined, `${where}: ${node.in} ${node.name}`)
        if (same) {
          fact(
            (node.required === true) === (same.required === true),
            `${where}: ${node.in} ${node.name} required`,
          )
        }
      }
    }
  }

  function compareAnswers(theirs: Json, ours: Json, where: string): void {
    const answers = ours.responses as Readonly<Record<string, Json>>
    for (const [status, answer] of Object.entries(theirs.responses as Record<string, Json>)) {
      if (status === 'default') continue
      const mine = answers[status]
      fact(mine !== undefined, `${where}: ${status}`)
      for (const name of Object.keys((answer.headers as Json | undefined) ?? {})) {
        const names = Object.keys((mine?.headers as Json | undefined) ?? {})
        // OpenAPI 3 says it by the body's media type.
        if (name.toLowerCase() === 'content-type') continue
        fact(
          names.some((one) => one.toLowerCase() === name.toLowerCase()),
          `${where}: ${status} ${name}`,
        )
      }
      const schema = answer.schema as Json | undefined
      if (!schema || schema.type === 'file' || schema.format === 'file') continue
      const body = bodyOf(mine)
      fact(body !== undefined, `${where}: ${status} body`)
      if (body)
        compare(shapeOf(published, schema), shapeOf(emitted, body), `${where} ${status}`, false)
    }
  }
}

const listOf = (owner: Json): readonly Json[] => (owner.parameters ?? []) as readonly Json[]

function bodyOf(owner: Json | undefined): Json | undefined {
  const [media] = Object.values((owner?.content ?? {}) as Readonly<Record<string, Json>>)
  return media?.schema as Json | undefined
}

const ids = new WeakMap<object, number>()
let last = 0
function idOf(node: object): number {
  const known = ids.get(node)
  if (known !== undefined) return known
  last += 1
  ids.set(node, last)
  return last
}
