// The statements that tests have SQLite run, each once with the kinds of its values, for
// `scripts/statements.ts`: PostgreSQL is to take all of them.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SQLInputValue, StatementSync } from 'node:sqlite'

/** One line of a file. A letter says what each value is, as `kindOf` does. */
export interface Seen {
  readonly text: string
  readonly kinds: string
}

const kindOf = (value: SQLInputValue): string => {
  if (value === null) return 'n'
  if (typeof value === 'string') return 's'
  if (typeof value === 'bigint') return 'i'
  if (typeof value === 'number') return Number.isInteger(value) ? 'i' : 'd'
  return 'b'
}

/** Writes them to the folder when the process ends. */
export function recordStatements(folder: string): void {
  const seen = new Set<string>()
  const note = (statement: StatementSync, values: readonly SQLInputValue[]): void => {
    const text = statement.sourceSQL
    if (!/^\s*(select|insert|update|delete|with)\b/i.test(text)) return
    seen.add(JSON.stringify({ text, kinds: values.map(kindOf).join('') } satisfies Seen))
  }
  for (const name of ['get', 'all', 'run'] as const) {
    const own = StatementSync.prototype[name] as (...values: SQLInputValue[]) => unknown
    Object.defineProperty(StatementSync.prototype, name, {
      value(this: StatementSync, ...values: SQLInputValue[]) {
        note(this, values)
        return own.apply(this, values)
      },
    })
  }
  process.on('exit', () => {
    if (seen.size > 0)
      appendFileSync(join(folder, `${process.pid}.ndjson`), `${[...seen].join('\n')}\n`)
  })
}
