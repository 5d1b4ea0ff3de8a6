import type { Soon } from './caching/soon.ts'
import type { Instant } from './instant.ts'

/** Who calls: the claims of a verified token, or the account whose shared key signed the call. */
export interface Caller {
  readonly kind: 'app' | 'user' | 'account-key' | 'task'
  /** Object id: what role assignments name. For an account key, the account's resource id. */
  readonly oid: string
  readonly appId: string
  readonly tenantId: string
  /** What messages and systemData show: the app id, or a user's principal name. */
  readonly name: string
  /** A task of Batch: the id, in lower case, of the one job that its calls may be about. */
  readonly jobKey?: string
}

type Params = Readonly<Record<string, string>>

/** One operation of a contract, in the form that openapi-typescript emits. */
interface OperationShape {
  parameters?: { path?: unknown; query?: unknown; header?: unknown }
  requestBody?: unknown
  responses: unknown
}

type BodyOf<Op> = Op extends { requestBody?: { content: { [media: string]: infer B } } }
  ? B
  : undefined
type PathOf<Op> = Op extends { parameters: { path: infer P extends object } } ? P : Params

/**
 * One call as a handler sees it: routed, authenticated, authorised, and its body validated against
 * the contract of `apiVersion`.
 */
export interface Request<Op = OperationShape> {
  readonly operationId: string
  readonly apiVersion: string
  readonly method: string
  /** Path parameters, percent-decoded, spelt as the client spelt them. */
  readonly params: { readonly [K in keyof PathOf<Op>]: string }
  /** The raw path of the call, as sent, without the query. */
  readonly path: string
  /** On ARM's plane: the path as an id, decoded, with doubled slashes counted once. */
  readonly id?: string | undefined
  /** Query parameters; names as the contract spells them. */
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: BodyOf<Op>
  /** A PATCH on ARM's plane: the members sent as null, which are to go: `properties.autoStorage`. */
  readonly removed: readonly string[]
  readonly now: Instant
  /** `https://127.0.0.1:4510`: scheme, host and port that the client used. */
  readonly origin: string
  readonly caller: Caller
  readonly correlationId: string
  readonly requestId: string
}

/** An answer. A body is pruned to what the api-version declares before it leaves the server. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A record to be serialised as JSON, raw bytes or a stream of them for files. */
  readonly body?: unknown
  /** In place of `body`, on ARM's plane: a record that is made when its text is not known yet. */
  readonly source?: BodySource
  /** In place of `body`, on ARM's plane: a list that is made and printed item by item. */
  readonly page?: PageSource
}

export interface PageSource {
  /** The items. One that makes nothing is left out. */
  readonly value: readonly BodySource[]
  readonly nextLink?: string
}

/** What a body is made of, and nothing else goes into it: not the call, its time or its host. */
export interface BodySource {
  /** What it is about, an id as a rule: of each, the last text is kept. */
  readonly name: string
  /** All that goes into it: one operation makes equal bodies of equal parts. */
  readonly parts: readonly (string | null)[]
  make(): unknown
}

/** Serves one operation of the contract. Throws an `AzureError` where Azure would refuse. */
export type Handler<Op, Ports> = (request: Request<Op>, ports: Ports) => Soon<Reply>

/** A handler whose operation and ports are already bound: what the pipeline calls. */
export type BoundHandler = (request: Request) => Soon<Reply>

/**
 * Some operations of a contract with what serves them, by their operationIds. Use it with `satisfies`:
 * an operation that the contract does not have is an error of the compiler.
 */
export type HandlersOf<Operations, Ports> = {
  readonly [Id in keyof Operations]?: Handler<Operations[Id], Ports>
}
