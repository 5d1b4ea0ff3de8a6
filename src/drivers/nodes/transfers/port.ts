// What a node fetches for the attempts that it runs, and what it brings away when they have ended.
import type { Instant } from '#kernel/instant.ts'

/** A blob or a container: by the SAS in its address, or as one of the pool's managed identities. */
export interface StoragePlace {
  readonly url: string
  /** The resource id of the identity. */
  readonly identity?: string
}

/** One of the account's own storage is named by its container: the node asks for the rest. */
type ContainerPlace = StoragePlace | { readonly autoStorage: string }

type FileSource =
  | { readonly httpUrl: string; readonly identity?: string }
  | { readonly base64: string }
  /** All blobs whose names begin so. */
  | { readonly container: ContainerPlace; readonly prefix: string }

export interface ResourceFile {
  /**
   * Relative to the directory it belongs to; it may not leave it. Of a container the directory into
   * which its blobs go, by their whole names.
   */
  readonly filePath: string
  /** Octal, as Batch writes it. Absent: 0770. */
  readonly fileMode?: string
  readonly source: FileSource
}

/** How a node uses a place now. What it is told here it does not keep. */
export interface NodeSecrets {
  /** A token for storage as one of the node's identities. `isFresh`: the last one was refused. */
  token(nodeId: string, identity: string, isFresh: boolean): Promise<string>
  /** A container of the storage of the node's account. */
  autoStorage(nodeId: string, container: string): Promise<StoragePlace>
}

/** Files that are brought away once an attempt's command has ended. */
export interface OutputFile {
  /** As Batch matches it: wildcards, and variables of the attempt's environment. */
  readonly pattern: string
  readonly when: 'tasksuccess' | 'taskfailure' | 'taskcompletion'
  readonly container: StoragePlace
  /** The blob's name; of a pattern with wildcards what all names begin with. */
  readonly path?: string
  /** Of the blobs, by the names that HTTP has for them. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What the agent has written down of a node, and where it is to bring it. */
export interface LogRequest {
  readonly container: StoragePlace
  /** What the names of all blobs begin with. */
  readonly directory: string
  /** Files with messages of this time are brought, as a whole. Without an end: all from its begin on. */
  readonly from: Instant
  readonly until?: Instant
}
