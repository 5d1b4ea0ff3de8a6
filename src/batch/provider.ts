import type { ResourceProvider } from '#arm/ports.ts'
import { findResource } from '#arm/resources/resource.queries.ts'
import { beginDelete } from './accounts/account.commands.ts'
import type { AccountWork } from './accounts/account.operations.ts'
import { ACCOUNT_TYPE, type AccountResource } from './accounts/account.ts'
import { presentAccount } from './accounts/account.wire.ts'
import { pollingOf } from './polling.ts'
import type { BatchPorts } from './ports.ts'

/** What ARM may ask of Batch on its own behalf: when a group goes, or by generic id. */
export const batchProvider = (ports: BatchPorts): ResourceProvider => ({
  namespace: 'Microsoft.Batch',
  polling: pollingOf(ports),
  async startDelete(tx, resource) {
    if (resource.type !== ACCOUNT_TYPE) return undefined
    return await beginDelete(tx, ports, resource as AccountResource)
  },
  /** A creation ends with the account, as recorded. */
  async result(operation) {
    if (operation.kind !== 'BatchAccount_Create' || operation.status !== 'Succeeded') {
      return undefined
    }
    const { id } = operation.input as AccountWork
    const account = await findResource(ports.store, id)
    return account && { status: 200, body: presentAccount(ports, account as AccountResource) }
  },
  present: (resource) => presentAccount(ports, resource as AccountResource),
})
