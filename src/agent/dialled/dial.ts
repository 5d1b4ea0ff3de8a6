// Dials the server's own port, and changes what answers there to the protocol of agents.
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import type { Duplex } from 'node:stream'
import { CHANNEL_VERSION } from '#drivers/nodes/channel.ts'
import {
  AGENTS_NAME,
  AGENTS_PATH,
  type AgentBootstrap,
  agentHeaders,
} from '#drivers/nodes/dialled/port.ts'

/** The server knows who calls, and does not let it in. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, reason: string) {
    super(reason)
    this.name = 'Refused'
    this.status = status
  }
}

export type Dialled = { readonly socket: Duplex; readonly head: Buffer }

const ANSWER_MS = 20_000
const LONGEST_REASON = 4096
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 404, 410, 426])

/** Rejects with `Refused`, or with what kept it from being answered. */
export function dial(
  { server, authority, nodeId }: Pick<AgentBootstrap, 'server' | 'authority' | 'nodeId'>,
  credential: string,
  protocol: string,
  more: OutgoingHttpHeaders = {},
): Promise<Dialled> {
  return new Promise((resolve, reject) => {
    const call = request(new URL(AGENTS_PATH, server), {
      agent: false,
      ca: authority,
      servername: AGENTS_NAME,
      headers: {
        connection: 'upgrade',
        upgrade: protocol,
        authorization: `Bearer ${credential}`,
        [agentHeaders.node]: nodeId,
        [agentHeaders.version]: String(CHANNEL_VERSION),
        ...more,
      },
    })
    call.setTimeout(ANSWER_MS, () => call.destroy(new Error(`${server} does not answer`)))
    call.on('error', reject)
    call.on('upgrade', (_, socket, head) => {
      socket.setTimeout(0)
      socket.setNoDelay(true)
      resolve({ socket, head })
    })
    call.on('response', (answer) => {
      reasonOf(answer).then(reject, reject)
    })
    call.end()
  })
}

async function reasonOf(answer: IncomingMessage): Promise<Error> {
  const status = answer.statusCode ?? 0
  const said: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    said.push(chunk)
    size += chunk.length
    if (size > LONGEST_REASON) break
  }
  const reason = Buffer.concat(said).toString().trim() || `The server answered with ${status}.`
  return REFUSALS.has(status) ? new Refused(status, reason) : new Error(reason)
}
