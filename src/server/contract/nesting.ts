// What a JSON text may hold, asked before it is parsed: what comes after takes a value apart by
// recursion, and makes of each value an object many times as long as its text.

/** How deep a body may nest. No contract goes a quarter as deep. */
const DEEPEST = 128
/** How many values a body may hold. The longest that clients send have a third of that. */
const MOST_VALUES = 100_000

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/** Why a JSON text, in UTF-8, is too much to be parsed; undefined when it is not. */
export function excessOf(
  text: Uint8Array,
  { deepest = DEEPEST, values = MOST_VALUES } = {},
): string | undefined {
  // What is opened has to be closed, and a value takes a sign and a comma.
  if (text.length <= 2 * Math.min(deepest, values)) return undefined
  let depth = 0
  let count = 1
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case QUOTE:
        at = endOfText(text, at + 1)
        break
      case COMMA:
        if (++count > values) return `it has more than ${values} values`
        break
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (++depth > deepest) return `it nests deeper than ${deepest} levels`
        if (++count > values) return `it has more than ${values} values`
        break
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth--
    }
  }
  return undefined
}

/** Where the quote stands that ends a text. */
function endOfText(text: Uint8Array, from: number): number {
  let at = from
  while (at < text.length && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1
  return at
}
