import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import {
  blocksLeftOut,
  commandsLeftOut,
  languagesLeftOut,
  otherPages,
  pagesLeftOut,
  programsLeftOut,
} from './exceptions.ts'
import { blocksOf, checkout, pages } from './pages.ts'

test('each page of the repository that has commands is run, or is listed with who runs it', () => {
  const tracked = execFileSync('git', ['ls-files', '*.md'], { cwd: checkout, encoding: 'utf8' })
  const withCommands = tracked
    .split('\n')
    .filter((page) => page !== '' && blocksOf(page).some(({ language }) => language === 'sh'))
  const known = new Set([...pages(), ...Object.keys(otherPages)])
  assert.deepEqual(
    withCommands.filter((page) => !known.has(page)),
    [],
  )
  for (const page of [...Object.keys(otherPages), ...Object.keys(pagesLeftOut)]) {
    assert.ok(withCommands.includes(page), page)
  }
})

test('each exception is still needed, and each language is known', () => {
  const all = pages().flatMap(blocksOf)
  const texts = (language: string) =>
    all.filter((block) => block.language === language).map(({ text }) => text)
  for (const part of Object.keys({ ...commandsLeftOut, ...blocksLeftOut })) {
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
