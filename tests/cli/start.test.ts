// What a start loads, all that its files import, and what it leaves for the first call.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

/** Imports that leave something behind when types are stripped. */
const IMPORT = /^(?:import|export)\s+(?!type\b)([^'"]*?)\bfrom\s*'([^']+)'/gm

const isOnlyTypes = (names: string): boolean =>
  /^\{[^}]*\}\s*$/.test(names) &&
  names
    .slice(names.indexOf('{') + 1, names.indexOf('}'))
    .split(',')
    .every((name) => name.trim() === '' || name.trim().startsWith('type '))

/** The files that are loaded with these, and the packages. */
function loadedWith(entries: readonly string[]): { files: Set<string>; packages: Set<string> } {
  const [files, packages] = [new Set<string>(), new Set<string>()]
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    const { resolve } = createRequire(join(root, file))
    for (const [, names, target] of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) {
      if (target!.startsWith('node:') || isOnlyTypes(names!)) continue
      if (/^[.#]/.test(target!)) visit(resolve(target!).slice(root.length + 1))
      else packages.add(target!)
    }
  }
  for (const entry of entries) visit(entry)
  return { files, packages }
}

const { files, packages } = loadedWith([
  'src/cli/lazuli.ts',
  'src/cli/start.ts',
  'src/main/serve.ts',
])

test('a start loads what every call passes', () => {
  for (const file of [
    'src/server/pipeline.ts',
    'src/identity/tokens.ts',
    'src/store/sqlite/sqlite.ts',
  ]) {
    assert.ok(files.has(file), file)
  }
})

test('a start loads no handlers, no operations and nothing that decides', () => {
  const late =
    /\.(handlers|operations|machine|wire|commit)\.ts$|^src\/\w+\/(handlers|durables|loops|provider)\.ts$/
  assert.deepEqual(
    [...files].filter((file) => late.test(file)),
    [],
  )
})

test('a start loads no reader of schemas or YAML', () => {
  assert.deepEqual([...packages], ['commander'])
})
