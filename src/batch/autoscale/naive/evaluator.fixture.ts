// A second evaluator of formulas, for tests: slow, plain, and sharing nothing with the first.

export type Node =
  | { readonly k: 'number'; readonly text: string; readonly number: number }
  | { readonly k: 'string'; readonly text: string }
  | { readonly k: 'name'; readonly name: string }
  | { readonly k: 'unary'; readonly op: string; readonly a: Node }
  | { readonly k: 'binary'; readonly op: string; readonly a: Node; readonly b: Node }
  | { readonly k: 'choice'; readonly a: Node; readonly b: Node; readonly c: Node }
  | { readonly k: 'member'; readonly a: Node; readonly name: string }
  | { readonly k: 'call'; readonly name: string; readonly args: readonly Node[] }
  | {
      readonly k: 'method'
      readonly metric: string
      readonly name: string
      readonly args: readonly Node[]
    }

export type Line = { readonly target?: string; readonly value: Node }

/** What a node is worth: a number, a list, a text, a moment or a length of time in milliseconds. */
type Worth = number | readonly number[] | string | { moment: number } | { length: number }

/** What is wrong, in a word, and the character of the text where the error stands. */
export class NaiveError extends Error {
  readonly kind: string
  readonly at: number

  constructor(kind: string, at: number) {
    super(`${kind} at ${at}`)
    this.kind = kind
    this.at = at
  }
}

class Stop extends Error {}

export interface NaiveWorld {
  readonly now: number
  readonly random: number
  readonly dedicated: number
  readonly lowPriority: number
  /** Pairs of a time and a value, in the order of the times. */
  readonly samples: Readonly<Record<string, readonly (readonly [number, number])[]>>
  readonly current: Readonly<Record<string, number>>
}

const UNITS: Readonly<Record<string, number>> = {
  TimeInterval_Zero: 0,
  TimeInterval_100ns: 1 / 10_000,
  TimeInterval_Microsecond: 1 / 1_000,
  TimeInterval_Millisecond: 1,
  TimeInterval_Second: 1_000,
  TimeInterval_Minute: 60_000,
  TimeInterval_Hour: 3_600_000,
  TimeInterval_Day: 86_400_000,
  TimeInterval_Week: 604_800_000,
  TimeInterval_Year: 31_536_000_000,
}

/** Texts that `time()` reads, and the moment of each; undefined where it is no date. */
export const DATES: Readonly<Record<string, number | undefined>> = {
  '2026': Date.UTC(2026, 0),
  '2026-03': Date.UTC(2026, 2),
  '2024-02-29': Date.UTC(2024, 1, 29),
  '2026-03-05T10:14Z': Date.UTC(2026, 2, 5, 10, 14),
  '2026-03-05T12:15:30.5+02:00': Date.UTC(2026, 2, 5, 10, 15, 30, 500),
  '1969-12-31T23:59:59.9999999Z': -0.0001,
  'Thu, 05 Mar 2026 10:14:00 GMT': Date.UTC(2026, 2, 5, 10, 14),
  'Sun, 1 Mar 2026 00:00:59 GMT': Date.UTC(2026, 2, 1, 0, 0, 59),
  '9999-12-31T23:59:59Z': Date.UTC(9999, 11, 31, 23, 59, 59),
  '0001-01-01': -62_135_596_800_000,
  '0000-01-01': undefined,
  '2026-02-29': undefined,
  '2026-03-05T24:00:00Z': undefined,
  'Fri, 05 Mar 2026 10:14:00 GMT': undefined,
  'Sat, 31 Feb 2026 10:14:00 GMT': undefined,
  tomorrow: undefined,
}

const MEMBERS = ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'second']
const OPTIONS = ['requeue', 'terminate', 'taskcompletion', 'retaineddata']
const TARGETS: Readonly<Record<string, 'dedicated' | 'lowPriority'>> = {
  $TargetDedicatedNodes: 'dedicated',
  $TargetLowPriorityNodes: 'lowPriority',
}

const isList = (worth: Worth | undefined): worth is readonly number[] => Array.isArray(worth)
const isMoment = (worth: Worth | undefined): worth is { moment: number } =>
  typeof worth === 'object' && 'moment' in worth
const isLength = (worth: Worth | undefined): worth is { length: number } =>
  typeof worth === 'object' && !isList(worth) && 'length' in worth
/** A list of one is as good as its number. */
const numberIn = (worth: Worth): number | undefined =>
  typeof worth === 'number' ? worth : isList(worth) && worth.length === 1 ? worth[0] : undefined

const sameKind = (a: Worth, b: Worth): boolean =>
  (typeof a === 'string' && typeof b === 'string') ||
  (isMoment(a) && isMoment(b)) ||
  (isLength(a) && isLength(b))
const bare = (worth: Worth): number | string =>
  isMoment(worth) ? worth.moment : isLength(worth) ? worth.length : (worth as number | string)

function calculate(op: string, a: number, b: number): number {
  if (op === '+') return a + b
  if (op === '-') return a - b
  return op === '*' ? a * b : a / b
}

function compare(op: string, a: number | string, b: number | string): number {
  const less = a < b
  const same = a === b
  const more = a > b
  const held = { '<': less, '<=': less || same, '==': same, '>=': more || same, '>': more }[op]
  return Number(op === '!=' ? !same : held)
}

/** The table of operands and operators. Undefined where it has no such row. */
function operate(op: string, a: Worth, b: Worth): Worth | undefined {
  if (op === '&&' || op === '||') {
    const [left, right] = [numberIn(a), numberIn(b)]
    if (left === undefined || right === undefined) return undefined
    return Number(op === '&&' ? left !== 0 && right !== 0 : left !== 0 || right !== 0)
  }
  if (!'+-*/'.includes(op)) {
    const [left, right] = [numberIn(a), numberIn(b)]
    if (left !== undefined && right !== undefined) return compare(op, left, right)
    return sameKind(a, b) ? compare(op, bare(a), bare(b)) : undefined
  }
  if (typeof a === 'number' && typeof b === 'number') return calculate(op, a, b)
  if (isList(a) && typeof b === 'number') return a.map((one) => calculate(op, one, b))
  if (typeof a === 'number' && isList(b)) return b.map((one) => calculate(op, a, one))
  if (isList(a) && isList(b)) {
    return a.length === b.length ? a.map((one, i) => calculate(op, one, b[i]!)) : undefined
  }
  if (op === '*' && typeof a === 'number' && isLength(b)) return { length: a * b.length }
  if ('*/'.includes(op) && isLength(a) && typeof b === 'number') {
    return { length: calculate(op, a.length, b) }
  }
  if ('+-'.includes(op) && isLength(a) && isLength(b)) {
    return { length: calculate(op, a.length, b.length) }
  }
  if (op === '+' && isLength(a) && isMoment(b)) return { moment: a.length + b.moment }
  if (op === '+' && isMoment(a) && isLength(b)) return { moment: a.moment + b.length }
  if (op === '-' && isMoment(a) && isMoment(b)) return { length: a.moment - b.moment }
  return undefined
}

function isPossible(worth: Worth): boolean {
  if (isMoment(worth))
    return worth.moment >= -62_135_596_800_000 && worth.moment < 253_402_300_800_000
  return !isLength(worth) || Math.abs(worth.length) <= 922_337_203_685_477
}

const add = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0)
const EACH: Readonly<Record<string, (number: number) => number>> = {
  ceil: Math.ceil,
  floor: Math.floor,
  // Halves away from zero.
  round: (number) => (number < 0 ? -Math.floor(-number + 0.5) : Math.floor(number + 0.5)),
  lg: Math.log2,
  ln: Math.log,
  log: Math.log10,
}
const ANY: Readonly<Record<string, (list: readonly number[]) => number>> = {
  len: (list) => list.length,
  sum: add,
  norm: (list) => Math.sqrt(add(list.map((one) => one * one))),
}
const SOME: Readonly<Record<string, (list: readonly number[]) => number>> = {
  avg: (list) => add(list) / list.length,
  max: (list) => Math.max(...list),
  min: (list) => Math.min(...list),
  range: (list) => Math.max(...list) - Math.min(...list),
  std(list) {
    const mean = add(list) / list.length
    const squares = add(list.map((one) => (one - mean) * (one - mean)))
    return list.length === 1 ? 0 : Math.sqrt(squares / (list.length - 1))
  },
}

/** The least element that so many percent of the elements are not above; NaN is above all. */
function percentile(list: readonly number[], percent: number): number {
  const rank = (number: number): number =>
    Number.isNaN(number) ? Number.POSITIVE_INFINITY : number
  const sorted = [...list].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
  let found = 0
  while ((found + 1) / sorted.length < percent / 100 - 1e-12) found += 1
  return sorted[found]!
}

/** Runs the lines, where `at` tells the character at which a node's errors stand. */
export function runNaively(
  lines: readonly Line[],
  at: (node: Node | Line) => number,
  world: NaiveWorld,
): string {
  const own = new Map<string, Worth>()
  const begun = { ...world, option: 'requeue' }
  let result = { ...begun }
  try {
    for (const line of lines) {
      const worth = evaluate(line.value)
      if (line.target !== undefined) assign(line, line.target, worth)
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    result = { ...begun }
  }
  return printed()

  function assign(line: Line, name: string, worth: Worth): void {
    const target = TARGETS[name]
    if (target) {
      const number = numberIn(worth)
      if (number === undefined || !Number.isFinite(number)) throw new NaiveError('target', at(line))
      result = { ...result, [target]: Math.min(2_147_483_647, Math.max(0, Math.trunc(number))) }
    } else if (name === '$NodeDeallocationOption') {
      if (!OPTIONS.includes(worth as string)) throw new NaiveError('target', at(line))
      result = { ...result, option: worth as string }
    } else if (name in world.current || name in UNITS) throw new NaiveError('assign', at(line))
    else own.set(name, worth)
  }

  function evaluate(node: Node): Worth {
    const fail = (kind: string): never => {
      throw new NaiveError(kind, at(node))
    }
    switch (node.k) {
      case 'number':
        return node.number
      case 'string':
        return node.text
      case 'name':
        return read(node.name) ?? fail('unknown')
      case 'unary': {
        const a = evaluate(node.a)
        if (node.op === '!') return Number((numberIn(a) ?? fail('operator')) === 0)
        if (typeof a === 'number') return 0 - a
        return isLength(a) ? { length: 0 - a.length } : fail('operator')
      }
      case 'binary': {
        const a = evaluate(node.a)
        const worth = operate(node.op, a, evaluate(node.b)) ?? fail('operator')
        return isPossible(worth) ? worth : fail('range')
      }
      case 'choice': {
        const test = numberIn(evaluate(node.a)) ?? fail('truth')
        return evaluate(test === 0 ? node.c : node.b)
      }
      case 'member': {
        const a = evaluate(node.a)
        if (!isMoment(a) || !MEMBERS.includes(node.name)) return fail('member')
        return part(Math.floor(a.moment), node.name)
      }
      case 'call':
        return call(node.name, node.args.map(evaluate), fail)
      case 'method':
        if (!(node.metric in world.samples)) return fail('method')
        return method(node.metric, node.name, node.args.map(evaluate), fail)
    }
  }

  function read(name: string): Worth | undefined {
    if (own.has(name)) return own.get(name)
    if (name in TARGETS) return result[TARGETS[name]!]
    if (name === '$NodeDeallocationOption') return result.option
    if (name in UNITS) return { length: UNITS[name]! }
    return OPTIONS.includes(name) ? name : world.current[name]
  }

  function call(name: string, args: readonly Worth[], fail: (kind: string) => never): Worth {
    const [first, second] = args
    if (name === 'stop') throw new Stop()
    if (name === 'rand') return args.length === 0 ? world.random : fail('argument')
    if (name === 'time') {
      if (args.length > 1 || (first !== undefined && typeof first !== 'string')) fail('argument')
      if (first === undefined || first === '') return { moment: world.now }
      const moment = DATES[first as string]
      return moment === undefined ? fail('argument') : { moment }
    }
    if (!(name in EACH || name in ANY || name in SOME || name === 'percentile' || name === 'val')) {
      return fail('unknown')
    }
    if (args.some((arg) => typeof arg !== 'number' && !isList(arg))) fail('argument')
    const list = args.flatMap((arg) => arg as number | number[])
    if (name in EACH)
      return typeof first === 'number' && args.length === 1
        ? EACH[name]!(first)
        : list.map(EACH[name]!)
    if (name in ANY) return ANY[name]!(list)
    if (name in SOME) return list.length === 0 ? fail('argument') : SOME[name]!(list)
    if (args.length !== 2 || typeof second !== 'number') return fail('argument')
    const numbers = isList(first) ? first : [first as number]
    if (name === 'val') {
      const index = Math.trunc(second)
      return index >= 0 && index < numbers.length ? numbers[index]! : fail('argument')
    }
    const isFit = second >= 0 && second <= 100 && numbers.length > 0
    return isFit ? percentile(numbers, second) : fail('argument')
  }

  function method(
    metric: string,
    name: string,
    args: readonly Worth[],
    fail: (kind: string) => never,
  ): Worth {
    const samples = world.samples[metric]!
    if (name === 'GetSamplePeriod') return { length: 30_000 }
    if (name === 'Count') return samples.length
    if (name === 'HistoryBeginTime') return { moment: samples[0]?.[0] ?? world.now }
    if (name !== 'GetSample' && name !== 'GetSamplePercent') return fail('method')
    const [count] = args
    if (name === 'GetSample' && typeof count === 'number') {
      if (args.length > 1) fail('argument')
      if (!(count >= 1)) return []
      const newest = samples.filter((_, index) => samples.length - index <= Math.trunc(count))
      return newest.length > 0 ? newest.map(([, value]) => value) : [0]
    }
    const moments: number[] = []
    for (const arg of args.slice(0, 2)) {
      if (isMoment(arg)) moments.push(arg.moment)
      else if (isLength(arg)) moments.push(world.now - arg.length)
      else break
    }
    if (moments.length === 0) fail('argument')
    const rest = args.slice(moments.length)
    const [from, to] = [...moments, world.now].slice(0, 2).sort((a, b) => a - b) as [number, number]
    const found = samples.filter(([time]) => time > from && time <= to).map(([, value]) => value)
    const possible = Math.floor((to - from) / 30_000)
    const full = found.length > 0 ? 100 : 0
    const percent = possible < 1 ? full : Math.min(100, (100 * found.length) / possible)
    if (name === 'GetSamplePercent') return rest.length === 0 ? percent : fail('argument')
    const [wanted = 70] = rest
    if (rest.length > 1 || typeof wanted !== 'number') return fail('argument')
    return percent >= wanted ? found : fail('samples')
  }

  function printed(): string {
    const names = [...own.keys()].sort()
    return [
      `$TargetDedicatedNodes=${result.dedicated}`,
      `$TargetLowPriorityNodes=${result.lowPriority}`,
      `$NodeDeallocationOption=${result.option}`,
      ...names.map((name) => `${name}=${text(own.get(name)!)}`),
    ].join(';')
  }
}

function part(ms: number, name: string): number {
  const date = new Date(ms)
  // 1 January 1970 was a Thursday.
  if (name === 'weekday') return ((((Math.floor(ms / 86_400_000) + 3) % 7) + 7) % 7) + 1
  const [day, clock] = date.toISOString().replace('Z', '').split('T') as [string, string]
  const fields = [...day.split('-'), ...clock.split(':')].map((field) => Math.floor(Number(field)))
  return fields[['year', 'month', 'day', 'hour', 'minute', 'second'].indexOf(name)]!
}

function text(worth: Worth): string {
  if (isList(worth)) return `[${worth.map((one) => String(one + 0)).join(',')}]`
  if (isMoment(worth)) return new Date(Math.floor(worth.moment)).toISOString()
  if (!isLength(worth)) return String(typeof worth === 'number' ? worth + 0 : worth)
  let ticks = BigInt(Math.round(Math.abs(worth.length) * 10_000))
  const sign = worth.length < 0 && ticks > 0n ? '-' : ''
  const take = (unit: bigint): bigint => {
    const whole = ticks / unit
    ticks %= unit
    return whole
  }
  const days = take(864_000_000_000n)
  const clock = [take(36_000_000_000n), take(600_000_000n), take(10_000_000n)]
  const two = clock.map((one) => String(one).padStart(2, '0')).join(':')
  const rest = ticks > 0n ? `.${String(ticks).padStart(7, '0')}` : ''
  return `${sign}${days > 0n ? `${days}.` : ''}${two}${rest}`
}
