// What an account holds, for its deletion. Each part of the room that keeps rows of an account adds
// its line here.
import { certificatesPart } from './certificates/certificates-part.ts'
import { jobsPart } from './jobs/jobs-part.ts'
import { poolsPart } from './pools/pools-part.ts'
import type { BatchPorts } from './ports.ts'

export interface AccountPart {
  /** Takes away all that the account has of this kind. Done again after a crash: repeatable. */
  empty(ports: BatchPorts, account: string): Promise<void>
}

/** In this order: tasks go when they can run nowhere any more. */
export const accountParts: readonly AccountPart[] = [poolsPart, jobsPart, certificatesPart]
