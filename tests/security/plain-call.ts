// One call over plain HTTP on a kept connection: thousands of them take seconds.
import { Agent, request } from 'node:http'
import { accessToken } from '#cli/client.ts'
import type { Ready } from '#cli/ready.ts'

export interface PlainAnswer {
  readonly status: number
  readonly text: string
}

export interface Caller {
  /** A call to Resource Manager, or where `path` is a whole URL, to that. */
  send(method: string, path: string, body?: string): Promise<PlainAnswer>
  close(): void
}

/** Calls as the owner: with a token for ARM there, and one for Batch at the account's endpoint. */
export async function ownerOf(ready: Ready): Promise<Caller> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const tokens = {
    arm: await accessToken(ready, 'https://management.azure.com/'),
    batch: await accessToken(ready, 'https://batch.core.windows.net/'),
  }
  const send = (method: string, path: string, body?: string): Promise<PlainAnswer> => {
    const url = new URL(path, ready.arm)
    const isBatch = url.origin === ready.batch?.endpoint
    const json = isBatch ? 'application/json; odata=minimalmetadata' : 'application/json'
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{ agent, method, hostname: url.hostname, port: url.port },
          path: `${url.pathname}${url.search}`,
          headers: {
            authorization: `Bearer ${isBatch ? tokens.batch : tokens.arm}`,
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
