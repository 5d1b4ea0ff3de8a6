import type { ResourceProvider } from '#arm/ports.ts'
import { findResource } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import { withInput } from '#engine/operation.ts'
import { accountWorkShape } from './accounts/account.operations.ts'
import { removeAccount } from './accounts/account.queries.ts'
import { ACCOUNT_TYPE, type AccountBody, type AccountResource } from './accounts/account.ts'
import { presentAccount } from './accounts/account.wire.ts'
import { pollingOf } from './polling.ts'
import type { StoragePorts } from './ports.ts'
import { NAMESPACE } from './service.ts'
import { presentStored } from './services/stored.ts'

const isAccount = (resource: ArmResource): resource is AccountResource =>
  resource.type === ACCOUNT_TYPE

/** What ARM may ask of Storage on its own behalf: when a group goes, or by generic id. */
export const storageProvider = (ports: StoragePorts): ResourceProvider => ({
  namespace: NAMESPACE,
  polling: pollingOf(ports),
  async startDelete(tx, resource) {
    if (isAccount(resource)) await removeAccount(tx, resource)
    return undefined
  },
  /** A creation ends with the account. */
  async result(operation, origin) {
    if (operation.status !== 'Succeeded') return undefined
    const { id } = withInput(operation, accountWorkShape).input
    const account = await findResource<AccountBody>(ports.store, id)
    return account && { status: 200, body: presentAccount(ports, account, origin) }
  },
  present: (resource, origin) =>
    isAccount(resource) ? presentAccount(ports, resource, origin) : presentStored(resource),
})
