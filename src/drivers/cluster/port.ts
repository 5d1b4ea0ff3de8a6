// What stands behind a managed cluster: nothing, or a real Kubernetes API server. The service
// decides what should be; a driver makes it so. Nothing of Azure's wire belongs here.

export interface ControlPlane {
  /** The cluster's resource id in lower case: a driver's only name for it. */
  readonly cluster: string
  /** In full: `1.29.7`. */
  readonly kubernetesVersion: string
  /** Host names that Azure gives the API server; none of them resolves here. */
  readonly hostNames: readonly string[]
  /** Made when a driver first asks: one that runs nothing never does. */
  credentials(): Promise<PlaneCredentials>
}

export interface PlaneCredentials {
  /** Signs clients, in PEM. Another one than before locks out every old client. */
  readonly authority: { readonly key: string; readonly certificate: string }
  /** Private keys in PEM that sign service accounts' tokens: the first signs, all verify. */
  readonly serviceAccountKeys: readonly string[]
}

export interface NodePool {
  readonly cluster: string
  readonly name: string
  readonly count: number
  readonly kubernetesVersion: string
  readonly labels: Readonly<Record<string, string>>
  /** `key=value:Effect`. */
  readonly taints: readonly string[]
}

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

/**
 * Runs clusters somewhere. Lazuli may die between any two calls, so every call names what should
 * be true, can be repeated with the same outcome, and may be given up by `signal` half-way.
 */
export interface ClusterDriver {
  /** Makes the control plane run as described; one that does already is left alone. */
  runControlPlane(plane: ControlPlane, signal: AbortSignal): Promise<void>
  /** Makes the pool have exactly these nodes, in a control plane that runs. */
  setNodePool(pool: NodePool, signal: AbortSignal): Promise<void>
  /** A pool that it has never heard of counts as removed. */
  removeNodePool(pool: Pick<NodePool, 'cluster' | 'name'>, signal: AbortSignal): Promise<void>
  /** Stops all of a cluster and keeps its data. */
  stop(cluster: string, signal: AbortSignal): Promise<void>
  /** Removes all of a cluster with its data. */
  remove(cluster: string, signal: AbortSignal): Promise<void>
  /** Where kubectl on this machine reaches the API server; undefined: nowhere. */
  serverUrl(cluster: string): string | undefined
  /** Runs a command with the rights of an administrator. A command that fails is an outcome too. */
  runCommand(command: Command, signal: AbortSignal): Promise<CommandOutcome>
}
