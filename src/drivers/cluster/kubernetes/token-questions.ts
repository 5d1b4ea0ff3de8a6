// Answers what API servers ask about tokens: who a caller is, and what they may do. Each cluster has a
// port of its own for that, which the next server listens at again.

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { TokenAuthority } from '../port.ts'
import type { ClusterFiles, ClusterRecord } from './cluster-files.ts'

/** A question holds a token, or a few names. */
const MOST_BYTES = 256 * 1024
const CALL_MS = 10_000

interface Review {
  readonly apiVersion: string
  readonly kind: string
  readonly spec?: {
    readonly token?: string
    readonly extra?: Readonly<Record<string, readonly string[]>>
    readonly resourceAttributes?: {
      readonly verb?: string
      readonly group?: string
      readonly resource?: string
      readonly subresource?: string
      readonly namespace?: string
    }
  }
}

/** Under which name a user's id goes along from the one question to the other. */
const ID = 'oid'

export interface TokenQuestionsOptions {
  readonly files: ClusterFiles
  readonly authority: TokenAuthority | undefined
  readonly report: (error: Error) => void
}

export class TokenQuestions {
  readonly #options: TokenQuestionsOptions
  readonly #servers = new Map<string, { readonly port: number; readonly server: Server }>()

  constructor(options: TokenQuestionsOptions) {
    this.#options = options
  }

  /** Listens for the API server of a cluster. False: another program has the port. */
  async open({ cluster, signIn }: ClusterRecord): Promise<boolean> {
    if (!signIn) {
      this.close(cluster)
      return true
    }
    if (this.#servers.get(cluster)?.port === signIn.port) return true
    this.close(cluster)
    const { files, report } = this.#options
    const [cert, key] = await Promise.all([
      readFile(files.path(cluster, 'server.crt')),
      readFile(files.path(cluster, 'server.key')),
    ])
    const server = createServer({ cert, key, requestTimeout: CALL_MS }, (request, response) => {
      this.#answer(cluster, request, response).catch((error: Error) => {
        report(error)
        response.destroy()
      })
    })
    try {
      server.listen({ port: signIn.port, host: '127.0.0.1' })
      await once(server, 'listening')
    } catch {
      return false
    }
    server.on('error', report)
    server.unref()
    this.#servers.set(cluster, { port: signIn.port, server })
    return true
  }

  close(cluster: string): void {
    const found = this.#servers.get(cluster)
    found?.server.close()
    found?.server.closeAllConnections()
    this.#servers.delete(cluster)
  }

  async #answer(cluster: string, request: IncomingMessage, response: ServerResponse) {
    const review = await reviewIn(request)
    // As it is now: the next question may come after a change.
    const signIn = (await this.#options.files.load(cluster))?.signIn
    const { authority } = this.#options
    if (!review || !signIn || !authority) return void response.writeHead(400).end()
    const status =
      request.url?.split('?', 1)[0] === '/authenticate'
        ? await authentication(authority, review, signIn.audience)
        : await authorization(authority, cluster, review)
    const { apiVersion, kind } = review
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ apiVersion, kind, status }))
  }
}

async function authentication(authority: TokenAuthority, { spec }: Review, audience: string) {
  const user = spec?.token ? await authority.userOf(spec.token, audience) : undefined
  if (!user) return { authenticated: false }
  const { name, id, groups } = user
  return { authenticated: true, user: { username: name, uid: id, groups, extra: { [ID]: [id] } } }
}

/** What is not allowed is not denied either: the cluster's own roles may allow it. */
async function authorization(authority: TokenAuthority, cluster: string, { spec }: Review) {
  const [id] = spec?.extra?.[ID] ?? []
  const asked = spec?.resourceAttributes
  if (id === undefined || asked === undefined) return { allowed: false }
  const { verb = '', group = '', resource = '', subresource = '', namespace = '' } = asked
  const access = { verb, group, resource, subresource, namespace }
  return { allowed: await authority.allows(cluster, id, access) }
}

/** Undefined where it is none. */
async function reviewIn(request: IncomingMessage): Promise<Review | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += (part as Buffer).length
    if (bytes > MOST_BYTES) return undefined
    parts.push(part as Buffer)
  }
  try {
    const review: unknown = JSON.parse(Buffer.concat(parts).toString())
    return typeof review === 'object' && review !== null ? (review as Review) : undefined
  } catch {
    return undefined
  }
}
