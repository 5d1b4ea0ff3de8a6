// Evaluates a parsed formula. Pure: time, randomness and samples come in.

import { dateOf, parseFormulaTime, TIMESTAMP_MEMBERS } from './formula-time.ts'
import { ArgumentError, FUNCTIONS } from './functions.ts'
import type { Position } from './lexer.ts'
import {
  isMeasured,
  isOfNodes,
  type Metric,
  metricOf,
  newestSamples,
  SAMPLE_PERIOD_MS,
  type Samples,
  windowOf,
} from './metrics.ts'
import type { Expression, Statement } from './parser.ts'
import {
  applyBinary,
  applyUnary,
  double,
  doubleVec,
  isInRange,
  numberOf,
  string,
  TIME_INTERVALS,
  timeinterval,
  timestamp,
  truthOf,
  type Value,
} from './values.ts'

/** The largest number that clients can read as a target. */
const MOST_NODES = 2 ** 31 - 1

type Binary = Extract<Expression, { kind: 'binary' }>

const DEALLOCATION_OPTIONS = ['requeue', 'terminate', 'taskcompletion', 'retaineddata'] as const

type DeallocationOption = (typeof DEALLOCATION_OPTIONS)[number]

/** What a formula decides. */
export interface Targets {
  readonly dedicated: number
  readonly lowPriority: number
  readonly deallocationOption: DeallocationOption
}

export interface FormulaWorld {
  /** Milliseconds since 1970. */
  readonly now: number
  /** What holds now: what `$TargetDedicatedNodes` is before it is assigned. */
  readonly targets: Targets
  /** Undefined where the metric is not measured. */
  readonly samplesOf: (metric: Metric) => Samples | undefined
  /** What a metric is at this moment, where a formula uses it as a number. */
  readonly currentOf: (metric: Metric) => number | undefined
  /** From 0 to 1. */
  readonly random: () => number
  /** How long `ms` of the real service's time lasts here: what looks back is as much shorter. */
  readonly scaled: (ms: number) => number
}

/** `InsufficientSampleData` and its message are recorded; the rest of the words is ours. */
export type EvaluationErrorCode = 'InsufficientSampleData' | 'AutoScalingFormulaEvaluationError'

export class FormulaEvaluationError extends Error {
  readonly code: EvaluationErrorCode

  constructor(
    { line, column }: Position,
    message: string,
    code: EvaluationErrorCode = 'AutoScalingFormulaEvaluationError',
  ) {
    super(`Line ${line}, Col ${column}: ${message}`)
    this.code = code
  }
}

export interface Evaluation {
  readonly targets: Targets
  /** What the formula assigned to names of its own, in the order of the names. */
  readonly variables: ReadonlyMap<string, Value>
}

/**
 * How much of a window must be there where the formula does not say: a live report
 * (Azure/batch-shipyard#138) shows "wanted 70%" for a call without it.
 */
const DEFAULT_PERCENT = 70

const TARGET_NAMES: ReadonlyMap<string, 'dedicated' | 'lowPriority'> = new Map([
  ['$TargetDedicatedNodes', 'dedicated'],
  ['$TargetDedicated', 'dedicated'],
  ['$TargetLowPriorityNodes', 'lowPriority'],
  ['$TargetLowPriority', 'lowPriority'],
])

/** Older names. What is assigned to the full one counts before them, in either order. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['$TargetDedicated', '$TargetDedicatedNodes'],
  ['$TargetLowPriority', '$TargetLowPriorityNodes'],
])

/** Thrown by `stop()`: not an error. */
class Stopped extends Error {}

/** Runs a formula. Throws FormulaEvaluationError, which names line and column. */
export function evaluateFormula(statements: readonly Statement[], world: FormulaWorld): Evaluation {
  const run = new Run(world)
  try {
    for (const statement of statements) run.execute(statement)
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    return { targets: world.targets, variables: run.variables }
  }
  return { targets: run.targets, variables: run.variables }
}

class Run {
  readonly #world: FormulaWorld
  readonly #variables = new Map<string, Value>()
  readonly #assigned = new Set<string>()
  #targets: Targets

  constructor(world: FormulaWorld) {
    this.#world = world
    this.#targets = world.targets
  }

  get #period(): number {
    return Math.ceil(this.#world.scaled(SAMPLE_PERIOD_MS))
  }

  get targets(): Targets {
    return this.#targets
  }

  get variables(): ReadonlyMap<string, Value> {
    const byName = ([a]: [string, Value], [b]: [string, Value]): number => (a < b ? -1 : 1)
    return new Map([...this.#variables].sort(byName))
  }

  execute(statement: Statement): void {
    const value = this.#evaluate(statement.value)
    if (statement.target !== undefined) this.#assign(statement, statement.target, value)
  }

  #assign(at: Position, name: string, value: Value): void {
    const target = TARGET_NAMES.get(name)
    if (target) {
      const number = targetOf(at, name, value)
      this.#assigned.add(name)
      if (this.#assigned.has(ALIASES.get(name) ?? '')) return
      this.#targets = { ...this.#targets, [target]: number }
    } else if (name === '$NodeDeallocationOption') {
      const option = DEALLOCATION_OPTIONS.find((candidate) => candidate === value.value)
      if (!option) throw fail(at, `$NodeDeallocationOption cannot be ${value.type}`)
      this.#targets = { ...this.#targets, deallocationOption: option }
    } else if (metricOf(name) || TIME_INTERVALS.has(name)) {
      throw fail(at, `${name} cannot be assigned`)
    } else {
      this.#variables.set(name, value)
    }
  }

  #evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case 'number':
        return double(expression.value)
      case 'string':
        return string(expression.value)
      case 'name':
        return this.#read(expression, expression.name)
      case 'unary': {
        const operand = this.#evaluate(expression.operand)
        const value = applyUnary(expression.operator, operand)
        if (value) return value
        throw fail(expression, `'${expression.operator}' is not defined for ${operand.type}`)
      }
      case 'binary':
        return this.#evaluateChain(expression)
      case 'choice': {
        const test = this.#evaluate(expression.test)
        const truth = truthOf(test)
        if (truth === undefined) throw fail(expression, `a ${test.type} is neither true nor false`)
        return this.#evaluate(truth ? expression.whenTrue : expression.whenFalse)
      }
      case 'member': {
        const object = this.#evaluate(expression.object)
        const read = TIMESTAMP_MEMBERS.get(expression.name)
        if (object.type === 'timestamp' && read) return double(read(dateOf(object.value)))
        throw fail(expression, `a ${object.type} has no member '${expression.name}'`)
      }
      case 'call':
        return this.#call(expression, expression.name, expression.args)
      case 'method':
        return this.#callMethod(expression, expression.object, expression.name, expression.args)
    }
  }

  /** From the left, in a loop: a sum of thousands is as deep as it is long. */
  #evaluateChain(last: Binary): Value {
    const links: Binary[] = []
    let first: Expression = last
    for (; first.kind === 'binary'; first = first.left) links.push(first)
    let left = this.#evaluate(first)
    for (const link of links.reverse()) {
      const right = this.#evaluate(link.right)
      const value = applyBinary(link.operator, left, right)
      if (!value) {
        const types = `${left.type} and ${right.type}`
        throw fail(link, `'${link.operator}' is not defined for ${types}`)
      }
      if (!isInRange(value)) throw fail(link, `the ${value.type} is out of range`)
      left = value
    }
    return left
  }

  #read(at: Position, name: string): Value {
    const own = this.#variables.get(name)
    if (own) return own
    const target = TARGET_NAMES.get(name)
    if (target) return double(this.#targets[target])
    if (name === '$NodeDeallocationOption') return string(this.#targets.deallocationOption)
    const metric = metricOf(name)
    if (metric) {
      const current = this.#world.currentOf(metric)
      if (current === undefined) throw unmeasured(at, metric, name)
      return double(current)
    }
    const length = TIME_INTERVALS.get(name)
    if (length !== undefined) return timeinterval(length)
    if (DEALLOCATION_OPTIONS.some((option) => option === name)) return string(name)
    throw fail(at, `unknown variable '${name}'`)
  }

  #call(at: Position, name: string, args: readonly Expression[]): Value {
    const values = args.map((arg) => this.#evaluate(arg))
    switch (name) {
      case 'time':
        return this.#time(at, values)
      case 'rand':
        if (values.length > 0) throw fail(at, 'rand takes no arguments')
        return double(this.#world.random())
      case 'stop':
        throw new Stopped()
    }
    const compute = FUNCTIONS.get(name)
    if (!compute) throw fail(at, `unknown function '${name}'`)
    try {
      return compute(values)
    } catch (error) {
      if (error instanceof ArgumentError) throw fail(at, `${name}: ${error.message}`)
      throw error
    }
  }

  #time(at: Position, [text, ...rest]: readonly Value[]): Value {
    if (rest.length > 0 || (text && text.type !== 'string')) {
      throw fail(at, 'time takes one string')
    }
    if (!text || text.value === '') return timestamp(this.#world.now)
    const ms = parseFormulaTime(text.value)
    if (ms === undefined) throw fail(at, `time: '${text.value}' is no date`)
    return timestamp(ms)
  }

  #callMethod(at: Position, object: Expression, name: string, args: readonly Expression[]): Value {
    const metric = object.kind === 'name' ? metricOf(object.name) : undefined
    if (object.kind !== 'name' || !metric) throw fail(at, `'${name}' is a method of metrics only`)
    const samples = this.#world.samplesOf(metric)
    if (!samples) throw unmeasured(at, metric, object.name)
    const values = args.map((arg) => this.#evaluate(arg))
    switch (name) {
      case 'GetSample':
        return this.#getSample(at, metric, object.name, samples, values)
      case 'GetSamplePercent': {
        const { from, to, rest } = this.#bounds(at, values)
        if (rest.length > 0) throw fail(at, 'GetSamplePercent takes a start and an end')
        return double(windowOf(samples, from, to, this.#period).percent)
      }
      case 'GetSamplePeriod':
        return timeinterval(SAMPLE_PERIOD_MS)
      case 'Count':
        return double(samples.times.length)
      case 'HistoryBeginTime':
        return timestamp(samples.times.length > 0 ? samples.times[0]! : this.#world.now)
      default:
        throw fail(at, `a metric has no method '${name}'`)
    }
  }

  #getSample(
    at: Position,
    metric: Metric,
    name: string,
    samples: Samples,
    values: readonly Value[],
  ): Value {
    const [first, ...others] = values
    if (first?.type === 'double') {
      if (others.length > 0) throw fail(at, 'GetSample takes a count, or a start and an end')
      if (!(first.value >= 1)) return doubleVec(new Float64Array(0))
      const found = newestSamples(samples, Math.trunc(first.value))
      if (found.length === 0 && isOfNodes(metric)) throw unmeasured(at, metric, name)
      // Formulas take the last sample of a pool that has none yet: `val(….GetSample(1), 0)`.
      return doubleVec(found.length > 0 ? found : new Float64Array(1))
    }
    const { from, to, rest } = this.#bounds(at, values)
    const [percent, ...more] = rest
    if (more.length > 0 || (percent && percent.type !== 'double')) {
      throw fail(at, 'GetSample takes a start, an end and a percentage')
    }
    const wanted = percent ? percent.value : DEFAULT_PERCENT
    const window = windowOf(samples, from, to, this.#period)
    if (window.percent >= wanted) return doubleVec(window.values)
    const received = `wanted ${Math.floor(wanted)}%, received ${Math.floor(window.percent)}%`
    const message = `Insufficient data from data set: ${name} ${received}`
    throw new FormulaEvaluationError(at, message, 'InsufficientSampleData')
  }

  /** Lengths count back from now; the two bounds may come in either order. */
  #bounds(
    at: Position,
    values: readonly Value[],
  ): { from: number; to: number; rest: readonly Value[] } {
    const { now, scaled } = this.#world
    const moments: number[] = []
    for (const value of values.slice(0, 2)) {
      if (value.type === 'timeinterval') moments.push(now - scaled(value.value))
      else if (value.type === 'timestamp') moments.push(value.value)
      else break
    }
    const [start, end = now] = moments
    if (start === undefined) throw fail(at, 'the start must be a timestamp or a timeinterval')
    const rest = values.slice(moments.length)
    return { from: Math.min(start, end), to: Math.max(start, end), rest }
  }
}

/** Whole nodes, none below zero (rounding is inferred). */
function targetOf(at: Position, name: string, value: Value): number {
  const number = numberOf(value)
  if (number === undefined) throw fail(at, `${name} cannot be a ${value.type}`)
  if (!Number.isFinite(number)) throw fail(at, `${name} is not a finite number`)
  return Math.min(MOST_NODES, Math.max(0, Math.trunc(number)))
}

/** The code of the service where it has no samples; it never lacks a metric for good. */
function unmeasured(at: Position, metric: Metric, name: string): FormulaEvaluationError {
  const message = isMeasured(metric)
    ? `Insufficient data from data set: ${name} was not measured on any node`
    : `${name} is not measured by this server`
  return new FormulaEvaluationError(at, message, 'InsufficientSampleData')
}

const fail = (at: Position, message: string): FormulaEvaluationError =>
  new FormulaEvaluationError(at, message)
