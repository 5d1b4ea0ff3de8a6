// The grammar of `$filter`: comparisons and two functions, connected by `and`, `or` and parentheses.

/** Property names are in lower case; values as written. */
export type Term =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Term[] }
  | {
      readonly kind: 'eq' | 'ne' | 'substringof' | 'startswith'
      readonly property: string
      readonly value: string
    }

type Refuse = (reason: string) => never
type Token = { readonly kind: 'word' | 'text' | 'sign'; readonly text: string }

const TOKEN = /\s*(?:([A-Za-z][\w/]*)|'((?:[^']|'')*)'|([(),]))/y
/** People do not nest deeper by hand; a machine that does would only exhaust the stack. */
const DEEPEST = 40

function tokensOf(text: string, refuse: Refuse): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) return refuse(`Syntax error at position ${at}.`)
    const [, word, quoted, sign] = found
    if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") })
    else tokens.push({ kind: 'sign', text: sign! })
  }
  return tokens
}

class Reader {
  readonly #tokens: readonly Token[]
  readonly #refuse: Refuse
  #at = 0

  constructor(tokens: readonly Token[], refuse: Refuse) {
    this.#tokens = tokens
    this.#refuse = refuse
  }

  all(): Term {
    const term = this.#connected('or', 0)
    if (this.#at < this.#tokens.length) this.#unexpected()
    return term
  }

  #connected(kind: 'and' | 'or', depth: number): Term {
    const next = () => (kind === 'or' ? this.#connected('and', depth) : this.#single(depth))
    const terms = [next()]
    while (this.#isWord(kind)) {
      this.#at++
      terms.push(next())
    }
    return terms.length === 1 ? terms[0]! : { kind, terms }
  }

  #single(depth: number): Term {
    if (depth > DEEPEST) return this.#refuse('The expression is nested too deeply.')
    if (this.#isSign('(')) {
      this.#at++
      const inner = this.#connected('or', depth + 1)
      this.#sign(')')
      return inner
    }
    const word = this.#take('word').toLowerCase()
    if (word === 'substringof') {
      const [value, property] = this.#arguments('text', 'word')
      return { kind: 'substringof', property: property.toLowerCase(), value }
    }
    if (word === 'startswith') {
      const [property, value] = this.#arguments('word', 'text')
      return { kind: 'startswith', property: property.toLowerCase(), value }
    }
    const operator = this.#take('word').toLowerCase()
    if (operator !== 'eq' && operator !== 'ne') {
      return this.#refuse(`Unsupported filter operator:'${operator}'. Supported: 'eq,ne'`)
    }
    return { kind: operator, property: word, value: this.#take('text') }
  }

  #arguments(first: 'word' | 'text', second: 'word' | 'text'): [string, string] {
    this.#sign('(')
    const one = this.#take(first)
    this.#sign(',')
    const two = this.#take(second)
    this.#sign(')')
    return [one, two]
  }

  #take(kind: Token['kind']): string {
    const token = this.#tokens[this.#at]
    if (token?.kind !== kind) return this.#unexpected()
    this.#at++
    return token.text
  }

  #sign(text: string): void {
    if (!this.#isSign(text)) this.#unexpected()
    this.#at++
  }

  #isSign(text: string): boolean {
    const token = this.#tokens[this.#at]
    return token?.kind === 'sign' && token.text === text
  }

  #isWord(text: string): boolean {
    const token = this.#tokens[this.#at]
    return token?.kind === 'word' && token.text.toLowerCase() === text
  }

  #unexpected(): never {
    const token = this.#tokens[this.#at]
    return this.#refuse(
      token ? `Syntax error near '${token.text}'.` : 'The expression ends too soon.',
    )
  }
}

/** Reads a filter; `refuse` throws what the service answers. */
export const parseFilter = (text: string, refuse: Refuse): Term =>
  new Reader(tokensOf(text, refuse), refuse).all()
