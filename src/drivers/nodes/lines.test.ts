import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { onLines } from './channel.ts'

/** The lines read from bytes that come in pieces, and why the connection ended. */
async function linesOf(pieces: readonly Uint8Array[], longest?: number) {
  const socket = new PassThrough()
  const lines: unknown[] = []
  let failure: Error | undefined
  socket.on('error', (error: Error) => {
    failure = error
  })
  onLines(socket, (line) => lines.push(line), longest)
  for (const piece of pieces) {
    if (!socket.destroyed) socket.write(piece)
    await turn()
  }
  await turn()
  socket.destroy()
  return { lines, failure }
}

test('lines are read whole, however their bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue(), { maxLength: 6 }),
      fc.integer({ min: 1, max: 7 }),
      async (values, size) => {
        const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''))
        const pieces: Buffer[] = []
        for (let i = 0; i < bytes.length; i += size) pieces.push(bytes.subarray(i, i + size))
        const { lines, failure } = await linesOf(pieces)
        assert.equal(failure, undefined)
        assert.equal(JSON.stringify(lines), JSON.stringify(values))
      },
    ),
    { numRuns: 60 },
  )
})

test('a line that is too long, or none, ends the connection after those before it', async () => {
  const good = Buffer.from('1\n2\n')
  const long = await linesOf([good, Buffer.from('x'.repeat(6)), Buffer.from('x'.repeat(6))], 10)
  assert.deepEqual(long.lines, [1, 2])
  assert.match(String(long.failure), /longer than 10/)
  const none = await linesOf([good, Buffer.from('{"a":\n3\n')])
  assert.deepEqual(none.lines, [1, 2])
  assert.ok(none.failure)
})
