// Builds what is published: Node strips no types under node_modules, so the package holds
// JavaScript. Types are stripped in place (line numbers stay) and `.ts` endings become `.js`.
import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const toJs = (file: string): string => file.replace(/\.ts$/, '.js')

/** `from './x.ts'`, `import('#room/x.ts')`, `new URL('./x.ts', …)`: every specifier of ours. */
const specifiers = /(['"])((?:\.{1,2}\/|#)[^'"]*)\.ts\1/g

async function compile(file: string): Promise<void> {
  const source = await readFile(join(root, file), 'utf8')
  const target = join(dist, toJs(file))
  await mkdir(dirname(target), { recursive: true })
  const script = stripTypeScriptTypes(source).replace(specifiers, '$1$2.js$1')
  await writeFile(target, script, file === 'bin/lazuli.js' ? { mode: 0o755 } : {})
}

const modules = ['bin/*.js', 'src/**/*.ts', 'contract/generated/**/*.ts']

async function build(): Promise<void> {
  await rm(dist, { recursive: true, force: true })
  const sources: string[] = []
  for await (const file of glob(modules, { cwd: root })) {
    if (!/\.(test|fixture)\.ts$|\/conformance(-[a-z]+)?\.ts$|^src\/testing\//.test(file))
      sources.push(file)
  }
  await Promise.all(sources.map(compile))
  for await (const file of glob(
    ['src/**/*.sql', 'src/**/*.sh', 'src/**/*.json', 'contract/generated/**/*.json'],
    {
      cwd: root,
    },
  )) {
    await mkdir(dirname(join(dist, file)), { recursive: true })
    await cp(join(root, file), join(dist, file))
  }
  // Of its own, so that `#` paths lead into dist and not to the sources.
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const scope = {
    version,
    type: 'module',
    imports: { '#contract/*': './contract/generated/*', '#*': './src/*' },
  }
  await writeFile(join(dist, 'package.json'), `${JSON.stringify(scope, undefined, 2)}\n`)
  process.stdout.write(`built ${sources.length} files into dist/\n`)
}

await build()
