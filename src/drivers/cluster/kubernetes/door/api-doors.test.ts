import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { test } from 'node:test'
import { freePorts } from '#testing/free-ports.ts'
import { ApiDoors, admits } from './api-doors.ts'

test('an address is let in that a range holds', () => {
  const ranges = ['10.1.0.0/16', '192.0.2.7', 'AzureCloud']
  assert.ok(admits(ranges, '10.1.255.1'))
  assert.ok(admits(ranges, '192.0.2.7'))
  assert.ok(!admits(ranges, '10.2.0.1'))
  assert.ok(!admits(ranges, '192.0.2.8'))
  assert.ok(!admits(ranges, undefined))
  assert.ok(!admits(['0.0.0.0/32'], '127.0.0.1'))
})

/** What a caller from this address receives; undefined: nothing. */
async function received(port: number, localAddress: string): Promise<string | undefined> {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  let text: string | undefined
  socket.on('data', (part) => {
    text = `${text ?? ''}${part}`
  })
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.on('close', resolve))
  return text
}

test('callers of other addresses are turned away, and so are those of before', async () => {
  const inside = createServer((caller) => caller.end('hello'))
  inside.listen(0, '127.0.0.1')
  await once(inside, 'listening')
  const { port: inner } = inside.address() as { port: number }
  const [port] = await freePorts(1)
  const doors = new ApiDoors()
  const ranges = ['127.0.0.2/32']
  assert.ok(await doors.open('one', { port: port!, inner, ranges }))
  assert.equal(await received(port!, '127.0.0.2'), 'hello')
  assert.equal(await received(port!, '127.0.0.1'), undefined)
  assert.ok(await doors.open('one', { port: port!, inner, ranges: ['127.0.0.1'] }))
  assert.equal(await received(port!, '127.0.0.1'), 'hello')
  assert.equal(await received(port!, '127.0.0.2'), undefined)
  assert.ok(!(await new ApiDoors().open('two', { port: port!, inner, ranges })))
  await doors.close('one')
  assert.equal(await received(port!, '127.0.0.1'), undefined)
  inside.close()
})
