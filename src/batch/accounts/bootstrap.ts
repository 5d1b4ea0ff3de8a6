import { saveResource } from '#arm/resources/resource.queries.ts'
import { createdBy, newResource } from '#arm/resources/resource.ts'
import type { Caller } from '#kernel/handler.ts'
import { accountKeyOf } from '../keys.ts'
import type { BatchPorts } from '../ports.ts'
import { findAccount, insertAccount } from './account.queries.ts'
import {
  ACCOUNT_TYPE,
  type Account,
  type AccountBody,
  accountId,
  defaultAccount,
  newKey,
} from './account.ts'

export interface FirstAccount {
  readonly subscriptionId: string
  readonly resourceGroup: string
  readonly location: string
  /** Default: `lazuli`. */
  readonly name?: string
  /** Who it says made it. */
  readonly by: Caller
}

const LATER = { flush: 'later' } as const

/**
 * Makes the account that is there from the start, unless it is there already; answers it. Its keys are
 * on the disk with the next write that is flushed: tell no caller of them before.
 */
export async function bootstrapBatch(
  { store, clock, random }: Pick<BatchPorts, 'store' | 'clock' | 'random'>,
  first: FirstAccount,
): Promise<Account> {
  const name = accountKeyOf(first.name ?? 'lazuli')
  const { subscriptionId, resourceGroup: resourceGroupName } = first
  const id = accountId({ subscriptionId, resourceGroupName, accountName: name })
  await store.write(async (tx) => {
    const keys = { primary: newKey(random), secondary: newKey(random) }
    if (!(await insertAccount(tx, name, id, keys))) return
    const resource = newResource<AccountBody>({
      id,
      type: ACCOUNT_TYPE,
      location: first.location,
      provisioningState: 'Succeeded',
      envelope: { systemData: createdBy(first.by, clock.now()) },
      body: defaultAccount,
    })
    await saveResource(tx, resource)
  }, LATER)
  return (await findAccount(store, name))!
}
