import { parseResourceId } from '#arm/resource-id.ts'
import { resourceNotFound } from '#arm/resources/resource.handlers.ts'
import { findResource, listResources } from '#arm/resources/resource.queries.ts'
import type { operations } from '#contract/storage/types.ts'
import type { Handler, Reply } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { storageError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { startedHeaders } from '../polling.ts'
import type { StoragePorts } from '../ports.ts'
import { beginCreate, changeAccount } from './account.commands.ts'
import { ownerOf, removeAccount } from './account.queries.ts'
import { isAccountName } from './account.rules.ts'
import {
  ACCOUNT_TYPE,
  type AccountBody,
  type AccountPath,
  type AccountResource,
  accountId,
} from './account.ts'
import { presentAccount } from './account.wire.ts'

type AccountHandler<Id extends keyof operations> = Handler<operations[Id], StoragePorts>

/** The account that a path names, or ARM's refusal. */
export async function accountOf(reader: Reader, path: AccountPath): Promise<AccountResource> {
  const id = accountId(path)
  const found = await findResource<AccountBody>(reader, id)
  if (found) return found
  throw resourceNotFound(parseResourceId(id))
}

const StorageAccounts_CheckNameAvailability: AccountHandler<
  'StorageAccounts_CheckNameAvailability'
> = async ({ body: { name } }, { store }) => {
  if (!isAccountName(name)) {
    const { message } = storageError('AccountNameInvalid', { name })
    return { status: 200, body: { nameAvailable: false, reason: 'AccountNameInvalid', message } }
  }
  if ((await ownerOf(store, name)) === undefined)
    return { status: 200, body: { nameAvailable: true } }
  const { message } = storageError('StorageAccountAlreadyTaken', { name })
  return { status: 200, body: { nameAvailable: false, reason: 'AlreadyExists', message } }
}

const StorageAccounts_Create: AccountHandler<'StorageAccounts_Create'> = async (request, ports) => {
  const { params, body, caller, now, apiVersion } = request
  const made = await ports.store.write(async (tx) => {
    const before = await findResource<AccountBody>(tx, accountId(params))
    return before
      ? { account: await changeAccount(tx, ports, before, body, { caller, now }) }
      : await beginCreate(tx, ports, params, body, { caller, now, apiVersion })
  })
  if (!('operation' in made)) {
    return { status: 200, body: presentAccount(ports, made.account, request.origin) }
  }
  ports.engine.wake()
  return {
    status: 202,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...startedHeaders(ports, request, made.account, made.operation),
    },
  }
}

const StorageAccounts_Update: AccountHandler<'StorageAccounts_Update'> = async (request, ports) => {
  const { params, body, caller, now, removed } = request
  const account = await ports.store.write(async (tx) =>
    changeAccount(tx, ports, await accountOf(tx, params), body, { caller, now, removed }),
  )
  return { status: 200, body: presentAccount(ports, account, request.origin) }
}

/** At once, as the real one: all that it held is out of reach when the answer is there. */
const StorageAccounts_Delete: AccountHandler<'StorageAccounts_Delete'> = async (
  { params },
  { store },
) =>
  store.write(async (tx) => {
    const account = await findResource<AccountBody>(tx, accountId(params))
    if (!account) return { status: 204 }
    await removeAccount(tx, account)
    return { status: 200 }
  })

const StorageAccounts_GetProperties: AccountHandler<'StorageAccounts_GetProperties'> = async (
  { params, origin },
  ports,
) => ({
  status: 200,
  body: presentAccount(ports, await accountOf(ports.store, params), origin),
})

async function listed(
  ports: StoragePorts,
  scope: { readonly subscriptionId: string; readonly resourceGroup?: string },
  origin: string,
): Promise<Reply> {
  const found = await listResources<AccountBody>(ports.store, { type: ACCOUNT_TYPE, ...scope })
  const value = found.map((account) => presentAccount(ports, account, origin))
  return { status: 200, body: { value } }
}

const StorageAccounts_List: AccountHandler<'StorageAccounts_List'> = (
  { params: { subscriptionId }, origin },
  ports,
) => listed(ports, { subscriptionId }, origin)

const StorageAccounts_ListByResourceGroup: AccountHandler<'StorageAccounts_ListByResourceGroup'> = (
  { params: { subscriptionId, resourceGroupName: resourceGroup }, origin },
  ports,
) => listed(ports, { subscriptionId, resourceGroup }, origin)

export const accountHandlers = {
  StorageAccounts_CheckNameAvailability,
  StorageAccounts_Create,
  StorageAccounts_Update,
  StorageAccounts_Delete,
  StorageAccounts_GetProperties,
  StorageAccounts_List,
  StorageAccounts_ListByResourceGroup,
} satisfies Handlers
