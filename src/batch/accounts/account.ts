import type { components } from '#contract/batch-management/types.ts'

/** How callers may prove who they are. */
export type AuthenticationMode = components['schemas']['AuthenticationMode']

/** The account's record: `properties` of its ARM resource, quotas and endpoints left out. */
export interface AccountBody {
  readonly poolAllocationMode: 'BatchService' | 'UserSubscription'
  readonly publicNetworkAccess: 'Enabled' | 'Disabled'
  readonly allowedAuthenticationModes: readonly AuthenticationMode[]
  /** As they were given: settings that nothing here acts on. */
  readonly keyVaultReference?: unknown
  readonly networkProfile?: unknown
  readonly autoStorage?: unknown
  readonly encryption?: unknown
}

export const ACCOUNT_TYPE = 'Microsoft.Batch/batchAccounts'

/** What a call on the account's data plane is checked against. */
export interface Account {
  /** Lower case by rule. */
  readonly name: string
  /** Its ARM resource's id. */
  readonly id: string
  readonly region: string
  readonly isUsable: boolean
  readonly body: AccountBody
  readonly keys: AccountKeys
}

export interface AccountKeys {
  readonly primary: string
  readonly secondary: string
}
