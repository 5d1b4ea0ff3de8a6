// What the Batch room needs from outside: `src/main` fills it in. No behaviour here.
import type { Catalogues } from '#catalogues/catalogues.ts'
import type { NodeAgent, NodePrograms } from '#drivers/nodes/port.ts'
import type { NodeProvider, Provocations } from '#drivers/nodes/provider.ts'
import type { Clock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import type { Caller } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { RawCall } from '#kernel/service.ts'
import type { Reader, Store } from '#store/tx.ts'
import { type Quotas, usualQuotas } from './limits.ts'
import type { KeptTexts } from './wire/kept-texts.ts'

/** What a check of credentials says: who it is, or why not, in words for the client. */
export type Verdict<Who> =
  | ({ readonly ok: true } & Who)
  | { readonly ok: false; readonly detail: string }

/** What the identity room knows: who signed a call, whose token it is, who may do what. */
interface BatchIdentity {
  /**
   * Whether `signature` is the call's Shared Key signature under one of the account's keys (base64),
   * and the call's own date is near `now`.
   */
  verifySharedKey(
    call: RawCall,
    signed: { readonly account: string; readonly signature: string },
    keys: readonly string[],
    now: Instant,
  ): Verdict<object>
  /** Whether the token is valid now and is for Batch. */
  verifyBearer(token: string, now: Instant): Promise<Verdict<{ readonly caller: Caller }>>
  /** Whether a role at the scope or above it permits the data action. */
  isAllowed(caller: Caller, dataAction: string, scope: string): Promise<boolean>
  /** A token for a managed identity by its resource id; undefined where there is no such identity. */
  tokenOf(identity: string, audience: string): Promise<string | undefined>
}

export interface ReachedAccount {
  readonly account: string
  readonly region?: string
}

/** Where accounts are reached. */
export interface BatchEndpoints {
  /**
   * Host and port as `accountEndpoint` shows them, without a scheme. `origin` is where the client
   * reached ARM, which tells how it can reach this machine.
   */
  of(account: string, region: string, origin?: string): string
  /**
   * The account that the call's host or port stands for; undefined where it does not say. A name has a
   * region too, and another region's name is no account's.
   */
  accountAt(call: RawCall): ReachedAccount | undefined
  /** Opens the account's endpoint; does nothing when it is open. */
  open(account: string): Promise<void>
  close(account: string): Promise<void>
}

/** A storage account, as accounts of Batch use one. */
export interface StorageAccount {
  readonly id: string
  readonly name: string
  /** Base64. */
  readonly key: string
}

/** What is permitted of one blob, or of all in a container, and for how long. */
export interface BlobGrant {
  readonly container: string
  readonly blob?: string
  /** The letters of a shared access signature. */
  readonly permissions: string
  readonly lastsMs: number
  /** Where the client reached this server, which tells how it can reach storage. */
  readonly origin?: string
}

/** The storage accounts of this server. Every call can be repeated. */
export interface BatchStorage {
  /** Whether blobs are served here at all. */
  readonly isServed: boolean
  /** The account of that resource id, in any case, with the key that it has now. */
  find(reader: Reader, id: string): Promise<StorageAccount | undefined>
  /** The blob's or container's URL without a signature. */
  urlOf(account: StorageAccount, grant: Pick<BlobGrant, 'container' | 'blob' | 'origin'>): string
  /**
   * The same with a shared access signature by the key that is given with the account. It holds from
   * now on, by the time of those who call.
   */
  signedUrlOf(
    account: StorageAccount,
    grant: BlobGrant,
  ): { readonly url: string; readonly until: Instant }
  makeContainer(account: StorageAccount, container: string): Promise<void>
  hasBlob(account: StorageAccount, container: string, blob: string): Promise<boolean>
  /**
   * A name of the file share among those of all accounts; undefined: there is none, or the key that
   * is given is not one of the account's.
   */
  shareOf(
    reader: Reader,
    of: { readonly account: string; readonly share: string; readonly key?: string },
  ): Promise<string | undefined>
  /** Does nothing where there is none. */
  removeBlob(account: StorageAccount, container: string, blob: string): Promise<void>
}

export interface BatchOptions {
  /** Whether 2024-07-01.20.0 still serves certificates, as Azure did before it retired them. */
  readonly certificatesInNewest?: boolean
  /** What each account may have, where it is not what Azure usually gives. */
  readonly quotas?: Partial<Quotas>
  /** How long what completed is kept. Absent: for good. */
  readonly keepCompletedMs?: number | undefined
}

export const quotasOf = ({ options }: Pick<BatchPorts, 'options'>): Quotas => ({
  ...usualQuotas,
  ...options.quotas,
})

/** Gets what is counted for metrics. */
export interface BatchObserver {
  /** A turn of the scheduler took so many milliseconds. */
  turned(ms: number): void
  /** A task runs for the first time, so many milliseconds after it was added. */
  ran(waitMs: number): void
}

export interface BatchPorts {
  readonly store: Store
  readonly engine: Engine
  readonly clock: Clock
  readonly catalogues: Catalogues
  /** Where nodes come from. */
  readonly nodeProvider: NodeProvider
  /** What runs tasks on them. */
  readonly nodeAgent: NodeAgent
  /** What leads programs of a node's tasks here by Azure's own names. Absent: nothing does. */
  readonly programsOf?: ((nodeId: string) => NodePrograms) | undefined
  /** Lets things happen to nodes. */
  readonly provocations: Provocations
  readonly identity: BatchIdentity
  readonly endpoints: BatchEndpoints
  readonly storage: BatchStorage
  readonly options: BatchOptions
  /** A server that is drained begins no tasks. */
  readonly intake: { isClosed: boolean }
  /** What was printed of the store's rows. */
  readonly keptTexts: KeptTexts
  /** Hints that there is work; each loop finds it by itself, only later. */
  readonly wake: { scheduler(): void; schedules(): void; pools(): void; files(): void }
  /** Called when the account has another key. Done once all who were told of the old one know. */
  readonly onNewKey?: (account: string) => Promise<void>
  /** Called with a failure in the background that will be retried. */
  readonly onRetry?: (what: string, error: unknown) => void
  /** Absent: no one counts. */
  readonly observer?: BatchObserver | undefined
  /** A new GUID. */
  newId(): string
  /** Unpredictable bytes. */
  random(bytes: number): Uint8Array
}
