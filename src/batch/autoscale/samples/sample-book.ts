// Samples as they are kept: rows of numbers, the moment first and then one a metric.
import { isOfNodes, METRICS, type Metric, type Samples } from '../metrics.ts'

/** How many numbers a sample is. */
const WIDTH = 1 + METRICS.length
const BYTES = WIDTH * Float64Array.BYTES_PER_ELEMENT

/** How many samples share a row of the store. */
export const SAMPLES_PER_ROW = 120

export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly values: Readonly<Record<Metric, number>>
}

export const sampleCount = (packed: Uint8Array): number => packed.byteLength / BYTES

/** The packed samples with one more behind. */
export function withSample(packed: Uint8Array, { at, values }: Sample): Uint8Array {
  const next = new Uint8Array(packed.byteLength + BYTES)
  next.set(packed)
  const row = Float64Array.of(at, ...METRICS.map((metric) => values[metric]))
  next.set(new Uint8Array(row.buffer), packed.byteLength)
  return next
}

/** The samples of each metric, of packed ones in the order of their times. */
export function samplesIn(packed: readonly Uint8Array[]): (metric: Metric) => Samples {
  const rows = numbersOf(packed)
  const columns = new Map<number, Float64Array>()
  const column = (index: number): Float64Array => {
    const known = columns.get(index)
    if (known) return known
    const numbers = new Float64Array(rows.length / WIDTH)
    for (let row = 0; row < numbers.length; row += 1) numbers[row] = rows[row * WIDTH + index]!
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

function numbersOf(packed: readonly Uint8Array[]): Float64Array {
  const size = packed.reduce((sum, { byteLength }) => sum + byteLength, 0)
  // Bytes of the store need not begin where a number may.
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of packed) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return new Float64Array(bytes.buffer)
}
