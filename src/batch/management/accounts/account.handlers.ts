import { parseResourceId } from '#arm/resource-id.ts'
import { resourceNotFound } from '#arm/resources/resource.handlers.ts'
import { findResource, saveResource } from '#arm/resources/resource.queries.ts'
import { modifiedBy } from '#arm/resources/resource.ts'
import type { operations } from '#contract/batch-management/types.ts'
import type { Handler, Reply } from '#kernel/handler.ts'
import { parseInstant, toHttpDate } from '#kernel/instant.ts'
import { patched } from '#kernel/patched.ts'
import type { Reader } from '#store/tx.ts'
import { findAccount, listAccounts, saveKeys } from '../../accounts/account.queries.ts'
import {
  type AccountBody,
  type AccountKeys,
  type AccountResource,
  accountId,
  changedAccount,
  newKey,
  withoutRemoved,
} from '../../accounts/account.ts'
import { accountKeyOf } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { etagOf } from '../../wire/etag.ts'
import type { Handlers } from '../handler.ts'
import { startedHeaders } from '../polling.ts'
import { beginCreate, beginDelete, identityOf } from './account.commands.ts'
import { accountError } from './account.errors.ts'
import { presentAccount } from './account.wire.ts'
import { readStorageKey } from './auto-storage.commands.ts'

type AccountHandler<Id extends keyof operations> = Handler<operations[Id], BatchPorts>
type Named = Parameters<typeof accountId>[0]

/** The account that a path names, or ARM's refusal. */
export async function accountOf(reader: Reader, params: Named): Promise<AccountResource> {
  const id = accountId(params)
  const found = await findResource<AccountBody>(reader, id)
  if (!found) throw resourceNotFound(parseResourceId(id))
  return found
}

const BatchAccount_Create: AccountHandler<'BatchAccount_Create'> = async (request, ports) => {
  const begun = await ports.store.write(async (tx) => {
    const there = await findResource<AccountBody>(tx, accountId(request.params))
    if (there?.provisioningState === 'Deleting') {
      throw accountError('AccountBeingDeleted', { name: there.name })
    }
    // A PUT makes accounts and changes none: templates that are deployed again find it as it is.
    const asked = { at: request.params, body: request.body, by: request.caller }
    return there ?? (await beginCreate(tx, ports, asked, request.now))
  })
  if (!('operation' in begun))
    return { status: 200, body: presentAccount(ports, begun, request.origin) }
  ports.engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, begun.account, begun.operation) }
}

const BatchAccount_Get: AccountHandler<'BatchAccount_Get'> = async (request, ports) => {
  const account = await accountOf(ports.store, request.params)
  return {
    status: 200,
    headers: versionHeaders(account),
    body: presentAccount(ports, account, request.origin),
  }
}

/** Recorded of a GET alone. */
function versionHeaders({ envelope, revision }: AccountResource): Readonly<Record<string, string>> {
  const changed = parseInstant(envelope.systemData?.lastModifiedAt ?? '')
  if (changed === undefined) return {}
  return { ETag: `"${etagOf(changed, revision)}"`, 'Last-Modified': toHttpDate(changed) }
}

const listed = (ports: BatchPorts, found: readonly AccountResource[], origin: string): Reply => ({
  status: 200,
  body: { value: found.map((account) => presentAccount(ports, account, origin)) },
})

const BatchAccount_List: AccountHandler<'BatchAccount_List'> = async (
  { params: { subscriptionId }, origin },
  ports,
) => listed(ports, await listAccounts(ports.store, { subscriptionId }), origin)

const BatchAccount_ListByResourceGroup: AccountHandler<'BatchAccount_ListByResourceGroup'> = async (
  { params: { subscriptionId, resourceGroupName: resourceGroup }, origin },
  ports,
) => listed(ports, await listAccounts(ports.store, { subscriptionId, resourceGroup }), origin)

const BatchAccount_Update: AccountHandler<'BatchAccount_Update'> = async (request, ports) => {
  const { params, body, removed, caller, now } = request
  const saved = await ports.store.write(async (tx) => {
    const account = await accountOf(tx, params)
    if (account.provisioningState === 'Deleting') {
      throw accountError('AccountBeingDeleted', { name: account.name })
    }
    const identity = body.identity && identityOf(ports, caller, body.identity)
    const next: AccountResource = {
      ...patched(account, { tags: body.tags }, removed),
      envelope: {
        ...patched(account.envelope, { identity }, removed),
        systemData: modifiedBy(account.envelope.systemData, caller, now),
      },
      body: changedAccount(withoutRemoved(account.body, removed), body.properties, now),
    }
    if (next.body.autoStorage !== account.body.autoStorage) await readStorageKey(tx, ports, next)
    await saveResource(tx, next)
    return next
  })
  return { status: 200, body: presentAccount(ports, saved, request.origin) }
}

const BatchAccount_Delete: AccountHandler<'BatchAccount_Delete'> = async (request, ports) => {
  const begun = await ports.store.write(async (tx) => {
    const account = await findResource<AccountBody>(tx, accountId(request.params))
    return account && { account, operation: await beginDelete(tx, ports, account) }
  })
  if (!begun) return { status: 204 }
  ports.engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, begun.account, begun.operation) }
}

const BatchAccount_GetKeys: AccountHandler<'BatchAccount_GetKeys'> = async (
  { params },
  { store },
) => {
  const { name, keys } = await keysOf(store, params)
  return { status: 200, body: { accountName: name, ...keys } }
}

const BatchAccount_RegenerateKey: AccountHandler<'BatchAccount_RegenerateKey'> = async (
  { params, body },
  { store, random, onNewKey },
) => {
  const isPrimary = body.keyName.toLowerCase() === 'primary'
  const { name, keys } = await store.write(async (tx) => {
    const before = await keysOf(tx, params)
    const fresh = { [isPrimary ? 'primary' : 'secondary']: newKey(random) }
    const keys = { ...before.keys, ...fresh }
    await saveKeys(tx, accountKeyOf(before.name), keys)
    return { name: before.name, keys }
  })
  await onNewKey?.(name)
  return { status: 200, body: { accountName: name, ...keys } }
}

/** Keys are told only where they are of any use. */
async function keysOf(
  reader: Reader,
  params: Named,
): Promise<{ readonly name: string; readonly keys: AccountKeys }> {
  const { body, name } = await accountOf(reader, params)
  const isAllowed =
    body.allowedAuthenticationModes.includes('SharedKey') &&
    body.poolAllocationMode !== 'UserSubscription'
  if (!isAllowed) {
    const reason = 'the account does not allow the authentication mode SharedKey'
    throw accountError('InvalidRestAPIForAccountSetting', { reason })
  }
  const account = await findAccount(reader, accountKeyOf(name))
  return { name, keys: account!.keys }
}

const BatchAccount_SynchronizeAutoStorageKeys: AccountHandler<
  'BatchAccount_SynchronizeAutoStorageKeys'
> = async ({ params, now }, ports) => {
  await ports.store.write(async (tx) => {
    const account = await accountOf(tx, params)
    const { autoStorage } = account.body
    if (!autoStorage) {
      const reason = 'the account has no auto storage'
      throw accountError('InvalidRestAPIForAccountSetting', { reason })
    }
    const synced = { ...account, body: changedAccount(account.body, { autoStorage }, now) }
    await readStorageKey(tx, ports, synced)
    await saveResource(tx, synced)
  })
  return { status: 204 }
}

export const accountHandlers = {
  BatchAccount_Create,
  BatchAccount_Get,
  BatchAccount_List,
  BatchAccount_ListByResourceGroup,
  BatchAccount_Update,
  BatchAccount_Delete,
  BatchAccount_GetKeys,
  BatchAccount_RegenerateKey,
  BatchAccount_SynchronizeAutoStorageKeys,
} satisfies Handlers
