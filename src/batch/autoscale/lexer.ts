/** Where something stands in a formula: both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

type TokenType = 'number' | 'string' | 'name' | 'symbol' | 'end'

export interface Token extends Position {
  readonly type: TokenType
  /** As written; of a string what is between the quotes. */
  readonly text: string
}

/** A formula that does not follow the grammar. */
export class FormulaSyntaxError extends Error {
  readonly position: Position

  constructor(position: Position, message: string) {
    super(`Line ${position.line}, Col ${position.column}: ${message}`)
    this.position = position
  }
}

/** Longer symbols first: the first that fits is taken. */
const SYMBOLS = '<= >= == != && || < > = + - * / ! ? : ( ) , . ;'.split(' ')

const SPACE = /[\s\u200b\ufeff]+|\/\/[^\n]*/y
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const NAME = /\$?[A-Za-z_][A-Za-z0-9_]*/y
const STRING = /"([^"\n]*)"/y

/** The formula's words, in order, with an `end` after the last. Throws FormulaSyntaxError. */
export function tokensOf(formula: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  let lineStart = 0
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(formula)?.[0]
  }
  const skip = (text: string): void => {
    at += text.length
    for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
      line += 1
      lineStart = at - text.length + index + 1
    }
  }
  while (true) {
    for (let space = match(SPACE); space; space = match(SPACE)) skip(space)
    const position = { line, column: at - lineStart + 1 }
    if (at >= formula.length) return [...tokens, { type: 'end', text: '', ...position }]
    const token = tokenAt(match, formula, at)
    if (!token) {
      throw new FormulaSyntaxError(position, `unexpected character '${charAt(formula, at)}'`)
    }
    const quotes = token.type === 'string' ? 2 : 0
    tokens.push({ ...token, ...position })
    at += token.text.length + quotes
  }
}

function tokenAt(
  match: (pattern: RegExp) => string | undefined,
  formula: string,
  at: number,
): Pick<Token, 'type' | 'text'> | undefined {
  const number = match(NUMBER)
  if (number) return { type: 'number', text: number }
  const name = match(NAME)
  if (name) return { type: 'name', text: name }
  const string = match(STRING)
  if (string) return { type: 'string', text: string.slice(1, -1) }
  const symbol = SYMBOLS.find((candidate) => formula.startsWith(candidate, at))
  return symbol === undefined ? undefined : { type: 'symbol', text: symbol }
}

const charAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0)
