// Where the bytes of storage accounts lie. What is here serves every call that
// its key signed; permissions are checked before it.

/** Names the source of a copy as its caller did, which is what is kept and told of it. */
export const SOURCE_HEADER = 'lazuli-copy-source'

export type DataKind = 'blob' | 'queue' | 'table'

/** What a blob's readers are told of its bytes. */
export interface BlobWords {
  readonly type?: string | undefined
  readonly encoding?: string | undefined
  readonly language?: string | undefined
  readonly disposition?: string | undefined
  readonly cacheControl?: string | undefined
}

/** A block blob that comes whole, without tags, metadata, a lease or further conditions. */
export interface LittlePut {
  /** The name under which the account's data lies. */
  readonly account: string
  readonly container: string
  readonly name: string
  readonly words: BlobWords
  /** Refused where there is one of that name. */
  readonly isNew: boolean
  /** What the caller calls its request. */
  readonly requestId?: string | undefined
  readonly body: Buffer
}

/** The answer of a call, names of headers in lower case. */
export interface PutReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

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
  /**
   * Puts a little blob as a call of Put Blob to its port would, for less. Rejects with `ECONNREFUSED` or `ECONNRESET` where it does not serve, or ends meanwhile.
   */
  putLittle(put: LittlePut): Promise<PutReply>
  /** Does the work while all is saved and nothing changes: calls wait. */
  whileResting(work: () => Promise<void>): Promise<void>
  /** Ends it, with all saved. */
  close(): Promise<void>
}
