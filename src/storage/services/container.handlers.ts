import { saveResource } from '#arm/resources/resource.queries.ts'
import type { operations } from '#contract/storage/types.ts'
import { defined } from '#kernel/defined.ts'
import type { Handler } from '#kernel/handler.ts'
import { accountOf } from '../accounts/account.handlers.ts'
import { findAccount } from '../accounts/account.queries.ts'
import type { AccountPath, AccountResource, Schemas } from '../accounts/account.ts'
import { storageError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { StoragePorts } from '../ports.ts'
import { findChild, listChildren, removeChild } from './child.queries.ts'
import { requireMetadata, requireName } from './child.rules.ts'
import { childPage } from './child-page.ts'
import { factsOf, keepInStep } from './container-sync.ts'
import {
  childId,
  childrenOf,
  newStored,
  presentTimes,
  presentVersion,
  type Stored,
} from './stored.ts'

type ContainerHandler<Id extends keyof operations> = Handler<operations[Id], StoragePorts>
type Properties = Schemas['ContainerProperties']

/** What a container has that was told nothing. */
const defaults = {
  deleted: false,
  defaultEncryptionScope: '$account-encryption-key',
  denyEncryptionScopeOverride: false,
  publicAccess: 'None',
  hasImmutabilityPolicy: false,
  hasLegalHold: false,
} as const

/** What a caller says of a container. */
function sentOf(sent: Properties = {}): Properties {
  const { defaultEncryptionScope, denyEncryptionScopeOverride, publicAccess, metadata } = sent
  const { enableNfsV3RootSquash, enableNfsV3AllSquash } = sent
  return defined({
    defaultEncryptionScope,
    denyEncryptionScopeOverride,
    publicAccess,
    metadata,
    enableNfsV3RootSquash,
    enableNfsV3AllSquash,
  })
}

/** As the answer to a PUT shows it. */
const presentMade = (container: Stored) => ({
  ...presentVersion(container),
  properties: { ...defaults, ...container.body.properties },
})

const presentContainer = (container: Stored) => ({
  ...presentVersion(container),
  properties: { ...defaults, ...container.body.properties, ...presentTimes(container) },
})

function refusePublic(account: AccountResource, { publicAccess = 'None' }: Properties): void {
  if (publicAccess !== 'None' && account.body.properties.allowBlobPublicAccess === false) {
    throw storageError('PublicAccessNotPermitted')
  }
}

/** The account, with its containers as they are now. */
async function accountInStep(ports: StoragePorts, path: AccountPath): Promise<AccountResource> {
  const account = await accountOf(ports.store, path)
  await keepInStep(ports, account)
  return account
}

const BlobContainers_List: ContainerHandler<'BlobContainers_List'> = async (request, ports) => {
  const account = await accountInStep(ports, request.params)
  return childPage(
    request,
    await listChildren(ports.store, account, 'containers'),
    presentContainer,
  )
}

const BlobContainers_Create: ContainerHandler<'BlobContainers_Create'> = async (
  { params, body, now },
  ports,
) => {
  const account = await accountInStep(ports, params)
  const name = params.containerName
  requireName(name)
  if (account.envelope.kind === 'FileStorage') {
    throw storageError('OperationNotAllowedOnKind', { kind: account.envelope.kind })
  }
  const properties = sentOf(body.properties)
  requireMetadata(properties.metadata)
  refusePublic(account, properties)
  const made = await ports.store.write(async (tx) => {
    const before = await findChild(tx, await accountOf(tx, params), 'containers', name)
    if (before) return { status: 200, container: before }
    const { type } = childrenOf(account, 'containers')
    const id = childId(account, 'containers', name)
    const container = newStored(id, type, { properties, changedAt: now })
    await saveResource(tx, container)
    return { status: 201, container }
  })
  await keepInStep(ports, account)
  return { status: made.status, body: presentMade(made.container) }
}

const BlobContainers_Update: ContainerHandler<'BlobContainers_Update'> = async (
  { params, body, now },
  ports,
) => {
  const account = await accountInStep(ports, params)
  const sent = sentOf(body.properties)
  requireMetadata(sent.metadata)
  const next = await ports.store.write(async (tx) => {
    const before = await findChild(tx, account, 'containers', params.containerName)
    if (!before) throw storageError('ContainerNotFound')
    refusePublic(account, sent)
    const properties = { ...before.body.properties, ...sent }
    const changed = { ...before, body: { ...before.body, properties, changedAt: now } }
    await saveResource(tx, changed)
    return changed
  })
  const keyed = ports.containers && (await findAccount(ports.store, account.name))
  if (keyed) await ports.containers!.change(keyed, factsOf(next))
  return { status: 200, body: presentMade(next) }
}

const BlobContainers_Get: ContainerHandler<'BlobContainers_Get'> = async ({ params }, ports) => {
  const account = await accountInStep(ports, params)
  const found = await findChild(ports.store, account, 'containers', params.containerName)
  if (!found) throw storageError('ContainerNotFound')
  return { status: 200, body: presentContainer(found) }
}

const BlobContainers_Delete: ContainerHandler<'BlobContainers_Delete'> = async (
  { params },
  ports,
) => {
  const account = await accountInStep(ports, params)
  const name = params.containerName.toLowerCase()
  const keyed = ports.containers && (await findAccount(ports.store, account.name))
  if (keyed) await ports.containers!.remove(keyed, name)
  const isGone = await ports.store.write((tx) => removeChild(tx, account, 'containers', name))
  return { status: isGone ? 200 : 204 }
}

export const containerHandlers = {
  BlobContainers_List,
  BlobContainers_Create,
  BlobContainers_Update,
  BlobContainers_Get,
  BlobContainers_Delete,
} satisfies Handlers
