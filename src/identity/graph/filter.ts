// The `$filter` of Graph's lists: read into a predicate over what a list shows. Pure.
import { graphError } from './graph.errors.ts'

type Shown = Readonly<Record<string, unknown>>
type Predicate = (object: Shown) => boolean

const LENGTH_MAX = 4_000
const DEPTH_MAX = 50

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|([A-Za-z_@][\w.@-]*(?:\/[A-Za-z_]\w*)*)|([0-9a-fA-F-]{36}|-?\d+(?:\.\d+)?)|([(),:]))/y

/** All pass where nothing is asked. Throws Graph's refusal of what cannot be read. */
export function filterOf(text: string | undefined): Predicate {
  if (text === undefined || text.trim() === '') return () => true
  const refuse = (reason: string) =>
    graphError('BadRequest:filter', { reason, filter: text.slice(0, 200) })
  if (text.length > LENGTH_MAX) throw refuse('it is too long')
  return new FilterParser(tokensOf(text, refuse), refuse).whole()
}

function tokensOf(text: string, refuse: (reason: string) => Error): readonly string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) throw refuse(`unexpected character at position ${at}`)
    tokens.push(found[0].trim())
  }
  return tokens
}

class FilterParser {
  readonly #tokens: readonly string[]
  readonly #refuse: (reason: string) => Error
  #at = 0
  #depth = 0

  constructor(tokens: readonly string[], refuse: (reason: string) => Error) {
    this.#tokens = tokens
    this.#refuse = refuse
  }

  whole(): Predicate {
    const found = this.#either()
    if (this.#at < this.#tokens.length) throw this.#unexpected()
    return found
  }

  #either(): Predicate {
    let left = this.#both()
    while (this.#takeWord('or')) {
      const [a, b] = [left, this.#both()]
      left = (object) => a(object) || b(object)
    }
    return left
  }

  #both(): Predicate {
    let left = this.#single()
    while (this.#takeWord('and')) {
      const [a, b] = [left, this.#single()]
      left = (object) => a(object) && b(object)
    }
    return left
  }

  #single(): Predicate {
    this.#depth += 1
    if (this.#depth > DEPTH_MAX) throw this.#refuse('it is nested too deeply')
    const found = this.#primary()
    this.#depth -= 1
    return found
  }

  #primary(): Predicate {
    if (this.#takeWord('not')) {
      const negated = this.#single()
      return (object) => !negated(object)
    }
    if (this.#take('(')) {
      const inner = this.#either()
      this.#expect(')')
      return inner
    }
    const name = this.#name()
    if (name.endsWith('/any')) return this.#any(name.slice(0, -'/any'.length))
    if (this.#take('(')) return this.#call(name)
    return this.#comparison((object) => [valueAt(object, name)])
  }

  /** `servicePrincipalNames/any(c:c eq 'x')`. */
  #any(path: string): Predicate {
    this.#expect('(')
    const variable = this.#name()
    this.#expect(':')
    const first = this.#name()
    const values = (object: Shown): readonly unknown[] => {
      const list = valueAt(object, path)
      return Array.isArray(list) ? list : []
    }
    let found: Predicate
    if (first === variable) found = this.#comparison(values)
    else {
      this.#expect('(')
      if (this.#name() !== variable) throw this.#unexpected()
      found = this.#textCall(first, values)
    }
    this.#expect(')')
    return found
  }

  #call(name: string): Predicate {
    const path = this.#name()
    return this.#textCall(name, (object) => [valueAt(object, path)])
  }

  /** After the first argument of `startswith` and its like. */
  #textCall(name: string, valuesOf: (object: Shown) => readonly unknown[]): Predicate {
    const test = TEXT_CALLS.get(name.toLowerCase())
    if (!test) throw this.#refuse(`unknown function '${name}'`)
    this.#expect(',')
    const wanted = String(this.#literal()).toLowerCase()
    this.#expect(')')
    return (object) =>
      valuesOf(object).some(
        (value) => typeof value === 'string' && test(value.toLowerCase(), wanted),
      )
  }

  #comparison(valuesOf: (object: Shown) => readonly unknown[]): Predicate {
    const operator = this.#next().toLowerCase()
    if (operator === 'in') {
      this.#expect('(')
      const wanted = [this.#literal()]
      while (this.#take(',')) wanted.push(this.#literal())
      this.#expect(')')
      return (object) => valuesOf(object).some((value) => wanted.some((one) => isSame(value, one)))
    }
    if (operator !== 'eq' && operator !== 'ne') throw this.#refuse(`unknown operator '${operator}'`)
    const wanted = this.#literal()
    const isEqual: Predicate = (object) => valuesOf(object).some((value) => isSame(value, wanted))
    return operator === 'eq' ? isEqual : (object) => !isEqual(object)
  }

  #literal(): unknown {
    const token = this.#next()
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
    if (token === 'true' || token === 'false') return token === 'true'
    if (token === 'null') return null
    if (/^[\w-]+$/.test(token)) return token
    throw this.#refuse(`'${token}' is no value`)
  }

  #name(): string {
    const token = this.#next()
    if (!/^[A-Za-z_@]/.test(token)) throw this.#refuse(`'${token}' is no name`)
    return token
  }

  #next(): string {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw this.#refuse('it ends too early')
    this.#at += 1
    return token
  }

  #take(symbol: string): boolean {
    const isNext = this.#tokens[this.#at] === symbol
    if (isNext) this.#at += 1
    return isNext
  }

  #takeWord(word: string): boolean {
    const isNext = this.#tokens[this.#at]?.toLowerCase() === word
    if (isNext) this.#at += 1
    return isNext
  }

  #expect(symbol: string): void {
    if (!this.#take(symbol)) throw this.#unexpected()
  }

  #unexpected(): Error {
    return this.#refuse(`unexpected '${this.#tokens[this.#at] ?? 'end'}'`)
  }
}

const TEXT_CALLS: ReadonlyMap<string, (value: string, wanted: string) => boolean> = new Map([
  ['startswith', (value: string, wanted: string) => value.startsWith(wanted)],
  ['endswith', (value: string, wanted: string) => value.endsWith(wanted)],
  ['contains', (value: string, wanted: string) => value.includes(wanted)],
])

function valueAt(object: Shown, path: string): unknown {
  let value: unknown = object
  for (const name of path.split('/')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null
    value = (value as Shown)[name]
  }
  return value ?? null
}

/** Texts are the same in any case. */
const isSame = (value: unknown, wanted: unknown): boolean =>
  typeof value === 'string' && typeof wanted === 'string'
    ? value.toLowerCase() === wanted.toLowerCase()
    : value === wanted
