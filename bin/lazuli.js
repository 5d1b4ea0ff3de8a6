#!/usr/bin/env node
// The door to the command line. Plain JavaScript, so that the cache is on before the first file that
// needs its types stripped: from the second start on Node does not even load what strips them.
import { enableCompileCache } from 'node:module'
import { useOwnImports } from './own-imports.js'

enableCompileCache()
useOwnImports()
await import('../src/cli/lazuli.ts')
