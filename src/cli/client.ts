import { readFile } from 'node:fs/promises'
import { COMMAND_LINE } from '#kernel/command-line.ts'
import { fileErrorWords } from '#kernel/file-errors.ts'
import {
  type Answer,
  type CallOptions,
  callOver,
  refusalIn,
  tokenForm,
  tokenIn,
} from '#library/connection.ts'
import { dialledHost, type Ready } from '#library/ready/ready.ts'
import { tellIfSlow } from './progress.ts'

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
  options: CallOptions,
): Promise<Answer> {
  const ca = await readFile(ready.caFile).catch((cause: unknown) => {
    throw new Error(
      `cannot read ${ready.caFile}, which proves who the server is: ${fileErrorWords(cause)}. ` +
        'Is the server still running?',
      { cause },
    )
  })
  const told = { 'user-agent': COMMAND_LINE, ...options.headers }
  const transport = { ca, agent: false, dial: dialledHost(ready) } as const
  return await callOver(transport, ready.arm, method, path, { ...options, headers: told })
}

/** An access token of the server's own service principal. */
export async function accessToken(ready: Ready, audience: string): Promise<string> {
  const form = tokenForm(ready, `${audience}/.default`)
  return tokenIn(await call(ready, 'POST', `/${ready.tenantId}/oauth2/v2.0/token`, form)).token
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
  if (answer.status >= 400) throw new Error(`the server refused: ${refusalIn(answer).message}`)
  return answer.body
}
