import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import type { AccountKey, PoolKey } from '../keys.ts'

type Schemas = components['schemas']

export type PoolState = Schemas['PoolState']
export const poolStates = {
  active: true,
  deleting: true,
} as const satisfies Record<PoolState, true>
export type AllocationState = Schemas['AllocationState']
export type ResizeError = Schemas['ResizeError']
/** What becomes of tasks on nodes that a resize removes; the same options as for a single node. */
export type DrainOption = Schemas['ComputeNodeDeallocationOption']

/** The formula that sizes a pool, and how often it is evaluated. */
export interface AutoScale {
  readonly formula: string
  readonly intervalMs: number
}

export type AutoScaleRun = Schemas['AutoScaleRun']

/** What the client set, in the newest version's shape with the defaults filled in. */
export interface PoolSettings {
  readonly displayName?: string
  readonly vmSize: string
  readonly cloudServiceConfiguration?: Schemas['CloudServiceConfiguration']
  readonly virtualMachineConfiguration?: Schemas['VirtualMachineConfiguration']
  readonly taskSlotsPerNode: number
  readonly taskSchedulingPolicy: Schemas['TaskSchedulingPolicy']
  readonly enableAutoScale: boolean
  /** With `enableAutoScale` alone. */
  readonly autoScale?: AutoScale
  readonly enableInterNodeCommunication: boolean
  readonly networkConfiguration?: Schemas['NetworkConfiguration']
  readonly startTask?: Schemas['StartTask']
  readonly certificateReferences?: Schemas['CertificateReference'][]
  readonly applicationLicenses?: string[]
  readonly applicationPackageReferences?: Schemas['ApplicationPackageReference'][]
  /** With its keys and passwords, which never leave. */
  readonly mountConfiguration?: Schemas['MountConfiguration'][]
  /** With their passwords and keys, which never leave. */
  readonly userAccounts?: Schemas['UserAccount'][]
  readonly metadata?: Schemas['MetadataItem'][]
  readonly targetNodeCommunicationMode?: Schemas['NodeCommunicationMode']
  readonly resourceTags?: { [key: string]: string }
  readonly upgradePolicy?: Schemas['UpgradePolicy']
  /** Set on ARM only. */
  readonly identity?: Schemas['BatchPoolIdentity']
  /** Set and shown on ARM only. */
  readonly tags?: Readonly<Record<string, string>>
}

/** The user account of that name, whatever its case: no two names differ in case alone. */
export const userAccountOf = (
  { userAccounts = [] }: Pick<PoolSettings, 'userAccounts'>,
  name: string,
): Schemas['UserAccount'] | undefined =>
  userAccounts.find((account) => account.name.toLowerCase() === name.toLowerCase())

/** How many nodes the client wants, and how patient it is. */
export interface PoolSize {
  readonly targetDedicatedNodes: number
  readonly targetLowPriorityNodes: number
  readonly resizeTimeoutMs: number
}

export interface Pool {
  readonly account: AccountKey
  readonly key: PoolKey
  readonly id: string
  readonly state: PoolState
  readonly stateTransitionTime: Instant
  readonly allocationState: AllocationState
  readonly allocationStateTransitionTime: Instant
  /** The operation that resizes or deletes it; empty while it is steady. */
  readonly allocation: string
  readonly creationTime: Instant
  readonly lastModified: Instant
  /** Counts the changes that clients see as a new ETag. */
  readonly revision: number
  readonly settings: PoolSettings
  readonly size: PoolSize
  /** The present or last resize, as ARM tells of it. */
  readonly lastResize?: {
    readonly startTime: Instant
    readonly option: DrainOption
    readonly byFormula?: true
  }
  /** Only while it is steady after a resize that did not reach its target. */
  readonly resizeErrors: readonly ResizeError[]
  /** The last run of its formula that was due. */
  readonly autoScaleRun?: AutoScaleRun
  /** When its formula is run next. */
  readonly nextAutoScale?: Instant
  /** When a client last asked for scaling by formula. */
  readonly autoScaleEnabledAt?: Instant
  /** The number that the next node gets. */
  readonly nextNode: number
}
