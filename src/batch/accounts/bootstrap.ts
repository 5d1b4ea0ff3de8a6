import { idKey } from '#arm/resource-id.ts'
import { saveResource } from '#arm/resources/resource.queries.ts'
import { createdBy, newResource } from '#arm/resources/resource.ts'
import type { Caller } from '#kernel/handler.ts'
import type { BatchPorts } from '../ports.ts'
import { findAccount, insertAccount } from './account.queries.ts'
import { ACCOUNT_TYPE, type Account, type AccountBody } from './account.ts'

export interface FirstAccount {
  readonly subscriptionId: string
  readonly resourceGroup: string
  readonly location: string
  /** Default: `lazuli`. */
  readonly name?: string
  /** Who it says made it. */
  readonly by: Caller
}

/** The account as it is when nothing was asked for. */
export const defaultAccount: AccountBody = {
  poolAllocationMode: 'BatchService',
  publicNetworkAccess: 'Enabled',
  allowedAuthenticationModes: ['SharedKey', 'AAD', 'TaskAuthenticationToken'],
}

/** Makes the account that is there from the start, unless it is there already; answers it. */
export async function bootstrapBatch(
  { store, clock, random }: Pick<BatchPorts, 'store' | 'clock' | 'random'>,
  first: FirstAccount,
): Promise<Account> {
  const name = first.name ?? 'lazuli'
  const id = `/subscriptions/${first.subscriptionId}/resourceGroups/${first.resourceGroup}/providers/${ACCOUNT_TYPE}/${name}`
  await store.write(async (tx) => {
    if (await findAccount(tx, name)) return
    const keys = { primary: newKey(random), secondary: newKey(random) }
    if (!(await insertAccount(tx, name, idKey(id), keys))) return
    const resource = newResource<AccountBody>({
      id,
      type: ACCOUNT_TYPE,
      location: first.location,
      provisioningState: 'Succeeded',
      envelope: { systemData: createdBy(first.by, clock.now()) },
      body: defaultAccount,
    })
    await saveResource(tx, resource)
  })
  return (await findAccount(store, name))!
}

/** An account key: base64 of 64 random bytes. */
export const newKey = (random: BatchPorts['random']): string =>
  Buffer.from(random(64)).toString('base64')
