// The pipe by which little blobs go to the process of Azurite, instead of a call of HTTP for each. A put
// is two lengths, what is said of the blob as JSON, and its bytes; an answer is a line of JSON.
import type { Duplex } from 'node:stream'
import type { LittlePut, PutReply } from './port.ts'

/** What is said of a blob before its bytes. */
export type PutHead = Omit<LittlePut, 'body'> & { readonly number: number }

type NumberedReply = PutReply & { readonly number: number }

const LENGTHS_BYTES = 8

/** The side that asks. Puts that are not answered when the pipe ends are rejected. */
export class PutPipe {
  readonly #pipe: Duplex
  readonly #waiting = new Map<number, PromiseWithResolvers<PutReply>>()
  #last = 0
  #rest = ''

  constructor(pipe: Duplex) {
    this.#pipe = pipe
    pipe.setDefaultEncoding('utf8')
    pipe.on('data', (bytes: Buffer) => this.#take(bytes))
    pipe.on('error', () => undefined)
    pipe.on('close', () => this.#end())
  }

  put({ body, ...about }: LittlePut): Promise<PutReply> {
    if (this.#pipe.destroyed) return Promise.reject(gone())
    const number = ++this.#last
    const head = Buffer.from(JSON.stringify({ ...about, number } satisfies PutHead))
    const lengths = Buffer.allocUnsafe(LENGTHS_BYTES)
    lengths.writeUInt32LE(head.length, 0)
    lengths.writeUInt32LE(body.length, 4)
    const reply = Promise.withResolvers<PutReply>()
    this.#waiting.set(number, reply)
    this.#pipe.write(Buffer.concat([lengths, head, body]))
    return reply.promise
  }

  #take(bytes: Buffer): void {
    const lines = (this.#rest + bytes.toString('latin1')).split('\n')
    this.#rest = lines.pop()!
    for (const line of lines) {
      const { number, ...reply } = JSON.parse(
        Buffer.from(line, 'latin1').toString(),
      ) as NumberedReply
      this.#waiting.get(number)?.resolve(reply)
      this.#waiting.delete(number)
    }
  }

  #end(): void {
    for (const { reject } of this.#waiting.values()) reject(gone())
    this.#waiting.clear()
  }
}

/** As a connection says it whose other end went away. */
const gone = (): Error => Object.assign(new Error('storage ended'), { code: 'ECONNRESET' })

/** The other side: answers each put as it is done, in any order. */
export function answerPuts(
  pipe: Duplex,
  answer: (head: PutHead, body: Buffer) => Promise<PutReply>,
): void {
  let rest: Buffer = Buffer.alloc(0)
  const reply = async (head: PutHead, body: Buffer): Promise<void> => {
    const done = await answer(head, body)
    pipe.write(`${JSON.stringify({ number: head.number, ...done } satisfies NumberedReply)}\n`)
  }
  pipe.on('error', () => undefined)
  pipe.on('data', (bytes: Buffer) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    for (;;) {
      if (rest.length < LENGTHS_BYTES) return
      const bodyAt = LENGTHS_BYTES + rest.readUInt32LE(0)
      const end = bodyAt + rest.readUInt32LE(4)
      if (rest.length < end) return
      const head = JSON.parse(rest.toString('utf8', LENGTHS_BYTES, bodyAt)) as PutHead
      void reply(head, rest.subarray(bodyAt, end))
      rest = rest.subarray(end)
    }
  })
}
