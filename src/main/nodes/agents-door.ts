// Where agents from elsewhere come in: on the server's own port, by TLS alone. What they say then is
// between them and the driver of their nodes.
import type { IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { CHANNEL_VERSION } from '#drivers/nodes/channel.ts'
import type { DialledNodes } from '#drivers/nodes/dialled/dialled-nodes.ts'
import {
  AGENT_PROTOCOL,
  AGENTS_PATH,
  agentHeaders,
  STORAGE_PROTOCOL,
} from '#drivers/nodes/dialled/port.ts'
import type { Upgrades } from '#server/listening/listener.ts'
import type { Report } from '../parts.ts'

/** A refusal that is not taken for so long is not waited for. */
const REFUSING_MS = 10_000

/** Connections to storage that one node has at once: its agent makes 128 at most. */
const MOST_STORAGE = 256

export interface AgentsDoorOptions {
  /** The driver that the agents belong to, once there is one. */
  readonly nodes: () => DialledNodes | undefined
  /** Whether storage is served at that port of the loopback: agents get to no other. */
  readonly isStorage: (port: number) => boolean
  readonly report: Report
}

export function agentsDoor({ nodes, isStorage, report }: AgentsDoorOptions): Upgrades {
  const tunnels = new Map<string, number>()
  const lead = async (nodeId: string, port: number, socket: Socket): Promise<void> => {
    const open = tunnels.get(nodeId) ?? 0
    if (!isStorage(port)) return refuse(socket, 410, `No storage is served at port ${port}.`)
    if (open >= MOST_STORAGE) return refuse(socket, 503, `Node ${nodeId} has ${open} connections.`)
    tunnels.set(nodeId, open + 1)
    const far = connect(port, '127.0.0.1')
    far.on('error', () => far.destroy())
    far.on('close', () => {
      socket.destroy()
      const left = (tunnels.get(nodeId) ?? 1) - 1
      if (left > 0) tunnels.set(nodeId, left)
      else tunnels.delete(nodeId)
    })
    socket.on('close', () => far.destroy())
    far.once('connect', () => {
      socket.write(switching(STORAGE_PROTOCOL))
      socket.pipe(far).pipe(socket)
    })
  }
  const take = async (message: IncomingMessage, socket: Socket, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy())
    const driver = nodes()
    if (!driver) return refuse(socket, 503, 'The server is not ready for agents yet.')
    const knock = knockOf(message)
    if (!knock)
      return refuse(socket, 400, 'An agent says its node, its version and its credential.')
    const entry = await driver.admit(knock)
    if (!entry.ok) return refuse(socket, entry.status, entry.reason)
    if (socket.destroyed) return
    if (message.headers.upgrade === STORAGE_PROTOCOL) {
      if (head.length > 0) socket.unshift(head)
      return lead(knock.nodeId, Number(message.headers[agentHeaders.storagePort]), socket)
    }
    const answer = switching(AGENT_PROTOCOL)
    // All of it is out before HTTP/2 takes the connection over: Node asserts that no other write is under way.
    await new Promise<void>((resolve) => socket.write(answer, () => resolve()))
    if (head.length > 0) socket.unshift(head)
    await entry.enter(socket)
  }
  return {
    accepts: ({ headers, method, url }) =>
      method === 'GET' &&
      url === AGENTS_PATH &&
      (headers.upgrade === AGENT_PROTOCOL || headers.upgrade === STORAGE_PROTOCOL),
    take(message, socket, head) {
      take(message, socket, head).catch((error: unknown) => {
        report('an agent that dials', error)
        refuse(socket, 503, 'The server cannot let agents in now.')
      })
    },
  }
}

const switching = (protocol: string): string =>
  `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n` +
  `${agentHeaders.version}: ${CHANNEL_VERSION}\r\n\r\n`

function knockOf({ headers }: IncomingMessage) {
  const { authorization = '' } = headers
  const nodeId = headers[agentHeaders.node]
  const token = headers[agentHeaders.token]
  const version = Number(headers[agentHeaders.version])
  const credential = /^Bearer (\S+)$/.exec(authorization)?.[1]
  if (typeof nodeId !== 'string' || !Number.isInteger(version) || credential === undefined) {
    return undefined
  }
  return { nodeId, version, credential, ...(typeof token === 'string' && { token }) }
}

const WORDS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  410: 'Gone',
  426: 'Upgrade Required',
  503: 'Service Unavailable',
}

function refuse(socket: Socket, status: number, reason: string): void {
  if (socket.destroyed) return
  const body = `${reason}\n`
  socket.setTimeout(REFUSING_MS, () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${WORDS[status]}\r\nConnection: close\r\n` +
      `${agentHeaders.version}: ${CHANNEL_VERSION}\r\n` +
      `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
