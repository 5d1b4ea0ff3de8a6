// The command finds our own files by itself (bin/own-imports.js): exactly where Node would.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

interface Found {
  readonly url: string
  readonly format: string
}
type Resolve = (specifier: string, parent?: string) => Found | undefined

const root = fileURLToPath(new URL('..', import.meta.url))
const script = pathToFileURL(join(root, 'bin', 'own-imports.js')).href
const { resolveOwn } = (await import(script)) as { resolveOwn: Resolve }

test('every import of ours leads where Node itself would find it', () => {
  let compared = 0
  for (const file of globSync(['src/**/*.ts', 'contract/generated/**/*.ts'], { cwd: root })) {
    const path = join(root, file)
    const { resolve } = createRequire(path)
    const text = readFileSync(path, 'utf8')
    for (const [, specifier] of text.matchAll(/(?:from|import\()\s*'([.#][^']+)'/g)) {
      const expected = pathToFileURL(resolve(specifier!)).href
      const found = resolveOwn(specifier!, pathToFileURL(path).href)
      assert.deepEqual(found, { url: expected, format: 'module-typescript' }, specifier)
      compared += 1
    }
  }
  assert.ok(compared > 1000)
})

test('what is not ours is left to Node', () => {
  const ours = pathToFileURL(join(root, 'src', 'main', 'serve.ts')).href
  const theirs = pathToFileURL(join(root, 'node_modules', 'ajv', 'dist', 'ajv.js')).href
  for (const specifier of ['node:fs', 'commander', './folder', '#kernel', '../package.json']) {
    assert.equal(resolveOwn(specifier, ours), undefined, specifier)
  }
  assert.equal(resolveOwn('./core.js', theirs), undefined)
  assert.equal(resolveOwn('./main.ts'), undefined)
})
