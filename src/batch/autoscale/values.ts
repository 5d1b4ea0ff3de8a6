// The types of autoscale formulas and what the operators do with them.
import type { BinaryOperator } from './parser.ts'

export type Value =
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'doubleVec'; readonly value: Float64Array }
  | { readonly type: 'string'; readonly value: string }
  /** Milliseconds since 1970, UTC. */
  | { readonly type: 'timestamp'; readonly value: number }
  /** Milliseconds. */
  | { readonly type: 'timeinterval'; readonly value: number }

type ValueType = Value['type']

export const double = (value: number): Value => ({ type: 'double', value })
export const doubleVec = (value: Float64Array): Value => ({ type: 'doubleVec', value })
export const string = (value: string): Value => ({ type: 'string', value })
export const timestamp = (value: number): Value => ({ type: 'timestamp', value })
export const timeinterval = (value: number): Value => ({ type: 'timeinterval', value })

const SECOND = 1_000
const DAY = 86_400 * SECOND

/** The named lengths of time, in milliseconds. */
export const TIME_INTERVALS: ReadonlyMap<string, number> = new Map([
  ['TimeInterval_Zero', 0],
  ['TimeInterval_100ns', 0.0001],
  ['TimeInterval_Microsecond', 0.001],
  ['TimeInterval_Millisecond', 1],
  ['TimeInterval_Second', SECOND],
  ['TimeInterval_Minute', 60 * SECOND],
  ['TimeInterval_Hour', 3_600 * SECOND],
  ['TimeInterval_Day', DAY],
  ['TimeInterval_Week', 7 * DAY],
  ['TimeInterval_Year', 365 * DAY],
])

/** The first and the last of .NET's DateTime, and the longest of its TimeSpan: assumed of Batch. */
const FIRST_TIME = -62_135_596_800_000
const END_OF_TIME = 253_402_300_800_000
const LONGEST = 922_337_203_685_477

/** Whether a value is one that its type has. Numbers may be infinite. */
export function isInRange({ type, value }: Value): boolean {
  if (type === 'timestamp') return value >= FIRST_TIME && value < END_OF_TIME
  return type !== 'timeinterval' || Math.abs(value) <= LONGEST
}

/** What an operator makes of two values, or undefined where it is not defined for their types. */
export function applyBinary(
  operator: BinaryOperator,
  left: Value,
  right: Value,
): Value | undefined {
  switch (operator) {
    case '&&':
    case '||':
      return logical(operator, left, right)
    case '+':
    case '-':
    case '*':
    case '/':
      return arithmetic(operator, left, right)
    default:
      return comparison(operator, left, right)
  }
}

export function applyUnary(operator: '-' | '!', operand: Value): Value | undefined {
  if (operator === '!') {
    const truth = truthOf(operand)
    return truth === undefined ? undefined : double(truth ? 0 : 1)
  }
  if (operand.type === 'double') return double(-operand.value)
  if (operand.type === 'timeinterval') return timeinterval(-operand.value)
  return undefined
}

/** True for any number but zero; undefined where the value is no number. */
export function truthOf(value: Value): boolean | undefined {
  const number = numberOf(value)
  return number === undefined ? undefined : number !== 0
}

/** A list of one element counts as that number: people compare and assign `GetSample(1)`. */
export function numberOf(value: Value): number | undefined {
  if (value.type === 'double') return value.value
  return value.type === 'doubleVec' && value.value.length === 1 ? value.value[0] : undefined
}

function logical(operator: '&&' | '||', left: Value, right: Value): Value | undefined {
  const [a, b] = [truthOf(left), truthOf(right)]
  if (a === undefined || b === undefined) return undefined
  return double((operator === '&&' ? a && b : a || b) ? 1 : 0)
}

type Arithmetic = '+' | '-' | '*' | '/'

const COMPUTE: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

/** What two different or equal scalar types give; pairs that are absent are not defined. */
const SCALAR_RESULTS: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['double * timeinterval', 'timeinterval'],
  ['timeinterval * double', 'timeinterval'],
  ['timeinterval / double', 'timeinterval'],
  ['timeinterval + timeinterval', 'timeinterval'],
  ['timeinterval - timeinterval', 'timeinterval'],
  ['timeinterval + timestamp', 'timestamp'],
  ['timestamp + timeinterval', 'timestamp'],
  ['timestamp - timestamp', 'timeinterval'],
])

function arithmetic(operator: Arithmetic, left: Value, right: Value): Value | undefined {
  const compute = COMPUTE[operator]
  if (left.type === 'string' || right.type === 'string') return undefined
  if (left.type === 'doubleVec') {
    if (right.type === 'double') return doubleVec(left.value.map((a) => compute(a, right.value)))
    if (right.type !== 'doubleVec' || right.value.length !== left.value.length) return undefined
    return doubleVec(left.value.map((a, index) => compute(a, right.value[index]!)))
  }
  if (right.type === 'doubleVec') {
    if (left.type !== 'double') return undefined
    return doubleVec(right.value.map((b) => compute(left.value, b)))
  }
  const computed = compute(left.value, right.value)
  if (left.type === 'double' && right.type === 'double') return double(computed)
  const type = SCALAR_RESULTS.get(`${left.type} ${operator} ${right.type}`)
  if (type === undefined) return undefined
  return type === 'timestamp' ? timestamp(computed) : timeinterval(computed)
}

function comparison(
  operator: '<' | '<=' | '==' | '>=' | '>' | '!=',
  left: Value,
  right: Value,
): Value | undefined {
  const numbers = [numberOf(left), numberOf(right)]
  const areNumbers = numbers.every((number) => number !== undefined)
  if (!areNumbers && (left.type !== right.type || left.type === 'doubleVec')) return undefined
  const [a, b] = (areNumbers ? numbers : [left.value, right.value]) as [number, number]
  switch (operator) {
    case '<':
      return double(a < b ? 1 : 0)
    case '<=':
      return double(a <= b ? 1 : 0)
    case '==':
      return double(a === b ? 1 : 0)
    case '>=':
      return double(a >= b ? 1 : 0)
    case '>':
      return double(a > b ? 1 : 0)
    case '!=':
      return double(a !== b ? 1 : 0)
  }
}
