// What a service hands to the server: its routes, versions, handlers and habits. No behaviour here.

import type { Readable } from 'node:stream'
import type { Lazy } from './caching/lazy.ts'
import type { Soon } from './caching/soon.ts'
import type { AzureError, ErrorShape } from './catalogue.ts'
import type { BoundHandler, Caller, Reply } from './handler.ts'
import type { Instant } from './instant.ts'
import type { AzureName } from './names/azure-names.ts'

/** One route of a contract: which method and path in which api-versions mean which operation. */
export interface Route {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly versions: readonly string[]
}

/** A resource type that a provider offers, as `GET /providers/{namespace}` shows it. */
export interface ResourceType {
  /** `managedClusters/agentPools`: without the namespace. */
  readonly type: string
  readonly capabilities: string
  /** False: the type exists in no location of its own (`operations`, `locations/...`). */
  readonly located: boolean
}

/** A call before its operation is known: all that authentication may look at. */
export interface RawCall {
  readonly method: string
  /** Path and query exactly as sent. */
  readonly url: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly origin: string
  /** Which service of Azure's was called by its own name: on the listener of those names alone. */
  readonly azureName?: AzureName | undefined
  readonly now: Instant
  /** Those of the tokens that open ARM here: its names, and this server's own addresses. */
  readonly audiences?: readonly string[]
  /** The listener's port, where data planes are told apart by it. */
  readonly localPort?: number | undefined
}

/** A reply on its way out: what the wire carries. */
export interface WireReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | Readable | undefined
  /** HTTP reason phrase, where a service sets its own. */
  readonly reason?: string
  /** The connection ends in place of the answer. */
  readonly isDropped?: boolean
}

/** What `write` may look at when it prints a reply. */
export interface ReplyContext extends RawCall {
  readonly requestId: string
  readonly correlationId: string
  readonly operationId: string | undefined
  readonly apiVersion: string | undefined
  readonly caller: Caller | undefined
  /** Headers that say how much the caller may still ask for. */
  readonly quota?: Readonly<Record<string, string>> | undefined
  /** The service's own content type, where it has one. */
  readonly contentType?: string | undefined
}

/** Where a service reads or prints bodies otherwise than its contract's schemas say. */
export interface BodyHabits {
  /** Requests: a known value counts in any case, and is taken as the contract spells it. */
  readonly valuesInAnyCase?: boolean
  /** Requests: a member's name counts in any case, and is taken as the contract spells it. */
  readonly membersInAnyCase?: boolean
  /** Requests: a member that is `null` counts as not sent. On ARM's plane it always does. */
  readonly nullIsAbsent?: boolean
  /** Answers: a member that is `null` is left out. */
  readonly leavesOutNull?: boolean
  /** Requests: a declared member that is `""` counts as not sent. */
  readonly emptyIsAbsent?: boolean
  /** Requests: values of single members that count as not sent, by the name of their schema. */
  readonly absentValues?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Requests: values that older api-versions had, with today's, by the name of their schema. */
  readonly olderValues?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Requests: an object may come as JSON text. */
  readonly objectsAsText?: boolean
  /** Requests: an integer, a number or a boolean may come as a string that spells it. */
  readonly valuesAsText?: boolean
  /** Requests: a member that the contract does not declare is refused. */
  readonly closed?: boolean
  /**
   * Requests: a member that another schema of the contract declares is not unknown, and counts as not sent.
   * Clients send back what they have read: `az scvmm` does in a PATCH, whose types have less.
   */
  readonly readsOverMisplaced?: boolean
  /** Requests: what has an `@` in its name tells about a member, as OData has it: it is no unknown one. */
  readonly annotated?: boolean
  /** Answers: 64-bit integers are printed as strings. */
  readonly int64AsText?: boolean
  /** Requests: a member that the contract does not declare counts as not sent. */
  readonly undeclaredIsAbsent?: boolean
  /** Answers that have a body though the contract declares none: its schema, by operation. */
  readonly undeclaredAnswers?: Readonly<Record<string, string>>
}

/** An api-version of a member, by the name of its schema and its own. */
type VersionByMember = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface MemberVersions {
  /** Which version brought a member. */
  readonly since: VersionByMember
  /** Which was the last to have it. */
  readonly until: VersionByMember
  /** Which version brought a value of an enumeration, by its name. */
  readonly values: VersionByMember
  /** Which brought a member that no contract has: it is read over. */
  readonly beside?: VersionByMember
}

/** Previews whose members are known, oldest first. One between two of them is answered as the later. */
interface Previews {
  readonly versions: readonly string[]
  readonly members: Lazy<MemberVersions>
}

/** One bucket of calls. */
export interface CallLimit {
  /** Calls with the same key share it. */
  readonly key: string
  readonly size: number
  readonly perSecond: number
}

/** How often a service lets itself be called, besides what ARM counts. */
export interface CallLimits {
  of(operationId: string, params: Readonly<Record<string, string | undefined>>): CallLimit
  /** What who called too often is told: to come again after so many seconds. */
  refuse(waitS: number): AzureError
}

/** By operationId. */
export type BoundHandlers = Readonly<Record<string, BoundHandler>>

export interface Service {
  /** `containerservice`: also the folder of its contract. */
  readonly name: string
  /** ARM services share ARM's gateway; a data plane has hosts, tokens and headers of its own. */
  readonly plane: 'arm' | 'data'
  /** `Microsoft.ContainerService`; absent for a data plane. */
  readonly namespace?: string
  readonly errorShape: ErrorShape
  readonly routes: readonly Route[]
  /** Api-versions that have a contract, oldest first. */
  readonly versions: readonly string[]
  /** Other api-versions that are answered like one that has a contract: clients send them. */
  readonly compatibleVersions: readonly string[]
  /** Takes a version, in lower case, beside the listed ones, or not for every call. Absent: listed. */
  takesVersion?(version: string, route: Route): boolean
  /**
   * Where it is known which members each compatible version has. Such a version is answered by the next
   * contract after it, without what came later; others by the last before them.
   */
  readonly memberVersions?: Lazy<MemberVersions>
  readonly previews?: Previews
  /** What a caller needs for every call; absent: what ARM makes of method and path. */
  readonly permission?: {
    readonly action: string
    readonly scope: string
    /** Operations that any caller with a token may call: they tell nothing that is not seen elsewhere. */
    readonly notFor?: ReadonlySet<string>
  }
  readonly resourceTypes: readonly ResourceType[]
  /** What stands before the contract's paths where it shares an address with others. */
  readonly basePath?: string
  /** The api-version that a call asks for; absent: what the query names. */
  versionOf?(call: RawCall): string
  /** Loaded at the first call: what is not used costs no start any time. */
  readonly handlers: Lazy<BoundHandlers>
  /** The largest body in bytes; a larger one is refused before it is read to the end. */
  readonly bodyLimit: number
  readonly bodyHabits?: BodyHabits
  readonly callLimits?: CallLimits
  /** The content type of the bodies that it sends; absent: ARM's. */
  readonly contentType?: string
  /** Refusals of the pipeline in this service's own words. */
  readonly refuse: Refusals
  /** Refuses a call for where it comes from, before it is asked who calls. */
  admit?(call: RawCall): void
  /** Data planes: who calls. ARM's services leave it to ARM. */
  authenticate?(call: RawCall): Soon<Caller>
  /** Prints a reply; absent: ARM's habits. */
  write?(reply: Reply, context: ReplyContext): WireReply
  /** Prints an error; absent: the envelope of `errorShape` with ARM's headers. */
  writeError?(error: AzureError, context: ReplyContext): WireReply
}

/** What is wrong with a body, found by the contract's schema. */
export interface SchemaFault {
  /** `properties.agentPoolProfiles[0].count`; empty for the body as a whole. */
  readonly property: string
  /** What the schema asks for, in words: `must be integer`. */
  readonly reason: string
  /** The schema keyword that failed: `required`, `enum`, `type`, `additionalProperties`... */
  readonly keyword: string
  readonly value: unknown
}

/** The format of a text that is the id of a resource. */
export const ID_FORMAT = 'arm-id'

/** Whether the fault is that an id is none. */
export const isIdFault = ({ keyword, reason }: SchemaFault): boolean =>
  keyword === 'format' && reason.includes(`"${ID_FORMAT}"`)

/** A member of a body that the contract does not declare. */
export interface UndeclaredMember {
  /** `properties.startTask.x` */
  readonly path: string
  readonly name: string
  /** The name of the schema that does not have it. */
  readonly type: string
}

/** One that is refused. */
export interface UnknownMember extends UndeclaredMember {
  /** Where a reader stands after its name and the colon, both counted as JSON readers count. */
  readonly line: number
  readonly position: number
}

/** How a service words the refusals that the pipeline finds by itself. */
export interface Refusals {
  /** The body is not JSON, or not of the contract's shape. */
  malformedBody(reason: string): AzureError
  invalidBody(fault: SchemaFault, operationId: string): AzureError
  /** What no resource has among its outermost members; absent: it is no fault. */
  strayMember?(member: UnknownMember): AzureError
  /** Absent: members that the contract does not declare are no fault. */
  unknownMember?(member: UnknownMember): AzureError
  /** Whether such a member is read over all the same. Absent: none is. */
  takesMember?(member: UndeclaredMember, apiVersion: string): boolean
  invalidQuery(name: string, value: string, reason: string): AzureError
  missingQuery(name: string): AzureError
  /** Absent, or answering undefined: what the contract does not declare is let through. */
  unknownQuery?(name: string, value: string): AzureError | undefined
  invalidPath(name: string, value: string, reason: string): AzureError
  bodyTooLarge(limit: number): AzureError
  unknownRoute(call: RawCall): AzureError
  unsupportedMethod(call: RawCall): AzureError
  /** `location`: where the resource is or is to be, as far as the call or the store says. */
  /** `isTaken` tells of a version whether it would answer this call. */
  unknownVersion(
    version: string,
    call: RawCall,
    location?: string,
    isTaken?: (version: string) => boolean,
  ): AzureError
  missingVersion(call: RawCall): AzureError
  notServed(operationId: string): AzureError
  /** One caller takes more than its share. Absent: in ARM's words. */
  tooManyCalls?(waitS: number): AzureError
  internal(cause: unknown): AzureError
}
