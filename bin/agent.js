// The door to the node agent, which serves as that of the command line does: no types are stripped
// from its second start on.
import { enableCompileCache, flushCompileCache } from 'node:module'
import { useOwnImports } from './own-imports.js'

enableCompileCache()
useOwnImports()
await import('../src/agent/main.ts')
// An agent is ended from outside, and then saves nothing.
setTimeout(() => flushCompileCache(), 3_000).unref()
