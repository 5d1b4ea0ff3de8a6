// Where packages' bytes are: in the account's auto storage, a container for each application and a blob
// for each version.
import { createHash } from 'node:crypto'
import type { Reader } from '#store/tx.ts'
import { findAccount } from '../accounts/account.queries.ts'
import type { Account } from '../accounts/account.ts'
import type { AccountKey } from '../keys.ts'
import type { BatchPorts, BlobGrant, StorageAccount } from '../ports.ts'
import type { Package } from './package.ts'

type Ports = Pick<BatchPorts, 'storage'>

/** The account's auto storage, opened by the key that was last read; undefined where it has none. */
export async function autoStorageOf(
  reader: Reader,
  { storage }: Ports,
  name: AccountKey,
): Promise<{ readonly account: Account; readonly storage: StorageAccount } | undefined> {
  const account = await findAccount(reader, name)
  const id = account?.body.autoStorage?.storageAccountId
  const found = id === undefined ? undefined : await storage.find(reader, id)
  if (!account || !found) return undefined
  return { account, storage: { ...found, key: account.storageKey ?? found.key } }
}

/** As much of a name as leaves room for the rest of a container's. */
const LONGEST = 24

/**
 * Recorded: `app-NAME-` and 32 hexadecimal digits; the version is the blob. Azure's digits tell nothing,
 * ours are the same for as long as the account has that name.
 */
export function blobOf(
  { id }: Pick<Account, 'id'>,
  { application, version }: Pick<Package, 'application' | 'version'>,
): Required<Pick<BlobGrant, 'container' | 'blob'>> {
  const digits = createHash('md5').update(`${id}/${application}`.toLowerCase()).digest('hex')
  const name = application
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-|-$/g, '')
  const parts = ['app', ...(name === '' ? [] : [name]), digits]
  return { container: parts.join('-'), blob: version }
}
