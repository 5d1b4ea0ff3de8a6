import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caches } from './caches.ts'
import { PrintedTexts, type TextVersion } from './printed-texts.ts'

test('a text is known as long as all that it is made of is the same', () => {
  const texts = new PrintedTexts('texts', 8_000_000)
  const versions: TextVersion[] = [['a', null], ['a', 'null'], ['a'], [], 1, 2]
  for (const version of versions) {
    texts.keep('clusters', 'c1', version, 'text')
    for (const other of versions) {
      const expected = other === version ? 'text' : undefined
      assert.equal(texts.find('clusters', 'c1', other), expected)
    }
  }
  assert.equal(texts.find('clusters', 'c2', 2), undefined)
  assert.equal(texts.find('pools', 'c1', 2), undefined)
  for (const cache of caches()) if (cache.name === 'texts') cache.drop()
  assert.equal(texts.find('clusters', 'c1', 2), undefined)
})

test('what is used stays while others come, and what is kept is bounded', () => {
  const texts = new PrintedTexts('texts', 8_000_000)
  const long = 'x'.repeat(100_000)
  texts.keep('things', 'often', 1, long)
  for (let i = 0; i < 1000; i++) {
    assert.equal(texts.find('things', 'often', 1), long)
    texts.keep('things', i, 1, long)
  }
  const kept = Array.from({ length: 1000 }, (_, i) => texts.find('things', i, 1)).filter(Boolean)
  assert.ok(kept.length >= 60 && kept.length <= 160, `${kept.length} are kept`)
  assert.equal(texts.find('things', 0, 1), undefined, 'the first of the others went long ago')
})

test('a text that would push out many others is not kept', () => {
  const texts = new PrintedTexts('texts', 800)
  texts.keep('things', 1, 1, 'x'.repeat(101))
  texts.keep('things', 2, ['x'.repeat(100)], 'x')
  texts.keep('things', 3, 1, 'x'.repeat(100))
  assert.deepEqual(
    [1, 2, 3].map((thing) => texts.find('things', thing, 1) !== undefined),
    [false, false, true],
  )
})
