import { type AgentWay, type LogAnswer, type Opening, onLines } from '../channel.ts'
import { type LogRequest, NodeFileError } from '../port.ts'

/** Asks the agent to bring a node's logs away, on a connection of its own. */
export async function remoteLogs(
  way: AgentWay,
  nodeId: string,
  request: LogRequest,
): Promise<number> {
  const socket = await way.connect().catch((error: Error) => {
    throw new NodeFileError('NodeUnavailable', error.message)
  })
  const answered = Promise.withResolvers<LogAnswer>()
  const lost = { error: 'NodeUnavailable', message: 'the connection to the node was lost' } as const
  socket.on('error', () => socket.destroy())
  socket.on('close', () => answered.resolve(lost))
  onLines<LogAnswer>(socket, (answer) => answered.resolve(answer))
  const opening: Opening = { open: 'logs', nodeId, request }
  socket.write(`${JSON.stringify(opening)}\n`)
  const answer = await answered.promise
  socket.destroy()
  if ('error' in answer) throw new NodeFileError(answer.error, answer.message)
  return answer.files
}
