// `npm test`: the checks, then the test files of every suite of package.json in one run, with the time
// that each suite took. All of them run, so that one look shows all that fails; names on the command
// line choose some.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const { scripts } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { readonly scripts: Readonly<Record<string, string>> }

/** What needs other people's programs: `.ci/run` installs those, and runs these as well. */
const others = [
  ...['az', 'clients', 'containers', 'docs', 'engines', 'names', 'operating', 'package', 'portal'],
  'kubernetes',
  'kubernetes-changes',
  'kubernetes-driver',
  'kubernetes-nodes',
  'machines',
  'postgres',
  'postgres-wire',
  'slurm',
].map((name) => `test:${name}`)

const checks = new Map([
  ['check', ['check']],
  ['contract', ['contract', '--', '--check']],
  ['docs', ['docs', '--', '--check']],
])
/** The patterns of the files of each suite. */
const suites = new Map(
  Object.entries(scripts)
    .filter(([name]) => name.startsWith('test:') && !others.includes(name))
    .map(([name, command]) => [name, [...command.matchAll(/"([^"]+)"/g)].map(([, glob]) => glob!)]),
)

/**
 * Tests wait for clocks, disks and each other as much as they compute: with as many files at once as
 * there are processors, these would be idle for a third of the time.
 */
const FILES_AT_ONCE = Math.ceil(availableParallelism() * 1.5)

/** What one process compiled, and the types that it stripped, the next one need not. */
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'lazuli-compile-cache'),
}

const clock: string[] = []

function told(name: string, began: number, isFailed: boolean): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  clock.push(`${name.padEnd(16)}${seconds.padStart(7)} s${isFailed ? '  FAILED' : ''}`)
  if (isFailed) process.exitCode = 1
}

/** Says what it printed when it has ended: several run side by side. */
async function check(name: string, program: string, args: readonly string[]): Promise<void> {
  const began = performance.now()
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => said.push(chunk))
  }
  const code = await new Promise((resolve) => child.once('close', resolve))
  process.stdout.write(Buffer.concat(said))
  told(name, began, code !== 0)
}

async function test(globs: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const began = performance.now()
  const statements = mkdtempSync(join(tmpdir(), 'lazuli-statements-'))
  const child = spawn(
    process.execPath,
    [
      '--import',
      fileURLToPath(new URL('../tests/watchdog.ts', import.meta.url)),
      '--test',
      `--test-concurrency=${FILES_AT_ONCE}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${new URL('suite-times.ts', import.meta.url).href}`,
      '--test-reporter-destination=stderr',
      ...[...globs.values()].flat(),
    ],
    {
      env: { ...env, LAZULI_SUITES: JSON.stringify([...globs]), LAZULI_STATEMENTS: statements },
      stdio: 'inherit',
    },
  )
  const code = await new Promise((resolve) => child.once('close', resolve))
  told('tests', began, code !== 0)
  const script = fileURLToPath(new URL('statements.ts', import.meta.url))
  await check('statements', process.execPath, [script, statements])
  rmSync(statements, { recursive: true, force: true })
}

const chosen = process.argv.slice(2)
const among = <Of>(of: ReadonlyMap<string, Of>): Map<string, Of> =>
  new Map([...of].filter(([name]) => chosen.length === 0 || chosen.includes(name)))

await Promise.all(
  [...among(checks)].map(([name, command]) => check(name, 'npm', ['run', '-s', ...command])),
)
const wanted = among(suites)
if (wanted.size > 0) await test(wanted)
process.stdout.write(`\n${clock.join('\n')}\n`)
