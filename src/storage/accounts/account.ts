// A storage account: what of it is kept, and what an account has that was told nothing.
import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource } from '#arm/resources/resource.ts'
import type { components } from '#contract/storage/types.ts'
import { defined } from '#kernel/defined.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Random } from '#kernel/random.ts'

export type Schemas = components['schemas']
export type Sent = NonNullable<Schemas['StorageAccountCreateParameters']['properties']>

export const ACCOUNT_TYPE = 'Microsoft.Storage/storageAccounts'

/** The properties as they were asked for, with the defaults of a new account. */
export interface AccountBody {
  readonly properties: Sent
  readonly createdAt: Instant
  readonly keysCreatedAt: KeyTimes
}

interface KeyTimes {
  readonly key1: Instant
  readonly key2: Instant
}

declareBody<AccountBody>(ACCOUNT_TYPE, {
  properties: 'object',
  createdAt: 'number',
  keysCreatedAt: 'object',
})

export type AccountResource = ArmResource<AccountBody>

/** The account by its name, with its secrets: what the data plane works on. */
export interface Account {
  readonly name: string
  readonly resource: AccountResource
  readonly keys: AccountKeys
  /** Under what name the data lies. */
  readonly incarnation: string
  readonly delegations: number
}

export interface AccountKeys {
  readonly key1: string
  readonly key2: string
}

export type KeyName = keyof AccountKeys

export interface AccountPath {
  readonly subscriptionId: string
  readonly resourceGroupName: string
  readonly accountName: string
}

export const accountId = ({
  subscriptionId,
  resourceGroupName,
  accountName,
}: AccountPath): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/${ACCOUNT_TYPE}/${accountName}`

const KEY_BYTES = 64

export const newKey = (random: Random): string => Buffer.from(random(KEY_BYTES)).toString('base64')

/** As recorded of accounts that were told nothing. */
const defaults: Sent = {
  allowCrossTenantReplication: false,
  minimumTlsVersion: 'TLS1_0',
  allowBlobPublicAccess: false,
}

const ENCRYPTION: NonNullable<Sent['encryption']> = { keySource: 'Microsoft.Storage' }

const NETWORK: NonNullable<Sent['networkAcls']> = {
  bypass: 'AzureServices',
  virtualNetworkRules: [],
  ipRules: [],
  defaultAction: 'Allow',
}

/** Kinds whose blobs have a tier. */
const TIERED: readonly string[] = ['StorageV2', 'BlobStorage']

/** From it on an account that is told nothing of it is reached by HTTPS alone. As documented. */
const HTTPS_ALONE_FROM = '2019-04-01'

export function newProperties(
  kind: string,
  sku: string,
  sent: Sent = {},
  apiVersion: string = HTTPS_ALONE_FROM,
): Sent {
  const tier = sku.startsWith('Premium') ? {} : { accessTier: 'Hot' as const }
  return {
    ...defaults,
    supportsHttpsTrafficOnly: apiVersion >= HTTPS_ALONE_FROM,
    ...(TIERED.includes(kind) ? tier : {}),
    ...defined(sent),
    encryption: { ...ENCRYPTION, ...sent.encryption },
    networkAcls: { ...NETWORK, ...sent.networkAcls },
  }
}

/** Members of which a part may be sent: the rest stays as it is. */
export function changedProperties(before: Sent, sent: Sent = {}): Sent {
  return {
    ...before,
    ...defined(sent),
    encryption: { ...ENCRYPTION, ...before.encryption, ...sent.encryption },
    networkAcls: { ...NETWORK, ...before.networkAcls, ...sent.networkAcls },
  }
}

export interface AccountParts
  extends Pick<AccountResource, 'id' | 'location' | 'tags' | 'envelope' | 'body'> {
  readonly location: string
}

export const newAccount = (parts: AccountParts): AccountResource =>
  newResource<AccountBody>({ ...parts, type: ACCOUNT_TYPE, provisioningState: 'Creating' })

export const skuOf = (account: AccountResource): string =>
  (account.envelope.sku as Schemas['Sku']).name
