// Values of query and path parameters, held against the few keywords that their schemas have.
import type { Schema } from '../prune.ts'

/** As much of a parameter's schema as is looked at here. */
interface ParameterSchema extends Schema {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
}

type Test = (value: string) => boolean

const never: Test = () => false

/** Keywords that say nothing about what is valid. */
const WORDS = ['default', 'description', 'title', 'example']
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Where a character is one unit in every way of counting. */
const ASCII = /^[ -~]*$/

/**
 * Tells whether the value of a parameter is valid, for the few keywords that nearly all parameters
 * have. False says nothing: the validator decides then, and finds the words. It is loaded for that,
 * and for bodies; reads do without.
 */
export function certainlyValid(schema: ParameterSchema): Test {
  const { type, format, ...others } = schema
  const keywords = Object.keys(others).filter((keyword) => !WORDS.includes(keyword))
  const only = (...known: string[]): boolean => keywords.every((each) => known.includes(each))
  if (type === 'string' && only('minLength', 'maxLength', 'pattern')) return textTest(schema)
  if (type === 'integer' && format === 'int32' && only('minimum', 'maximum')) return int32(schema)
  if (type === 'boolean' && format === undefined && only()) return (value) => FLAGS.includes(value)
  return never
}

const FLAGS = ['true', 'false']

function textTest({ format, minLength = 0, maxLength = Infinity, pattern }: ParameterSchema): Test {
  if (format !== undefined && format !== 'uuid') return never
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u')
  return (value) =>
    ASCII.test(value) &&
    value.length >= minLength &&
    value.length <= maxLength &&
    (format === undefined || UUID.test(value)) &&
    (expression === undefined || expression.test(value))
}

const INT32 = 2 ** 31

function int32({ minimum = -INT32, maximum = INT32 - 1 }: ParameterSchema): Test {
  return (value) =>
    /^-?\d{1,10}$/.test(value) &&
    Number(value) >= Math.max(minimum, -INT32) &&
    Number(value) <= Math.min(maximum, INT32 - 1)
}

/** Query and path values are text; the contract says what they stand for. */
export function typed(value: string, type: string | undefined): unknown {
  if (type === 'integer') return /^[+-]?\d+$/.test(value) ? Number(value) : value
  if (type === 'number')
    return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : value
  if (type !== 'boolean') return value
  const lower = value.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : value
}
