import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { claim } from './claim.ts'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-claim-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a directory is claimed once, and the mark of a dead agent or half a mark holds none up', (t) => {
  for (const left of [undefined, '4194304 1', '', 'no mark', `${process.pid} 1`]) {
    const folder = folderOf(t)
    if (left !== undefined) writeFileSync(join(folder, 'agent.pid'), left)
    assert.equal(claim(folder), true, left)
    assert.match(readFileSync(join(folder, 'agent.pid'), 'utf8'), new RegExp(`^${process.pid} `))
    assert.deepEqual(readdirSync(folder), ['agent.pid'])
  }
})

const PROGRAM = `
  const { claim } = await import(${JSON.stringify(fileURLToPath(new URL('./claim.ts', import.meta.url)))})
  process.stdin.once('data', () => console.log(claim(process.argv[1])))
  console.log('ready')`

test('of several that come at once where a dead one was, one has the directory', async (t) => {
  const folder = folderOf(t)
  writeFileSync(join(folder, 'agent.pid'), '4194304 1')
  const comers = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    t.after(() => child.kill('SIGKILL'))
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
  })
  for (const { lines } of comers) assert.equal((await lines.next()).value, 'ready')
  // All live until all have asked: the mark of one that ended would be a dead one's again.
  for (const { child } of comers) child.stdin.write('go\n')
  const answers = await Promise.all(comers.map(async ({ lines }) => (await lines.next()).value))
  assert.deepEqual(answers.toSorted(), ['false', 'false', 'false', 'true'])
})
