// What a test holds in its hand in place of what a server makes by itself.
import type { CredentialIssuer } from '#containerservice/credentials/credentials.ts'
import type { ClusterDriver } from '#drivers/cluster/port.ts'
import type { HypervisorDriver } from '#drivers/hypervisor/port.ts'
import type { NodeDriver } from '#drivers/nodes/provider.ts'
import type { Clock, ServerClock } from '#engine/clock.ts'
import type { KeyPair } from '#identity/keys/key-pair.ts'
import type { Estate } from '#scvmm/estate/estate.ts'
import type { Habits } from '#scvmm/ports.ts'
import type { DataDirectory } from '#store/data-directory.ts'
import type { Parts } from './parts.ts'
import type { ProviderRoom } from './rooms/arm.ts'

export interface Replacements {
  /** The time of long work. It may stand still. */
  readonly clock?: ServerClock
  /** The time of callers: their tokens and signatures go by it. */
  readonly wall?: Clock
  /** Where everything is kept: the test closes it, so that another server can go on with it. */
  readonly directory?: DataDirectory
  /** Signs tokens, where the directory has no such key yet. */
  readonly keyPair?: Promise<KeyPair>
  /** Closed with the server. */
  readonly nodes?: NodeDriver
  /** Closed with the server. */
  readonly hypervisor?: HypervisorDriver
  readonly clusters?: ClusterDriver
  /** In place of AKS: a provider of few words, for tests that are about Resource Manager. */
  readonly managedClusters?: (parts: Parts) => ProviderRoom
  /** Makes the certificates of clusters. */
  readonly clusterCredentials?: CredentialIssuer
  readonly estate?: Estate
  /** How machines behave where no option says it. */
  readonly scvmmHabits?: Partial<Habits>
  /** Makes ids: of operations, of Batch's pools and jobs. */
  readonly newId?: () => string
  /** Makes the ids that calls are told of. */
  readonly newRequestId?: () => string
  /** Unpredictable bytes, unless a test wants to know them. */
  readonly random?: (bytes: number) => Uint8Array
  /** Handles what failed and is retried, and bugs. Absent: one line on stderr for each. */
  readonly report?: (what: string, error: unknown) => void
}
