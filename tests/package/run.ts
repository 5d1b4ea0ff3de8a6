// `npm run test:package`: the packed package in empty folders, outside any checkout, as those install
// it who have never seen a clone: npm without install scripts, pnpm, globally.
import { execFile } from 'node:child_process'
import { cp, glob, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { venv } from '../clients/environments.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const programs = join(root, 'tests', 'package', 'programs')
const MOST_BYTES = 30_000_000

const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` }

async function run(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(command, args, {
    cwd,
    env,
    timeout: 300_000,
    maxBuffer: 10_000_000,
  }).catch((error: { stdout?: string; stderr?: string; message: string }) => {
    throw new Error(`${error.message}\n${error.stdout ?? ''}`)
  })
  return stdout + stderr
}

/** Files that the README of the installed package links to. */
async function linksLead(folder: string): Promise<void> {
  const home = join(folder, 'node_modules', 'lazuli')
  const readme = await readFile(join(home, 'README.md'), 'utf8')
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link!)
  if (links.length < 8) throw new Error(`only ${links.length} links were found`)
  for (const link of links) await stat(join(home, link))
}

let failed = 0
/** One step: what it is about, and what shows that it holds. */
async function check(what: string, work: () => Promise<unknown>): Promise<void> {
  const before = performance.now()
  try {
    await work()
    process.stdout.write(`ok ${what} (${((performance.now() - before) / 1000).toFixed(1)} s)\n`)
  } catch (error) {
    failed += 1
    process.stdout.write(`not ok ${what}: ${(error as Error).message}\n`)
  }
}

function expect(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`expected ${pattern} in:\n${text}`)
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0
  for await (const file of glob('**', { cwd: folder })) {
    const found = await stat(join(folder, file))
    if (found.isFile()) bytes += found.size
  }
  return bytes
}

/** A project of its own with nothing in it. */
async function project(scratch: string, name: string): Promise<string> {
  const folder = join(scratch, name)
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{ "name": "project", "private": true }\n')
  await cp(programs, folder, { recursive: true })
  return folder
}

/** Writes the programs of docs/testing.md as they stand there, and answers their files. */
async function writeExamples(folder: string): Promise<string[]> {
  const page = await readFile(join(root, 'docs', 'testing.md'), 'utf8')
  const files: string[] = []
  for (const [, program] of page.matchAll(/^```js\n(.*?)^```$/gms)) {
    const file = `example-${files.length + 1}.test.mjs`
    await writeFile(join(folder, file), program!)
    files.push(file)
  }
  return files
}

/** A copy of a helper with its tests, where the project of `npm` has installed the package. */
async function besidePackage(npm: string, language: string): Promise<string> {
  const folder = join(dirname(npm), language)
  const isSource = (file: string): boolean => !/(^|\/)(target|__pycache__)($|\/)/.test(file)
  await cp(join(root, 'clients', language), folder, {
    recursive: true,
    filter: (file) => isSource(file.slice(root.length)),
  })
  await symlink(join(npm, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** The command starts, serves and stops. */
async function startsAndStops(folder: string, ...command: readonly string[]): Promise<void> {
  const [program = '', ...args] = command
  const options = ['start', '--ephemeral', '--port', '0', '--batch-port', '0']
  // npx ends with the signal that it was sent, whatever its program ends with.
  const script = `"$@" & pid=$!; sleep 8; kill -TERM $pid; wait $pid; [ $? = 0 -o $? = 143 ]`
  const said = await run(folder, 'bash', '-c', script, 'bash', program, ...args, ...options)
  expect(said, /Lazuli serves Azure at https:/)
}

const scratch = await mkdtemp(join(tmpdir(), 'lazuli-package-'))
try {
  const packed = await run(root, 'npm', 'pack', '--silent', '--pack-destination', scratch)
  const tarball = join(scratch, /^lazuli-.*\.tgz$/m.exec(packed)![0])
  const npm = await project(scratch, 'npm')
  await check('npm installs it without scripts, small', async () => {
    await run(npm, 'npm', 'install', '--ignore-scripts', ...quiet, tarball)
    const bytes = await bytesIn(join(npm, 'node_modules'))
    if (bytes > MOST_BYTES) throw new Error(`it takes ${bytes} bytes`)
  })
  await check('the links of its README lead to pages that it has', () => linksLead(npm))
  await check('import', async () => expect(await run(npm, 'node', 'esm.mjs'), /^ok/))
  await check('require', async () => expect(await run(npm, 'node', 'common.cjs'), /^ok/))
  await check('npx lazuli start', () => startsAndStops(npm, 'npx', 'lazuli'))
  await check('npx lazuli run', async () => {
    const cloud = 'https://management.azure.com/metadata/endpoints?api-version=2022-09-01'
    const program = `fetch('${cloud}').then((r) => r.json()).then(({ name }) => console.log(name))`
    expect(await run(npm, 'npx', 'lazuli', 'run', '--', 'node', '--eval', program), /^AzureCloud$/m)
  })
  // Compilers and test runners of other people: what they bring is not counted above.
  const others = [
    '@azure/arm-containerservice',
    '@azure/batch@10',
    'vitest',
    'jest',
    'typescript@5',
    '@types/node@24',
  ]
  await run(npm, 'npm', 'install', '--save-dev', ...quiet, ...others)
  await check('strict types', () => run(npm, 'npx', 'tsc', '-p', '.'))
  const examples = await writeExamples(npm)
  await check('docs/testing.md with node --test', async () => {
    if (examples.length < 4) throw new Error(`only ${examples.length} examples were found`)
    await run(npm, 'node', '--test', ...examples)
  })
  await check('Vitest', () => run(npm, 'npx', 'vitest', 'run', 'vitest.test.ts'))
  await check('Jest', () => run(npm, 'npx', 'jest', '--testMatch', '**/*.spec.js'))

  // The helpers of other languages find the package beside the tests, as their users have it.
  const pytest = join(await venv('python-pytest'), 'bin', 'pytest')
  // One of Python's tests runs in a folder of its own.
  const withCommand = ['env', `PATH=${join(npm, 'node_modules', '.bin')}:${env.PATH}`]
  const packedClients = join(npm, 'node_modules', 'lazuli', 'clients')
  await check('helpers of other languages are installed from it', async () => {
    const pip = join(await venv('python-pytest'), 'bin', 'pip')
    const target = join(scratch, 'from-package')
    await run(packedClients, pip, 'install', '-q', '--no-deps', '--target', target, './python')
    await stat(join(target, 'pytest_lazuli', 'plugin.py'))
    await run(join(packedClients, 'go'), 'go', 'vet', './...')
    await run(packedClients, 'mvn', '-q', '-B', '-f', 'java', 'package')
  })
  const helpers = {
    python: [...withCommand, pytest, '-q', '-p', 'no:cacheprovider', 'tests'],
    go: ['go', 'test', '-count=1', './...'],
    java: ['mvn', '-q', '-B', 'test'],
  }
  for (const [language, [program = '', ...args]] of Object.entries(helpers)) {
    const folder = await besidePackage(npm, language)
    await check(`tests in ${language} start it`, () => run(folder, program, ...args))
  }

  await run(npm, 'npm', 'install', '--save-dev', ...quiet, 'pnpm@10')
  const pnpm = await project(scratch, 'pnpm')
  await check('pnpm', async () => {
    await run(pnpm, join(npm, 'node_modules', '.bin', 'pnpm'), 'add', '--silent', tarball)
    expect(await run(pnpm, 'node', 'esm.mjs'), /^ok/)
    await startsAndStops(pnpm, 'node_modules/.bin/lazuli')
  })
  const prefix = join(scratch, 'global')
  await check('npm install --global', async () => {
    const said = await run(scratch, 'npm', 'install', '--global', '--prefix', prefix, tarball)
    if (/warn/i.test(said)) throw new Error(`npm warns:\n${said}`)
    await startsAndStops(scratch, join(prefix, 'bin', 'lazuli'))
  })
} finally {
  await rm(scratch, { recursive: true, force: true })
}
process.stdout.write(`${failed === 0 ? 'all hold' : `${failed} failed`}\n`)
process.exitCode = failed === 0 ? 0 : 1
