// Storage on the server's loopback, as agents elsewhere reach it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { after, test } from 'node:test'
import { aNode, anAttempt, Observer } from '#drivers/nodes/conformance/conformance.ts'
import { newSecret } from '#drivers/nodes/dialled/credentials.ts'
import { agentHeaders, STORAGE_PROTOCOL } from '#drivers/nodes/dialled/port.ts'
import { DialledMachine } from '#testing/nodes/dialled-machine.ts'
import { dial, Refused } from './dial.ts'

const machine = await DialledMachine.open()
const observer = new Observer(machine.nodes)
after(async () => {
  await observer.stop()
  await machine.end()
})

for (const scheme of ['http', 'https'] as const) {
  test(`resource files come from the server's own storage through the server, by ${scheme}`, {
    timeout: 60_000,
  }, async () => {
    const serve = scheme === 'http' ? createServer() : createSecure(machine.tls)
    serve.on('request', (_, response) => response.end('from storage'))
    serve.listen(0, '127.0.0.1')
    await once(serve, 'listening')
    machine.storagePort = (serve.address() as { port: number }).port
    const nodeId = `node-${scheme}`
    await machine.begin(nodeId)
    await machine.nodes.setUp(aNode(nodeId))
    const url = `${scheme}://127.0.0.1:${machine.storagePort}/container/blob`
    await machine.nodes.start(
      anAttempt(scheme, {
        nodeId,
        commandLine: '/bin/sh -c "test \\"$(cat in.txt)\\" = \\"from storage\\""',
        resourceFiles: [{ filePath: 'in.txt', source: { httpUrl: url } }],
      }),
    )
    const end = await observer.exit(scheme)
    assert.equal(end.exitCode, 0, JSON.stringify(end))
    assert.ok(machine.led.includes(machine.storagePort))
    serve.closeAllConnections()
    serve.close()
  })
}

test('no other port of the server is reached, and by no agent that was not let in', async () => {
  const bootstrap = machine.bootstrapOf('node-http', '')
  const at = (port: number) => ({ [agentHeaders.storagePort]: String(port) })
  await assert.rejects(
    dial(bootstrap, newSecret(), STORAGE_PROTOCOL, at(machine.storagePort)),
    (error) => error instanceof Refused && error.status === 401,
  )
  const credential = newSecret()
  const token = await machine.nodes.expect('reacher', 'machine-1')
  for (const port of [22, 0, Number.NaN, machine.port, 99_999]) {
    await assert.rejects(
      dial(machine.bootstrapOf('reacher', ''), credential, STORAGE_PROTOCOL, {
        [agentHeaders.token]: token,
        ...at(port),
      }),
      /No storage is served at port/,
    )
  }
})
