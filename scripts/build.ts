// Builds what is published: Node strips no types under node_modules, so the package holds
// JavaScript. Types are stripped, `.ts` endings become `.js`, and modules are put together.
import { execFileSync } from 'node:child_process'
import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OptionSpec } from '#kernel/options.ts'
import { optionGroups } from '#library/options.ts'
import { makeEmptyStore } from '#store/data-directory.ts'
import { buildAgent } from './agent.ts'
import { bundle, bundled } from './bundle.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const toJs = (file: string): string => file.replace(/\.ts$/, '.js')

/** `from './x.ts'`, `import('#room/x.ts')`, `new URL('./x.ts', …)`: every specifier of ours. */
const specifiers = /(['"])((?:\.{1,2}\/|#)[^'"]*)\.ts\1/g

/** What a door in `bin` loads. */
const doors = /'\.\.\/(src\/[^']+)\.ts'/g

async function compile(file: string): Promise<void> {
  const source = await readFile(join(root, file), 'utf8')
  const target = join(dist, toJs(file))
  await mkdir(dirname(target), { recursive: true })
  const stripped = file.endsWith('.ts') ? stripTypeScriptTypes(source) : source
  const script = file.startsWith('bin/')
    ? stripped.replace(doors, (_, module: string) => `'../${bundled[`${module}.js`]}'`)
    : stripped.replace(specifiers, '$1$2.js$1')
  await writeFile(target, script, file === 'bin/lazuli.js' ? { mode: 0o755 } : {})
}

const modules = ['bin/*.{js,cjs}', 'src/**/*.ts', 'contract/generated/**/*.ts']

async function build(): Promise<void> {
  execFileSync(process.execPath, [join(root, 'scripts', 'portal.ts')], { stdio: 'inherit' })
  await rm(dist, { recursive: true, force: true })
  const sources: string[] = []
  for await (const file of glob(modules, { cwd: root })) {
    if (!/\.(test|fixture)\.ts$|\/conformance(-[a-z]+)?\.ts$|^src\/testing\//.test(file))
      sources.push(file)
  }
  await Promise.all(sources.map(compile))
  await bundle(dist)
  for await (const file of glob(
    ['src/**/*.sql', 'src/**/*.sh', 'src/**/*.json', 'contract/generated/**/*.json'],
    {
      cwd: root,
    },
  )) {
    await mkdir(dirname(join(dist, file)), { recursive: true })
    await cp(join(root, file), join(dist, file))
  }
  await makeEmptyStore(join(dist, 'src', 'store', 'migrations', 'empty.db'))
  await buildAgent()
  const portal = join('portal', 'dist')
  await cp(join(root, portal), join(dist, portal), { recursive: true })
  // Of its own, so that `#` paths lead into dist and not to the sources.
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const scope = {
    version,
    type: 'module',
    imports: { '#contract/*': './contract/generated/*', '#*': './src/*' },
  }
  await writeFile(join(dist, 'package.json'), `${JSON.stringify(scope, undefined, 2)}\n`)
  await declare()
  process.stdout.write(`built ${sources.length} files into dist/\n`)
}

/** The package's declarations: the handles as they stand, and the options as they are declared. */
async function declare(): Promise<void> {
  const library = join(dist, 'src', 'library')
  const handles = await readFile(join(root, 'src', 'library', 'handles.ts'), 'utf8')
  await writeFile(join(library, 'handles.d.ts'), handles.replace(specifiers, '$1$2.js$1'))
  await writeFile(join(library, 'options.d.ts'), declaredOptions())
  const bin = join(dist, 'bin')
  await writeFile(join(bin, 'library.d.ts'), "export * from '../src/library/handles.js'\n")
  // A `require` of modules' types: TypeScript wants it said.
  const all = "export type * from '../src/library/handles.js'\n"
  await writeFile(
    join(bin, 'library.d.cts'),
    `${all}export declare const startLazuli: typeof import('../src/library/handles.js', { with: { 'resolution-mode': 'import' } }).startLazuli\n`,
  )
}

function declaredOptions(): string {
  const lines = [
    '/** Options of a server. All of them may be left out. */',
    'export interface LazuliOptions {',
  ]
  for (const { options } of optionGroups) {
    for (const [name, spec] of Object.entries(options)) {
      const given = spec.type === 'number' ? (spec.inProcess ?? spec.default) : undefined
      const usual = given ?? ('default' in spec ? spec.default : spec.otherwise)
      const range = spec.type === 'number' ? ` From ${spec.least} to ${spec.most}.` : ''
      const otherwise = usual === undefined ? '' : ` Without it: ${usual}.`
      lines.push(`  /** ${sentence(spec.says)}${range}${otherwise} Since ${spec.since}. */`)
      lines.push(`  readonly ${name}?: ${typeOf(spec)}`)
    }
  }
  return `${lines.join('\n')}\n}\n`
}

const sentence = (says: string): string => `${says[0]!.toUpperCase()}${says.slice(1)}.`

function typeOf(spec: OptionSpec): string {
  if (spec.type === 'flag') return 'boolean'
  if (spec.type === 'number') return 'number'
  return spec.type === 'choice' ? spec.choices.map((each) => `'${each}'`).join(' | ') : 'string'
}

await build()
