// The storage account that an account of Batch keeps packages in: it must be there, and its key is read
// when it is named and when the client says so. A key that is renewed meanwhile opens nothing.
import { parseResourceId } from '#arm/resource-id.ts'
import type { Tx } from '#store/tx.ts'
import { saveStorageKey } from '../../accounts/account.queries.ts'
import type { AccountBody, AccountResource } from '../../accounts/account.ts'
import { batchError } from '../../errors.ts'
import { accountKeyOf } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { invalidProperty } from '../../refusals.ts'
import { asSent, forwarded } from '../data-plane-refusals.ts'

const STORAGE = 'microsoft.storage/storageaccounts'
const PATH = 'properties.autoStorage'

/** Reads the key of the account's auto storage, or forgets the one that it had. */
export async function readStorageKey(
  tx: Tx,
  { storage }: Pick<BatchPorts, 'storage'>,
  { name, body, envelope }: Pick<AccountResource, 'name' | 'envelope'> & { body: AccountBody },
): Promise<void> {
  const { autoStorage } = body
  if (!autoStorage) return await saveStorageKey(tx, accountKeyOf(name), undefined)
  const { storageAccountId, authenticationMode } = autoStorage
  const { namespace, type } = parseResourceId(storageAccountId)
  if (`${namespace}/${type}`.toLowerCase() !== STORAGE) {
    const reason = 'It is not the resource id of a storage account'
    throw refused(`${PATH}.storageAccountId`, reason, storageAccountId)
  }
  const identity = envelope.identity as { readonly type: string } | undefined
  if (
    authenticationMode === 'BatchAccountManagedIdentity' &&
    (identity?.type ?? 'None') === 'None'
  ) {
    const reason = 'The account has no managed identity'
    throw refused(`${PATH}.authenticationMode`, reason, authenticationMode)
  }
  const found = await storage.find(tx, storageAccountId)
  if (!found) throw forwarded(batchError('StorageAccountNotFound'))
  await saveStorageKey(tx, accountKeyOf(name), found.key)
}

const refused = (path: string, reason: string, value: string) =>
  forwarded(invalidProperty(path, reason, value), asSent)
