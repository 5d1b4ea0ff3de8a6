// Where the bytes of storage accounts lie. What is here serves every call that
// its key signed; who may have which bytes is decided before it.

/** Names the source of a copy as its caller did, which is what is kept and told of it. */
export const SOURCE_HEADER = 'lazuli-copy-source'

export type DataKind = 'blob' | 'queue' | 'table'

/** Speaks the protocols of storage on loopback, for any account's name, signed by its own key. */
export interface BlobsDriver {
  /** Undefined while it is starting again after it ended by itself, and while it rests. */
  portOf(kind: DataKind): number | undefined
  /** Resolves once it serves again, or will not any more. */
  served(): Promise<void>
  /** Base64. A new one with each start. */
  readonly key: string
  /**
   * Removes the bytes of an account from the disk that has no container, queue or table any more. False:
   * it cannot now, and is to be asked again.
   */
  removeBytes(account: string): Promise<boolean>
  /** Does the work while all is saved and nothing changes: calls wait. */
  whileResting(work: () => Promise<void>): Promise<void>
  /** Ends it, with all saved. */
  close(): Promise<void>
}
