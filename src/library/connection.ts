// Calls to a running server: what the command line and the handles of a test speak with.
import type { IncomingHttpHeaders } from 'node:http'
import type { Agent } from 'node:https'

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

/** The trusted authorities, and the connections. An `agent` of false takes a new one for each call. */
export interface Transport {
  readonly ca: string | Buffer
  readonly agent: Agent | false
  /** Connects there, and asks for the address's own host all the same. Absent: to that host. */
  readonly dial?: string | undefined
}

// As in the server's listener: an `import` would load much more.
const { request } = process.getBuiltinModule('node:https')

const PATIENCE_MS = 15_000
/** A step over years carries out all that falls due on the way; a state may be of gigabytes. */
const LONG_WORK = /^\/lazuli\/(clock|provoke|reset|seed|snapshots)\b/
const LONG_PATIENCE_MS = 1_800_000

const patienceFor = (path: string): number =>
  LONG_WORK.test(path) ? LONG_PATIENCE_MS : PATIENCE_MS

/** Calls a server. One that is not there, or says nothing for too long, is an error with words. */
export const callOver = (
  { ca, agent, dial }: Transport,
  origin: string,
  method: string,
  path: string,
  { headers, body: text, patienceMs = patienceFor(path) }: CallOptions = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    // An agent of our own knows no proxy, which could not reach this machine's loopback.
    const url = new URL(path, origin)
    const sent = request(url, {
      method,
      ca,
      agent,
      timeout: patienceMs,
      headers: dial === undefined ? headers : { host: url.host, ...headers },
      ...(dial === undefined ? {} : { hostname: dial }),
    })
    sent.on('timeout', () => {
      const seconds = Math.ceil(patienceMs / 1000)
      reject(new Error(`the server at ${origin} said nothing for ${seconds} s: is it stuck?`))
      sent.destroy()
    })
    sent.on('response', (response) => {
      response.setEncoding('utf8')
      let body = ''
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, headers, body })
      })
    })
    sent.on('error', (cause: NodeJS.ErrnoException) =>
      reject(new Error(whyNoAnswer(cause, origin), { cause })),
    )
    sent.end(text)
  })

const whyNoAnswer = ({ code, syscall }: NodeJS.ErrnoException, origin: string): string =>
  syscall === 'getaddrinfo'
    ? `the server is at ${origin}, and this machine finds no address for that name (${code}): ` +
      'a line in /etc/hosts, or its DNS, has to lead there.'
    : `the server at ${origin} does not answer: is it running?`

/** The form that asks for a token of the server's own service principal. */
export const tokenForm = (
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  scope: string,
): CallOptions => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope,
  }).toString(),
})

export interface Token {
  readonly token: string
  readonly secondsLeft: number
}

/** The token in an answer to that form; an error with the server's words where there is none. */
export function tokenIn({ body }: Answer): Token {
  const said = JSON.parse(body) as {
    access_token?: string
    expires_in?: number
    error_description?: string
  }
  // The ids that follow are for support to look up, and here there is none.
  const why = said.error_description?.replace(/ Trace ID: .*/s, '')
  if (!said.access_token) throw new Error(why ?? body)
  return { token: said.access_token, secondsLeft: Number(said.expires_in ?? 0) }
}

/** What an error of Azure's says: all of the body where it has no such form. */
export function refusalIn({ status, body }: Answer): {
  readonly code: string
  readonly message: string
} {
  try {
    const { code, message } = (JSON.parse(body) as { error: { code: string; message: string } })
      .error
    return { code, message }
  } catch {
    return { code: String(status), message: `${status} ${body}` }
  }
}
