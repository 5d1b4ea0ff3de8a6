import type { Instant } from '#kernel/instant.ts'
import type { AccountKey } from '../keys.ts'

/** One version of an application. */
export interface Package {
  readonly account: AccountKey
  /** The application's name in lower case. */
  readonly application: string
  readonly version: string
  /** Absent: its bytes were not said to be there yet. */
  readonly active?: { readonly format: string; readonly at: Instant }
  readonly lastModified: Instant
  readonly revision: number
}
