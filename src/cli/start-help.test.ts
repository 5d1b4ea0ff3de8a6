import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flagOf, type OptionSpecs } from '#kernel/options.ts'
import { commandOptions, optionGroups } from '#library/options.ts'
import { startHelp } from './start-help.ts'

const groups = [commandOptions, ...optionGroups]

/** The flags that stand at the beginning of a line, which is where one is told. */
const toldIn = (help: string): string[] =>
  [...help.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag]) => flag!).sort()
const flagsOf = (options: OptionSpecs): string[] => Object.keys(options).map(flagOf)

test('the first page has the ten options that come first, and each service by its name', () => {
  const help = startHelp(undefined)
  const everyday = groups.flatMap(({ options }) =>
    flagsOf(Object.fromEntries(Object.entries(options).filter(([, { everyday }]) => everyday))),
  )
  assert.equal(everyday.length, 10)
  assert.deepEqual(toldIn(help), everyday.sort())
  for (const { name } of groups) assert.match(help, new RegExp(`^  ${name}\\b`, 'm'))
  assert.match(help, /lazuli\.yaml/)
  assert.match(help, /LAZULI_TIME_SCALE/)
})

test('the page of a service has each of its options and no other, and `all` has every one', () => {
  for (const { name, options } of groups) {
    assert.deepEqual(toldIn(startHelp(name)), flagsOf(options).sort(), name)
  }
  const every = groups.flatMap(({ options }) => flagsOf(options))
  assert.deepEqual(toldIn(startHelp('all')), every.sort())
})

test('the page of a service that there is not names those that there are', () => {
  assert.throws(() => startHelp('bach'), /no options are called bach\. There are: .*\bbatch\b/)
})
