// The end of a text that grows, as it was read piece by piece. Pure.

/** What is kept of a file that goes on and on. */
const MOST_LINES = 20_000
const LONGEST_LINE = 10_000

export interface Tail {
  readonly lines: readonly string[]
  /** The line that has not ended yet. */
  readonly rest: string
  /** Where the text begins in the file, and where the next read does. */
  readonly from: number
  readonly to: number
  readonly isBinary: boolean
}

export const NOTHING: Tail = { lines: [], rest: '', from: 0, to: 0, isBinary: false }

/** Adds bytes that stand at `from`. Text that is no text is not shown. */
export function grown(tail: Tail, bytes: Uint8Array, from: number): Tail {
  const isGap = from > tail.to
  const before = isGap ? NOTHING : tail
  const start = isGap ? beginOfCharacter(bytes) : 0
  const end = endOfCharacters(bytes)
  const text = new TextDecoder('utf-8', { ignoreBOM: from > 0 }).decode(bytes.subarray(start, end))
  const parts = (before.rest + text).split('\n')
  const rest = (parts.pop() ?? '').slice(-LONGEST_LINE)
  const lines = before.lines.slice(Math.max(0, before.lines.length + parts.length - MOST_LINES))
  for (const line of parts.slice(-MOST_LINES)) lines.push(line.slice(0, LONGEST_LINE))
  return {
    lines,
    rest,
    from: isGap || tail.to === 0 ? from : tail.from,
    to: from + end,
    isBinary: tail.isBinary || text.includes('\u0000'),
  }
}

const isInside = (byte: number): boolean => (byte & 0xc0) === 0x80

/** Where the first character begins that is whole. */
function beginOfCharacter(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => !isInside(byte))
  return first > 3 ? 0 : Math.max(0, first)
}

/** Where the last character ends that is whole: what is left of another comes with the next read. */
function endOfCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!
    if (isInside(byte)) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}
