import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { blobPathOf, filePathOf } from './resource-paths.ts'

const part = fc.oneof(
  fc.constantFrom('..', '.', '', '...', '..a', '\0', '\\', 'a', '~', '$HOME', 'é b'),
  fc.string({ maxLength: 3 }),
)
const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'))

const unlessRefused = (make: () => string | undefined): string | undefined => {
  try {
    return make()
  } catch {
    return undefined
  }
}

test('no name of a blob or of a file leads out of its directory', () => {
  fc.assert(
    fc.property(path, path, (directory, name) => {
      for (const made of [
        unlessRefused(() => blobPathOf(directory, name)),
        unlessRefused(() => filePathOf(name)),
      ]) {
        if (made === undefined) continue
        assert.ok(resolve('/wd', `./${made}`).startsWith('/wd/'), made)
        assert.doesNotMatch(made, /\0|^\//)
      }
    }),
    { numRuns: 5_000 },
  )
})

test('what stands for a directory is no file, and slashes count once', () => {
  assert.equal(blobPathOf('', 'dir/'), undefined)
  assert.equal(blobPathOf('', ''), undefined)
  assert.equal(blobPathOf('in/', '/a//b'), 'in/a/b')
  assert.throws(() => blobPathOf('', 'a/../../b'), /not allowed/)
})
