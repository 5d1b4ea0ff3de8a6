// The suffixes of files, each with one meaning. `tidy.test.ts` checks that every file has one of them,
// and `npm run docs` prints them into ARCHITECTURE.md. What fits none is named for what it does, with
// hyphens: `node-release.ts`.
import { type Row, tableOf } from './table.ts'

export const suffixes: Readonly<Record<string, string>> = {
  '.ts': 'the record and its defaults, or what the name says',
  '.machine.ts': 'states, legal moves, `decide` (pure)',
  '.rules.ts': 'validation and refusals (pure)',
  '.wire.ts': 'record to what travels (pure)',
  '.queries.ts': 'one function per statement; the only place with SQL',
  '.commands.ts':
    'changes as plain functions over a transaction; they take values, never a request',
  '.handlers.ts': 'one export per operationId, checked by the compiler',
  '.operations.ts': 'durable steps',
  '.errors.ts': 'refusals with their basis',
  '.test.ts': 'tests, beside what they test or in `tests/`; also after another suffix',
  '.fixture.ts': 'what the tests beside it share',
  '.bench.ts': 'a bench, in `tests/bench`',
}

/** The table of ARCHITECTURE.md. */
export const suffixesTable = (): string =>
  tableOf([
    ['file', 'what it holds'],
    ...Object.entries(suffixes).map(([suffix, holds]): Row => [`\`x${suffix}\``, holds]),
  ])
