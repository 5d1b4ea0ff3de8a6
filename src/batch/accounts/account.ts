import { declareBody } from '#arm/resources/body-shapes.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import type { components } from '#contract/batch-management/types.ts'
import type { Instant } from '#kernel/instant.ts'
import { toNetIso } from '#kernel/instant.ts'
import { patched } from '#kernel/patched.ts'
import type { Shape } from '#store/read-json.ts'
import type { AccountKey } from '../keys.ts'

type Schemas = components['schemas']

/** How callers may prove who they are. */
export type AuthenticationMode = Schemas['AuthenticationMode']
const AUTHENTICATION_MODES: readonly AuthenticationMode[] = [
  'SharedKey',
  'AAD',
  'TaskAuthenticationToken',
]

/** The account's record: `properties` of its ARM resource, quotas and endpoints left out. */
export interface AccountBody {
  readonly poolAllocationMode: Schemas['PoolAllocationMode']
  readonly publicNetworkAccess: Schemas['PublicNetworkAccessType']
  readonly allowedAuthenticationModes: readonly AuthenticationMode[]
  readonly autoStorage?: Schemas['AutoStorageProperties']
  /** As they were given: settings that nothing here acts on. */
  readonly keyVaultReference?: Schemas['KeyVaultReference']
  readonly networkProfile?: Schemas['NetworkProfile']
  readonly encryption: Schemas['EncryptionProperties']
}

export type AccountResource = ArmResource<AccountBody>

export const ACCOUNT_TYPE = 'Microsoft.Batch/batchAccounts'

export const accountShape: Shape<AccountBody> = {
  poolAllocationMode: 'string',
  publicNetworkAccess: 'string',
  allowedAuthenticationModes: 'array',
  autoStorage: 'object?',
  keyVaultReference: 'object?',
  networkProfile: 'object?',
  encryption: 'object',
}
declareBody(ACCOUNT_TYPE, accountShape)

export const accountId = (at: {
  readonly subscriptionId: string
  readonly resourceGroupName: string
  readonly accountName: string
}): string =>
  `/subscriptions/${at.subscriptionId}/resourceGroups/${at.resourceGroupName}/providers/${ACCOUNT_TYPE}/${at.accountName}`

/** The account as it is when nothing was asked for. */
export const defaultAccount: AccountBody = {
  poolAllocationMode: 'BatchService',
  publicNetworkAccess: 'Enabled',
  allowedAuthenticationModes: AUTHENTICATION_MODES,
  encryption: { keySource: 'Microsoft.Batch' },
}

const unset = {
  autoStorage: undefined,
  allowedAuthenticationModes: undefined,
  publicNetworkAccess: undefined,
  networkProfile: undefined,
  encryption: undefined,
}

/** The record with its defaults again where a PATCH removes what was set. */
export const withoutRemoved = (before: AccountBody, removed: readonly string[]): AccountBody => ({
  ...defaultAccount,
  ...patched(before, unset, removed, 'properties.'),
})

/**
 * What is asked for, over what there is. A list of modes that is null allows them all again, and a
 * storage account without an id takes the one away that there is.
 */
export function changedAccount(
  before: AccountBody,
  asked: Schemas['BatchAccountCreateProperties'] | undefined,
  now: Instant,
): AccountBody {
  const { autoStorage, allowedAuthenticationModes, ...others } = asked ?? {}
  const { autoStorage: storageBefore, ...rest } = before
  const kept = storageBefore && !autoStorage
  return {
    ...rest,
    ...(kept && { autoStorage: storageBefore }),
    ...others,
    ...(allowedAuthenticationModes === undefined
      ? {}
      : { allowedAuthenticationModes: allowedAuthenticationModes ?? AUTHENTICATION_MODES }),
    ...(autoStorage?.storageAccountId && {
      autoStorage: {
        authenticationMode: 'StorageKeys',
        ...autoStorage,
        lastKeySync: toNetIso(now),
      },
    }),
  }
}

/** What a call on the account's data plane is checked against. */
export interface Account {
  readonly name: AccountKey
  /** Its ARM resource's id. */
  readonly id: string
  readonly region: string
  readonly isUsable: boolean
  readonly body: AccountBody
  readonly keys: AccountKeys
  /** Of its auto storage, as it was when it was last read there. */
  readonly storageKey?: string
}

export interface AccountKeys {
  readonly primary: string
  readonly secondary: string
}

/** An account key: base64 of 64 random bytes. */
export const newKey = (random: (bytes: number) => Uint8Array): string =>
  Buffer.from(random(64)).toString('base64')
