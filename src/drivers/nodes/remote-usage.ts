import { addAbortListener } from 'node:events'
import type { AgentLink } from './agent-link.ts'
import { type Opening, onLines } from './channel.ts'
import type { UsageReading } from './usage.ts'

/** What the agent's nodes take, on a connection of its own. An agent that does not know it says so. */
export async function remoteUsage(
  link: AgentLink,
  signal?: AbortSignal,
): Promise<UsageReading | undefined> {
  const socket = await link.connect().catch(() => undefined)
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
