// What begins and ends an account, inside the caller's transaction.

import { checkIdentities } from '#arm/identities.ts'
import { idKey, parseResourceId } from '#arm/resource-id.ts'
import { saveResource } from '#arm/resources/resource.queries.ts'
import { createdBy, newResource } from '#arm/resources/resource.ts'
import type { components } from '#contract/batch-management/types.ts'
import { findRunning } from '#engine/operation.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Caller } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { insertAccount, listAccounts } from '../../accounts/account.queries.ts'
import {
  ACCOUNT_TYPE,
  type AccountBody,
  type AccountResource,
  accountId,
  changedAccount,
  defaultAccount,
  newKey,
} from '../../accounts/account.ts'
import { accountKeyOf } from '../../keys.ts'
import { limits } from '../../limits.ts'
import type { BatchPorts } from '../../ports.ts'
import { invalidProperty } from '../../refusals.ts'
import { forwarded } from '../data-plane-refusals.ts'
import { accountError } from './account.errors.ts'
import { accountCreate, accountDelete } from './account.operations.ts'
import { readStorageKey } from './auto-storage.commands.ts'

type Schemas = components['schemas']

/** An account as it is asked for. */
export interface NewAccount {
  readonly at: Parameters<typeof accountId>[0] & { readonly subscriptionId: string }
  readonly body: Schemas['BatchAccountCreateParameters']
  readonly by: Caller
}

export interface Begun {
  readonly account: AccountResource
  readonly operation: Operation
}

export async function beginCreate(
  tx: Tx,
  ports: BatchPorts,
  { at, body, by }: NewAccount,
  now: Instant,
): Promise<Begun> {
  const location = body.location.toLowerCase().replaceAll(' ', '')
  await refuseOverQuota(tx, at.subscriptionId, location)
  const record = changedAccount(defaultAccount, body.properties, now)
  if (record.poolAllocationMode === 'UserSubscription' && !record.keyVaultReference) {
    const reason = 'a key vault is required with the pool allocation mode UserSubscription'
    throw forwarded(invalidProperty('keyVaultReference', reason))
  }
  const keys = { primary: newKey(ports.random), secondary: newKey(ports.random) }
  const id = accountId(at)
  if (!(await insertAccount(tx, accountKeyOf(at.accountName), id, keys))) {
    throw accountError('AccountAlreadyExists', { name: at.accountName })
  }
  const account = newResource<AccountBody>({
    id,
    type: ACCOUNT_TYPE,
    location,
    ...(body.tags ? { tags: body.tags } : {}),
    provisioningState: 'Creating',
    envelope: {
      systemData: createdBy(by, now),
      ...(body.identity ? { identity: identityOf(ports, by, body.identity) } : {}),
    },
    body: record,
  })
  await readStorageKey(tx, ports, account)
  await saveResource(tx, account)
  const operation = await ports.engine.begin(tx, accountCreate(ports), {
    resource: idKey(id),
    input: { account: accountKeyOf(account.name), id },
  })
  return { account, operation }
}

async function refuseOverQuota(tx: Tx, subscriptionId: string, location: string): Promise<void> {
  const there = (await listAccounts(tx, { subscriptionId })).filter(
    (account) => account.location === location,
  )
  if (there.length >= limits.accountsPerRegion) throw accountError('RegionalAccountQuotaReached')
}

/** The identities of an account: a new one of its own gets its ids here. */
export function identityOf(
  ports: Pick<BatchPorts, 'newId'>,
  { tenantId }: Pick<Caller, 'tenantId'>,
  asked: components['schemas']['BatchAccountIdentity'],
): components['schemas']['BatchAccountIdentity'] {
  if (asked.type === 'SystemAssigned') {
    return { type: asked.type, principalId: ports.newId(), tenantId }
  }
  if (asked.type === 'None') return { type: 'None' }
  const given = Object.keys(asked.userAssignedIdentities ?? {})
  checkIdentities(given)
  return {
    type: asked.type,
    userAssignedIdentities: Object.fromEntries(
      given.map((id) => [id, { principalId: ports.newId(), clientId: ports.newId() }]),
    ),
  }
}

/** Starts deleting the account, or answers the operation that does so already. */
export async function beginDelete(
  tx: Tx,
  ports: BatchPorts,
  account: AccountResource,
): Promise<Operation> {
  const running = await findRunning(tx, idKey(account.id))
  if (running && account.provisioningState === 'Deleting') return running
  if (running) {
    const message = `The account '${account.name}' is deleted.`
    await ports.engine.cancel(tx, running, { code: 'AccountBeingDeleted', message })
  }
  await saveResource(tx, { ...account, provisioningState: 'Deleting' })
  const name = accountKeyOf(parseResourceId(account.id).names.at(-1)!)
  return await ports.engine.begin(tx, accountDelete(ports), {
    resource: idKey(account.id),
    input: { account: name, id: account.id },
  })
}
