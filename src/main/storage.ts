// Builds Microsoft.Storage: its ports, and what of it is loaded when it is used.
import { randomBytes } from 'node:crypto'
import type { StoragePorts } from '#storage/ports.ts'
import { storageService } from '#storage/service.ts'
import type { ProviderRoom } from './arm.ts'
import { loadedWhenUsed, type Parts } from './parts.ts'

export interface StorageRoom extends ProviderRoom {
  /** Told once the server listens: addresses of accounts name its port. */
  listensAt(port: number): void
}

export function openStorage({ store, engine, clock, identity, replacements }: Parts): StorageRoom {
  let listening = 0
  const ports: StoragePorts = {
    store,
    engine,
    clock,
    random: replacements.random ?? randomBytes,
    tenantId: identity.credentials.tenantId,
    endpoints: {
      // Never Azure's own names: a client must not take its data there by mistake.
      of: (account, kind) => `https://${account}.${kind}.localhost:${listening}/`,
    },
  }
  const whenUsed = loadedWhenUsed(engine, async () => {
    const { accountCreate } = await import('#storage/accounts/account.operations.ts')
    return [accountCreate]
  })
  const service = storageService(ports)
  return {
    listensAt(port) {
      listening = port
    },
    service: { ...service, handlers: whenUsed(service.handlers) },
    provider: whenUsed(async () => {
      const { storageProvider } = await import('#storage/provider.ts')
      return storageProvider(ports)
    }),
  }
}
