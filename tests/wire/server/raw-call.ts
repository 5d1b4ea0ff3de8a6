// One call, sent as it is: no client in between that would refuse or repair it.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { signSharedKey } from '#identity/shared-key.ts'
import type { Ready } from '../../../src/library/ready/ready.ts'

export interface RawCallOrder {
  readonly origin: string
  readonly method: string
  readonly path: string
  readonly token: string
  readonly body: string
}

export interface RawAnswer {
  readonly status: number
  readonly text: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 })
/** A server that says nothing for so long hangs. */
const PATIENCE_MS = 20_000

/** Resolves with status 0 when the connection breaks off without an answer. */
export function rawCall(ready: Ready, order: RawCallOrder): Promise<RawAnswer> {
  const hasBody = order.method !== 'GET' && order.method !== 'HEAD' && order.body !== ''
  const headers: Record<string, string> = {
    'ocp-date': new Date().toUTCString(),
    ...(hasBody ? { 'content-type': 'application/json; odata=minimalmetadata' } : {}),
    'content-length': hasBody ? String(Buffer.byteLength(order.body)) : '0',
  }
  const isBatch = order.origin === ready.batch?.endpoint
  headers.authorization = isBatch
    ? `SharedKey ${signSharedKey({ method: order.method, url: order.path, headers }, ready.batch.account, ready.batch.key)}`
    : `Bearer ${order.token}`
  const { hostname, port } = new URL(order.origin)
  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      hostname,
      port,
      ca: readFileSync(ready.caFile),
      method: order.method,
      path: order.path,
      headers,
      timeout: PATIENCE_MS,
    })
    sent.on('timeout', () => reject(new Error(`no answer to ${order.method} ${order.path}`)))
    sent.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', () => resolve({ status: response.statusCode ?? 0, text: '' }))
    })
    sent.on('error', reject)
    sent.end(hasBody ? order.body : undefined)
  })
}
