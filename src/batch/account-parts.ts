// What an account holds, for its deletion. Each part of the room that keeps rows of an account adds
// its line here.
import type { AccountPart } from './accounts/account-part.ts'
import { applicationsPart } from './applications/applications-part.ts'
import { certificatesPart } from './certificates/certificates-part.ts'
import { jobsPart } from './jobs/jobs-part.ts'
import { poolsPart } from './pools/pools-part.ts'
import { usagePart } from './usage/usage-part.ts'

/** In this order: tasks go when they can run nowhere any more. */
export const accountParts: readonly AccountPart[] = [
  poolsPart,
  jobsPart,
  certificatesPart,
  applicationsPart,
  usagePart,
]
