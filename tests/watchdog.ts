// Loaded into every test file (`npm test`). A file that does not end would keep the whole run
// waiting for good: one that failed and left a child running, say. It fails here, and says why.
import type { AsyncHook, createHook } from 'node:async_hooks'

const LIMIT_MS = 5 * 60_000

function giveUp(): void {
  const open = process.getActiveResourcesInfo().join(', ')
  console.error(`Still running after ${LIMIT_MS / 60_000} minutes. Open: ${open}`)
  process.exit(1)
}

// Does not keep the process by itself: it only ever fires where something else does.
const limit = process.env.NODE_TEST_CONTEXT ? setTimeout(giveUp, LIMIT_MS).unref() : undefined

/** A long story has come further: its next part has the whole limit again. */
export function progress(): void {
  limit?.refresh()
}

/** No hook. */
const none: AsyncHook = { enable: () => none, disable: () => none }

/**
 * Node's runner watches every promise of the process, to say in which test an error was that nothing
 * waited for. That takes more than half the time of tests which let a clock run. Without it such an
 * error is printed all the same, and its file fails.
 */
function leavePromisesAlone(): void {
  const hooks: { createHook: typeof createHook } = process.getBuiltinModule('node:async_hooks')
  const own = hooks.createHook
  hooks.createHook = (callbacks) => {
    const isOfRunner = /node:internal\/test_runner/.test(new Error('who asks').stack ?? '')
    return isOfRunner ? none : own(callbacks)
  }
}

leavePromisesAlone()

// As the command does: it saves a tenth of what a file takes. The test of it asks Node itself.
if (!process.argv[1]?.endsWith('own-imports.test.ts')) {
  const script = new URL('../bin/own-imports.js', import.meta.url).href
  const { useOwnImports } = (await import(script)) as { useOwnImports(): void }
  useOwnImports()
}

// Where all suites run, what they ask of the store is asked of PostgreSQL as well.
const { LAZULI_STATEMENTS: statements } = process.env
if (statements !== undefined && process.env.NODE_TEST_CONTEXT) {
  const { recordStatements } = await import('./statements.ts')
  recordStatements(statements)
}
