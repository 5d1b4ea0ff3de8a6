// Reads an emitted contract when its first call comes, and compiles of it only what is called:
// a validator for a request's body, and a pruner that lets only declared members out.
import { readFile } from 'node:fs/promises'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormatsModule from 'ajv-formats'
import type { BodyHabits, SchemaFault } from '#kernel/service.ts'
import { pointerToProperty } from './fault.ts'
import { addAzureFormats } from './formats.ts'
import { type Normaliser, normaliserOf } from './normalise.ts'
import { type Pruner, prunerOf, type Schema } from './prune.ts'
import { forRequests, KNOWN_VALUES } from './request-schema.ts'

// The package's types describe its CommonJS form, in which the function is the default's default.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void

interface Parameter {
  readonly name: string
  readonly in: 'query' | 'header' | 'path'
  readonly required?: boolean
  readonly schema?: Schema
}

interface OperationDocument {
  readonly operationId?: string
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly required?: boolean; readonly content?: MediaTypes }
  readonly responses?: Readonly<Record<string, { readonly content?: MediaTypes }>>
}
type MediaTypes = Readonly<Record<string, { readonly schema?: Schema }>>

export interface ContractDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationDocument>>>>
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly parameters?: Readonly<Record<string, Parameter>>
  }
}

export interface ContractOperation {
  readonly takesBody: boolean
  readonly bodyRequired: boolean
  /** The body as the contract spells it, where the service takes other spellings too. */
  normalise(body: unknown): unknown
  /** What is wrong with the body; undefined when nothing is. */
  checkBody(body: unknown): SchemaFault | undefined
  readonly query: readonly Parameter[]
  readonly path: readonly Parameter[]
  checkParameter(parameter: Parameter, value: string): string | undefined
  /** What may leave the server of a body with this status. */
  prune(status: number, body: unknown): unknown
}

const schemaIn = (content: MediaTypes | undefined): Schema | undefined =>
  content && Object.values(content)[0]?.schema

export class Contract {
  readonly #document: ContractDocument
  readonly #habits: BodyHabits
  readonly #byId = new Map<string, OperationDocument>()
  readonly #operations = new Map<string, ContractOperation>()
  readonly #ajv: Ajv

  constructor(document: ContractDocument, habits: BodyHabits = {}) {
    this.#document = document
    this.#habits = habits
    for (const item of Object.values(document.paths)) {
      for (const operation of Object.values(item)) {
        if (operation.operationId) this.#byId.set(operation.operationId, operation)
      }
    }
    // That the schemas are schemas is a test's business: to check it takes longer than all the rest.
    const unchecked = { validateSchema: false, meta: false } as const
    this.#ajv = new Ajv({ ...unchecked, strict: false, verbose: true })
    addFormats(this.#ajv)
    addAzureFormats(this.#ajv)
    addKnownValues(this.#ajv)
    const schemas = forRequests({ schemas: document.components?.schemas ?? {} }, habits)
    this.#ajv.addSchema({ $id: 'contract', components: schemas as object })
  }

  static async load(service: string, version: string, habits?: BodyHabits): Promise<Contract> {
    const file = new URL(import.meta.resolve(`#contract/${service}/${version}.json`))
    return new Contract(JSON.parse(await readFile(file, 'utf8')) as ContractDocument, habits)
  }

  operation(operationId: string): ContractOperation {
    let compiled = this.#operations.get(operationId)
    if (!compiled) {
      const document = this.#byId.get(operationId)
      if (!document) throw new Error(`the contract has no operation ${operationId}`)
      compiled = this.#compile(document)
      this.#operations.set(operationId, compiled)
    }
    return compiled
  }

  #compile(document: OperationDocument): ContractOperation {
    const bodySchema = schemaIn(document.requestBody?.content)
    const parameters = (document.parameters ?? []).map((parameter) => this.#resolve(parameter))
    const pruners = new Map<number, Pruner>()
    let validateBody: ValidateFunction | undefined
    let normalise: Normaliser | undefined
    const validators = new Map<string, ValidateFunction>()
    return {
      takesBody: bodySchema !== undefined,
      bodyRequired: document.requestBody?.required === true,
      query: parameters.filter((parameter) => parameter.in === 'query'),
      path: parameters.filter((parameter) => parameter.in === 'path'),
      normalise: (body) => {
        normalise ??= normaliserOf(bodySchema, this.#schemas, this.#habits)
        return normalise(body)
      },
      checkBody: (body) => {
        if (!bodySchema) return undefined
        validateBody ??= this.#validator(bodySchema)
        return validateBody(body) ? undefined : faultOf(validateBody.errors?.[0])
      },
      checkParameter: (parameter, value) => {
        if (!parameter.schema) return undefined
        let validate = validators.get(parameter.name)
        if (!validate) {
          validate = this.#validator(parameter.schema)
          validators.set(parameter.name, validate)
        }
        return validate(typed(value, this.#typeOf(parameter.schema)))
          ? undefined
          : faultOf(validate.errors?.[0]).reason
      },
      prune: (status, body) => {
        let pruner = pruners.get(status)
        if (!pruner) {
          const responses = document.responses ?? {}
          const response = responses[status] ?? responses[200]
          pruner = prunerOf(schemaIn(response?.content), this.#schemas, this.#habits)
          pruners.set(status, pruner)
        }
        return pruner(body)
      },
    }
  }

  get #schemas(): Readonly<Record<string, Schema>> {
    return this.#document.components?.schemas ?? {}
  }

  #resolve(parameter: Parameter | { readonly $ref: string }): Parameter {
    if (!('$ref' in parameter)) return parameter
    const name = parameter.$ref.split('/').at(-1)!
    return this.#document.components!.parameters![name]!
  }

  #typeOf(schema: Schema): string | undefined {
    if (!schema.$ref) return schema.type
    return this.#document.components?.schemas?.[schema.$ref.split('/').at(-1)!]?.type
  }

  #validator(schema: Schema): ValidateFunction {
    // References are relative to the document; ajv knows that as `contract`.
    const text = JSON.stringify(forRequests(schema, this.#habits)).replaceAll(
      '"$ref":"#/',
      '"$ref":"contract#/',
    )
    return this.#ajv.compile(JSON.parse(text) as object)
  }
}

/** Accepts a known value in any case, and gives the handler the contract's own spelling of it. */
function addKnownValues(ajv: Ajv): void {
  ajv.addKeyword({
    keyword: KNOWN_VALUES,
    type: 'string',
    schemaType: 'array',
    modifying: true,
    errors: false,
    validate: (known: readonly string[], value: string, _schema: unknown, at?: DataAt) => {
      const found = known.find((name) => name.toLowerCase() === value.toLowerCase())
      // A query parameter is not a member of anything.
      if (found !== undefined && found !== value && at?.parentData) {
        at.parentData[at.parentDataProperty] = found
      }
      return found !== undefined
    },
  })
}
interface DataAt {
  readonly parentData?: Record<string | number, unknown>
  readonly parentDataProperty: string | number
}

/** Query and path values are text; the contract says what they stand for. */
function typed(value: string, type: string | undefined): unknown {
  if (type === 'integer' || type === 'number') return value.trim() === '' ? value : Number(value)
  if (type !== 'boolean') return value
  const lower = value.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : value
}

function faultOf(error: ErrorObject | undefined): SchemaFault {
  if (!error) return { property: '', reason: 'is not valid', keyword: 'schema', value: undefined }
  const isMissing = error.keyword === 'required'
  const inner = isMissing ? error.params.missingProperty : error.params.additionalProperty
  const below = typeof inner === 'string' ? `/${inner}` : ''
  const allowed =
    error.keyword === KNOWN_VALUES
      ? `must be one of: ${(error.schema as unknown[]).join(', ')}`
      : undefined
  return {
    property: pointerToProperty(error.instancePath + below),
    reason: allowed ?? error.message ?? 'is not valid',
    keyword: error.keyword === KNOWN_VALUES ? 'enum' : error.keyword,
    value: below ? undefined : error.data,
  }
}
