import assert from 'node:assert/strict'
import { Duplex, duplexPair } from 'node:stream'
import { test } from 'node:test'
import { answerPuts, PutPipe } from './put-pipe.ts'

const about = { account: 'a-1', container: 'box', words: {}, isNew: false }

test('puts come whole however the pipe cuts them, and answers find who asked', async () => {
  const [near, far] = duplexPair()
  const cut = Duplex.from({ readable: inPieces(far), writable: far })
  const got: string[] = []
  answerPuts(cut, async ({ name, number }, body) => {
    got.push(`${name}: ${body}`)
    // The first is answered last.
    if (number === 1) await new Promise((resolve) => setTimeout(resolve, 20))
    return { status: 201, headers: { for: `é ${name}` } }
  })
  const pipe = new PutPipe(near)
  const names = ['one', 'zwö', 'x/y']
  const replies = await Promise.all(
    names.map((name) => pipe.put({ ...about, name, body: Buffer.from(`of\n${name}`) })),
  )
  assert.deepEqual(got.toSorted(), names.map((name) => `${name}: of\n${name}`).toSorted())
  assert.deepEqual(
    replies.map(({ headers }) => headers.for),
    names.map((name) => `é ${name}`),
  )
})

test('what is not answered when the other side ends fails as a cut connection', async () => {
  const [near, far] = duplexPair()
  const pipe = new PutPipe(near)
  const asked = pipe.put({ ...about, name: 'one', body: Buffer.from('x') })
  near.destroy()
  far.destroy()
  await assert.rejects(asked, { code: 'ECONNRESET' })
  const late = pipe.put({ ...about, name: 'two', body: Buffer.from('x') })
  await assert.rejects(late, { code: 'ECONNRESET' })
})

async function* inPieces(from: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of from) {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
  }
}
