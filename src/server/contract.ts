// Reads an emitted contract when its first call comes, and compiles of it only what is called:
// a validator for a request's body, and a pruner that lets only declared members out.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrintedTexts } from '#kernel/caching/printed-texts.ts'
import type { BodySource, PageSource } from '#kernel/handler.ts'
import type { BodyHabits, SchemaFault, UndeclaredMember, UnknownMember } from '#kernel/service.ts'
import { type Normaliser, normaliserOf } from './contract/normalise.ts'
import { type Older, olderDocument } from './contract/older-document.ts'
import { certainlyValid, typed } from './contract/parameters.ts'
import { unknownMember } from './contract/unknown-members.ts'
import type * as validating from './contract/validators.ts'
import { type Pruner, prunerOf, type Schema } from './prune.ts'

const require = createRequire(import.meta.url)

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
  /** The first member of the body, whose text is at hand, that is neither declared nor taken all the same. */
  unknownMember(
    body: unknown,
    textOf: () => string,
    takes?: (member: UndeclaredMember) => boolean,
  ): UnknownMember | undefined
  /** What is wrong with the body; undefined when nothing is. */
  checkBody(body: unknown): SchemaFault | undefined
  readonly query: readonly Parameter[]
  readonly path: readonly Parameter[]
  checkParameter(parameter: Parameter, value: string): string | undefined
  /** What may leave the server of a body with this status. */
  prune(status: number, body: unknown): unknown
  /** The same as text. */
  print(status: number, source: BodySource): string | undefined
  /** The same of a list. Between a few items and the next ones, other calls get their turn. */
  printPage(status: number, page: PageSource): Promise<string>
}

const schemaIn = (content: MediaTypes | undefined): Schema | undefined =>
  content && Object.values(content)[0]?.schema

/** So much is done of a list before others get their turn: to print an item costs as much as to know many. */
const A_TURN = 200
const COST_OF_PRINTING = 20
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** `kind`: the version and the shape in which all items are printed. */
async function printedPage(
  { value, nextLink }: PageSource,
  kind: string,
  prune: Pruner,
): Promise<string> {
  const texts: string[] = []
  let done = 0
  for (const item of value) {
    if (done >= A_TURN) {
      await nextTurn()
      done = 0
    }
    const text = printedItems.textOf(kind, item.name, item.parts, () => {
      done += COST_OF_PRINTING
      const made = item.make()
      return made === undefined ? undefined : JSON.stringify(prune(made))
    })
    done += 1
    if (text !== undefined) texts.push(text)
  }
  const link = nextLink === undefined ? '' : `,"nextLink":${JSON.stringify(nextLink)}`
  return `{"value":[${texts.join(',')}]${link}}`
}

/** Of a list's answer, what one of its items is. */
function itemSchemaIn(list: Schema | undefined, schemas: Readonly<Record<string, Schema>>) {
  const target = list?.$ref ? schemas[list.$ref.split('/').at(-1)!] : list
  const items = target?.properties?.value?.items
  if (!items) throw new Error('the contract declares no list there')
  return items
}

const printed = new PrintedTexts('printed bodies', 8_000_000)
/** On their own: a long list would push out what is read one by one. */
const printedItems = new PrintedTexts('printed items of lists', 12_000_000)

export class Contract {
  readonly #name: string
  readonly #document: ContractDocument
  readonly #habits: BodyHabits
  readonly #byId = new Map<string, OperationDocument>()
  readonly #operations = new Map<string, ContractOperation>()
  /** By the schema that they are of. */
  readonly #pruners = new Map<string, Pruner>()
  /** Of kept texts, by the schema. */
  readonly #kinds = new Map<string, string>()
  #validators: validating.Validators | undefined

  /** `name` is the service and the version: it tells contracts with other documents apart. */
  constructor(document: ContractDocument, name: string, habits: BodyHabits = {}) {
    this.#name = name
    this.#document = document
    this.#habits = habits
    for (const item of Object.values(document.paths)) {
      for (const operation of Object.values(item)) {
        if (operation.operationId) this.#byId.set(operation.operationId, operation)
      }
    }
  }

  /** `older`: the contract as a version before it had it, which reads over what it does not know. */
  static async load(
    service: string,
    version: string,
    habits: BodyHabits = {},
    older?: Older,
  ): Promise<Contract> {
    const file = new URL(`../../contract/generated/${service}/${version}.json`, import.meta.url)
    const document = JSON.parse(await readFile(file, 'utf8')) as ContractDocument
    if (!older) return new Contract(document, `${service} ${version}`, habits)
    const name = `${service} ${version} ${older.apiVersion}`
    return new Contract(olderDocument(document, older, habits), name, {
      ...habits,
      undeclaredIsAbsent: true,
    })
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
    let findFault: validating.FindFault | undefined
    let normalise: Normaliser | undefined
    const checks = new Map<string, (value: string) => string | undefined>()
    const undeclared = this.#habits.undeclaredAnswers?.[document.operationId ?? '']
    const beside =
      undeclared === undefined ? undefined : { $ref: `#/components/schemas/${undeclared}` }
    const schemaOf = (status: number): Schema | undefined => {
      const responses = document.responses ?? {}
      return schemaIn((responses[status] ?? responses[200])?.content) ?? beside
    }
    const prune = (status: number, body: unknown): unknown => {
      let pruner = pruners.get(status)
      if (!pruner) {
        pruner = prunerOf(schemaOf(status), this.#schemas, this.#habits)
        pruners.set(status, pruner)
      }
      return pruner(body)
    }
    return {
      takesBody: bodySchema !== undefined,
      bodyRequired: document.requestBody?.required === true,
      query: parameters.filter((parameter) => parameter.in === 'query'),
      path: parameters.filter((parameter) => parameter.in === 'path'),
      normalise: (body) => {
        normalise ??= normaliserOf(bodySchema, this.#schemas, this.#habits)
        return normalise(body)
      },
      unknownMember: (body, textOf, takes) =>
        bodySchema && unknownMember(bodySchema, this.#schemas, body, textOf, this.#habits, takes),
      checkBody: (body) => {
        if (!bodySchema) return undefined
        findFault ??= this.#validator(bodySchema)
        return findFault(body)
      },
      checkParameter: (parameter, value) => {
        if (!parameter.schema) return undefined
        let check = checks.get(parameter.name)
        if (!check) {
          check = this.#parameterCheck(parameter.schema)
          checks.set(parameter.name, check)
        }
        return check(value)
      },
      prune,
      print: (status, source) => this.#print(schemaOf(status), source),
      printPage: (status, page) => {
        const item = itemSchemaIn(schemaOf(status), this.#schemas)
        return printedPage(page, `${this.#name} ${document.operationId}`, this.#prunerOf(item))
      },
    }
  }

  /** What operations answer in one shape is kept once for all of them. */
  #print(schema: Schema | undefined, { name, parts, make }: BodySource) {
    const shape = schema?.$ref
    const print = (): string | undefined => {
      const body = make()
      return body === undefined ? undefined : JSON.stringify(this.#prunerOf(schema)(body))
    }
    if (shape === undefined) return print()
    let kind = this.#kinds.get(shape)
    if (kind === undefined) {
      kind = `${this.#name} ${shape}`
      this.#kinds.set(shape, kind)
    }
    return printed.textOf(kind, name, parts, print)
  }

  #prunerOf(schema: Schema | undefined): Pruner {
    const known = schema?.$ref === undefined ? undefined : this.#pruners.get(schema.$ref)
    if (known) return known
    const pruner = prunerOf(schema, this.#schemas, this.#habits)
    if (schema?.$ref !== undefined) this.#pruners.set(schema.$ref, pruner)
    return pruner
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

  #parameterCheck(schema: Schema): (value: string) => string | undefined {
    const isValid = certainlyValid(schema)
    let findFault: validating.FindFault | undefined
    return (value) => {
      if (isValid(value)) return undefined
      findFault ??= this.#validator(schema)
      return findFault(typed(value, this.#typeOf(schema)))?.reason
    }
  }

  /** What validates is loaded now, by `require`: the caller cannot wait for a promise. */
  #validator(schema: Schema): validating.FindFault {
    if (!this.#validators) {
      const { Validators } = require('./contract/validators.ts') as typeof validating
      this.#validators = new Validators(this.#schemas, this.#habits)
    }
    return this.#validators.of(schema)
  }
}
