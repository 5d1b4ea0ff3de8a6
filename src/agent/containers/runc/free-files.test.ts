import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommand } from '../engine/run-command.ts'
import { NoPlaceForFiles, whileFilesAreFree } from './free-files.ts'

const sleep = (seconds: number) => (signal: AbortSignal) =>
  runCommand(['/bin/sleep', `${seconds}`], {}, signal)

/** Answers these in turn, and then the last again and again. */
const looks = (...all: readonly (number | undefined)[]) => {
  let at = 0
  return async () => all[Math.min(at++, all.length - 1)]
}

test('what leaves a disk without a place for files is ended', async () => {
  await assert.rejects(whileFilesAreFree('/', sleep(60), looks(1000, 500, 199)), NoPlaceForFiles)
})

test('what left no place before that was seen is told the same, however it ended', async () => {
  const quick = (signal: AbortSignal) => runCommand(['/bin/false'], {}, signal)
  await assert.rejects(whileFilesAreFree('/', quick, looks(1000, 199)), NoPlaceForFiles)
})

test('what leaves enough, or a disk that counts no files, goes on to its end', async () => {
  for (const look of [looks(1000, 200), looks(undefined, 0), looks(1000, undefined)]) {
    assert.equal((await whileFilesAreFree('/', sleep(0.4), look)).code, 0)
  }
  assert.equal((await whileFilesAreFree('/', sleep(0))).code, 0)
})
