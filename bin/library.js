// The door for programs: what `import … from 'lazuli'` finds. Its types are made by the build.
import module from 'node:module'
import { nodeFault } from './node-version.cjs'
import { useOwnImports } from './own-imports.js'

let isQuick = false

/** As in `lazuli.js`: hundreds of modules of ours are found by arithmetic, and compiled once. */
function loadQuickly() {
  if (isQuick) return
  isQuick = true
  module.enableCompileCache()
  useOwnImports()
}

export async function startLazuli(options) {
  const fault = nodeFault()
  if (fault) throw new Error(`lazuli: ${fault}`)
  loadQuickly()
  const library = await import('../src/library/start-lazuli.ts')
  return await library.startLazuli(options)
}
