import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesShownAs, type NameBytes, nameOf, pathOf, shownAs } from './names.ts'

const names = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => Buffer.from(bytes).toString('latin1') as NameBytes)
const texts = fc.string({ unit: 'grapheme', minLength: 1 })

test('each name is shown as a text of its own, which leads back to its bytes', () => {
  fc.assert(
    fc.property(names, (name) => {
      const shown = shownAs(name)
      assert.equal(bytesShownAs(shown), name)
      // It travels: in JSON and in a URL.
      assert.equal(decodeURIComponent(encodeURIComponent(shown)), shown)
    }),
  )
})

test('a name in UTF-8 is shown as it is', () => {
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(text.isWellFormed() && !/[\uef80-\uefff]/.test(text))
      assert.equal(shownAs(nameOf(text)), text)
      assert.equal(bytesShownAs(text), nameOf(text))
    }),
  )
})

test('bytes that are no UTF-8 are shown one by one, and so is what stands for them', () => {
  const bad = Buffer.from('bad\xffé\xc3', 'latin1')
  assert.equal(shownAs(bad.toString('latin1') as NameBytes), 'bad\uefff\uefe9\uefc3')
  assert.equal(shownAs(nameOf('\uefff')), '\uefee\uefbf\uefbf')
  assert.deepEqual(pathOf(bad.toString('latin1') as NameBytes), bad)
})
