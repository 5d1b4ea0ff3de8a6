// Calls the listener of Azure's own names, as the proxy of `lazuli run` does once it has let a client in.
import { readFileSync } from 'node:fs'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import type { Ready } from '#library/ready/ready.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  readonly body: Record<string, unknown>
}

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** What the client asks for when it makes the connection secure; absent: the URL's host. */
  readonly servername?: string
}

/** Sends a call to where a URL leads for programs that `lazuli run` runs. */
export function byName(ready: Ready, url: string, sent: Sent = {}): Promise<Answer> {
  const { protocol, host, hostname, pathname, search } = new URL(url)
  const options = {
    socketPath: ready.namesSocket!,
    method: sent.method ?? 'GET',
    path: `${pathname}${search}`,
    agent: false,
    headers: {
      host,
      ...(sent.body === undefined
        ? {}
        : { 'content-length': String(Buffer.byteLength(sent.body)) }),
      ...sent.headers,
    },
  }
  return new Promise((resolve, reject) => {
    const call =
      protocol === 'http:'
        ? plainRequest(options)
        : request({
            ...options,
            ca: readFileSync(ready.caFile),
            servername: sent.servername ?? hostname,
          })
    call.on('response', async (response) => {
      const text = Buffer.concat(await response.toArray()).toString()
      const { statusCode: status = 0, headers } = response
      resolve({ status, headers, text, body: jsonIn(text) })
    })
    call.on('error', reject)
    call.end(sent.body)
  })
}

function jsonIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

const LOGIN = 'https://login.microsoftonline.com'

/** A token for a resource, from Azure's own authority. */
export async function tokenByName(ready: Ready, resource: string): Promise<string> {
  const { tenantId, clientId: client_id, clientSecret: client_secret } = ready
  const form = { grant_type: 'client_credentials', client_id, client_secret, resource }
  const { body, text } = await byName(ready, `${LOGIN}/${tenantId}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
  if (typeof body.access_token !== 'string') throw new Error(text)
  return body.access_token
}
