import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { tlsMaterial } from '#server/listening/tls.ts'
import { Api } from './api.ts'

async function anApi(t: TestContext): Promise<{ readonly api: Api; readonly server: Server }> {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-api-'))
  const { cert, key, caPath } = tlsMaterial({ directory, now: instant(Date.now()) })
  const server = createServer({ cert, key }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
    rmSync(directory, { recursive: true })
  })
  const { port } = server.address() as AddressInfo
  return { api: new Api(port, { ca: readFileSync(caPath, 'utf8'), cert, key }), server }
}

test('a change that was sent is waited for by a caller that gives up, and none is sent after that', async (t) => {
  const { api, server } = await anApi(t)
  const ending = new AbortController()
  let seen = 0
  server.on('request', () => {
    seen += 1
  })
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>
  let isOver = false
  const sent = api.send('POST', '/api/v1/nodes', ending.signal, {}).finally(() => {
    isOver = true
  })
  const [, response] = await asked
  ending.abort()
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(isOver, false)
  response.writeHead(201, { 'content-type': 'application/json' }).end('{}')
  assert.equal((await sent).status, 201)
  await assert.rejects(api.send('POST', '/api/v1/nodes', ending.signal, {}), { name: 'AbortError' })
  assert.equal(seen, 1)
})
