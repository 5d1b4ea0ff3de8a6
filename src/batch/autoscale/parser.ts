// The grammar of autoscale formulas: statements ended by `;`, each an assignment or an expression.
import { FormulaSyntaxError, type Position, type Token, tokensOf } from './lexer.ts'

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '<'
  | '<='
  | '=='
  | '>='
  | '>'
  | '!='
  | '&&'
  | '||'

export type Expression = Position &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'unary'; readonly operator: '-' | '!'; readonly operand: Expression }
    | {
        readonly kind: 'binary'
        readonly operator: BinaryOperator
        readonly left: Expression
        readonly right: Expression
      }
    | {
        readonly kind: 'choice'
        readonly test: Expression
        readonly whenTrue: Expression
        readonly whenFalse: Expression
      }
    | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
    | {
        readonly kind: 'call'
        readonly name: string
        readonly args: readonly Expression[]
      }
    | {
        readonly kind: 'method'
        readonly object: Expression
        readonly name: string
        readonly args: readonly Expression[]
      }
  )

export interface Statement extends Position {
  /** The variable that is assigned; absent of an expression on its own. */
  readonly target?: string
  readonly value: Expression
}

/** How many statements a formula may hold. */
const STATEMENTS_MAX = 100

/** How deep an expression may be nested: ours, so that no formula exhausts the stack. */
const DEPTH_MAX = 200

/** Operators by how tightly they bind, loosest first. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
]

/** The statements of a formula. Throws FormulaSyntaxError, which names line and column. */
export function parseFormula(formula: string): readonly Statement[] {
  return new Parser(tokensOf(formula)).formula()
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  formula(): readonly Statement[] {
    const statements: Statement[] = []
    while (true) {
      while (this.#take(';')) {}
      if (this.#isAtEnd()) return statements
      if (statements.length === STATEMENTS_MAX) {
        throw this.#error(`a formula has at most ${STATEMENTS_MAX} statements`)
      }
      statements.push(this.#statement())
      if (!this.#isAtEnd()) this.#expect(';')
    }
  }

  #isAtEnd(): boolean {
    return this.#token.type === 'end'
  }

  #statement(): Statement {
    const { line, column } = this.#token
    const next = this.#tokens[this.#at + 1]
    const isAssignment = this.#token.type === 'name' && next?.type === 'symbol' && next.text === '='
    if (!isAssignment) return { line, column, value: this.#expression() }
    const target = this.#next().text
    this.#next()
    return { line, column, target, value: this.#expression() }
  }

  #expression(): Expression {
    this.#depth += 1
    if (this.#depth > DEPTH_MAX) throw this.#error('the expression is nested too deeply')
    const test = this.#binary(0)
    const { line, column } = this.#token
    let found = test
    if (this.#take('?')) {
      const whenTrue = this.#expression()
      this.#expect(':')
      found = { kind: 'choice', test, whenTrue, whenFalse: this.#expression(), line, column }
    }
    this.#depth -= 1
    return found
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level]
    if (!operators) return this.#unary()
    let left = this.#binary(level + 1)
    while (true) {
      const { type, text, line, column } = this.#token
      const operator = operators.find((candidate) => type === 'symbol' && candidate === text)
      if (!operator) return left
      this.#next()
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1), line, column }
    }
  }

  #unary(): Expression {
    const { line, column } = this.#token
    const operator = this.#take('-') ? '-' : this.#take('!') ? '!' : undefined
    if (!operator) return this.#postfix()
    this.#depth += 1
    if (this.#depth > DEPTH_MAX) throw this.#error('the expression is nested too deeply')
    const operand = this.#unary()
    this.#depth -= 1
    return { kind: 'unary', operator, operand, line, column }
  }

  #postfix(): Expression {
    let found = this.#primary()
    while (this.#take('.')) {
      if (this.#token.type !== 'name') throw this.#unexpected()
      const { text: name, ...place } = this.#next()
      // Seen in the service's errors: what is called is placed at its opening parenthesis.
      const { line, column } = this.#token
      found = this.#take('(')
        ? { kind: 'method', object: found, name, args: this.#arguments(), line, column }
        : { kind: 'member', object: found, name, line: place.line, column: place.column }
    }
    return found
  }

  #primary(): Expression {
    const { type, text, line, column } = this.#token
    if (type === 'symbol' && this.#take('(')) {
      const inner = this.#expression()
      this.#expect(')')
      return inner
    }
    if (type === 'symbol' || type === 'end') throw this.#unexpected()
    this.#next()
    if (type === 'number') return { kind: 'number', value: Number(text), line, column }
    if (type === 'string') return { kind: 'string', value: text, line, column }
    const call = this.#token
    if (!this.#take('(')) return { kind: 'name', name: text, line, column }
    const args = this.#arguments()
    return { kind: 'call', name: text, args, line: call.line, column: call.column }
  }

  /** After the opening parenthesis, up to and with the closing one. */
  #arguments(): readonly Expression[] {
    const args: Expression[] = []
    if (this.#take(')')) return args
    do args.push(this.#expression())
    while (this.#take(','))
    this.#expect(')')
    return args
  }

  get #token(): Token {
    return this.#tokens[this.#at]!
  }

  #next(): Token {
    const token = this.#token
    this.#at += 1
    return token
  }

  #take(symbol: string): boolean {
    const isNext = this.#token.type === 'symbol' && this.#token.text === symbol
    if (isNext) this.#at += 1
    return isNext
  }

  #expect(symbol: string): void {
    if (!this.#take(symbol)) throw this.#unexpected(symbol)
  }

  #unexpected(wanted?: string): FormulaSyntaxError {
    const { type, text } = this.#token
    const found = type === 'end' ? 'unexpected end of the formula' : `unexpected '${text}'`
    return this.#error(wanted ? `${found}, expected '${wanted}'` : found)
  }

  #error(message: string): FormulaSyntaxError {
    return new FormulaSyntaxError(this.#token, message)
  }
}
