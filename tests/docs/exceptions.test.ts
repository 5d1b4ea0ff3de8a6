import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandsLeftOut, languagesLeftOut, programsLeftOut } from './exceptions.ts'
import { blocksOf, pages } from './pages.ts'

test('each exception is still needed, and each language is known', () => {
  const all = pages().flatMap(blocksOf)
  const texts = (language: string) =>
    all.filter((block) => block.language === language).map(({ text }) => text)
  for (const part of Object.keys(commandsLeftOut)) {
    assert.ok(
      texts('sh').some((text) => text.includes(part)),
      part,
    )
  }
  for (const part of Object.keys(programsLeftOut)) {
    assert.ok(
      texts('js').some((text) => text.includes(part)),
      part,
    )
  }
  const known = new Set(['sh', 'js', 'yaml', 'text', ...Object.keys(languagesLeftOut)])
  assert.deepEqual(
    all.filter(({ language }) => !known.has(language)),
    [],
  )
  for (const language of Object.keys(languagesLeftOut)) assert.ok(texts(language).length > 0)
})
