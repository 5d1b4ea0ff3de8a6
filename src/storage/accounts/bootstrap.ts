import { saveResource } from '#arm/resources/resource.queries.ts'
import { createdBy } from '#arm/resources/resource.ts'
import type { Caller } from '#kernel/handler.ts'
import { guid } from '#kernel/random.ts'
import type { StoragePorts } from '../ports.ts'
import { findAccount, insertAccount, ownerOf } from './account.queries.ts'
import {
  type Account,
  type AccountPath,
  accountId,
  newAccount,
  newKey,
  newProperties,
} from './account.ts'

export interface FirstAccount extends AccountPath {
  readonly location: string
  /** Who it says made it. */
  readonly by: Caller
}

/** Makes the account that is there from the start, unless its name is taken; answers who has it. */
export async function bootstrapStorage(
  { store, clock, random }: Pick<StoragePorts, 'store' | 'clock' | 'random'>,
  first: FirstAccount,
): Promise<Account | undefined> {
  const name = first.accountName
  const id = accountId(first)
  const now = clock.now()
  await store.write(async (tx) => {
    if ((await ownerOf(tx, name)) !== undefined) return
    const keys = { key1: newKey(random), key2: newKey(random) }
    await insertAccount(tx, {
      name,
      id,
      keys,
      incarnation: `${name}-${guid(random).slice(0, 8)}`,
      now,
    })
    const account = newAccount({
      id,
      location: first.location,
      envelope: {
        sku: { name: 'Standard_LRS' },
        kind: 'StorageV2',
        systemData: createdBy(first.by, now),
      },
      body: {
        properties: newProperties('StorageV2', 'Standard_LRS'),
        createdAt: now,
        keysCreatedAt: { key1: now, key2: now },
      },
    })
    await saveResource(tx, { ...account, provisioningState: 'Succeeded' })
  })
  return await findAccount(store, name)
}
