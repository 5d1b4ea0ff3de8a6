// Versions of applications on Resource Manager. Their bytes go to the account's auto storage by the URL
// that each answer tells.

import type { operations } from '#contract/batch-management/types.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { toHttpDate, toNetIso } from '#kernel/instant.ts'
import { flagOf } from '#kernel/options.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { ACCOUNT_TYPE, type AccountResource } from '../../accounts/account.ts'
import { saveApplication } from '../../applications/application.queries.ts'
import type { Application } from '../../applications/application.ts'
import {
  countPackages,
  findPackage,
  listPackages,
  removePackage,
  savePackage,
} from '../../applications/package.queries.ts'
import type { Package } from '../../applications/package.ts'
import { autoStorageOf, blobOf } from '../../applications/package-blobs.ts'
import { batchError } from '../../errors.ts'
import { accountKeyOf } from '../../keys.ts'
import { limits } from '../../limits.ts'
import type { BatchPorts, BlobGrant, StorageAccount } from '../../ports.ts'
import { invalidProperty, refusal } from '../../refusals.ts'
import { pageOf } from '../../wire/page.ts'
import { accountOf } from '../accounts/account.handlers.ts'
import { asArm } from '../data-plane-refusals.ts'
import type { Handlers } from '../handler.ts'
import { armEtagOf, existing, find } from './arm-application.ts'

type ArmHandler<Id extends keyof operations> = Handler<operations[Id], BatchPorts>
type Named = Pick<Request<operations['ApplicationPackage_Get']>, 'params'>
type Call = Pick<Request, 'origin'>

/** The only one that there is. */
const FORMAT = 'zip'

const notServed = (): AzureError => {
  const reason = `Blobs of storage accounts are served only with the option ${flagOf('storage')}`
  return refusal('NotImplemented', { Reason: reason }, { what: reason })
}

/** Where the account's packages lie, or the refusal of one that has no such place. */
async function storageFor(
  reader: Reader,
  ports: Pick<BatchPorts, 'storage'>,
  { name, body }: AccountResource,
): Promise<StorageAccount> {
  if (!body.autoStorage) {
    throw refusal('InvalidRestAPIForAccountSetting', { Reason: 'The account has no auto storage' })
  }
  const found = await autoStorageOf(reader, ports, accountKeyOf(name))
  if (!found) throw batchError('StorageAccountNotFound')
  if (!ports.storage.isServed) throw notServed()
  return found.storage
}

interface FoundPackage {
  readonly account: AccountResource
  readonly application: Application
  readonly found: Package
}

async function existingPackage(reader: Reader, request: Named): Promise<FoundPackage> {
  const { account, application } = await existing(reader, request)
  const found = await findPackage(reader, application, request.params.versionName)
  if (!found) throw batchError('ApplicationPackageNotFound')
  return { account, application, found }
}

interface Shown {
  readonly account: AccountResource
  readonly application: Application
  readonly found: Package
  /** Where its bytes are; absent where that cannot be told. */
  readonly storage?: StorageAccount | undefined
}

/** Each answer has a URL of its own, as recorded. */
function present(
  ports: Pick<BatchPorts, 'storage'>,
  { account, application, found, storage }: Shown,
  { origin }: Call,
): Readonly<Record<string, unknown>> {
  const { version, active } = found
  return {
    id: `${account.id}/applications/${application.name}/versions/${version}`,
    name: version,
    type: `${ACCOUNT_TYPE}/applications/versions`,
    etag: armEtagOf(found),
    properties: {
      ...(storage && placeOf(ports, { ...blobOf(account, found), origin }, { account, storage })),
      state: active ? 'Active' : 'Pending',
      ...(active && { format: active.format, lastActivationTime: toNetIso(active.at) }),
    },
  }
}

/** An account without a key gives an address without a signature: callers use their own token. */
function placeOf(
  { storage: port }: Pick<BatchPorts, 'storage'>,
  blob: Required<Pick<BlobGrant, 'container' | 'blob' | 'origin'>>,
  { account, storage }: { readonly account: AccountResource; readonly storage: StorageAccount },
): { readonly storageUrl: string; readonly storageUrlExpiry?: string } {
  const isByKey = account.body.autoStorage?.authenticationMode !== 'BatchAccountManagedIdentity'
  if (!isByKey) return { storageUrl: port.urlOf(storage, blob) }
  const grant = { ...blob, permissions: 'rw', lastsMs: limits.packageUrlMs }
  const { url, until } = port.signedUrlOf(storage, grant)
  return { storageUrl: url, storageUrlExpiry: toNetIso(until) }
}

const replied = (ports: Pick<BatchPorts, 'storage'>, shown: Shown, call: Call): Reply => ({
  status: 200,
  headers: {
    ETag: armEtagOf(shown.found),
    'Last-Modified': toHttpDate(shown.found.lastModified),
  },
  body: present(ports, shown, call),
})

/** Where its bytes are as far as that can be told: a package is shown whatever became of its storage. */
const knownStorage = async (
  reader: Reader,
  ports: Pick<BatchPorts, 'storage'>,
  { name }: AccountResource,
): Promise<StorageAccount | undefined> =>
  ports.storage.isServed
    ? (await autoStorageOf(reader, ports, accountKeyOf(name)))?.storage
    : undefined

const ApplicationPackage_Create: ArmHandler<'ApplicationPackage_Create'> = async (
  request,
  ports,
) => {
  const { account, application } = await existing(ports.store, request)
  const storage = await storageFor(ports.store, ports, account)
  const { container } = blobOf(account, {
    application: application.name.toLowerCase(),
    version: request.params.versionName,
  })
  await ports.storage.makeContainer(storage, container)
  return await ports.store.write(async (tx) => {
    const { application } = await existing(tx, request)
    const found = await pending(tx, application, request)
    await savePackage(tx, found)
    return replied(ports, { account, application, found, storage }, request)
  })
}

/** The version as it is until its bytes are said to be there: those that were there count no more. */
async function pending(
  tx: Tx,
  application: Application,
  { params, now }: Named & Pick<Request, 'now'>,
): Promise<Package> {
  const { account, name, allowUpdates } = application
  const before = await findPackage(tx, application, params.versionName)
  if (before?.active && !allowUpdates) throw batchError('ApplicationPackageUpdatesNotAllowed')
  if (!before && (await countPackages(tx, application)) >= limits.packagesOfApplication) {
    throw batchError('ApplicationPackageQuotaReached')
  }
  return {
    account,
    application: name.toLowerCase(),
    version: before?.version ?? params.versionName,
    lastModified: now,
    revision: (before?.revision ?? -1) + 1,
  }
}

const ApplicationPackage_Activate: ArmHandler<'ApplicationPackage_Activate'> = async (
  request,
  ports,
) => {
  const { body, now } = request
  const { account, found: asked } = await existingPackage(ports.store, request)
  if (body.format.toLowerCase() !== FORMAT) {
    throw invalidProperty('format', `The only format is '${FORMAT}'`, body.format)
  }
  const storage = await storageFor(ports.store, ports, account)
  const { container, blob } = blobOf(account, asked)
  if (!(await ports.storage.hasBlob(storage, container, blob))) {
    throw batchError('ApplicationPackageBlobNotFound')
  }
  return await ports.store.write(async (tx) => {
    const { application, found: before } = await existingPackage(tx, request)
    const active = { format: FORMAT, at: now }
    const found = { ...before, active, lastModified: now, revision: before.revision + 1 }
    await savePackage(tx, found)
    return replied(ports, { account, application, found, storage }, request)
  })
}

const ApplicationPackage_Get: ArmHandler<'ApplicationPackage_Get'> = async (request, ports) => {
  const found = await existingPackage(ports.store, request)
  const storage = await knownStorage(ports.store, ports, found.account)
  return replied(ports, { ...found, storage }, request)
}

const ApplicationPackage_List: ArmHandler<'ApplicationPackage_List'> = async (request, ports) => {
  const { store } = ports
  const { account, application } = await existing(store, request)
  const storage = await knownStorage(store, ports, account)
  const { value, 'odata.nextLink': nextLink } = await pageOf(
    request,
    (wanted) => listPackages(store, application, wanted),
    ({ version }) => version.toLowerCase(),
    (found) => present(ports, { account, application, found, storage }, request),
  )
  return { status: 200, body: { value, ...(nextLink ? { nextLink } : {}) } }
}

/** Its bytes go first: asked again after a crash, it goes on. */
const ApplicationPackage_Delete: ArmHandler<'ApplicationPackage_Delete'> = async (
  request,
  ports,
) => {
  const { store } = ports
  const { versionName } = request.params
  const { application } = await find(store, request)
  const account = await accountOf(store, request.params)
  const found = application && (await findPackage(store, application, versionName))
  if (!found) return { status: 204 }
  const storage = await knownStorage(store, ports, account)
  const { container, blob } = blobOf(account, found)
  if (storage) await ports.storage.removeBlob(storage, container, blob)
  await store.write(async (tx) => {
    await removePackage(tx, found)
    const { application: present } = await find(tx, request)
    if (present?.defaultVersion !== found.version) return
    const { defaultVersion: _, ...rest } = present
    await saveApplication(tx, { ...rest, revision: rest.revision + 1 })
  })
  return { status: 200 }
}

export const armPackageHandlers = {
  ApplicationPackage_Activate: asArm(ApplicationPackage_Activate),
  ApplicationPackage_Create: asArm(ApplicationPackage_Create),
  ApplicationPackage_Delete: asArm(ApplicationPackage_Delete),
  ApplicationPackage_Get: asArm(ApplicationPackage_Get),
  ApplicationPackage_List: asArm(ApplicationPackage_List),
} satisfies Handlers
