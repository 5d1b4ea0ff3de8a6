// The programs of docs/testing.md run as they stand there: `lazuli` is this clone in place of the package.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'testing.md'), 'utf8')
const programs = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map((found) => found[1]!)

const folder = mkdtempSync(join(tmpdir(), 'lazuli-testing-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'node_modules', 'lazuli'), { recursive: true })
symlinkSync(join(root, 'node_modules', '@azure'), join(folder, 'node_modules', '@azure'))
const library = pathToFileURL(join(root, 'src', 'library', 'start-lazuli.ts'))
const asPackage = { name: 'lazuli', type: 'module', exports: './index.js' }
for (const [name, text] of [
  ['package.json', JSON.stringify(asPackage)],
  ['index.js', `export { startLazuli } from '${library}'\n`],
] as const) {
  writeFileSync(join(folder, 'node_modules', 'lazuli', name), text)
}

for (const [i, program] of programs.entries()) {
  const title = /^test\('(.*)', async/m.exec(program)?.[1] ?? `program ${i + 1}`
  test(title, async () => {
    const file = join(folder, `${i}.mjs`)
    writeFileSync(file, program)
    const said = await new Promise<string>((resolve) =>
      execFile(
        process.execPath,
        ['--test-timeout=60000', file],
        { timeout: 90_000 },
        (error, stdout, stderr) => resolve(error ? `${stdout}${stderr}` : ''),
      ),
    )
    assert.equal(said, '')
  })
}

test('there are programs on the page', () => assert.ok(programs.length >= 8))
