import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createLazuli } from '../lazuli.ts'

test("another server's ready file is left alone while that server runs", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ready-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const readyFile = join(folder, 'ready.json')
  const first = await createLazuli({ readyFile })
  t.after(() => first.stop())
  const text = readFileSync(readyFile, 'utf8')
  await assert.rejects(createLazuli({ readyFile }), /that of another server, process \d+/)
  assert.equal(readFileSync(readyFile, 'utf8'), text)
  await first.stop()
  // As a server that was killed leaves it.
  writeFileSync(readyFile, text)
  const second = await createLazuli({ readyFile })
  assert.notEqual(readFileSync(readyFile, 'utf8'), text)
  await second.stop()
  assert.equal(existsSync(readyFile), false)
})

test('what is no ready file is replaced as before', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ready-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const readyFile = join(folder, 'ready.json')
  for (const text of ['', '{}', 'x', '{"pid": 0}', '{"pid": 1, "arm": "x"}']) {
    writeFileSync(readyFile, text)
    const server = await createLazuli({ readyFile })
    assert.equal(JSON.parse(readFileSync(readyFile, 'utf8')).pid, process.pid)
    await server.stop()
  }
})
