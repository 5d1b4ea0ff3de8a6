// What stands behind a managed cluster: nothing, or a real Kubernetes API server. The service
// decides what should be; a driver makes it so. Nothing of Azure's wire belongs here.

export interface ControlPlane {
  /** The cluster's resource id in lower case: a driver's only name for it. */
  readonly cluster: string
  /** In full: `1.29.7`. */
  readonly kubernetesVersion: string
  /** Host names that Azure gives the API server; none of them resolves here. */
  readonly hostNames: readonly string[]
  /** From which addresses the API server may be called: ranges of IPv4. Absent: from any that reaches it. */
  readonly callers?: readonly string[]
  /** Absent: only the credentials below open the API server. */
  readonly signIn?: SignIn
  /** Made when a driver first asks: one that runs nothing never does. */
  credentials(): Promise<PlaneCredentials>
}

/** How callers of an API server sign in by tokens that another authority gives out. */
export interface SignIn {
  /** The audience that tokens must have. */
  readonly audience: string
  /** Ids of groups whose members may do anything. */
  readonly adminGroups: readonly string[]
  /** Whether that authority is asked what a caller may do where the cluster's own roles do not allow it. */
  readonly asksForRights: boolean
}

/** Who a token speaks for. */
interface TokenUser {
  readonly name: string
  readonly id: string
  /** Ids of groups. */
  readonly groups: readonly string[]
}

/** What a caller is about to do with objects of a cluster, in Kubernetes' words. */
export interface Access {
  readonly verb: string
  /** Of the API; empty: the core. */
  readonly group: string
  readonly resource: string
  readonly subresource: string
  /** Empty: all of the cluster. */
  readonly namespace: string
}

/** Asked by API servers, in every call that they do not know the answer to. */
export interface TokenAuthority {
  userOf(token: string, audience: string): Promise<TokenUser | undefined>
  /** Whether the user with this id may do so in the cluster. */
  allows(cluster: string, userId: string, access: Access): Promise<boolean>
}

/** A key with its certificate, both in PEM. */
interface KeyPair {
  readonly key: string
  readonly certificate: string
}

/** Who is known to an API server by a token, as well as by a certificate. */
interface TokenClient {
  readonly token: string
  readonly name: string
  readonly group: string
}

export interface PlaneCredentials {
  /** Signs clients, in PEM. Another one than before locks out every old client. */
  readonly authority: KeyPair
  /** Private keys in PEM that sign service accounts' tokens: the first signs, all verify. */
  readonly serviceAccountKeys: readonly string[]
  /** Of a client that may do anything. */
  readonly administrator: KeyPair
  readonly tokens: readonly TokenClient[]
  /** Makes a certificate, which the authority signs, of a server with these names. */
  server(names: readonly string[]): KeyPair
}

/** What one node of a pool is. */
export interface NodeShape {
  readonly vmSize: string
  readonly cores: number
  readonly memoryBytes: number
  readonly diskBytes: number
  readonly gpus: number
  /** What of them pods may have. */
  readonly allocatable: {
    readonly milliCores: number
    readonly memoryBytes: number
    readonly diskBytes: number
  }
  readonly architecture: 'amd64' | 'arm64'
  readonly os: 'linux' | 'windows'
  readonly osImage: string
  readonly maxPods: number
}

/** How nodes are replaced and taken away. */
export interface NodeReplacing {
  /** How many nodes more there may be while nodes are replaced: at least one. */
  readonly surge: number
  /** How long the pods of a node may take to leave, in milliseconds of Azure. */
  readonly drainTimeoutMs: number
  /** How long a new node is watched before the next is replaced, in milliseconds of Azure. */
  readonly soakMs: number
  /** Whether nodes of another version or image are made anew: else they stay as they are. */
  readonly renews: boolean
}

export interface NodePool {
  readonly cluster: string
  readonly name: string
  readonly count: number
  readonly kubernetesVersion: string
  readonly labels: Readonly<Record<string, string>>
  /** `key=value:Effect`. */
  readonly taints: readonly string[]
  /** The disk image that its nodes start from. */
  readonly image: string
  readonly location: string
  /** Zones that its nodes are spread over; empty where they are in none. */
  readonly zones: readonly string[]
  readonly shape: NodeShape
  readonly replacing: NodeReplacing
  /** What nodes are called and known by: number `n` follows, in the name in base 36 with six digits. */
  readonly scaleSet: { readonly name: string; readonly id: string }
  /** Address of node 0; the others follow. */
  readonly firstAddress: string
  /**
   * Where nodes are made one by one: what each is that its pool is not, by its number. There are exactly
   * those, whatever the count.
   */
  readonly machines?: Readonly<Record<number, MachineNode>>
  /** Nodes that are to go before any other. */
  readonly unwanted?: readonly string[]
}

/** What one node of a pool is besides. */
export type MachineNode = Partial<
  Pick<NodePool, 'kubernetesVersion' | 'labels' | 'taints' | 'zones' | 'shape'>
>

/** The pool as one of its nodes has it. */
export const poolAt = (pool: NodePool, number: number): NodePool => ({
  ...pool,
  ...pool.machines?.[number],
})

export interface Command {
  readonly cluster: string
  /** 32 hex digits. */
  readonly id: string
  /** A line for a shell that has kubectl and helm. */
  readonly line: string
  /** Base64 of a zip of files for the working directory. */
  readonly files?: string
}

export interface CommandOutcome {
  readonly exitCode: number
  readonly logs: string
}

/** Which traffic the pods of a namespace may have. */
export type TrafficRule = 'DenyAll' | 'AllowAll' | 'AllowSameNamespace'

/** A namespace that is managed from outside of its cluster. */
export interface Namespace {
  readonly cluster: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** What its pods may have together, in Kubernetes' own words: `requests.cpu` is `500m`. */
  readonly quota: Readonly<Record<string, string>>
  readonly ingress: TrafficRule
  readonly egress: TrafficRule
  /** Whether one that is there already and is not managed is taken over. */
  readonly adoption: 'Never' | 'IfIdentical' | 'Always'
}

/** The cluster cannot become as described, however often it is tried; the words are for its owner. */
export class ClusterRefusal extends Error {
  override readonly name = 'ClusterRefusal'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/**
 * Runs clusters somewhere. Lazuli may die between any two calls, so every call names what should
 * be true, can be repeated with the same outcome, and may be given up by `signal` half-way.
 */
export interface ClusterDriver {
  /** Makes the control plane run as described; one that does already is left alone. */
  runControlPlane(plane: ControlPlane, signal: AbortSignal): Promise<void>
  /** Makes the pool have exactly these nodes, in a control plane that runs. */
  setNodePool(pool: NodePool, signal: AbortSignal): Promise<void>
  /** A pool that it does not know counts as removed. */
  removeNodePool(pool: Pick<NodePool, 'cluster' | 'name'>, signal: AbortSignal): Promise<void>
  /** Stops all of a cluster and keeps its data. */
  stop(cluster: string, signal: AbortSignal): Promise<void>
  /** Removes all of a cluster with its data. */
  remove(cluster: string, signal: AbortSignal): Promise<void>
  /** Names of the nodes of a pool that are there now, in order; undefined where that is not known. */
  nodes(
    pool: Pick<NodePool, 'cluster' | 'name'>,
    signal: AbortSignal,
  ): Promise<readonly string[] | undefined>
  /** Where kubectl on this machine reaches the API server; undefined: nowhere. */
  serverUrl(cluster: string): Promise<string | undefined>
  /** Runs a command with the rights of an administrator. A command that fails is an outcome too. */
  runCommand(command: Command, signal: AbortSignal): Promise<CommandOutcome>
  /** Makes the namespace be there as described. */
  setNamespace(namespace: Namespace, signal: AbortSignal): Promise<void>
  /** One that is not there counts as removed. `keeps`: it stays, and is not managed any more. */
  removeNamespace(
    namespace: Pick<Namespace, 'cluster' | 'name'> & { readonly keeps: boolean },
    signal: AbortSignal,
  ): Promise<void>
  /** Goes on with what an earlier server left. Repeatable. */
  resume(): Promise<void>
  /** Ends all processes; what clusters hold stays where it is kept. */
  close(): Promise<void>
}
