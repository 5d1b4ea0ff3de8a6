// What makes and changes an account, inside the caller's transaction.
import { checkIdentities } from '#arm/identities.ts'
import { normalLocation } from '#arm/locations.ts'
import { idKey, parseResourceId } from '#arm/resource-id.ts'
import { listResources, saveResource } from '#arm/resources/resource.queries.ts'
import { createdBy, modifiedBy } from '#arm/resources/resource.ts'
import type { Operation } from '#engine/operation.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Caller } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import { patched } from '#kernel/patched.ts'
import { guid } from '#kernel/random.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { storageError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { StoragePorts } from '../ports.ts'
import { accountCreate } from './account.operations.ts'
import { insertAccount, ownerOf } from './account.queries.ts'
import {
  refuseChange,
  refuseKind,
  refuseMissing,
  refuseSku,
  refuseValues,
} from './account.rules.ts'
import {
  ACCOUNT_TYPE,
  type AccountBody,
  type AccountPath,
  type AccountResource,
  accountId,
  changedProperties,
  newAccount,
  newKey,
  newProperties,
  type Schemas,
  skuOf,
} from './account.ts'

type Ports = Pick<StoragePorts, 'engine' | 'random' | 'tenantId'>

export interface By {
  readonly caller: Caller
  readonly now: Instant
}

export interface Begun {
  readonly account: AccountResource
  readonly operation: Operation
}

const refuse = (refusal: AzureError | undefined): void => {
  if (refusal) throw refusal
}

/** Why another account has the name, in Azure's words. */
function takenBy(owner: string, path: AccountPath): AzureError {
  const { subscriptionId, resourceGroup } = parseResourceId(owner)
  const isOurs = subscriptionId === path.subscriptionId.toLowerCase()
  const isElsewhere = resourceGroup !== path.resourceGroupName.toLowerCase()
  return isOurs && isElsewhere
    ? storageError('StorageAccountInAnotherResourceGroup', { name: path.accountName })
    : storageError('StorageAccountAlreadyTaken', { name: path.accountName })
}

export async function beginCreate(
  tx: Tx,
  ports: Ports,
  path: AccountPath,
  sent: Schemas['StorageAccountCreateParameters'],
  { caller, now, apiVersion }: By & { readonly apiVersion: string },
): Promise<Begun> {
  const { kind, sku, properties } = sent
  refuse(refuseValues(kind, sku.name, properties))
  refuse(refuseMissing(kind, properties))
  const owner = await ownerOf(tx, path.accountName)
  if (owner !== undefined) throw takenBy(owner, path)
  const location = normalLocation(sent.location)
  await refuseOverQuota(tx, path.subscriptionId, location)
  const id = accountId(path)
  const keys = { key1: newKey(ports.random), key2: newKey(ports.random) }
  const incarnation = `${path.accountName}-${guid(ports.random).slice(0, 8)}`
  await insertAccount(tx, { name: path.accountName, id, keys, incarnation, now })
  const account = newAccount({
    id,
    location,
    ...(sent.tags ? { tags: sent.tags } : {}),
    envelope: {
      sku: { name: sku.name },
      kind,
      ...(sent.extendedLocation ? { extendedLocation: sent.extendedLocation } : {}),
      ...(sent.identity ? { identity: identityOf(ports, sent.identity) } : {}),
      systemData: createdBy(caller, now),
    },
    body: {
      properties: newProperties(kind, sku.name, properties, apiVersion),
      createdAt: now,
      keysCreatedAt: { key1: now, key2: now },
    },
  })
  await saveResource(tx, account)
  const operation = await ports.engine.begin(tx, accountCreate, {
    resource: idKey(id),
    input: { id },
  })
  return { account, operation }
}

/** Of a region. */
export const accountsIn = async (
  reader: Reader,
  subscriptionId: string,
  location: string,
): Promise<number> => {
  const all = await listResources<AccountBody>(reader, { type: ACCOUNT_TYPE, subscriptionId })
  return all.filter((account) => account.location === location).length
}

async function refuseOverQuota(tx: Tx, subscription: string, location: string): Promise<void> {
  if ((await accountsIn(tx, subscription, location)) < limits.accountsPerRegion) return
  throw storageError('MaxStorageAccountsCountPerSubscriptionExceeded', {
    subscription,
    location,
    count: String(limits.accountsPerRegion),
  })
}

/** A PUT and a PATCH of an account that is there: what is not sent stays as it is. */
export async function changeAccount(
  tx: Tx,
  ports: Ports,
  before: AccountResource,
  sent: Schemas['StorageAccountUpdateParameters'],
  { caller, now, removed = [] }: By & { readonly removed?: readonly string[] },
): Promise<AccountResource> {
  if (before.provisioningState === 'Creating') {
    throw storageError('StorageAccountOperationInProgress')
  }
  const wasKind = before.envelope.kind ?? 'StorageV2'
  const kind = sent.kind ?? wasKind
  const sku = sent.sku?.name ?? skuOf(before)
  refuse(refuseKind(wasKind, kind))
  refuse(refuseValues(kind, sku, sent.properties))
  refuse(refuseSku(before.name, skuOf(before), sku))
  refuse(refuseChange(before.body.properties, sent.properties))
  const identity =
    sent.identity &&
    identityOf(ports, sent.identity, before.envelope.identity as Schemas['Identity'])
  const next: AccountResource = {
    ...patched(before, { tags: sent.tags }, removed),
    envelope: {
      ...patched(before.envelope, { identity }, removed),
      kind,
      sku: { name: sku },
      systemData: modifiedBy(before.envelope.systemData, caller, now),
    },
    body: {
      ...before.body,
      properties: changedProperties(before.body.properties, sent.properties),
    },
  }
  await saveResource(tx, next)
  return next
}

/** The same principal for as long as the account has an identity of its own. */
function identityOf(
  { random, tenantId }: Pick<StoragePorts, 'random' | 'tenantId'>,
  sent: Schemas['Identity'],
  before?: Schemas['Identity'],
): Schemas['Identity'] {
  const given = Object.keys(sent.userAssignedIdentities ?? {})
  checkIdentities(given)
  const isOwn = sent.type.includes('SystemAssigned')
  return {
    type: sent.type,
    ...(isOwn ? { principalId: before?.principalId ?? guid(random), tenantId } : {}),
    ...(given.length > 0
      ? {
          userAssignedIdentities: Object.fromEntries(
            given.map((id) => [
              id,
              before?.userAssignedIdentities?.[id] ?? {
                principalId: guid(random),
                clientId: guid(random),
              },
            ]),
          ),
        }
      : {}),
  }
}
