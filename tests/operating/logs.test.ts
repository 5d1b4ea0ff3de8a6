// What a server says of itself where a machine reads it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Ready } from '#library/ready/ready.ts'

const LAZULI = new URL('../../bin/lazuli.js', import.meta.url).pathname

test('logs are lines of JSON, and the journal on disk has each call without its secrets', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'lazuli-logs-'))
  t.after(() => rm(folder, { recursive: true }))
  const [readyFile, journal] = [join(folder, 'ready.json'), join(folder, 'journal.ndjson')]
  const words = ['start', '--ephemeral', '--port', '0', '--ready-file', readyFile]
  const server = spawn(
    process.execPath,
    [LAZULI, ...words, '--log', 'json', '--journal-file', journal],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  t.after(() => server.kill('SIGKILL'))
  let said = ''
  await new Promise<void>((resolve) => {
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Lazuli serves')) resolve()
    })
  })
  const ready = JSON.parse(await readFile(readyFile, 'utf8')) as Ready
  const url = `${ready.arm.replace('https:', 'http:')}/subscriptions?api-version=2022-12-01`
  const answer = await fetch(url, { headers: { authorization: 'Bearer secret-of-a-caller' } })
  assert.equal(answer.status, 401)
  const gone = new Promise((resolve) => server.once('close', resolve))
  server.kill('SIGTERM')
  await gone
  for (const line of said.trim().split('\n')) {
    const { time, level, message } = JSON.parse(line) as Record<string, string>
    assert.ok(!Number.isNaN(Date.parse(time!)) && level === 'info' && message)
  }
  assert.doesNotMatch(said, /portal/)
  const kept = await readFile(journal, 'utf8')
  const [line] = kept.trim().split('\n')
  const { method, status } = JSON.parse(line!) as { method: string; status: number }
  assert.deepEqual([method, status], ['GET', 401])
  assert.doesNotMatch(kept, /secret-of-a-caller/)
})
