#!/usr/bin/env node
// The door to the command line. Plain JavaScript, so that the cache is on before the first file that
// needs its types stripped: from the second start on Node does not even load what strips them.
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('../src/cli/lazuli.ts')
