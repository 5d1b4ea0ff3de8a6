import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import type { Ready } from './ready.ts'

export interface Answer {
  readonly status: number
  readonly body: string
}

/** Calls the server that a ready file names, trusting its local authority and nobody else. */
export async function call(
  ready: Ready,
  method: string,
  path: string,
  options: { readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<Answer> {
  const ca = await readFile(ready.caFile)
  return await new Promise((resolve, reject) => {
    const sent = request(new URL(path, ready.arm), { method, ca, headers: options.headers })
    sent.on('response', (response) => {
      response.setEncoding('utf8')
      let body = ''
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sent.on('error', (cause) =>
      reject(new Error(`the server at ${ready.arm} does not answer: is it running?`, { cause })),
    )
    sent.end(options.body)
  })
}

/** An access token of the server's own service principal. */
export async function accessToken(ready: Ready, audience: string): Promise<string> {
  const answer = await call(ready, 'POST', `/${ready.tenantId}/oauth2/v2.0/token`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: ready.clientId,
      client_secret: ready.clientSecret,
      scope: `${audience}/.default`,
    }).toString(),
  })
  const said = JSON.parse(answer.body) as { access_token?: string; error_description?: string }
  if (!said.access_token) throw new Error(said.error_description ?? answer.body)
  return said.access_token
}

/** Calls the admin API with a token, and answers the body. */
export async function admin(
  ready: Ready,
  path: string,
  { method = 'GET', body }: { readonly method?: string; readonly body?: string } = {},
): Promise<string> {
  const token = await accessToken(ready, 'https://management.azure.com/')
  const answer = await call(ready, method, path, {
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  })
  if (answer.status >= 400) throw new Error(`the server refused (${answer.status}): ${answer.body}`)
  return answer.body
}
