// How the blob and the file service of an account work: kept as it was told, and shown so.
import { findResource, saveResource } from '#arm/resources/resource.queries.ts'
import type { operations } from '#contract/storage/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { accountOf } from '../accounts/account.handlers.ts'
import { type AccountPath, type AccountResource, skuOf } from '../accounts/account.ts'
import { tierOf } from '../accounts/account.wire.ts'
import type { Handlers } from '../handler.ts'
import type { StoragePorts } from '../ports.ts'
import { newStored, type StoredBody, type StoredType, serviceId, serviceType } from './stored.ts'

type ServiceHandler<Id extends keyof operations> = Handler<operations[Id], StoragePorts>

/** What a service has that was told nothing. */
const defaults: Readonly<Record<StoredType, StoredBody['properties']>> = {
  blobServices: {
    cors: { corsRules: [] },
    deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false },
  },
  fileServices: {
    protocolSettings: { smb: {} },
    cors: { corsRules: [] },
    shareDeleteRetentionPolicy: { enabled: true, days: 7 },
  },
}

function present(account: AccountResource, type: StoredType, told: StoredBody['properties']) {
  const sku = skuOf(account)
  return {
    sku: { name: sku as 'Standard_LRS', tier: tierOf(sku) },
    id: serviceId(account, type),
    name: 'default',
    type: serviceType(account, type),
    properties: { ...defaults[type], ...told },
  }
}

async function read(reader: Reader, path: AccountPath, type: StoredType) {
  const account = await accountOf(reader, path)
  const found = await findResource<StoredBody>(reader, serviceId(account, type))
  return present(account, type, found?.body.properties ?? {})
}

/** What a PUT leaves out stays as it was. */
async function change(
  { store }: StoragePorts,
  path: AccountPath,
  type: StoredType,
  sent: object = {},
) {
  return await store.write(async (tx) => {
    const account = await accountOf(tx, path)
    const id = serviceId(account, type)
    const before = await findResource<StoredBody>(tx, id)
    const properties = { ...before?.body.properties, ...sent }
    const made = newStored(id, serviceType(account, type), { properties })
    await saveResource(tx, { ...made, revision: before?.revision ?? 0 })
    return present(account, type, properties)
  })
}

const BlobServices_List: ServiceHandler<'BlobServices_List'> = async ({ params }, { store }) => ({
  status: 200,
  body: { value: [await read(store, params, 'blobServices')] },
})

const BlobServices_GetServiceProperties: ServiceHandler<
  'BlobServices_GetServiceProperties'
> = async ({ params }, { store }) => ({
  status: 200,
  body: await read(store, params, 'blobServices'),
})

const BlobServices_SetServiceProperties: ServiceHandler<
  'BlobServices_SetServiceProperties'
> = async ({ params, body }, ports) => ({
  status: 200,
  body: await change(ports, params, 'blobServices', body.properties),
})

const FileServices_List: ServiceHandler<'FileServices_List'> = async ({ params }, { store }) => ({
  status: 200,
  body: { value: [await read(store, params, 'fileServices')] },
})

const FileServices_GetServiceProperties: ServiceHandler<
  'FileServices_GetServiceProperties'
> = async ({ params }, { store }) => ({
  status: 200,
  body: await read(store, params, 'fileServices'),
})

const FileServices_SetServiceProperties: ServiceHandler<
  'FileServices_SetServiceProperties'
> = async ({ params, body }, ports) => ({
  status: 200,
  body: await change(ports, params, 'fileServices', body.properties),
})

export const serviceHandlers = {
  BlobServices_List,
  BlobServices_GetServiceProperties,
  BlobServices_SetServiceProperties,
  FileServices_List,
  FileServices_GetServiceProperties,
  FileServices_SetServiceProperties,
} satisfies Handlers
