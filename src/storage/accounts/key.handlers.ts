import { saveResource } from '#arm/resources/resource.queries.ts'
import type { operations } from '#contract/storage/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { toNetIsoFull } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { storageError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { StoragePorts } from '../ports.ts'
import { accountOf } from './account.handlers.ts'
import { findAccount, revokeDelegations, saveKey } from './account.queries.ts'
import { type Account, type AccountPath, type KeyName, newKey } from './account.ts'

type KeyHandler<Id extends keyof operations> = Handler<operations[Id], StoragePorts>

export const KEY_NAMES: readonly KeyName[] = ['key1', 'key2']

/** The account that a path names, with its keys. */
export async function keyedAccountOf(reader: Reader, path: AccountPath): Promise<Account> {
  const { name } = await accountOf(reader, path)
  return (await findAccount(reader, name))!
}

const presentKeys = ({ resource, keys }: Account) => ({
  keys: KEY_NAMES.map((keyName) => ({
    creationTime: toNetIsoFull(resource.body.keysCreatedAt[keyName]),
    keyName,
    value: keys[keyName],
    // As the real one spells it, whatever its published document says.
    permissions: 'FULL',
  })),
})

const StorageAccounts_ListKeys: KeyHandler<'StorageAccounts_ListKeys'> = async (
  { params },
  { store },
) => ({ status: 200, body: presentKeys(await keyedAccountOf(store, params)) })

const StorageAccounts_RegenerateKey: KeyHandler<'StorageAccounts_RegenerateKey'> = async (
  { params, body, now },
  { store, random, keyRenewed },
) => {
  const keyName = KEY_NAMES.find((name) => name === body.keyName.toLowerCase())
  const account = await store.write(async (tx) => {
    const { name, resource } = await keyedAccountOf(tx, params)
    if (!keyName) throw storageError('InvalidValuesForRequestParameters', { names: 'keyName' })
    await saveKey(tx, name, { keyName, value: newKey(random), now })
    const keysCreatedAt = { ...resource.body.keysCreatedAt, [keyName]: now }
    await saveResource(tx, { ...resource, body: { ...resource.body, keysCreatedAt } })
    return await keyedAccountOf(tx, params)
  })
  await keyRenewed(account.name)
  return { status: 200, body: presentKeys(account) }
}

const StorageAccounts_RevokeUserDelegationKeys: KeyHandler<
  'StorageAccounts_RevokeUserDelegationKeys'
> = async ({ params }, { store }) =>
  store.write(async (tx) => {
    await revokeDelegations(tx, (await accountOf(tx, params)).name)
    return { status: 200 }
  })

export const keyHandlers = {
  StorageAccounts_ListKeys,
  StorageAccounts_RegenerateKey,
  StorageAccounts_RevokeUserDelegationKeys,
} satisfies Handlers
