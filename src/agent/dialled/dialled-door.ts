import { performServerHandshake, type ServerHttp2Session } from 'node:http2'
import { setTimeout as wait } from 'node:timers/promises'
import { AGENT_PROTOCOL, type AgentBootstrap, agentHeaders } from '#drivers/nodes/dialled/port.ts'
import type { Door } from '../agent.ts'
import { dial, Refused } from './dial.ts'

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 5_000
/** One that was let in before and is no longer asks now and then: its server may be mended. */
const REFUSED_WAIT_MS = 30_000
const SILENT_MS = 30_000
const PING_MS = 10_000
const WINDOW_BYTES = 1024 * 1024

/** What became of an agent that is not let in: it never was, or its node was given back. */
export interface Turned {
  readonly away: 'for good' | 'at the door'
  readonly reason: string
}

/**
 * The driver comes by a connection that the agent dials, again and again as long as it lives. `turned`
 * is called when there is nothing to come back to.
 */
export const dialledDoor =
  (bootstrap: AgentBootstrap, credential: string, turned: (how: Turned) => void): Door =>
  async (welcome) => {
    let hasEntered = false
    const once = async (): Promise<void> => {
      const { socket } = await dial(bootstrap, credential, AGENT_PROTOCOL, {
        [agentHeaders.token]: bootstrap.token,
      })
      hasEntered = true
      const session = performServerHandshake(socket, {
        settings: { initialWindowSize: WINDOW_BYTES },
      })
      session.setLocalWindowSize(4 * WINDOW_BYTES)
      session.on('stream', (stream) => {
        stream.on('error', () => undefined)
        stream.respond({ ':status': 200 })
        welcome(stream)
      })
      await ended(session, () => socket.destroy())
    }
    const stay = async (): Promise<void> => {
      let pause = FIRST_WAIT_MS
      for (;;) {
        try {
          await once()
          pause = FIRST_WAIT_MS
        } catch (error) {
          console.error(`${bootstrap.server}: ${(error as Error).message}`)
          if (error instanceof Refused) {
            const reason = error.message
            if (error.status === 410) return turned({ away: 'for good', reason })
            if (!hasEntered) return turned({ away: 'at the door', reason })
            pause = REFUSED_WAIT_MS
          }
        }
        // Those of many nodes that lost one server do not all come back at once.
        await wait(pause * (0.5 + Math.random()))
        pause = Math.min(Math.max(pause, LONGEST_WAIT_MS), pause * 2)
      }
    }
    void stay()
  }

/** Resolves when the session has ended; one whose other side is silent is ended here. */
function ended(session: ServerHttp2Session, cut: () => void): Promise<void> {
  const destroy = (): void => {
    session.destroy()
    cut()
  }
  return new Promise((resolve) => {
    const silence = setTimeout(destroy, SILENT_MS)
    const pings = setInterval(() => {
      if (session.closed || session.destroyed) return
      session.ping((error) => (error ? undefined : silence.refresh()))
    }, PING_MS)
    session.on('error', destroy)
    session.on('close', () => {
      clearTimeout(silence)
      clearInterval(pings)
      cut()
      resolve()
    })
  })
}
