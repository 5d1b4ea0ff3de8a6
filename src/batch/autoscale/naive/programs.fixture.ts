// Formulas drawn at random, and their text with the place of everything in it.
import fc from 'fast-check'
import { DATES, type Line, type Node } from './evaluator.fixture.ts'

export const METRIC_NAMES = ['$ActiveTasks', '$RunningTasks', '$PendingTasks', '$FailedTasks']
const OWN_NAMES = ['a', 'b', '$c', 'nodes_1']
const TARGET_NAMES = ['$TargetDedicatedNodes', '$TargetLowPriorityNodes']
const LENGTHS = ['Zero', '100ns', 'Microsecond', 'Millisecond', 'Second', 'Minute', 'Hour', 'Day']
const OPTIONS = ['requeue', 'terminate', 'taskcompletion', 'retaineddata']

const number = (value: number): Node => ({ k: 'number', text: String(value), number: value })
const name = (of: string): Node => ({ k: 'name', name: of })

type Kind = 'any' | 'double' | 'list' | 'text' | 'moment' | 'length'
type Tie = (key: Kind) => fc.Arbitrary<Node>

const call = (names: readonly string[], args: fc.Arbitrary<Node[]>): fc.Arbitrary<Node> =>
  fc.record({ k: fc.constant('call' as const), name: fc.constantFrom(...names), args })
const binary = (ops: readonly string[], a: fc.Arbitrary<Node>, b: fc.Arbitrary<Node>) =>
  fc.record({ k: fc.constant('binary' as const), op: fc.constantFrom(...ops), a, b })
const choice = (tie: Tie, of: Kind): fc.Arbitrary<Node> =>
  fc.record({ k: fc.constant('choice' as const), a: tie('double'), b: tie(of), c: tie(of) })
const method = (names: readonly string[], args: fc.Arbitrary<Node[]>): fc.Arbitrary<Node> =>
  fc.record({
    k: fc.constant('method' as const),
    metric: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...METRIC_NAMES) },
      { weight: 1, arbitrary: fc.constantFrom('a', '$TargetDedicated', 'TimeInterval_Hour') },
    ),
    name: fc.constantFrom(...names),
    args,
  })

const LITERAL = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map(number),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map(number),
  fc.constantFrom(
    ...(['1.', '.5', '2e3', '1E-2', '007'] as const).map(
      (text): Node => ({ k: 'number', text, number: Number(text) }),
    ),
  ),
)
/** Mostly of the first: what is wrong ends the program, and only so much of it is worth a run. */
const mostly = <Of>(good: readonly Of[], bad: readonly Of[]): fc.Arbitrary<Of> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  )
const asString = (text: string): Node => ({ k: 'string', text })
const DATE = mostly(
  ['', ...Object.keys(DATES).filter((text) => DATES[text] !== undefined)],
  Object.keys(DATES).filter((text) => DATES[text] === undefined),
).map(asString)
const TEXT = fc
  .constantFrom('', 'a', 'B', 'text', 'taskcompletion', '// no comment;', '2026')
  .map(asString)

/** Expressions by what they mostly are; one in thirty is of any type at all. */
const { any: EXPRESSION } = fc.letrec<Record<Kind, Node>>((loose) => {
  const tie: Tie = (key) =>
    fc.oneof({ weight: 30, arbitrary: loose(key) }, { weight: 1, arbitrary: loose('any') })
  const some = (max: number): fc.Arbitrary<Node[]> =>
    fc.array(fc.oneof(tie('double'), tie('list')), { maxLength: max })
  const bound = fc.oneof(tie('length'), tie('moment'))
  const one = (...parts: fc.Arbitrary<Node>[]): fc.Arbitrary<Node> =>
    fc.oneof({ depthIdentifier: 'formula', maxDepth: 5, withCrossShrink: true }, ...parts)
  return {
    any: fc.oneof(
      { depthIdentifier: 'formula', maxDepth: 5 },
      loose('double'),
      loose('list'),
      loose('text'),
      loose('moment'),
      loose('length'),
    ),
    double: one(
      LITERAL,
      mostly([...OWN_NAMES, ...TARGET_NAMES, ...METRIC_NAMES], ['$nothing', 'toString']).map(name),
      binary(['+', '-', '*', '/'], tie('double'), tie('double')),
      binary(['<', '<=', '==', '>=', '>', '!=', '&&', '||'], tie('double'), tie('double')),
      binary(['<', '<=', '==', '>=', '>', '!='], tie('moment'), tie('moment')),
      binary(['<', '<=', '==', '>=', '>', '!='], tie('length'), tie('length')),
      binary(['<', '<=', '==', '>=', '>', '!='], tie('text'), tie('text')),
      fc.record({
        k: fc.constant('unary' as const),
        op: fc.constantFrom('-', '!'),
        a: tie('double'),
      }),
      choice(tie, 'double'),
      fc.record({
        k: fc.constant('member' as const),
        a: tie('moment'),
        name: mostly(['year', 'month', 'day', 'weekday', 'hour', 'minute', 'second'], ['era']),
      }),
      call(['avg', 'len', 'max', 'min', 'norm', 'range', 'std', 'sum'], some(4)),
      call(
        ['ceil', 'floor', 'round', 'lg', 'ln', 'log'],
        tie('double').map((node) => [node]),
      ),
      call(
        ['percentile', 'val'],
        fc.tuple(tie('list'), tie('double')).map((args) => [...args]),
      ),
      call(['rand'], mostly<Node[]>([[]], [[number(1)]])),
      call(['stop', 'median'], fc.constant([])),
      method(['GetSamplePercent'], fc.array(bound, { minLength: 1, maxLength: 2 })),
      mostly(['Count'], ['Median']).chain((of) => method([of], fc.constant([]))),
    ),
    list: one(
      method(
        ['GetSample'],
        LITERAL.map((node) => [node]),
      ),
      method(['GetSample'], fc.array(bound, { minLength: 1, maxLength: 2 })),
      method(
        ['GetSample'],
        fc.tuple(bound, tie('double')).map((args) => [...args]),
      ),
      method(
        ['GetSample'],
        fc.tuple(bound, bound, tie('double')).map((args) => [...args]),
      ),
      binary(['+', '-', '*', '/'], tie('list'), tie('double')),
      binary(['+', '-', '*', '/'], tie('double'), tie('list')),
      binary(['+', '-', '*', '/'], tie('list'), tie('list')),
      call(['ceil', 'floor', 'round', 'lg', 'ln', 'log'], some(3)),
      choice(tie, 'list'),
    ),
    text: one(
      TEXT,
      fc.constantFrom('$NodeDeallocationOption', ...OPTIONS).map(name),
      choice(tie, 'text'),
    ),
    moment: one(
      fc.constant<Node>({ k: 'call', name: 'time', args: [] }),
      call(
        ['time'],
        fc
          .oneof({ weight: 20, arbitrary: DATE }, { weight: 1, arbitrary: tie('text') })
          .map((node) => [node]),
      ),
      method(['HistoryBeginTime'], fc.constant([])),
      binary(['+'], tie('moment'), tie('length')),
      binary(['+'], tie('length'), tie('moment')),
      choice(tie, 'moment'),
    ),
    length: one(
      fc.constantFrom(...LENGTHS).map((unit) => name(`TimeInterval_${unit}`)),
      binary(['*'], LITERAL, fc.constant(name('TimeInterval_Minute'))),
      binary(['*'], tie('double'), tie('length')),
      binary(['*', '/'], tie('length'), tie('double')),
      binary(['+', '-'], tie('length'), tie('length')),
      binary(['-'], tie('moment'), tie('moment')),
      fc.record({ k: fc.constant('unary' as const), op: fc.constant('-'), a: tie('length') }),
      method(['GetSamplePeriod'], fc.constant([])),
      choice(tie, 'length'),
    ),
  }
})

/** Names of one's own are assigned first, so that most programs read them. */
export const PROGRAM: fc.Arbitrary<readonly Line[]> = fc
  .tuple(
    fc.array(EXPRESSION, { minLength: 1, maxLength: 6 }),
    fc.array(
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...OWN_NAMES, ...TARGET_NAMES) },
        {
          weight: 2,
          arbitrary: fc.constantFrom<string | undefined>('$NodeDeallocationOption', undefined),
        },
        { weight: 1, arbitrary: fc.constantFrom('$ActiveTasks', 'TimeInterval_Day') },
      ),
      { minLength: 6, maxLength: 6 },
    ),
  )
  .map(([values, targets]) => [
    ...OWN_NAMES.map((target, index) => ({ target, value: number(index) })),
    ...values.map((value, index): Line => {
      const target = targets[index]
      return target === undefined ? { value } : { target, value }
    }),
  ])

export interface Written {
  readonly text: string
  readonly lines: readonly Line[]
  /** The character at which the service places an error of the node. */
  readonly at: (node: Node | Line) => number
}

/** Writes a program with spaces, line ends and comments by chance; every node becomes one of its own. */
export function write(program: readonly Line[], chance: () => number): Written {
  const places = new Map<Node | Line, number>()
  let text = ''
  const put = (token: string): number => {
    const gaps = ['', '', '', ' ', ' ', '\n', '\t', ' // a * b;\n', '\r\n']
    text += gaps[Math.floor(chance() * gaps.length)]!
    // Two words that touch would be one.
    if (/[\w.$]$/.test(text) && /^[\w.$]/.test(token)) text += ' '
    text += token
    return text.length - token.length
  }
  const placed = <Of extends Node | Line>(node: Of, at: number): Of => {
    places.set(node, at)
    return node
  }
  const operand = (node: Node): Node => {
    put('(')
    const inner = expression(node)
    put(')')
    return inner
  }
  const list = (args: readonly Node[]): [number, Node[]] => {
    const at = put('(')
    const written = args.map((arg, index) => {
      if (index > 0) put(',')
      return expression(arg)
    })
    put(')')
    return [at, written]
  }
  function expression(node: Node): Node {
    switch (node.k) {
      case 'number':
        return placed({ ...node }, put(node.text))
      case 'string':
        return placed({ ...node }, put(`"${node.text}"`))
      case 'name':
        return placed({ ...node }, put(node.name))
      case 'unary': {
        const at = put(node.op)
        return placed({ ...node, a: operand(node.a) }, at)
      }
      case 'binary': {
        const a = operand(node.a)
        const at = put(node.op)
        return placed({ ...node, a, b: operand(node.b) }, at)
      }
      case 'choice': {
        const a = operand(node.a)
        const at = put('?')
        const b = expression(node.b)
        put(':')
        return placed({ ...node, a, b, c: expression(node.c) }, at)
      }
      case 'member': {
        const a = operand(node.a)
        put('.')
        return placed({ ...node, a }, put(node.name))
      }
      case 'call': {
        put(node.name)
        const [at, args] = list(node.args)
        return placed({ ...node, args }, at)
      }
      case 'method': {
        put(node.metric)
        put('.')
        put(node.name)
        const [at, args] = list(node.args)
        return placed({ ...node, args }, at)
      }
    }
  }
  const lines = program.map((line) => {
    if (line.target === undefined) {
      const value = expression(line.value)
      put(';')
      return placed({ value }, 0)
    }
    const at = put(line.target)
    put('=')
    const value = expression(line.value)
    put(';')
    return placed({ target: line.target, value }, at)
  })
  return { text, lines, at: (node) => places.get(node)! }
}
