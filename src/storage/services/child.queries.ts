import {
  deleteResource,
  findResource,
  listChildResources,
} from '#arm/resources/resource.queries.ts'
import type { Soon } from '#kernel/caching/soon.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountResource } from '../accounts/account.ts'
import { type ChildType, childId, childrenOf, type Stored, type StoredBody } from './stored.ts'

export const findChild = (
  reader: Reader,
  account: AccountResource,
  type: ChildType,
  name: string,
): Soon<Stored | undefined> =>
  findResource<StoredBody>(reader, childId(account, type, name.toLowerCase()))

/** In the order of their names. */
export async function listChildren(
  reader: Reader,
  account: AccountResource,
  type: ChildType,
): Promise<Stored[]> {
  const { parent, type: full } = childrenOf(account, type)
  return await listChildResources<StoredBody>(reader, full, parent)
}

/** False: there was none. */
export const removeChild = async (
  tx: Tx,
  account: AccountResource,
  type: ChildType,
  name: string,
): Promise<boolean> => (await deleteResource(tx, childId(account, type, name.toLowerCase()))) > 0
