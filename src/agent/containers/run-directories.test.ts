import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { claimRunDirectory, removeLeftRunDirectories, runDirectoryOf } from './run-directories.ts'

const skip = process.getuid!() === 0 ? false : 'only root keeps anything in /run'

/** The run directory of an agent that works in a directory of its own. */
function claimed(t: TestContext, name: string) {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-agent-'))
  const run = runDirectoryOf(`test-${process.pid}-${name}`)
  t.after(() => {
    for (const path of [directory, run]) rmSync(path, { recursive: true, force: true })
  })
  claimRunDirectory(`test-${process.pid}-${name}`, directory)
  mkdirSync(`${run}/runc/box`, { recursive: true })
  writeFileSync(`${run}/runc/box/state.json`, '{}')
  return { directory, run }
}

test('what agents left in /run that are gone with their data goes, and nothing else', {
  skip,
}, async (t) => {
  const stays = claimed(t, 'stays')
  const left = claimed(t, 'left')
  const runs = claimed(t, 'runs')
  const unmarked = runDirectoryOf(`test-${process.pid}-unmarked`)
  mkdirSync(unmarked)
  t.after(() => rmSync(unmarked, { recursive: true }))
  // Each is marked as of this process, which lives: of an agent that died the mark names none that does.
  for (const { run, directory } of [left, runs]) {
    const owner = JSON.parse(readFileSync(`${run}/owner.json`, 'utf8')) as object
    writeFileSync(`${run}/owner.json`, JSON.stringify({ ...owner, ticks: 1 }))
    rmSync(directory, { recursive: true })
  }
  const child: ChildProcess = spawn('sh', ['-c', 'read _', runs.run], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  t.after(() => child.kill())
  await removeLeftRunDirectories()
  assert.deepEqual(
    [stays.run, left.run, runs.run, unmarked].map((path) => existsSync(path)),
    [true, false, true, true],
  )
})
