import type { Catalogues } from '#catalogues/catalogues.ts'

/** How settings came: some are taken only from callers, or by api-versions, that may send them. */
export interface Asking {
  readonly isByToken: boolean
  readonly apiVersion: string
  /** The account's. */
  readonly subscriptionId: string
  /** Whether an image may be one that is in no gallery. */
  readonly takesManagedImages: boolean
  readonly catalogues: Catalogues
}
