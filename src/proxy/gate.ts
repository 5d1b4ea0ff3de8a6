// The callers that a proxy lets in, and their names: clients say both as a user and a password.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export interface Credentials {
  readonly client: string
  readonly secret: string
}

export interface GateOptions {
  /** What the client of this name sends as its password. */
  readonly secretOf: (client: string) => string
  /** What a client would send that comes from this port of this machine and cannot send it. */
  readonly credentialsAt?: (from: number, to: number) => Promise<Credentials | undefined>
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export class Gate {
  readonly #options: GateOptions
  /** Connections whose client was found without its saying so. */
  readonly #found = new WeakMap<Duplex, string>()

  constructor(options: GateOptions) {
    this.#options = options
  }

  /** The client's name; undefined for one that is not let in. */
  async clientOf({ headers, socket }: IncomingMessage): Promise<string | undefined> {
    const sent = headers['proxy-authorization']
    if (sent !== undefined) return this.#nameIn(sentIn(sent))
    const known = this.#found.get(socket)
    if (known !== undefined) return known
    const { remotePort, localPort } = socket
    if (remotePort === undefined || localPort === undefined) return undefined
    const found = this.#nameIn(await this.#options.credentialsAt?.(remotePort, localPort))
    if (found !== undefined) this.#found.set(socket, found)
    return found
  }

  #nameIn(credentials: Credentials | undefined): string | undefined {
    if (!credentials) return undefined
    const { client, secret } = credentials
    const wanted = this.#options.secretOf(client)
    return timingSafeEqual(digest(secret), digest(wanted)) ? client : undefined
  }
}

function sentIn(authorization: string): Credentials | undefined {
  const encoded = /^Basic +([\w+/]+={0,2})$/i.exec(authorization)?.[1] ?? ''
  const pair = Buffer.from(encoded, 'base64').toString()
  const colon = pair.indexOf(':')
  return colon < 0 ? undefined : { client: pair.slice(0, colon), secret: pair.slice(colon + 1) }
}
