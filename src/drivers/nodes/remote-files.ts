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
    async list(nodeId, path, recursive) {
      const answer = await askOnce(nodeId, { file: 'list', path, recursive })
      return 'entries' in answer ? answer.entries : []
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
  let read = Buffer.alloc(0)
  while (!read.includes('\n')) {
    const chunk = socket.read() as Buffer | null
    if (chunk) read = Buffer.concat([read, chunk])
    else if (socket.readableEnded || socket.destroyed) {
      throw new NodeFileError('NodeUnavailable', 'the connection to the node was lost')
    } else await Promise.race([once(socket, 'readable'), once(socket, 'close')])
  }
  const end = read.indexOf('\n')
  const answer = JSON.parse(read.toString('utf8', 0, end)) as FileAnswer
  return { answer, bytes: read.subarray(end + 1) }
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
