// How deep a JSON text nests. It is asked before the text is parsed: what comes after may take a
// value apart by recursion, which an endless nest would bring to its end.

/** How deep a body may nest. No contract goes a quarter as deep. */
export const DEEPEST = 128

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPENING = [0x5b, 0x7b]
const CLOSING = [0x5d, 0x7d]

/** Whether arrays and objects of a JSON text, in UTF-8, stand more than `limit` deep in each other. */
export function nestsDeeper(text: Uint8Array, limit: number): boolean {
  // What is opened has to be closed.
  if (text.length <= 2 * limit) return false
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]!
    if (inString) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (OPENING.includes(byte)) {
      depth++
      if (depth > limit) return true
    } else if (CLOSING.includes(byte)) depth--
  }
  return false
}
