// The door for programs: what `import … from 'lazuli'` finds. Its types are made by the build.
import module from 'node:module'
import { nodeFault } from './node-version.cjs'

let isQuick = false

/** As in `lazuli.js`: hundreds of modules of ours are found by arithmetic, and compiled once. */
async function loadQuickly() {
  if (isQuick) return
  isQuick = true
  module.enableCompileCache()
  // Not among the imports above: a Node that is too old has not what it needs, and could say nothing.
  const { useOwnImports } = await import('./own-imports.js')
  useOwnImports()
}

export async function startLazuli(options) {
  const fault = nodeFault()
  if (fault) throw new Error(`lazuli: ${fault}`)
  await loadQuickly()
  const library = await import('../src/library/start-lazuli.ts')
  return await library.startLazuli(options)
}
