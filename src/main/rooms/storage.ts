// Builds Microsoft.Storage: its ports, and what of it is loaded when it is used. The data plane is
// there only where a user asked for it.
import { isAzureOrigin, storageHost } from '#kernel/names/azure-names.ts'
import type { Ready } from '#library/ready/ready.ts'
import type { DirectCall, Listener, ListenerOptions } from '#server/listening/listener.ts'
import type { BlobStore, StoragePorts } from '#storage/ports.ts'
import { storageService } from '#storage/service.ts'
import { loadedWhenUsed, type Parts } from '../parts.ts'
import { pooledRandom } from '../random.ts'
import type { StorageData } from '../storage/storage-data.ts'
import type { ProviderRoom } from './arm.ts'

/** Names below which accounts are reached, for the certificate. */
export const STORAGE_NAMES = ['blob', 'queue', 'table'].map((kind) => `*.${kind}.localhost`)

/** Opens a listener of one's own. */
export type ListenOwn = (
  own: Pick<ListenerOptions, 'direct' | 'requestTimeout'> & { readonly port: number },
) => Promise<Listener>

export interface StorageRoom extends ProviderRoom {
  /** For other rooms: accounts, and their blobs where they are served. */
  readonly data: Pick<StoragePorts, 'containers' | 'endpoints'> & {
    readonly blobs: BlobStore | undefined
  }
  /** Told once the server listens: addresses of accounts name its port. */
  listensAt(port: number): void
  /** Told of each account that got a new key. Nothing until it is set. */
  onNewKey: (account: string) => Promise<void>
  /** The first key of an account. */
  keyOf(account: string): Promise<string | undefined>
  /** Takes calls to an account's name on the server's own port. */
  direct(call: DirectCall): Promise<void> | undefined
  /** Takes those to its name in Azure, and says what to do where no data is served. */
  byName(call: DirectCall): Promise<void>
  /** Whether its data is served at that port, on its own or by name. */
  isPort(port: number): boolean
  /** Opens the data plane, where it was asked for, and answers its first account. */
  open(listenOwn: ListenOwn): Promise<Ready['storage']>
  /** Does the work while nothing of the data changes: calls wait. */
  whileResting(work: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

export async function openStorage(parts: Parts): Promise<StorageRoom> {
  const { store, engine, clock, identity, replacements, options } = parts
  let listening = 0
  const data: StorageData | undefined = options.storage
    ? (await import('../storage/storage-data.ts')).storageData(parts)
    : undefined
  const ports: StoragePorts = {
    store,
    engine,
    clock,
    random: replacements.random ?? pooledRandom(),
    tenantId: identity.credentials.tenantId,
    keyRenewed: (account) => room.onNewKey(account),
    get containers() {
      return data?.containers()
    },
    endpoints: {
      // Azure's own names only for who is led here by them: no other client must take its data there.
      of: (account, kind, origin) =>
        isAzureOrigin(origin)
          ? `https://${storageHost(account, kind)}/`
          : (data?.endpointOf(account, kind, origin) ??
            `https://${account}.${kind}.localhost:${listening}/`),
    },
  }
  const whenUsed = loadedWhenUsed(engine, async () => {
    const { accountCreate } = await import('#storage/accounts/account.operations.ts')
    return [accountCreate]
  })
  const service = storageService(ports)
  const room: StorageRoom = {
    onNewKey: async () => undefined,
    async keyOf(name) {
      const { findAccount } = await import('#storage/accounts/account.queries.ts')
      return (await findAccount(store, name))?.keys.key1
    },
    data: {
      endpoints: ports.endpoints,
      get containers() {
        return data?.containers()
      },
      get blobs() {
        return data?.blobs()
      },
    },
    listensAt(port) {
      listening = port
    },
    isPort: (port) => data !== undefined && (port === listening || data.isPort(port)),
    direct: (call) => data?.direct(call),
    byName: async (call) =>
      await (data?.direct(call) ?? (await import('#storage/front/not-started.ts')).refuse(call)),
    open: async (listenOwn) => await data?.open(ports, listenOwn, listening),
    whileResting: async (work) => await (data ? data.whileResting(work) : work()),
    close: async () => await data?.close(),
    service: { ...service, handlers: whenUsed(service.handlers) },
    provider: whenUsed(async () => {
      const { storageProvider } = await import('#storage/provider.ts')
      return storageProvider(ports)
    }),
  }
  return room
}
