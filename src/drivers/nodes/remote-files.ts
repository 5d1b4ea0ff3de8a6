import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { AgentLink } from './agent-link.ts'
import type { FileAnswer, FileRequest, Opening } from './channel.ts'
import { NodeFileError, type NodeFiles } from './port.ts'

type Granted = Exclude<FileAnswer, { error: unknown }>

/** The files of the agent's nodes: a connection for each request, so that none waits for another. */
export function remoteFiles(link: AgentLink): NodeFiles {
  const ask = async (nodeId: string, request: FileRequest) => {
    const socket = await link.connect().catch((error: Error) => {
      throw new NodeFileError('NodeUnavailable', error.message)
    })
    const opening: Opening = { open: 'file', nodeId, ...request }
    socket.write(`${JSON.stringify(opening)}\n`)
    const { answer, bytes } = await answerOf(socket)
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

/** The answer's line, and those bytes after it that came along. */
async function answerOf(socket: Socket): Promise<{ answer: FileAnswer; bytes: Buffer }> {
  const chunks: Buffer[] = []
  for (;;) {
    const chunk = socket.read() as Buffer | null
    const end = chunk?.indexOf('\n') ?? -1
    if (chunk && end >= 0) {
      const line = Buffer.concat([...chunks, chunk.subarray(0, end)]).toString()
      return { answer: JSON.parse(line) as FileAnswer, bytes: chunk.subarray(end + 1) }
    }
    if (chunk) chunks.push(chunk)
    else if (socket.readableEnded || socket.destroyed) {
      throw new NodeFileError('NodeUnavailable', 'the connection to the node was lost')
    } else await somethingOn(socket)
  }
}

/** Waits for bytes or the end, and leaves no listener behind. */
async function somethingOn(socket: Socket): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  try {
    await Promise.race([once(socket, 'readable', { signal }), once(socket, 'close', { signal })])
  } finally {
    over.abort()
  }
}

/** The bytes of a file as they come, paced by their reader. Fewer than were promised are an error. */
async function* bodyOf(
  socket: Socket,
  first: Buffer,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = length - first.length
  try {
    if (first.length > 0) yield first
    if (left === 0) return
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      left -= chunk.length
      yield chunk
    }
    if (left !== 0) throw new NodeFileError('IoError', 'the file was cut short')
  } finally {
    socket.destroy()
  }
}
