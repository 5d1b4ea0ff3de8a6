// The part of OData's $filter that Batch understands: a lexer and a parser. What a list may be
// filtered by is data of that list; what becomes of a condition is `filter.ts`.

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'
type FilterOperator = Comparison | 'startswith'

/** A property that a list may be filtered by. */
export interface Filterable {
  /** A column of ours, never anything a client sent. */
  readonly column: string
  readonly operators: readonly FilterOperator[]
  /** `time` columns hold milliseconds; `id` and `word` compare without case, in lower case. */
  readonly kind: 'text' | 'word' | 'id' | 'time' | 'number' | 'boolean'
}

/** By the property's path as clients write it: `executionInfo/exitCode`. */
export type Filterables = Readonly<Record<string, Filterable>>

/** A filter taken apart. Values are as columns of their kind hold them: 1 and 0 for booleans. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | {
      /** The property's name as the list declares it. */
      readonly name: string
      readonly property: Filterable
      readonly operator: FilterOperator
      readonly value: string | number
    }

/** Why a filter is refused, in words for the error's `Reason`. */
export class FilterRefusal extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'FilterRefusal'
  }
}

/** Longer ones are not written by people, and parsing is recursive. */
const LONGEST = 4096
const DEEPEST = 64

type Token =
  | { readonly type: 'word'; readonly text: string }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'time'; readonly value: number }
  | { readonly type: '(' | ')' | ',' }

const TOKEN =
  /\s*(?:(?<time>(?:datetime(?:offset)?'[^']*')|\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)|(?<number>-?\d+(?:\.\d+)?)(?![\w-])|'(?<text>(?:[^']|'')*)'|(?<word>[A-Za-z_][\w.]*(?:\/[A-Za-z_]\w*)*)|(?<mark>[(),]))/iy

function tokens(filter: string): Token[] {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < filter.trimEnd().length) {
    const at = TOKEN.lastIndex
    const groups = TOKEN.exec(filter)?.groups
    if (!groups) throw new FilterRefusal(`the filter cannot be read at character ${at + 1}`)
    found.push(tokenOf(groups))
  }
  return found
}

function tokenOf(groups: Record<string, string | undefined>): Token {
  if (groups.time !== undefined) {
    const text = /'([^']*)'/.exec(groups.time)?.[1] ?? groups.time
    const value = Date.parse(text)
    if (Number.isNaN(value)) throw new FilterRefusal(`${text} is not a date`)
    return { type: 'time', value }
  }
  if (groups.number !== undefined) return { type: 'number', value: Number(groups.number) }
  if (groups.text !== undefined) return { type: 'text', value: groups.text.replaceAll("''", "'") }
  if (groups.word !== undefined) return { type: 'word', text: groups.word }
  return { type: groups.mark as '(' | ')' | ',' }
}

/** Takes a filter apart. Throws `FilterRefusal` for what this list cannot be asked. */
export function parseFilter(filter: string, filterables: Filterables): Condition {
  if (filter.length > LONGEST) throw new FilterRefusal(`a filter has at most ${LONGEST} characters`)
  const parser = new Parser(tokens(filter), filterables)
  const condition = parser.either(0)
  parser.end()
  return condition
}

const COMPARISONS: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le']
const isComparison = (text: string): text is Comparison => COMPARISONS.includes(text)

class Parser {
  readonly #tokens: readonly Token[]
  readonly #byName: ReadonlyMap<string, readonly [string, Filterable]>
  #at = 0

  constructor(list: readonly Token[], filterables: Filterables) {
    this.#tokens = list
    this.#byName = new Map(
      Object.entries(filterables).map((entry) => [entry[0].toLowerCase(), entry]),
    )
  }

  either(depth: number): Condition {
    if (depth > DEEPEST) throw new FilterRefusal('the filter is nested too deeply')
    const any = [this.#both(depth)]
    while (this.#takeWord('or')) any.push(this.#both(depth))
    return any.length === 1 ? any[0]! : { any }
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new FilterRefusal('the filter goes on after its end')
  }

  #both(depth: number): Condition {
    const all = [this.#one(depth)]
    while (this.#takeWord('and')) all.push(this.#one(depth))
    return all.length === 1 ? all[0]! : { all }
  }

  #one(depth: number): Condition {
    if (this.#take('(')) {
      const inner = this.either(depth + 1)
      this.#expect(')')
      return inner
    }
    const word = this.#word()
    if (word.toLowerCase() === 'startswith') return this.#startsWith()
    const operator = this.#word().toLowerCase()
    if (!isComparison(operator)) throw new FilterRefusal(`${operator} is not an operator`)
    return this.#comparison(word, operator)
  }

  #startsWith(): Condition {
    this.#expect('(')
    const word = this.#word()
    this.#property(word, 'startswith')
    this.#expect(',')
    const condition = this.#comparison(word, 'startswith')
    this.#expect(')')
    return condition
  }

  /** Reads the literal that the property is compared with. */
  #comparison(word: string, operator: FilterOperator): Condition {
    const [name, property] = this.#property(word, operator)
    const token = this.#tokens[this.#at++]
    const value = token && valueFor(property.kind, token)
    if (value === undefined) throw new FilterRefusal(`${word} is compared with the wrong type`)
    return { name, property, operator, value }
  }

  #property(name: string, operator: FilterOperator): readonly [string, Filterable] {
    const found = this.#byName.get(name.toLowerCase())
    if (!found) throw new FilterRefusal(`the list cannot be filtered by ${name}`)
    if (!found[1].operators.includes(operator)) {
      throw new FilterRefusal(`${name} does not support the operator ${operator}`)
    }
    return found
  }

  #take(mark: '(' | ')' | ','): boolean {
    if (this.#tokens[this.#at]?.type !== mark) return false
    this.#at++
    return true
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.type !== 'word' || token.text.toLowerCase() !== word) return false
    this.#at++
    return true
  }

  #expect(mark: '(' | ')' | ','): void {
    if (!this.#take(mark)) throw new FilterRefusal(`the filter lacks a ${mark}`)
  }

  #word(): string {
    const token = this.#tokens[this.#at++]
    if (token?.type !== 'word') throw new FilterRefusal('the filter lacks a property or operator')
    return token.text
  }
}

function valueFor(kind: Filterable['kind'], token: Token): string | number | undefined {
  switch (kind) {
    case 'text':
      return token.type === 'text' ? token.value : undefined
    case 'word':
    case 'id':
      return token.type === 'text' ? token.value.toLowerCase() : undefined
    case 'number':
      return token.type === 'number' ? token.value : undefined
    case 'boolean': {
      const word = token.type === 'word' ? token.text.toLowerCase() : undefined
      return word === 'true' ? 1 : word === 'false' ? 0 : undefined
    }
    case 'time': {
      if (token.type === 'time') return token.value
      const parsed = token.type === 'text' ? Date.parse(token.value) : Number.NaN
      return Number.isNaN(parsed) ? undefined : parsed
    }
  }
}
