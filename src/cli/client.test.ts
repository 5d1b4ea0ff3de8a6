import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Ready } from '#library/ready/ready.ts'
import { call } from './client.ts'
import { tellIfSlow } from './progress.ts'

test('a server that takes the call and says nothing is given up, with words', async (t) => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const folder = mkdtempSync(join(tmpdir(), 'client-test-'))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
    rmSync(folder, { recursive: true })
  })
  const address = silent.address()
  assert.ok(address && typeof address === 'object')
  const caFile = join(folder, 'ca.pem')
  const ready = { arm: `https://127.0.0.1:${address.port}`, caFile } as Ready
  await assert.rejects(call(ready, 'GET', '/'), /cannot read .*ca\.pem.*it does not exist/)
  writeFileSync(caFile, '')
  await assert.rejects(call(ready, 'GET', '/', { patienceMs: 50 }), /said nothing for 1 s/)
})

test('slow work is worth one line, quick work none', async (t) => {
  const said: string[] = []
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text) > 0)
  assert.equal(await tellIfSlow('quick', Promise.resolve(1)), 1)
  const slow = new Promise((resolve) => setTimeout(() => resolve(2), 20))
  assert.equal(await tellIfSlow('slow', slow, 0), 2)
  await assert.rejects(tellIfSlow('failed', Promise.reject(new Error('no'))), /no/)
  t.mock.restoreAll()
  assert.deepEqual(said, ['slow\n'])
})
