import { readFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { COMMAND_LINE } from '#kernel/command-line.ts'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { tellIfSlow } from './progress.ts'
import type { Ready } from './ready.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface CallOptions {
  readonly headers?: Record<string, string>
  readonly body?: string
  /** How long the server may say nothing. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 15_000

/**
 * Calls the server that a ready file names, trusting its local authority and no other. One that is
 * not there, or says nothing for too long, is an error with words for a person.
 */
export const call = (
  ready: Ready,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer> =>
  tellIfSlow(`Waiting for the server at ${ready.arm} ...`, answerOf(ready, method, path, options))

async function answerOf(
  ready: Ready,
  method: string,
  path: string,
  { headers, body: text, patienceMs = PATIENCE_MS }: CallOptions,
): Promise<Answer> {
  const ca = await readFile(ready.caFile).catch((cause: unknown) => {
    throw new Error(
      `cannot read ${ready.caFile}, which proves who the server is: ${fileErrorWords(cause)}. ` +
        'Is the server still running?',
      { cause },
    )
  })
  return await new Promise((resolve, reject) => {
    // An agent of its own knows no proxy, which could not reach this machine's loopback.
    const told = { 'user-agent': COMMAND_LINE, ...headers }
    const asked = { method, ca, headers: told, timeout: patienceMs, agent: false } as const
    const sent = request(new URL(path, ready.arm), asked)
    sent.on('timeout', () => {
      const seconds = Math.ceil(patienceMs / 1000)
      reject(new Error(`the server at ${ready.arm} said nothing for ${seconds} s: is it stuck?`))
      sent.destroy()
    })
    sent.on('response', (response) => {
      response.setEncoding('utf8')
      let body = ''
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, headers, body })
      })
    })
    sent.on('error', (cause) =>
      reject(new Error(`the server at ${ready.arm} does not answer: is it running?`, { cause })),
    )
    sent.end(text)
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
  // The ids that follow are for support to look up, and here there is none.
  const why = said.error_description?.replace(/ Trace ID: .*/s, '')
  if (!said.access_token) throw new Error(why ?? answer.body)
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
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  })
  if (answer.status >= 400) throw new Error(`the server refused: ${reasonIn(answer)}`)
  return answer.body
}

/** The sentence in an error's body; all of the body where there is none. */
function reasonIn({ status, body }: Answer): string {
  try {
    const { message } = (JSON.parse(body) as { error: { message: string } }).error
    return message
  } catch {
    return `${status} ${body}`
  }
}
