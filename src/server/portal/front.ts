// Answers what is the portal's own: its files, and signing in. Calls to APIs go on to the pipeline.
import type { IncomingMessage } from 'node:http'
import {
  closeSession,
  openSession,
  refreshSession,
  type SessionParts,
} from '#identity/portal/sessions.ts'
import type { WireReply } from '#kernel/service.ts'
import type { DirectCall } from '../listening/listener.ts'
import { fileReply, pageReply } from './files.ts'
import { PAGE_HEADERS } from './headers.ts'

const LONGEST_FORM = 1_000
const COOKIE_SECONDS = 12 * 3_600

const said = (status: number, body: unknown, headers: Record<string, string> = {}): WireReply => ({
  status,
  headers: {
    ...PAGE_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  },
  body: status === 204 ? undefined : JSON.stringify(body),
})

export async function answerOwn(call: DirectCall, parts: SessionParts): Promise<void> {
  call.answer(await replyTo(call, parts))
}

async function replyTo(call: DirectCall, parts: SessionParts): Promise<WireReply> {
  const method = call.message.method ?? 'GET'
  const [path = '/'] = call.target.split('?', 1)
  if (path === '/session') return await sessionReply(method, call, parts)
  if (method !== 'GET' && method !== 'HEAD') {
    return said(405, { error: 'method_not_allowed' }, { allow: 'GET, HEAD' })
  }
  const accepted = String(call.message.headers['accept-encoding'] ?? '')
  return path.startsWith('/assets/') ? await fileReply(path, accepted) : await pageReply(accepted)
}

/** POST signs in with a code, PUT renews the tokens, DELETE signs out. */
async function sessionReply(
  method: string,
  call: DirectCall,
  parts: SessionParts,
): Promise<WireReply> {
  const { message, now } = call
  const kept = cookieIn(call)
  switch (method) {
    case 'POST': {
      const form = new URLSearchParams(await textOf(message))
      const signIn = {
        code: form.get('code') ?? '',
        verifier: form.get('code_verifier') ?? undefined,
        redirectUri: `${call.scheme}://${call.host}/sign-in`,
      }
      const opened = await openSession(parts, signIn, now)
      if (!opened) return said(401, { error: 'code_not_good' })
      return said(200, opened.tokens, cookie(call, opened.secret, COOKIE_SECONDS))
    }
    case 'PUT': {
      const tokens = kept === undefined ? undefined : await refreshSession(parts, kept, now)
      return tokens ? said(200, tokens) : said(401, { error: 'signed_out' }, cookie(call, '', 0))
    }
    case 'DELETE':
      if (kept !== undefined) await closeSession(parts, kept)
      return said(204, undefined, cookie(call, '', 0))
    default:
      return said(405, { error: 'method_not_allowed' }, { allow: 'POST, PUT, DELETE' })
  }
}

/** Browsers keep cookies by host, whatever the port: two servers of one machine have names of their own. */
const cookieName = ({ host }: DirectCall): string => `lazuli-${/:(\d+)$/.exec(host)?.[1] ?? '80'}`

const cookie = (call: DirectCall, value: string, seconds: number): Record<string, string> => ({
  'set-cookie':
    `${cookieName(call)}=${value}; Path=/session; HttpOnly; SameSite=Strict; Max-Age=${seconds}` +
    (call.scheme === 'https' ? '; Secure' : ''),
})

function cookieIn(call: DirectCall): string | undefined {
  const name = cookieName(call)
  for (const pair of (call.message.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value) return value
  }
  return undefined
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of message.setEncoding('utf8')) {
    text += chunk
    if (text.length > LONGEST_FORM) return ''
  }
  return text
}
