// The functions of autoscale formulas that need nothing but their arguments.
import { double, doubleVec, type Value } from './values.ts'

/** A list of arguments that does not fit: what is wrong with it. */
export class ArgumentError extends Error {}

/** How many numbers the arguments of one call may hold together: ours, to bound the work. */
const NUMBERS_MAX = 1_000_000

type Call = (args: readonly Value[]) => Value

export const FUNCTIONS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['avg', ofList((numbers) => sum(numbers) / numbers.length)],
  ['len', (args) => double(flatten(args).length)],
  ['max', ofList(largest)],
  ['min', ofList(smallest)],
  ['norm', (args) => double(Math.sqrt(sum(flatten(args).map((number) => number * number))))],
  ['range', ofList(range)],
  ['std', ofList(deviation)],
  ['sum', (args) => double(sum(flatten(args)))],
  ['ceil', eachOf(Math.ceil)],
  ['floor', eachOf(Math.floor)],
  ['round', eachOf((number) => Math.sign(number) * Math.round(Math.abs(number)))],
  ['lg', eachOf(Math.log2)],
  ['ln', eachOf(Math.log)],
  ['log', eachOf(Math.log10)],
  ['percentile', percentile],
  ['val', val],
])

/** The numbers of all arguments in one list: `avg(v, 7)` is `avg(1, 2, 3, 7)`. */
function flatten(args: readonly Value[]): Float64Array {
  const [first] = args
  if (args.length === 1 && first?.type === 'doubleVec') return first.value
  const numbers: number[] = []
  for (const arg of args) {
    if (arg.type === 'double') numbers.push(arg.value)
    else if (arg.type === 'doubleVec') for (const number of arg.value) numbers.push(number)
    else throw new ArgumentError(`a ${arg.type} is no number`)
    if (numbers.length > NUMBERS_MAX) throw new ArgumentError(`more than ${NUMBERS_MAX} numbers`)
  }
  return Float64Array.from(numbers)
}

/** Of a list that must not be empty. */
function ofList(compute: (numbers: Float64Array) => number): Call {
  return (args) => {
    const numbers = flatten(args)
    if (numbers.length === 0) throw new ArgumentError('the list of numbers is empty')
    return double(compute(numbers))
  }
}

/** Number by number; a single number stays one. */
function eachOf(compute: (number: number) => number): Call {
  return (args) => {
    const [only] = args
    if (args.length === 1 && only?.type === 'double') return double(compute(only.value))
    return doubleVec(flatten(args).map(compute))
  }
}

// Loops, and no callbacks: of the 20,160 samples of a week the first evaluation calls each one slowly.

function sum(numbers: Float64Array): number {
  let all = 0
  for (let i = 0; i < numbers.length; i++) all += numbers[i]!
  return all
}

function largest(numbers: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, numbers[i]!)
  return most
}

function smallest(numbers: Float64Array): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < numbers.length; i++) least = Math.min(least, numbers[i]!)
  return least
}

function range(numbers: Float64Array): number {
  return largest(numbers) - smallest(numbers)
}

/** Of a sample; of one number none. */
function deviation(numbers: Float64Array): number {
  if (numbers.length < 2) return 0
  const mean = sum(numbers) / numbers.length
  const squares = numbers.map((number) => (number - mean) ** 2)
  return Math.sqrt(sum(squares) / (numbers.length - 1))
}

/** The smallest element that `p` percent of the elements do not exceed (nearest rank; inferred). */
function percentile(args: readonly Value[]): Value {
  const [list, percent] = listAndNumber(args)
  if (!(percent >= 0 && percent <= 100)) throw new ArgumentError('a percentile is from 0 to 100')
  if (list.length === 0) throw new ArgumentError('the list of numbers is empty')
  const sorted = list.toSorted()
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length))
  return double(sorted[rank - 1]!)
}

function val(args: readonly Value[]): Value {
  const [list, index] = listAndNumber(args)
  const found = list[Math.trunc(index)]
  if (found === undefined) {
    throw new ArgumentError(`there is no element ${index} in a list of ${list.length}`)
  }
  return double(found)
}

function listAndNumber(args: readonly Value[]): [Float64Array, number] {
  const [list, number] = args
  const isFit =
    args.length === 2 &&
    (list?.type === 'doubleVec' || list?.type === 'double') &&
    number?.type === 'double'
  if (!isFit) throw new ArgumentError('expected a list of numbers and a number')
  return [flatten([list]), number.value]
}
