// Who may be an agent, and what one may say that is: the door is open to all who reach the server's port.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { performServerHandshake, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import { duplexPair } from 'node:stream'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from 'node:tls'
import { dial, Refused } from '#agent/dialled/dial.ts'
import { CHANNEL_VERSION } from '#drivers/nodes/channel.ts'
import { aNode, anAttempt, Observer } from '#drivers/nodes/conformance/conformance.ts'
import { newSecret } from '#drivers/nodes/dialled/credentials.ts'
import { AGENT_PROTOCOL, AGENTS_PATH, agentHeaders } from '#drivers/nodes/dialled/port.ts'
import { DialledMachine } from '#testing/nodes/dialled-machine.ts'

const machine = await DialledMachine.open()
after(() => machine.end())

const knock = (nodeId: string, credential: string, more = {}) =>
  dial(machine.bootstrapOf(nodeId, ''), credential, AGENT_PROTOCOL, more)
const token = (text: string) => ({ [agentHeaders.token]: text })
const isRefused = (status: number, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Refused, String(error))
  assert.equal(error.status, status)
  assert.match(error.message, words)
  return true
}

/** An agent that says what a test wants it to. */
async function impostor(nodeId: string): Promise<{
  readonly session: ServerHttp2Session
  readonly control: ServerHttp2Stream
  say(line: unknown): void
}> {
  const { socket } = await knock(
    nodeId,
    newSecret(),
    token(await machine.nodes.expect(nodeId, 'machine-1')),
  )
  const session = performServerHandshake(socket)
  session.on('error', () => undefined)
  const [control] = (await once(session, 'stream')) as [ServerHttp2Stream]
  control.on('error', () => undefined)
  control.resume()
  control.respond({ ':status': 200 })
  const say = (line: unknown): void => void control.write(`${JSON.stringify(line)}\n`)
  say({ hello: { version: CHANNEL_VERSION, settings: {}, pid: 1, journal: 'j' } })
  return { session, control, say }
}

test('a token is good once, for one credential', async () => {
  const good = await machine.nodes.expect('once', 'machine-1')
  const credential = newSecret()
  const first = await knock('once', credential, token(good))
  first.socket.destroy()
  const again = await knock('once', credential, token(good))
  again.socket.destroy()
  await assert.rejects(
    knock('once', newSecret(), token(good)),
    isRefused(401, /token is good once/),
  )
})

test('of two who come with one token at the same time, one enters', async () => {
  const good = await machine.nodes.expect('race', 'machine-1')
  const both = await Promise.allSettled(
    [newSecret(), newSecret()].map((credential) => knock('race', credential, token(good))),
  )
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('an agent whose node gets another machine while its entry is saved is refused', async () => {
  const good = await machine.nodes.expect('overtaken', 'machine-1')
  const { registry } = machine
  const save = registry.save.bind(registry)
  registry.save = async (agent) => {
    registry.save = save
    await save(agent)
    await machine.nodes.expect('overtaken', 'machine-2')
  }
  await assert.rejects(knock('overtaken', newSecret(), token(good)), isRefused(401, /overtaken/))
  assert.equal(registry.kept.get('overtaken')?.bootId, 'machine-2')
  assert.equal(registry.kept.get('overtaken')?.credentialHash, undefined)
})

for (const [what, change] of [
  ['got another machine', (nodeId: string) => machine.nodes.expect(nodeId, 'machine-2')],
  ['was given back', (nodeId: string) => machine.nodes.forget(nodeId)],
] as const) {
  for (const isEntering of [false, true]) {
    const when = isEntering ? 'while it enters' : 'before it enters'
    test(`an agent that was admitted, and whose node ${what} ${when}, is ignored`, async () => {
      const nodeId = `late-${what.replaceAll(' ', '-')}-${isEntering}`
      const good = await machine.nodes.expect(nodeId, 'machine-1')
      const credential = newSecret()
      const version = CHANNEL_VERSION
      const admission = await machine.nodes.admit({ nodeId, credential, token: good, version })
      assert.ok(admission.ok)
      const [socket] = duplexPair()
      const entering = isEntering ? admission.enter(socket) : undefined
      await change(nodeId)
      await (entering ?? admission.enter(socket))
      if (!socket.destroyed) await once(socket, 'close')
    })
  }
}

test('a token of an earlier machine, a forged one, and none at all are refused', async () => {
  const old = await machine.nodes.expect('anew', 'machine-1')
  const credential = newSecret()
  const entered = await knock('anew', credential, token(old))
  entered.socket.destroy()
  await machine.nodes.expect('anew', 'machine-2')
  for (const bad of [token(old), token(newSecret()), token(''), token('x'.repeat(1000)), {}]) {
    await assert.rejects(knock('anew', credential, bad), isRefused(401, /by its own allocation's/))
  }
})

test("another node's credential and token open no door", async () => {
  const own = await machine.nodes.expect('own', 'machine-1')
  const others = await machine.nodes.expect('other', 'machine-1')
  const credential = newSecret()
  const entered = await knock('own', credential, token(own))
  entered.socket.destroy()
  await assert.rejects(knock('other', credential), isRefused(401, /not one of node other/))
  await assert.rejects(knock('own', newSecret(), token(others)), isRefused(401, /node own/))
})

test('a node that was given back is told so, and an agent of another version which side is too old', async () => {
  await assert.rejects(knock('nowhere', newSecret()), isRefused(410, /given back/))
  const good = await machine.nodes.expect('old', 'machine-1')
  const version = (number: number) => ({ ...token(good), [agentHeaders.version]: String(number) })
  await assert.rejects(
    knock('old', newSecret(), version(CHANNEL_VERSION - 1)),
    isRefused(426, /the agent is too old/),
  )
  await assert.rejects(
    knock('old', newSecret(), version(CHANNEL_VERSION + 1)),
    isRefused(426, /the server is too old/),
  )
  await assert.rejects(
    knock('old', newSecret(), { [agentHeaders.version]: 'x' }),
    isRefused(400, /says its node/),
  )
})

test('an agent whose server has another authority says nothing to it', async () => {
  const other = await DialledMachine.open()
  try {
    const bootstrap = { ...machine.bootstrapOf('node', ''), authority: readCa(other) }
    await assert.rejects(dial(bootstrap, newSecret(), AGENT_PROTOCOL), /certificate/)
  } finally {
    await other.end()
  }
})

test('an agent reports of its own node and attempts alone', async () => {
  const observer = new Observer(machine.nodes)
  const [mine, theirs] = [await impostor('mine'), await impostor('theirs')]
  await machine.nodes.setUp(aNode('theirs'), AbortSignal.timeout(50)).catch(() => undefined)
  machine.nodes.start(anAttempt('a', { nodeId: 'theirs' })).catch(() => undefined)
  const exited = { kind: 'exited', attemptId: 'a', startedAt: 1, endedAt: 2, exitCode: 0 }
  mine.say({ reports: [{ number: 1, report: { ...exited, nodeId: 'mine' } }] })
  mine.say({ reports: [{ number: 2, report: { ...exited, nodeId: 'theirs' } }] })
  await once(mine.control, 'close')
  theirs.say({ reports: [{ number: 1, report: { ...exited, nodeId: 'theirs', exitCode: 5 } }] })
  const end = await observer.exit('a')
  assert.equal(end.exitCode, 5)
  assert.equal(observer.of('a').length, 1)
  theirs.session.destroy()
  await observer.stop()
})

for (const [what, line] of [
  ['no JSON', 'no JSON at all\n'],
  [
    'a report without its shape',
    `${JSON.stringify({ reports: [{ report: { kind: 'exited' } }] })}\n`,
  ],
  ['reports that are none', `${JSON.stringify({ reports: 5 })}\n`],
  ['nothing', 'null\n'],
] as const) {
  test(`an agent that sends ${what} loses its connection, and the server nothing`, async () => {
    const agent = await impostor('rude')
    agent.control.write(line)
    await once(agent.control, 'close')
    const again = await impostor('rude')
    again.session.destroy()
  })
}

test('frames beyond what HTTP/2 allows, and garbage, end the connection', async () => {
  const FRAME = Buffer.alloc(9 + 1024)
  // A DATA frame of 16 MiB for a stream that is open.
  FRAME.writeUIntBE(0xff_ff_ff, 0, 3)
  FRAME.writeUInt32BE(1, 5)
  for (const bytes of [FRAME, Buffer.alloc(1024, 0xff)]) {
    const { socket } = await knock(
      'frames',
      newSecret(),
      token(await machine.nodes.expect('frames', 'machine-1')),
    )
    socket.resume()
    socket.on('error', () => undefined)
    socket.write(bytes)
    await once(socket, 'close')
  }
})

test('who says nothing, or a header a second, is not waited for', { timeout: 60_000 }, async () => {
  const slow = connect({ port: machine.port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(slow, 'secureConnect')
  slow.on('error', () => undefined)
  slow.resume()
  slow.write(`GET ${AGENTS_PATH} HTTP/1.1\r\nHost: localhost\r\n`)
  const dripping = setInterval(() => slow.write('X-Slow: 1\r\n'), 1_000)
  const began = performance.now()
  await once(slow, 'close')
  clearInterval(dripping)
  assert.ok(performance.now() - began < 55_000)
})

test('thousands who knock and go leave nothing behind', async () => {
  for (let round = 0; round < 10; round++) {
    await Promise.all(
      Array.from({ length: 20 }, () => knock(`x${round}`, newSecret()).catch(() => undefined)),
    )
  }
  await wait(50)
  assert.equal(machine.nodes.has('x1'), false)
})

const readCa = ({ tls }: DialledMachine): string => readFileSync(tls.caPath, 'utf8')
