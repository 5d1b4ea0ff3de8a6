import { saveResource } from '#arm/resources/resource.queries.ts'
import type { operations } from '#contract/storage/types.ts'
import { defined } from '#kernel/defined.ts'
import type { Handler } from '#kernel/handler.ts'
import { accountOf } from '../accounts/account.handlers.ts'
import type { AccountResource, Schemas } from '../accounts/account.ts'
import { storageError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { StoragePorts } from '../ports.ts'
import { findChild, listChildren, removeChild } from './child.queries.ts'
import { requireMetadata, requireName } from './child.rules.ts'
import { childPage } from './child-page.ts'
import {
  childId,
  childrenOf,
  newStored,
  presentTimes,
  presentVersion,
  type Stored,
} from './stored.ts'

type ShareHandler<Id extends keyof operations> = Handler<operations[Id], StoragePorts>
type Properties = Schemas['FileShareProperties']

/** Kinds of accounts that have no files. */
const WITHOUT: readonly string[] = ['BlobStorage', 'BlockBlobStorage']
/** In GiB. */
const USUAL_QUOTA = 5120
const LARGE_QUOTA = 102_400

const ONE_OF = {
  accessTier: ['TransactionOptimized', 'Hot', 'Cool', 'Premium'],
  enabledProtocols: ['SMB', 'NFS'],
  rootSquash: ['NoRootSquash', 'RootSquash', 'AllSquash'],
} as const satisfies Record<string, readonly string[]>

function defaultsOf({ envelope, body }: AccountResource): Properties {
  const isPremium = envelope.kind === 'FileStorage'
  const isLarge = isPremium || body.properties.largeFileSharesState === 'Enabled'
  return {
    shareQuota: isLarge ? LARGE_QUOTA : USUAL_QUOTA,
    accessTier: isPremium ? 'Premium' : 'TransactionOptimized',
    enabledProtocols: 'SMB',
  }
}

/** As Azure spells it, in whatever case it came. */
function wordOf(name: keyof typeof ONE_OF, sent: string | undefined): string | undefined {
  if (sent === undefined) return undefined
  const word = ONE_OF[name].find((each) => each.toLowerCase() === sent.toLowerCase())
  if (word === undefined) throw storageError('InvalidValuesForRequestParameters', { names: name })
  return word
}

/** What a caller says of a share. */
function sentOf(sent: Properties = {}): Properties {
  const { shareQuota, accessTier, enabledProtocols, rootSquash, metadata } = sent
  requireMetadata(metadata)
  return defined({
    shareQuota,
    accessTier: wordOf('accessTier', accessTier),
    enabledProtocols: wordOf('enabledProtocols', enabledProtocols),
    rootSquash: wordOf('rootSquash', rootSquash),
    metadata,
  })
}

const presentMade = (share: Stored) => ({
  ...presentVersion(share),
  properties: { ...share.body.properties },
})

const presentShare = (share: Stored) => ({
  ...presentVersion(share),
  properties: { ...share.body.properties, ...presentTimes(share) },
})

const FileShares_List: ShareHandler<'FileShares_List'> = async (request, { store }) => {
  const account = await accountOf(store, request.params)
  return childPage(request, await listChildren(store, account, 'shares'), presentShare)
}

const FileShares_Create: ShareHandler<'FileShares_Create'> = async (
  { params, body, now },
  { store },
) =>
  store.write(async (tx) => {
    const account = await accountOf(tx, params)
    const name = params.shareName
    requireName(name)
    const kind = account.envelope.kind ?? ''
    if (WITHOUT.includes(kind)) throw storageError('OperationNotAllowedOnKind', { kind })
    const before = await findChild(tx, account, 'shares', name)
    if (before) return { status: 200, body: presentMade(before) }
    const properties = { ...defaultsOf(account), ...sentOf(body.properties) }
    const { type } = childrenOf(account, 'shares')
    const made = newStored(childId(account, 'shares', name), type, { properties, changedAt: now })
    await saveResource(tx, made)
    return { status: 201, body: presentMade(made) }
  })

const FileShares_Update: ShareHandler<'FileShares_Update'> = async (
  { params, body, now },
  { store },
) =>
  store.write(async (tx) => {
    const account = await accountOf(tx, params)
    const before = await findChild(tx, account, 'shares', params.shareName)
    if (!before) throw storageError('ShareNotFound')
    const properties = { ...before.body.properties, ...sentOf(body.properties) }
    const next = { ...before, body: { properties, changedAt: now } }
    await saveResource(tx, next)
    return { status: 200, body: presentMade(next) }
  })

const FileShares_Get: ShareHandler<'FileShares_Get'> = async ({ params }, { store }) => {
  const account = await accountOf(store, params)
  const found = await findChild(store, account, 'shares', params.shareName)
  if (!found) throw storageError('ShareNotFound')
  return { status: 200, body: presentShare(found) }
}

const FileShares_Delete: ShareHandler<'FileShares_Delete'> = async ({ params }, { store }) =>
  store.write(async (tx) => {
    const account = await accountOf(tx, params)
    const isGone = await removeChild(tx, account, 'shares', params.shareName)
    return { status: isGone ? 200 : 204 }
  })

export const shareHandlers = {
  FileShares_List,
  FileShares_Create,
  FileShares_Update,
  FileShares_Get,
  FileShares_Delete,
} satisfies Handlers
