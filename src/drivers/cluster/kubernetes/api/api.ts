// Calls to the API server of one cluster, with an administrator's certificate.
import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { join } from 'node:path'

export interface Answer<Body = unknown> {
  readonly status: number
  readonly body: Body
}

/** What Kubernetes says of most refusals. */
export interface Status {
  readonly message?: string
  readonly reason?: string
}

/** `starting`: it answers already, but not yet as it will. */
export type Readiness = 'ready' | 'starting' | 'unreachable'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The API server answered, but not as it was asked to. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
  readonly status: number

  constructor(method: Method, path: string, { status, body }: Answer) {
    super(`${method} ${path} was answered with ${status}: ${(body as Status).message ?? ''}`)
    this.status = status
  }
}

const JSON_TYPE = 'application/json'
const CALL_MS = 30_000
const GRACE_MS = 5_000
const MOST_CONNECTIONS = 16
/** Far above any list that is asked for in pages. */
const MOST_BYTES = 256 * 2 ** 20

export class Api {
  readonly #agent: Agent
  readonly #port: number

  constructor(
    port: number,
    keys: { readonly ca: string; readonly cert: string; readonly key: string },
  ) {
    this.#port = port
    this.#agent = new Agent({ ...keys, keepAlive: true, maxSockets: MOST_CONNECTIONS })
  }

  /** With the keys that lie in a cluster's directory. */
  static async open(directory: string, port: number): Promise<Api> {
    const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8')
    const [ca, cert, key] = await Promise.all([
      read('ca.crt'),
      read('admin.crt'),
      read('admin.key'),
    ])
    return new Api(port, { ca, cert, key })
  }

  /** The answer, whatever it is. */
  async call<Body>(
    method: Method,
    path: string,
    signal: AbortSignal,
    body?: object,
    accept = JSON_TYPE,
  ): Promise<Answer<Body>> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer<Body>>()
    const sent = body === undefined ? undefined : JSON.stringify(body)
    const type = method === 'PATCH' ? 'application/merge-patch+json' : JSON_TYPE
    const asked = request(
      {
        agent: this.#agent,
        host: '127.0.0.1',
        port: this.#port,
        method,
        path,
        headers: {
          accept,
          ...(sent === undefined
            ? {}
            : { 'content-type': type, 'content-length': Buffer.byteLength(sent) }),
        },
        signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]),
      },
      (response) => {
        const parts: Buffer[] = []
        let bytes = 0
        response.on('data', (part: Buffer) => {
          bytes += part.length
          if (bytes > MOST_BYTES) response.destroy(new Error(`the answer to ${path} is too long`))
          else parts.push(part)
        })
        response.on('error', reject)
        response.on('end', () => {
          const status = response.statusCode ?? 0
          resolve({ status, body: parsed(Buffer.concat(parts).toString()) as Body })
        })
      },
    )
    asked.on('error', reject)
    asked.end(sent)
    return await promise
  }

  /** The body of a good answer, in the form that is accepted. */
  async get<Body>(path: string, signal: AbortSignal, accept?: string): Promise<Body> {
    const answer = await this.call<Body>('GET', path, signal, undefined, accept)
    return this.#good('GET', path, answer).body
  }

  /**
   * A good answer. `besides`: statuses that are as good. What was sent when the signal aborts is still waited for,
   * for five seconds: it is done all the same, and nothing is to change once the caller has given up.
   */
  async send<Body>(
    method: Exclude<Method, 'GET'>,
    path: string,
    signal: AbortSignal,
    body?: object,
    besides: readonly number[] = [],
  ): Promise<Answer<Body>> {
    signal.throwIfAborted()
    const late = new AbortController()
    const giveUp = () => void setTimeout(() => late.abort(signal.reason), GRACE_MS).unref()
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      const answer = await this.call<Body>(method, path, late.signal, body)
      return this.#good(method, path, answer, besides)
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  #good<Body>(
    method: Method,
    path: string,
    answer: Answer<Body>,
    besides: readonly number[] = [],
  ): Answer<Body> {
    if (answer.status < 300 || besides.includes(answer.status)) return answer
    throw new ApiRefusal(method, path, answer)
  }

  /** Whether the server says that it is ready. */
  async isReady(signal: AbortSignal): Promise<boolean> {
    return (await this.readiness(signal)) === 'ready'
  }

  async readiness(signal: AbortSignal): Promise<Readiness> {
    try {
      return (await this.call('GET', '/readyz', signal)).status === 200 ? 'ready' : 'starting'
    } catch {
      signal.throwIfAborted()
      return 'unreachable'
    }
  }

  close(): void {
    this.#agent.destroy()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { message: text }
  }
}
