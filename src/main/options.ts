export interface AksOptions {
  /** Path of a YAML file that says which Kubernetes versions there are; absent: those of 2024. */
  readonly versions?: string
  /** What an abort answers when nothing runs; absent: a 409. */
  readonly abortIdle?: 'conflict' | 'no-content'
  /** The monitor of an operation that is being aborted says `Canceling`. */
  readonly showCanceling?: boolean
  /** The `Location` of ended work without a result answers 204; absent: an empty 200. */
  readonly noContent?: boolean
  /** One pool of a cluster is worked on at a time. */
  readonly serialPools?: boolean
}

export interface ServerOptions {
  /** Address to listen on. */
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** Of the Batch data plane, which has a port of its own; 0 takes a free one. */
  readonly batchPort: number
  /** Serves Batch certificates in the api-version in which Azure no longer does. */
  readonly retiredCertificates?: boolean
  /** Absent: nothing is kept. */
  readonly dataDirectory: string | undefined
  /** Where to say how to connect, besides the data directory. */
  readonly readyFile?: string
  /** How many times faster than Azure long work goes. */
  readonly timeScale: number
  /** PEM: a certificate that the first application may sign in with besides its secret. */
  readonly clientCertificate?: string
  /** Gives the machine's identity to whoever reaches the port, on the address that Azure's machines have. */
  readonly openManagedIdentity?: boolean
  /** Builds links from what a proxy says of the address that its client used. */
  readonly behindProxy?: boolean
  /** The subscription may use no provider that nobody registered in it, as a new one in Azure. */
  readonly unregistered?: boolean
  /** How Batch's tasks are kept apart; absent: the best way that this machine and user have. */
  readonly separation?: 'uid' | 'bwrap' | 'none'
  /** Where AKS is not known well enough, or differs by time. */
  readonly aks?: AksOptions | undefined
  /** The time of all long work stands still until it is stepped. Only for what is not kept. */
  readonly frozen?: boolean
  /** Calls beyond Azure's limits are refused. */
  readonly throttle?: boolean
  /** What runs virtual machines; absent: QEMU where it is found. */
  readonly hypervisor?: 'simulated' | 'qemu'
  /** Path of a YAML file that says what VMM servers manage; absent: a small estate of ours. */
  readonly inventory?: string
  /** How long after a VMM server is connected its inventory appears. Absent: at once. */
  readonly inventoryDelayMs?: number
}
