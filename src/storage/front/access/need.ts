/** What a caller must be permitted for a call. */
export interface Need {
  /** `s`ervice, `c`ontainer or `o`bject: what an account's SAS must be good for. */
  readonly type: 's' | 'c' | 'o'
  /** Any of these letters in an account's SAS will do; none: no SAS will. */
  readonly account: string
  /** The same for the SAS of a container, queue or table. */
  readonly service: string
  /** What a role must permit: an action on the resource, or any of some on its data. */
  readonly action?: string
  readonly dataActions?: readonly string[]
  /** What is needed besides, as for tags that are written with a blob. */
  readonly also?: readonly FurtherNeed[]
  /** Below the account: `/blobServices/default/containers/x`. */
  readonly scope: string
  /** With the permission to create alone, nothing that is there may be written over. */
  readonly isCreation?: boolean
  /** Lets a caller read without any credentials, where the container is public. */
  readonly isPublic?: boolean
  /** Only a token will do. */
  readonly needsToken?: boolean
}

/** A letter of a SAS, whatever it is of, or any of some permissions of a role. */
export interface FurtherNeed {
  readonly letter: string
  readonly dataActions: readonly string[]
}

/** What is asked of a call to find out. */
export interface Asked {
  readonly method: string
  readonly container: string
  readonly item: string
  readonly comp: string
  readonly restype: string
  readonly header: (name: string) => string
  readonly query: ReadonlyMap<string, string>
}
