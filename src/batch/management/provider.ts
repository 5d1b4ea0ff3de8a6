import type { ResourceProvider } from '#arm/ports.ts'
import { findResource } from '#arm/resources/resource.queries.ts'
import { withInput } from '#engine/operation.ts'
import { ACCOUNT_TYPE, type AccountResource } from '../accounts/account.ts'
import { certificateDeleteShape } from '../certificates/certificate.operations.ts'
import { findCertificate } from '../certificates/certificate.queries.ts'
import type { BatchPorts } from '../ports.ts'
import { beginDelete } from './accounts/account.commands.ts'
import { accountWorkShape } from './accounts/account.operations.ts'
import { presentAccount } from './accounts/account.wire.ts'
import { armErrorOf } from './certificates/arm-certificate.wire.ts'
import { pollingOf } from './polling.ts'

/** What ARM may ask of Batch on its own behalf: when a group goes, or by generic id. */
export const batchProvider = (ports: BatchPorts): ResourceProvider => ({
  namespace: 'Microsoft.Batch',
  polling: pollingOf(ports),
  async startDelete(tx, resource) {
    if (resource.type !== ACCOUNT_TYPE) return undefined
    return await beginDelete(tx, ports, resource as AccountResource)
  },
  /** A creation ends with the account, as recorded; a deletion that failed with the reason. */
  async result(operation, origin) {
    if (operation.status !== 'Succeeded') return undefined
    if (operation.kind === 'BatchAccount_Create') {
      const account = await findResource(
        ports.store,
        withInput(operation, accountWorkShape).input.id,
      )
      if (!account) return undefined
      return { status: 200, body: presentAccount(ports, account as AccountResource, origin) }
    }
    if (operation.kind !== 'Certificate_Delete') return undefined
    const { account, thumbprint } = withInput(operation, certificateDeleteShape).input
    const left = await findCertificate(ports.store, account, thumbprint)
    const error = left?.deletion === operation.id ? left.deleteCertificateError : undefined
    return error && { status: 409, body: { error: armErrorOf(error) } }
  },
  present: (resource, origin) => presentAccount(ports, resource as AccountResource, origin),
})
