// Loaded into every test file (`npm test`). A file that does not end would keep the whole run
// waiting for good: one that failed and left a child running, say. It fails here, and says why.
const LIMIT_MS = 5 * 60_000

if (process.env.NODE_TEST_CONTEXT) {
  // Does not keep the process by itself: it only ever fires where something else does.
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ')
    console.error(`Still running after ${LIMIT_MS / 60_000} minutes. Open: ${open}`)
    process.exit(1)
  }, LIMIT_MS).unref()
}
