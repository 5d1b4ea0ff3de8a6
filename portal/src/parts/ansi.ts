// Text with escape sequences, as terminals print it: colours and weights become spans, and all else
// that a terminal would obey is taken out.

export interface Span {
  readonly text: string
  /** Classes of the style sheet; '' for none. */
  readonly look: string
}

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

// Sequences that a terminal obeys: CSI, OSC and other strings up to their end, two-byte escapes.
const ESCAPES = new RegExp(
  [
    '\\u001b\\[([0-?]*)[ -/]*([@-~])',
    '(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c)?',
    '\\u001b[ -/]*[0-~]?',
  ].join('|'),
  'g',
)
const CONTROLS = /(?!\t)\p{Cc}/gu
/** Signs that turn the direction of text, so that it reads otherwise than it is. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g

interface Look {
  colour: string
  bold: boolean
  dim: boolean
  underlined: boolean
}

const plainLook = (): Look => ({ colour: '', bold: false, dim: false, underlined: false })

function apply(look: Look, parameters: string): Look {
  let next = { ...look }
  const codes = parameters === '' ? [0] : parameters.split(/[;:]/).map(Number)
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at]!
    if (code === 0) next = plainLook()
    else if (code === 1) next.bold = true
    else if (code === 2) next.dim = true
    else if (code === 4) next.underlined = true
    else if (code === 22) next = { ...next, bold: false, dim: false }
    else if (code === 24) next.underlined = false
    else if (code >= 30 && code <= 37) next.colour = COLOURS[code - 30]!
    else if (code >= 90 && code <= 97) next.colour = COLOURS[code - 90]!
    else if (code === 39) next.colour = ''
    // 256 and true colours take operands, which are no codes.
    else if (code === 38 || code === 48) at += codes[at + 1] === 5 ? 2 : codes[at + 1] === 2 ? 4 : 0
  }
  return next
}

const classOf = ({ colour, bold, dim, underlined }: Look): string =>
  [colour && `ansi-${colour}`, bold && 'ansi-bold', dim && 'ansi-dim', underlined && 'ansi-under']
    .filter(Boolean)
    .join(' ')

const clean = (text: string): string => text.replace(CONTROLS, '').replace(TURNS, '\ufffd')

/** One line. What stood before a carriage return was written over. */
export function spansOf(line: string): readonly Span[] {
  const text = line.replace(/\r+$/, '')
  const written = text.slice(text.lastIndexOf('\r') + 1)
  const spans: Span[] = []
  let look = plainLook()
  let from = 0
  const add = (part: string): void => {
    const shown = clean(part)
    if (shown !== '') spans.push({ text: shown, look: classOf(look) })
  }
  for (const found of written.matchAll(ESCAPES)) {
    add(written.slice(from, found.index))
    from = found.index + found[0].length
    if (found[2] === 'm' && found[1] !== undefined) look = apply(look, found[1])
  }
  add(written.slice(from))
  return spans
}
