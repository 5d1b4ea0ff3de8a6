import type { Instant } from '#kernel/instant.ts'
import type { AccountKey } from '../keys.ts'

/** A program that packages bring to nodes. */
export interface Application {
  /** The account's name. */
  readonly account: AccountKey
  readonly name: string
  readonly displayName?: string
  /** Whether a version of it may be uploaded again. */
  readonly allowUpdates: boolean
  /** What is meant where no version is named. */
  readonly defaultVersion?: string
  readonly lastModified: Instant
  readonly revision: number
}
