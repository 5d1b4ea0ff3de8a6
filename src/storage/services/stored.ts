// What an account holds as far as Resource Manager knows it: its services, containers and shares.
import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource } from '#arm/resources/resource.ts'
import { type Instant, toNetIsoFull } from '#kernel/instant.ts'
import { ACCOUNT_TYPE, type AccountResource } from '../accounts/account.ts'

export type StoredType = 'blobServices' | 'fileServices'
export type ChildType = 'containers' | 'shares'

export interface StoredBody {
  readonly properties: Readonly<Record<string, unknown>>
  /** Of containers and shares. */
  readonly changedAt?: Instant
  /** Of containers: whether it is there where its blobs are to lie. */
  readonly isLaid?: boolean
}

export type Stored = ArmResource<StoredBody>

const SERVICE_OF: Readonly<Record<ChildType, StoredType>> = {
  containers: 'blobServices',
  shares: 'fileServices',
}

export const serviceId = (account: Pick<AccountResource, 'id'>, type: StoredType): string =>
  `${account.id}/${type}/default`

export const serviceType = (account: Pick<AccountResource, 'type'>, type: StoredType): string =>
  `${account.type}/${type}`

for (const [type, service] of Object.entries(SERVICE_OF)) {
  const above = serviceType({ type: ACCOUNT_TYPE }, service)
  for (const each of [above, `${above}/${type}`]) {
    declareBody<StoredBody>(each, {
      properties: 'object',
      changedAt: 'number?',
      isLaid: 'boolean?',
    })
  }
}

/** Below which id and of which type the children of an account are. */
export const childrenOf = (account: AccountResource, type: ChildType) => ({
  parent: serviceId(account, SERVICE_OF[type]),
  type: `${serviceType(account, SERVICE_OF[type])}/${type}`,
})

export function childId(account: AccountResource, type: ChildType, name: string): string {
  return `${childrenOf(account, type).parent}/${type}/${name}`
}

export const newStored = (id: string, type: string, body: StoredBody): Stored =>
  newResource<StoredBody>({ id, type, provisioningState: 'Succeeded', body })

const TICKS_AT_EPOCH = 621_355_968_000_000_000n

/** A version's name: the moment of the change in .NET's ticks, in hex. */
const etagOf = (at: Instant): string =>
  `"0x${(TICKS_AT_EPOCH + BigInt(at) * 10_000n).toString(16).toUpperCase()}"`

export const presentVersion = ({ id, name, type, body: { changedAt } }: Stored) => ({
  id,
  name,
  type,
  ...(changedAt === undefined ? {} : { etag: etagOf(changedAt) }),
})

export const presentTimes = ({ body: { changedAt } }: Stored) => ({
  leaseStatus: 'Unlocked',
  leaseState: 'Available',
  ...(changedAt === undefined ? {} : { lastModifiedTime: toNetIsoFull(changedAt) }),
})

/** For a group's template: what it was told. */
export const presentStored = (resource: ArmResource) => ({
  id: resource.id,
  name: resource.name,
  type: resource.type,
  properties: (resource as Stored).body.properties,
})
