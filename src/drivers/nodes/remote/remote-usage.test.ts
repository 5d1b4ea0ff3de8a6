import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { AgentLink } from '../agent-link.ts'
import { remoteUsage } from './remote-usage.ts'

/** An agent that answers every connection so, and the way to it. */
async function linkTo(answer: (socket: Socket) => void) {
  const directory = await mkdtemp(join(tmpdir(), 'lazuli-usage-'))
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', () => answer(socket))
  })
  server.listen(join(directory, 'agent.sock'))
  await once(server, 'listening')
  const link = new AgentLink({ directory, firstUid: 1, lingerMs: 1 })
  return {
    link,
    async [Symbol.asyncDispose]() {
      link.close()
      server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

test('an agent that does not know the question measures nothing', async () => {
  const refusal = { error: 'NodeUnavailable', message: 'node undefined is not there' }
  await using old = await linkTo((socket) => socket.end(`${JSON.stringify(refusal)}\n`))
  assert.equal(await remoteUsage(old.link), undefined)
  await using rude = await linkTo((socket) => socket.destroy())
  assert.equal(await remoteUsage(rude.link), undefined)
})

test('one that does not answer is waited for only so long, and none is no fault', async () => {
  await using silent = await linkTo(() => {})
  assert.equal(await remoteUsage(silent.link, AbortSignal.timeout(20)), undefined)
  assert.equal(await remoteUsage(silent.link, AbortSignal.abort()), undefined)
  const directory = await mkdtemp(join(tmpdir(), 'lazuli-usage-'))
  const none = new AgentLink({ directory, firstUid: 1, lingerMs: 1 })
  assert.equal(await remoteUsage(none), undefined)
  none.close()
  await rm(directory, { recursive: true })
})
