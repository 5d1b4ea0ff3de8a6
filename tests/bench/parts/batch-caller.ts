// A bare client of the Batch data plane for benchmarks: signed calls on connections that stay open.
import { Agent, request } from 'node:http'
import { signSharedKey } from '../../../src/identity/shared-key.ts'
import type { Ready } from '../../../src/library/ready/ready.ts'

const VERSION = '2024-02-01.19.0'

export interface BatchCaller {
  /** Answers the body of a call that succeeds; throws the body of one that does not. */
  call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
  close(): void
}

export function batchCaller({ batch }: Ready, connections: number): BatchCaller {
  const { account, key, endpoint } = batch!
  const { port } = new URL(endpoint)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const call: BatchCaller['call'] = (method, path, body) => {
    const url = path.includes('api-version=')
      ? path
      : `${path}${path.includes('?') ? '&' : '?'}api-version=${VERSION}`
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers: Record<string, string> = {
      'content-type': 'application/json; odata=minimalmetadata',
      'ocp-date': new Date(performance.timeOrigin + performance.now()).toUTCString(),
      ...(method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(text ?? '')) }),
    }
    headers.authorization = `SharedKey ${signSharedKey({ method, url, headers }, account, key)}`
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path: url, headers, agent })
      sent.on('error', reject)
      sent.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const said = Buffer.concat(chunks).toString()
          if ((response.statusCode ?? 500) >= 400) reject(new Error(said))
          else resolve(said === '' ? {} : JSON.parse(said))
        })
      })
      sent.end(text)
    })
  }
  return { call, close: () => agent.destroy() }
}
