// What Graph needs from the rest of the identity room. No behaviour here.
import type { Caller } from '#kernel/handler.ts'
import type { Store } from '#store/tx.ts'
import type { Tenant } from '../principals/principal.queries.ts'

export interface GraphPorts {
  readonly store: Store
  /** The caller's tenant. */
  readonly tenantOf: (caller: Caller) => Tenant
  /** Whether the caller may change who there is: an owner of the subscription may. */
  readonly mayChange: (caller: Caller) => Promise<boolean>
  /** A new GUID. */
  readonly newId: () => string
}
