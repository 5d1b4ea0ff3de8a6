// Puts the modules of the package together into few files: a start reads and compiles one file where it
// would look for hundreds. What is loaded later is in files of its own.
import { glob, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type Plugin, rolldown } from 'rolldown'

/** What the doors in `bin` load. */
export const bundled: Readonly<Record<string, string>> = {
  'src/cli/lazuli.js': 'lib/lazuli.js',
  'src/library/start-lazuli.js': 'lib/library.js',
  'src/agent/main.js': 'lib/agent.js',
}

/** What every server loads before it answers: one file. */
const START = ['src/library/start-lazuli.js', 'src/main/serve.js']

const imports =
  /^(?:import|export)\b[^'"]*?from\s*(['"])([^'"]+\.js)\1|^import\s*(['"])([^'"]+\.js)\3/gm
/** Programs of their own, and what is loaded at once when it is needed: they stay where they are. */
const apart = /\b(?:new URL|require)\(\s*'(\.{1,2}\/[^']+\.js)'/g

export async function bundle(dist: string): Promise<void> {
  const sources: string[] = []
  for await (const file of glob(['src/**/*.js', 'contract/generated/**/*.js'], { cwd: dist })) {
    sources.push(join(dist, file))
  }
  const texts = new Map(
    await Promise.all(sources.map(async (file) => [file, await readFile(file, 'utf8')] as const)),
  )
  const fileOf = (specifier: string, importer: string): string | undefined => {
    if (specifier.startsWith('#contract/')) {
      return join(dist, 'contract/generated', specifier.slice('#contract/'.length))
    }
    if (specifier.startsWith('#')) return join(dist, 'src', specifier.slice(1))
    return specifier.startsWith('.') ? join(importer, '..', specifier) : undefined
  }
  /** Those files with all that they import to begin with. */
  const closure = (files: Iterable<string>): ReadonlySet<string> => {
    const found = new Set<string>()
    const visit = (file: string): void => {
      if (found.has(file)) return
      found.add(file)
      for (const [, , from, , alone] of texts.get(file)!.matchAll(imports)) {
        const next = fileOf((from ?? alone)!, file)
        if (next) visit(next)
      }
    }
    for (const file of files) visit(file)
    return found
  }
  const start = closure(START.map((file) => join(dist, file)))
  const build = await rolldown({
    input: Object.fromEntries(
      Object.entries(bundled).map(([file, name]) => [
        name.slice('lib/'.length, -3),
        join(dist, file),
      ]),
    ),
    platform: 'node',
    plugins: [ownModules(dist, fileOf)],
  })
  await build.write({
    dir: join(dist, 'lib'),
    entryFileNames: '[name].js',
    codeSplitting: { groups: [{ name: 'start', test: (id) => start.has(id) }] },
  })
  await build.close()
  const programs = [...texts].flatMap(([file, text]) =>
    [...text.matchAll(apart)].map(([, target]) => join(file, '..', target!)),
  )
  const kept = closure(programs.filter((file) => texts.has(file)))
  await Promise.all(sources.filter((file) => !kept.has(file)).map((file) => rm(file)))
}

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Finds our own modules; packages are left to be found at run time. */
const ownModules = (
  dist: string,
  fileOf: (specifier: string, importer: string) => string | undefined,
): Plugin => ({
  name: 'own-modules',
  resolveId(specifier, importer) {
    if (!importer) return undefined
    return fileOf(specifier, importer) ?? { id: specifier, external: true }
  },
  // A module that looks for files beside it goes on to look where it was.
  transform(code, id) {
    if (!code.includes('import.meta.url')) return undefined
    const place = JSON.stringify(`../${relative(dist, id)}`)
    return code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`)
  },
  // One sign that is none of ASCII's, and V8 keeps two bytes for each of a file of hundreds of thousands.
  renderChunk: (code) => code.replace(/[^\0-\x7f]/g, escaped),
})
