// The door for programs: what `import … from 'lazuli'` finds. Its types are made by the build.
import { nodeFault } from './node-version.cjs'

export async function startLazuli(options) {
  const fault = nodeFault()
  if (fault) throw new Error(`lazuli: ${fault}`)
  const library = await import('../src/library/start-lazuli.ts')
  return await library.startLazuli(options)
}
