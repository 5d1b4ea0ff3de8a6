// One connection that an agent has dialled, from the server's side: HTTP/2 with the roles turned round,
// so that the server opens as many streams as it likes, each with a flow of its own.
import type { Duplex } from 'node:stream'
import type { AgentWay } from '../channel.ts'

/** In milliseconds. */
export interface SessionLimits {
  /** An agent that does not begin to speak, or does not answer, for so long is not there. */
  readonly silentMs: number
  /** How often it is asked. */
  readonly pingMs: number
}
/** As much of a file may be under way at once. */
const WINDOW_BYTES = 1024 * 1024

export interface DialledSession extends AgentWay {
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>
  destroy(): void
}

export async function dialledSession(
  socket: Duplex,
  { silentMs, pingMs }: SessionLimits,
): Promise<DialledSession> {
  const { connect } = await import('node:http2')
  const session = connect('http://agent', {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: WINDOW_BYTES },
  })
  session.once('connect', () => {
    // It may have been ended in the meantime, and would throw.
    if (!session.destroyed) session.setLocalWindowSize(4 * WINDOW_BYTES)
  })
  // The socket as well: a session waits for what the other side does not read.
  const destroy = (): void => {
    session.destroy()
    socket.destroy()
  }
  const closed = new Promise<void>((resolve) => session.once('close', resolve))
  session.on('error', destroy)
  socket.on('error', destroy)
  socket.on('close', destroy)
  const silence = setTimeout(destroy, silentMs)
  session.once('remoteSettings', () => silence.refresh())
  const pings = setInterval(() => {
    if (session.closed || session.destroyed) return
    session.ping((error) => (error ? undefined : silence.refresh()))
  }, pingMs).unref()
  silence.unref()
  void closed.then(() => {
    clearTimeout(silence)
    clearInterval(pings)
    socket.destroy()
  })
  return {
    closed,
    destroy,
    async connect() {
      if (session.closed || session.destroyed) throw new Error('the agent is not connected')
      const stream = session.request({ ':method': 'POST', ':path': '/' })
      // Each user of the stream handles its errors; one that came before is in its end.
      stream.on('error', () => undefined)
      return stream
    },
  }
}
