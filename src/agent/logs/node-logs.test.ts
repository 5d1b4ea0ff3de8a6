import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { NodeLogs } from './node-logs.ts'

let directory: string
let now: number
let gone: string | undefined
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lazuli-logs-'))
  now = Date.parse('2026-01-02T03:04:05.006Z')
  gone = undefined
})
afterEach(() => rmSync(directory, { recursive: true }))

const begin = (): NodeLogs =>
  new NodeLogs({
    directory,
    now: () => now,
    isThere: (nodeId) => nodeId !== gone,
    limits: { fileBytes: 60, files: 3 },
  })

/** Says a line an hour after the last, in a file whose last write was then. */
function sayLater(logs: NodeLogs, text: string): void {
  now += 3_600_000
  logs.say('n', text)
  logs.flush()
  const last = readdirSync(`${directory}/n`).sort().at(-1)!
  utimesSync(`${directory}/n/${last}`, now / 1000, now / 1000)
}

test('lines have their times, and files the time of their first', () => {
  const logs = begin()
  logs.say('n', 'one')
  now += 5
  logs.say('n', 'two')
  const [file] = logs.between('n', 0)
  assert.equal(file!.name, 'agent-20260102T030405006Z.log')
  assert.equal(
    readFileSync(file!.path, 'utf8'),
    '2026-01-02T03:04:05.006Z one\n2026-01-02T03:04:05.011Z two\n',
  )
  assert.deepEqual(logs.between('another', 0), [])
})

test('a full file is followed by another, and the oldest goes', () => {
  const logs = begin()
  for (let i = 0; i < 9; i++) sayLater(logs, `line ${i} with some more words`)
  const texts = logs.between('n', 0).map(({ path }) => readFileSync(path, 'utf8'))
  assert.equal(texts.length, 3)
  assert.match(texts.at(-1)!, /line 8/)
  assert.doesNotMatch(texts.join(''), /line 0/)
})

test('only files with messages of the time are answered', () => {
  const logs = begin()
  for (let i = 0; i < 6; i++) sayLater(logs, `line ${i} with some more words`)
  const files = logs.between('n', 0)
  assert.equal(files.length, 3)
  const [first, second, third] = files
  const names = (from: number, until?: number) =>
    logs.between('n', from, until).map(({ name }) => name)
  assert.deepEqual(names(second!.begin), [second!.name, third!.name])
  assert.deepEqual(names(first!.begin, first!.end), [first!.name])
  assert.deepEqual(names(first!.end, second!.begin), [first!.name, second!.name])
  assert.deepEqual(names(third!.end + 1), [])
  assert.deepEqual(names(0, first!.begin - 1), [])
})

test('a later agent goes on with the same files', () => {
  begin().say('n', 'never written: it was killed too early')
  const first = begin()
  first.say('n', 'one')
  first.flush()
  const second = begin()
  second.say('n', 'two')
  assert.equal(second.between('n', 0).length, 1)
})

test('a directory that was deleted does not come back for a log', () => {
  const logs = begin()
  rmSync(directory, { recursive: true })
  logs.say('n', 'one')
  logs.flush()
  assert.equal(existsSync(directory), false)
  mkdirSync(directory)
})

test('nothing is left of a node that was removed, whatever is said later', () => {
  const logs = begin()
  logs.say('n', 'one')
  logs.flush()
  gone = 'n'
  logs.forget('n')
  logs.say('n', 'two')
  logs.flush()
  assert.deepEqual(readdirSync(directory), [])
})
