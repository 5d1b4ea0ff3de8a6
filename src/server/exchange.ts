import type { ResourceId } from '#arm/resource-id.ts'
import type { Caller } from '#kernel/handler.ts'
import type { RawCall, Service, UnknownMember, WireReply } from '#kernel/service.ts'
import type { Contract, ContractOperation } from './contract.ts'
import type { KnownCall } from './stages/known-call.ts'
import type { RouteMatch } from './stages/router.ts'

/** The client hung up, or fell silent, before its call was here: no answer can reach it. */
export class ClientGone extends Error {
  constructor(cause: unknown) {
    super('the client went before its call was here', { cause })
    this.name = 'ClientGone'
  }
}

/** One call on its way through the pipeline. Each stage fills in what the later ones need. */
export interface Exchange extends RawCall {
  readonly requestId: string
  /** Those of the tokens that open ARM and the admin API. */
  readonly audiences: readonly string[]
  readonly isOwnHost: boolean
  /** Whether the portal makes the call. */
  readonly isPortals?: boolean
  clientAddress(): string
  readonly correlationId: string
  readonly clientRequestId: string | undefined
  /**
   * Reads the body whole, up to `limit` bytes; undefined when it is longer. Answers at once where there
   * is none. Throws `ClientGone`.
   */
  readBody(limit: number): Uint8Array | Promise<Uint8Array | undefined> | undefined
  service?: Service | undefined
  /** What is known of calls to the same address. */
  known?: KnownCall | undefined
  /** The path taken apart, on ARM's plane. Its names are percent-decoded. */
  resourceId?: ResourceId | undefined
  match?: RouteMatch | undefined
  apiVersion?: string | undefined
  /** The version whose contract is followed: differs from `apiVersion` where a compatible version is served. */
  contractVersion?: string | undefined
  contract?: Contract | undefined
  operation?: ContractOperation | undefined
  caller?: Caller | undefined
  /** Headers that say how much the caller may still ask for. */
  quota?: Readonly<Record<string, string>> | undefined
  /** The body as it came, where the call has one that its operation reads. */
  sent?: Uint8Array | undefined
  body?: unknown
  /** The first member of the body that is not declared, where the service refuses such. */
  unknownMember?: UnknownMember | undefined
  /** The members that a PATCH sends as null, to remove them. */
  removed?: readonly string[] | undefined
  reply?: WireReply | undefined
}

/** One stage of the pipeline. It throws an `AzureError` to refuse, or sets `reply` to answer. */
export type Stage = (exchange: Exchange) => void | Promise<void>
