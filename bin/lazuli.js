#!/usr/bin/env node
// The door to the command line. Plain JavaScript, so that the cache is on before the first file that
// needs its types stripped: from the second start on Node does not even load what strips them.
import module from 'node:module'
import { nodeFault } from './node-version.cjs'

const fault = nodeFault()
if (fault) {
  process.stderr.write(`lazuli: ${fault}\n`)
  process.exit(1)
}
module.enableCompileCache()
const { useOwnImports } = await import('./own-imports.js')
useOwnImports()
await import('../src/cli/lazuli.ts')
