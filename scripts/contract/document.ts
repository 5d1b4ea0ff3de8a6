/** As much of an OpenAPI 3.0 document as the emission reads or changes. */
export interface WireDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, WireOperation>>>>
  readonly components?: {
    readonly schemas?: Readonly<Record<string, WireNode>>
    readonly parameters?: Readonly<Record<string, WireNode>>
  }
}

interface WireOperation {
  readonly operationId: string
  readonly parameters?: readonly WireNode[]
  readonly 'x-ms-long-running-operation'?: boolean
  readonly 'x-ms-pageable'?: WireNode
}

export type WireNode = Readonly<Record<string, unknown>>

/**
 * The document in the plainest form that says the same, so that its reader at run time needs
 * to know little: parameters stand in their operation, scalars in their property, allowed values
 * in one list, a type lists its subtypes, what is never returned is marked as such, and operation names are spelt as Azure spells them.
 */
export function plain(document: WireDocument): WireDocument {
  const schemas = document.components?.schemas ?? {}
  const parameters = document.components?.parameters ?? {}
  const rewritten = rewrite(document, (node) => {
    const parameter = target(node, '#/components/parameters/', parameters)
    if (parameter) return parameter
    const spelt = azureOperationId(writeOnly(openUnion(withScalar(node, schemas))))
    return answerFrom(spelt, document.info.version)
  }) as WireDocument
  const kept = Object.entries(rewritten.components?.schemas ?? {}).filter(([, s]) => !isScalar(s))
  return { ...rewritten, components: { schemas: withSubtypes(Object.fromEntries(kept)) } }
}

const schemaPrefix = '#/components/schemas/'

/** Rebuilds a JSON value, giving each object to `change` before descending into the outcome. */
function rewrite(value: unknown, change: (node: WireNode) => WireNode): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, change))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(change(value as WireNode))
  return Object.fromEntries(entries.map(([key, item]) => [key, rewrite(item, change)]))
}

function target(node: WireNode, prefix: string, among: Readonly<Record<string, WireNode>>) {
  const ref = node.$ref
  return typeof ref === 'string' && ref.startsWith(prefix)
    ? among[ref.slice(prefix.length)]
    : undefined
}

/** A named string or number without a list of values is a format, not a type worth a name. */
function isScalar(schema: WireNode): boolean {
  return (
    typeof schema.type === 'string' && !['object', 'array'].includes(schema.type) && !schema.enum
  )
}

function withScalar(node: WireNode, schemas: Readonly<Record<string, WireNode>>): WireNode {
  const { allOf, ...rest } = node
  const only = Array.isArray(allOf) && allOf.length === 1 ? (allOf[0] as WireNode) : node
  const scalar = target(only, schemaPrefix, schemas)
  if (!scalar || !isScalar(scalar)) return node
  return only === node ? scalar : { ...scalar, ...rest }
}

/**
 * TypeSpec writes "one of these words, or one that a later version adds" as a union with string.
 * We keep the words in one `enum` list and say beside it that the list may grow.
 */
function openUnion(node: WireNode): WireNode {
  const { anyOf, ...rest } = node
  if (!Array.isArray(anyOf)) return node
  const lists = anyOf.map((choice: WireNode) => choice.enum)
  const values = lists.flatMap((list) => (Array.isArray(list) ? list : []))
  const open = anyOf.some((choice: WireNode) => isBareString(choice))
  if (!open || values.length === 0) return node
  return { type: 'string', enum: values, ...rest, 'x-ms-enum': { modelAsString: true } }
}

/**
 * TypeSpec lets each subtype point to its base, so that the base shows nothing of what its values
 * may hold. Here the base lists its subtypes, and each of these has all of its members itself.
 */
function withSubtypes(schemas: Record<string, WireNode>): Record<string, WireNode> {
  const all = { ...schemas }
  for (const [name, base] of Object.entries(schemas)) {
    const { mapping } = (base.discriminator ?? {}) as { mapping?: Record<string, string> }
    if (!mapping) continue
    const refs = Object.values(mapping)
    for (const ref of refs) {
      const subtype = ref.replace(schemaPrefix, '')
      all[subtype] = merged(base, schemas[subtype] ?? {})
    }
    all[name] = { ...base, oneOf: refs.map(($ref) => ({ $ref })) }
  }
  return all
}

function merged(base: WireNode, subtype: WireNode): WireNode {
  const { discriminator: _, ...inherited } = base
  const { allOf: __, ...own } = subtype
  return {
    ...inherited,
    ...own,
    required: [...new Set([...asList(base.required), ...asList(own.required)])],
    properties: { ...asNode(base.properties), ...asNode(own.properties) },
  }
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const asNode = (value: unknown): WireNode => (value ?? {}) as WireNode

function isBareString(schema: WireNode): boolean {
  return schema.type === 'string' && Object.keys(schema).length === 1
}

/**
 * Azure lists when a member can be seen or set; OpenAPI has a word for one that is never seen. The
 * lists can be trusted for secrets only: Batch returns a member that should not be readable.
 */
function writeOnly(node: WireNode): WireNode {
  const times = node['x-ms-mutability']
  const hidden = node['x-ms-secret'] === true && Array.isArray(times) && !times.includes('read')
  return hidden ? { ...node, writeOnly: true } : node
}

/** Says of a schema that from an api-version on it is an answer, of which clients set a part only. */
const ANSWER = 'x-answer-from'

interface AnswerFrom {
  readonly version: string
  readonly settable: readonly string[]
  readonly required: readonly string[]
}

/** TypeSpec has no way to say that a member is read-only, or always there, from a version on. */
function answerFrom(node: WireNode, present: string): WireNode {
  const { [ANSWER]: said, ...schema } = node
  if (!said) return node
  const { version, settable, required } = said as AnswerFrom
  if (present < version) return schema
  const members = Object.entries(asNode(schema.properties)) as [string, WireNode][]
  const properties = members.map(([name, member]) =>
    settable.includes(name) || name.startsWith('odata.')
      ? [name, member]
      : [name, { ...('$ref' in member ? { allOf: [member] } : member), readOnly: true }],
  )
  return { ...schema, required, properties: Object.fromEntries(properties) }
}

/** `ManagedClusters_list` becomes `ManagedClusters_List`: TypeSpec and Azure differ in that letter. */
function azureOperationId(node: WireNode): WireNode {
  const id = node.operationId
  if (typeof id !== 'string' || !('responses' in node)) return node
  return { ...node, operationId: id.replace(/_([a-z])/, (_, letter) => `_${letter.toUpperCase()}`) }
}
