#!/usr/bin/env node
// The door to the command line. Plain JavaScript, so that the cache is on before the first file that
// needs its types stripped: from the second start on Node does not even load what strips them.
import module from 'node:module'

// npm brings the right Node along, and finds it; a start in another way may come with any.
const NEEDED = [24, 12]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `lazuli: Node ${NEEDED.join('.')} or newer is needed, and this is ${process.versions.node}. ` +
      'The right one is found by `npx lazuli`, and by `npm start` in a clone.\n',
  )
  process.exit(1)
}
module.enableCompileCache()
const { useOwnImports } = await import('./own-imports.js')
useOwnImports()
await import('../src/cli/lazuli.ts')
