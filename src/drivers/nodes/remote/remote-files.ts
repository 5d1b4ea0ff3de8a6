import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { AgentWay, FileAnswer, FileRequest, Opening } from '../channel.ts'
import { NodeFileError, type NodeFiles } from '../port.ts'

type Granted = Exclude<FileAnswer, { error: unknown }>

/** The files of the agent's nodes: a connection for each request, so that none waits for another. */
export function remoteFiles(way: AgentWay): NodeFiles {
  const ask = async (nodeId: string, request: FileRequest) => {
    const socket = await way.connect().catch((error: Error) => {
      throw new NodeFileError('NodeUnavailable', error.message)
    })
    const opening: Opening = { open: 'file', nodeId, ...request }
    socket.write(`${JSON.stringify(opening)}\n`)
    const { answer, bytes } = await answerOf(socket).catch((error: unknown) => {
      socket.destroy()
      throw error
    })
    if (!('error' in answer)) return { answer, bytes, socket }
    socket.destroy()
    throw new NodeFileError(answer.error, answer.message)
  }
  const askOnce = async (nodeId: string, request: FileRequest): Promise<Granted> => {
    const { answer, socket } = await ask(nodeId, request)
    socket.destroy()
    return answer
  }
  return {
    async page(nodeId, path, query) {
      const answer = await askOnce(nodeId, { file: 'page', path, query })
      return 'entries' in answer ? answer : { entries: [], hasMore: false }
    },
    async stat(nodeId, path) {
      const answer = await askOnce(nodeId, { file: 'stat', path })
      if (!('entry' in answer)) throw new NodeFileError('IoError', 'no answer')
      return answer.entry
    },
    async read(nodeId, path, range) {
      const { answer, bytes, socket } = await ask(nodeId, { file: 'read', path, range })
      if (!('entry' in answer)) throw new NodeFileError('IoError', 'no answer')
      return { entry: answer.entry, body: bodyOf(socket, bytes, answer.length ?? 0) }
    },
    async remove(nodeId, path, recursive) {
      await askOnce(nodeId, { file: 'remove', path, recursive })
    },
  }
}

/** A page of files is less. In bytes. */
const LONGEST_ANSWER = 16 * 2 ** 20

function answerIn(line: string): FileAnswer {
  try {
    const answer: unknown = JSON.parse(line)
    if (typeof answer === 'object' && answer !== null) return answer as FileAnswer
  } catch {
    // As for what is no record.
  }
  throw new NodeFileError('IoError', 'the node answered what is no answer')
}

/** The answer's line, and those bytes after it that came along. */
async function answerOf(socket: Duplex): Promise<{ answer: FileAnswer; bytes: Buffer }> {
  const chunks: Buffer[] = []
  let length = 0
  for (;;) {
    const chunk = socket.read() as Buffer | null
    const end = chunk?.indexOf('\n') ?? -1
    if (chunk && end >= 0) {
      const line = Buffer.concat([...chunks, chunk.subarray(0, end)]).toString()
      return { answer: answerIn(line), bytes: chunk.subarray(end + 1) }
    }
    if (chunk) {
      chunks.push(chunk)
      length += chunk.length
      if (length > LONGEST_ANSWER) throw new NodeFileError('IoError', 'an answer without end')
    } else if (socket.readableEnded || socket.destroyed) {
      throw new NodeFileError('NodeUnavailable', 'the connection to the node was lost')
    } else await somethingOn(socket)
  }
}

/** Waits for bytes or the end, and leaves no listener behind. */
async function somethingOn(socket: Duplex): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  try {
    await Promise.race(['readable', 'end', 'close'].map((event) => once(socket, event, { signal })))
  } finally {
    over.abort()
  }
}

/** The bytes of a file as they come, paced by their reader. Fewer than were promised are an error. */
async function* bodyOf(
  socket: Duplex,
  first: Buffer,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = length - first.length
  try {
    if (first.length > 0) yield first
    if (left === 0) return
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      left -= chunk.length
      if (left < 0) throw new NodeFileError('IoError', 'the file is longer than was said')
      yield chunk
    }
    if (left !== 0) throw new NodeFileError('IoError', 'the file was cut short')
  } finally {
    socket.destroy()
  }
}
