// One call over plain HTTP on a kept connection: thousands of them take seconds.
import { Agent, request } from 'node:http'
import { accessToken } from '#cli/client.ts'
import type { Ready } from '#library/ready/ready.ts'

interface PlainAnswer {
  readonly status: number
  readonly text: string
}

export interface Caller {
  /** A call to Resource Manager, or where `path` is a whole URL, to that. */
  send(method: string, path: string, body?: string): Promise<PlainAnswer>
  close(): void
}

/** Calls as the owner: with a token for what is called: Batch at the account's endpoint, Graph, or ARM. */
export async function ownerOf(ready: Ready): Promise<Caller> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const tokens = {
    arm: await accessToken(ready, 'https://management.azure.com/'),
    batch: await accessToken(ready, 'https://batch.core.windows.net/'),
    graph: await accessToken(ready, 'https://graph.microsoft.com/'),
  }
  const send = (method: string, path: string, body?: string): Promise<PlainAnswer> => {
    const url = new URL(path, ready.arm)
    const isBatch = url.origin === ready.batch?.endpoint
    const ofArm = path.startsWith('/graph/') ? tokens.graph : tokens.arm
    const json = isBatch ? 'application/json; odata=minimalmetadata' : 'application/json'
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{ agent, method, hostname: url.hostname, port: url.port },
          path: `${url.pathname}${url.search}`,
          headers: {
            authorization: `Bearer ${isBatch ? tokens.batch : ofArm}`,
            ...(body === undefined ? {} : { 'content-type': json }),
          },
        },
        async (response) => {
          const chunks = await response.toArray()
          resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }
  return { send, close: () => agent.destroy() }
}
