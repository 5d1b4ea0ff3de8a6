// Where our own imports lead. Each names its file, so that arithmetic is enough: Node would look for
// packages, links and folders on the way, which takes a third of a start and several megabytes.
import { registerHooks } from 'node:module'

const root = new URL('../', import.meta.url).href
const sources = `${root}src/`
const contract = `${root}contract/generated/`
/** Where the package has its modules put together. */
const bundled = `${root}lib/`
const formats = { '.ts': 'module-typescript', '.js': 'module' }

/** The file that an import of ours means; undefined where Node has to find out by itself. */
export function resolveOwn(specifier, parent = '') {
  const format = formats[specifier.slice(-3)]
  const isOurs = [sources, contract, bundled].some((folder) => parent.startsWith(folder))
  if (!format || !isOurs) return undefined
  if (specifier.startsWith('.')) return { url: new URL(specifier, parent).href, format }
  // As in the `imports` of package.json.
  if (specifier.startsWith('#contract/')) return { url: contract + specifier.slice(10), format }
  if (specifier.startsWith('#')) return { url: sources + specifier.slice(1), format }
  return undefined
}

export const useOwnImports = () =>
  registerHooks({
    resolve(specifier, context, next) {
      const found = resolveOwn(specifier, context.parentURL)
      return found ? { ...found, shortCircuit: true } : next(specifier, context)
    },
  })
