// What the front of the data planes needs from outside.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Soon } from '#kernel/caching/soon.ts'
import type { Caller } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { WireReply } from '#kernel/service.ts'
import type { StoragePorts } from '../ports.ts'

/** A call as the listener has it, before anything of its body is read. */
export interface DataCall {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly scheme: 'http' | 'https'
  /** As its client named it, with the port. */
  readonly host: string
  /** Path and query as sent. */
  readonly target: string
  readonly clientAddress: string
  readonly now: Instant
  /** Answers without the data's being asked. */
  answer(reply: WireReply): void
}

type TokenOutcome =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly detail: string }

export interface FrontPorts extends Pick<StoragePorts, 'store' | 'tenantId'> {
  /** Base64: what user delegation keys are made from. */
  readonly secret: string
  /** The origin of the tokens that are taken, for callers who have none: by the host they called. */
  authority(host: string): string
  verifyToken(token: string, audiences: readonly string[], now: Instant): Promise<TokenOutcome>
  isAllowed(caller: Caller, action: string, scope: string): Soon<boolean>
  isAllowedData(caller: Caller, action: string, scope: string): Promise<boolean>
  report(what: string, error: unknown): void
}
