// What holds a value against a schema of the contract. Loading it takes a good part of a start, so
// it is here for bodies to check, and for a parameter that is not certainly right.
import { Ajv, type ErrorObject } from 'ajv'
import addFormatsModule from 'ajv-formats'
import type { BodyHabits, SchemaFault } from '#kernel/service.ts'
import type { Schema } from '../prune.ts'
import { pointerToProperty } from './fault.ts'
import { addAzureFormats } from './formats.ts'
import { forRequests, KNOWN_VALUES } from './request-schema.ts'

// The package's types describe its CommonJS form, in which the function is the default's default.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void

/** What is wrong with a value; undefined when nothing is. */
export type FindFault = (value: unknown) => SchemaFault | undefined

/** Makes validators for the schemas of one contract, as they hold for requests. */
export class Validators {
  readonly #habits: BodyHabits
  readonly #ajv: Ajv

  constructor(schemas: Readonly<Record<string, Schema>>, habits: BodyHabits) {
    this.#habits = habits
    // That the schemas are schemas is a test's business: to check it takes longer than all the rest.
    const unchecked = { validateSchema: false, meta: false } as const
    // A third of compiling would go into code that then runs no faster.
    const code = { optimize: false } as const
    this.#ajv = new Ajv({ ...unchecked, code, strict: false, verbose: true })
    addFormats(this.#ajv)
    addAzureFormats(this.#ajv)
    addKnownValues(this.#ajv)
    const components = forRequests({ schemas }, habits) as object
    this.#ajv.addSchema({ $id: 'contract', components })
  }

  of(schema: Schema): FindFault {
    // References are relative to the document; ajv knows that as `contract`.
    const text = JSON.stringify(forRequests(schema, this.#habits)).replaceAll(
      '"$ref":"#/',
      '"$ref":"contract#/',
    )
    const validate = this.#ajv.compile(JSON.parse(text) as object)
    return (value) => (validate(value) ? undefined : faultOf(validate.errors?.[0]))
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
