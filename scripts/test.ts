// `npm test`: every suite of package.json in turn, with the time that each took. All of them run, so
// that one look shows all that fails; names on the command line choose some.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { scripts } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { readonly scripts: Readonly<Record<string, string>> }

/** What needs other people's programs: `.ci/run` installs those, and runs these as well. */
const others = ['clients', 'containers', 'docs', 'operating', 'package', 'postgres'].map(
  (name) => `test:${name}`,
)

const suites: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['check', ['check']],
  ['contract', ['contract', '--', '--check']],
  ['docs', ['docs', '--', '--check']],
  ...Object.keys(scripts)
    .filter((name) => name.startsWith('test:') && !others.includes(name))
    .map((name) => [name, [name]] as const),
]

/** What one process compiled, and the types that it stripped, the next one need not. */
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'lazuli-compile-cache'),
}

const chosen = process.argv.slice(2)
const clock: string[] = []
let failed = 0
for (const [name, command] of suites) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const start = process.hrtime.bigint()
  const { status } = spawnSync('npm', ['run', '-s', ...command], { env, stdio: 'inherit' })
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  clock.push(
    `${name.padEnd(16)}${seconds.toFixed(1).padStart(7)} s${status === 0 ? '' : '  FAILED'}`,
  )
  if (status !== 0) failed += 1
}
process.stdout.write(`\n${clock.join('\n')}\n`)
process.exitCode = failed === 0 ? 0 : 1
