import { addAbortListener } from 'node:events'
import { type AgentWay, type Opening, onLines } from '../channel.ts'
import type { UsageReading } from '../usage.ts'

/** What the agent's nodes take, on a connection of its own. An agent that does not know it says so. */
export async function remoteUsage(
  way: AgentWay,
  signal?: AbortSignal,
): Promise<UsageReading | undefined> {
  const socket = await way.connect().catch(() => undefined)
  if (!socket) return undefined
  if (signal?.aborted) {
    socket.destroy()
    return undefined
  }
  const opening: Opening = { open: 'usage' }
  const answered = Promise.withResolvers<UsageReading | undefined>()
  using _ = signal && addAbortListener(signal, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('close', () => answered.resolve(undefined))
  onLines<UsageReading | { readonly error: string }>(socket, (answer) =>
    answered.resolve('nodes' in answer ? answer : undefined),
  )
  socket.write(`${JSON.stringify(opening)}\n`)
  const reading = await answered.promise
  socket.destroy()
  return reading
}
