// Samples as they are kept: a column of moments and one a metric, each a copy of memory away from use.
import { isOfNodes, METRICS, type Metric, type Samples } from '../metrics.ts'

/** How many numbers a sample is. */
const WIDTH = 1 + METRICS.length

/** How many samples share a row of the store. */
export const SAMPLES_PER_ROW = 120

/**
 * What a row of columns begins with. A row without it is older: it has sample after sample, the moment
 * first and then one number a metric.
 */
const COLUMNS_MARK = -1

export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly values: Readonly<Record<Metric, number>>
}

export const sampleCount = (packed: Uint8Array): number => numbersPerColumn(numbersOf(packed))

/** The packed samples with one more behind. */
export function withSample(packed: Uint8Array, { at, values }: Sample): Uint8Array {
  const before = numbersOf(packed)
  const length = numbersPerColumn(before)
  const next = new Float64Array(1 + WIDTH * (length + 1))
  next[0] = COLUMNS_MARK
  for (let index = 0; index < WIDTH; index += 1) {
    const begin = 1 + index * (length + 1)
    copyColumn(before, index, next.subarray(begin, begin + length))
    next[begin + length] = index === 0 ? at : values[METRICS[index - 1]!]
  }
  return new Uint8Array(next.buffer)
}

/** The samples of each metric, of packed ones in the order of their times. */
export function samplesIn(packed: readonly Uint8Array[]): (metric: Metric) => Samples {
  const parts = packed.map(numbersOf)
  const length = parts.reduce((sum, part) => sum + numbersPerColumn(part), 0)
  const columns = new Map<number, Float64Array>()
  const column = (index: number): Float64Array => {
    const known = columns.get(index)
    if (known) return known
    const numbers = columnOf(parts, index, length)
    columns.set(index, numbers)
    return numbers
  }
  return (metric) => {
    const all = { times: column(0), values: column(1 + METRICS.indexOf(metric)) }
    return isOfNodes(metric) ? measured(all, column(1 + METRICS.indexOf('$SampleNodeCount'))) : all
  }
}

/**
 * Those samples for which nodes were measured. The others have a zero there, as has every sample of the
 * time before nodes were measured at all.
 */
function measured({ times, values }: Samples, nodes: Float64Array): Samples {
  if (!nodes.includes(0) && !values.includes(Number.NaN)) return { times, values }
  const kept = { times: new Float64Array(nodes.length), values: new Float64Array(nodes.length) }
  let count = 0
  for (let row = 0; row < nodes.length; row += 1) {
    const value = values[row]!
    if (nodes[row] === 0 || Number.isNaN(value)) continue
    kept.times[count] = times[row]!
    kept.values[count] = value
    count += 1
  }
  return { times: kept.times.subarray(0, count), values: kept.values.subarray(0, count) }
}

function columnOf(parts: readonly Float64Array[], index: number, length: number): Float64Array {
  const numbers = new Float64Array(length)
  let row = 0
  for (const part of parts) {
    const count = numbersPerColumn(part)
    copyColumn(part, index, numbers.subarray(row, row + count))
    row += count
  }
  return numbers
}

/** Copies the column of that index to where it is as long as there. */
function copyColumn(part: Float64Array, index: number, to: Float64Array): void {
  if (part[0] === COLUMNS_MARK) {
    const begin = 1 + index * to.length
    to.set(part.subarray(begin, begin + to.length))
    return
  }
  for (let row = 0; row < to.length; row += 1) to[row] = part[row * WIDTH + index]!
}

const numbersPerColumn = (part: Float64Array): number => Math.trunc(part.length / WIDTH)

/** Bytes of the store need not begin where a number may: such are copied. */
function numbersOf(packed: Uint8Array): Float64Array {
  const isFit = packed.byteOffset % Float64Array.BYTES_PER_ELEMENT === 0
  const { buffer, byteOffset, byteLength } = isFit ? packed : Uint8Array.from(packed)
  return new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT)
}
