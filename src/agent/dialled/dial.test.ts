import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createSecureContext } from 'node:tls'
import { AGENT_PROTOCOL, AGENTS_NAME } from '#drivers/nodes/dialled/port.ts'
import { instant } from '#kernel/instant.ts'
import { listen } from '#server/listening/listener.ts'
import { tlsMaterial } from '#server/listening/tls.ts'
import { dial } from './dial.ts'

const now = () => instant(Date.now())

function material(t: TestContext) {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-dial-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  return tlsMaterial({ directory, now: now(), names: [AGENTS_NAME] })
}

test('an agent knows its server by the server’s own authority, whatever certificate others see', async (t) => {
  const [own, usersOwn] = [material(t), material(t)]
  const users = createSecureContext({ cert: usersOwn.cert, key: usersOwn.key })
  const listener = await listen({
    endpoint: { host: '127.0.0.1', port: 0 },
    tls: own,
    contextFor: (name) => (name === 'localhost' ? users : undefined),
    clock: { now },
    pipeline: async () => ({ status: 404, headers: {}, body: undefined }),
    upgrades: {
      accepts: () => true,
      take: (_, socket) =>
        void socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ${AGENT_PROTOCOL}\r\n\r\n`,
        ),
    },
  })
  t.after(() => listener.close())
  const server = `https://localhost:${listener.port}`
  const by = ({ caPath }: typeof own) =>
    dial({ server, authority: readFileSync(caPath, 'utf8'), nodeId: 'n' }, 'secret', AGENT_PROTOCOL)
  const { socket } = await by(own)
  socket.destroy()
  await assert.rejects(by(usersOwn), /certificate/)
})
