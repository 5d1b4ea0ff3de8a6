import type { AccountKey } from '../keys.ts'
import type { BatchPorts } from '../ports.ts'

/** One kind of what an account holds, for its deletion. */
export interface AccountPart {
  /** Takes away all that the account has of this kind. Done again after a crash: repeatable. */
  empty(ports: BatchPorts, account: AccountKey): Promise<void>
}
