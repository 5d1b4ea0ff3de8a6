// The data plane of storage: Azurite, the front before it, a port each for blobs, queues and tables,
// and the account that is there from the start.
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { startAzurite } from '#drivers/blobs/azurite.ts'
import type { BlobsDriver, DataKind } from '#drivers/blobs/port.ts'
import { insertRoleAssignment } from '#identity/roles/role-assignment.queries.ts'
import { roleAssignmentId } from '#identity/roles/role-assignment.ts'
import { permitsData } from '#identity/roles/roles.ts'
import { isAzureOrigin, LOGIN } from '#kernel/names/azure-names.ts'
import type { Ready } from '#library/ready/ready.ts'
import type { DirectCall, Listener } from '#server/listening/listener.ts'
import { bootstrapStorage } from '#storage/accounts/bootstrap.ts'
import { hosted } from '#storage/front/address.ts'
import { blobsAt } from '#storage/front/blobs.ts'
import { containersAt } from '#storage/front/containers.ts'
import { StorageFront } from '#storage/front/front.ts'
import { Leftovers } from '#storage/front/leftovers.ts'
import type { FrontPorts } from '#storage/front/ports.ts'
import type { BlobStore, ContainerStore, EndpointKind, StoragePorts } from '#storage/ports.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import { hostName, isAnyAddress } from '../listening/addresses.ts'
import { LOCATION, type Parts, RESOURCE_GROUP } from '../parts.ts'
import type { ListenOwn } from '../rooms/storage.ts'

const KINDS: readonly DataKind[] = ['blob', 'queue', 'table']
const FIRST_ACCOUNT = 'lazuli'
const SECRET_BYTES = 32
/** Of a whole call: large blobs come slowly over some lines. */
const CALL_MS = 3_600_000

export interface StorageData {
  isPort(port: number): boolean
  endpointOf(account: string, kind: EndpointKind, origin?: string): string | undefined
  containers(): ContainerStore | undefined
  blobs(): BlobStore | undefined
  direct(call: DirectCall): Promise<void> | undefined
  open(ports: StoragePorts, listenOwn: ListenOwn, armPort: number): Promise<Ready['storage']>
  /** Does the work while nothing of the data changes. */
  whileResting(work: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** Begins to start what keeps the data: others start meanwhile. */
export function storageData(parts: Parts): StorageData {
  const { options, directory, report, store, wall } = parts
  const starting = startAzurite({ directory: join(directory.path, 'storage'), report })
  starting.catch(() => undefined)
  const listeners = new Map<DataKind, Listener>()
  let front: StorageFront | undefined
  let leftovers: Leftovers | undefined
  let containers: ContainerStore | undefined
  let blobs: BlobStore | undefined

  const endpointOf: StorageData['endpointOf'] = (account, kind, origin) => {
    const listener = listeners.get(kind as DataKind)
    if (!listener) return undefined
    const isAny = isAnyAddress(options.host) && origin !== undefined
    const host = isAny ? new URL(origin).hostname : hostName(options)
    return `https://${host}:${listener.port}/${account}/`
  }

  return {
    endpointOf,
    isPort: (port) => [...listeners.values()].some((listener) => listener.port === port),
    containers: () => containers,
    blobs: () => blobs,
    direct: (call) => (hosted(call.host) ? front?.serve(call, undefined) : undefined),
    async open(ports, listenOwn, armPort) {
      const driver: BlobsDriver = await starting
      const authority = `https://${hostName(options)}:${armPort}`
      const opened = new StorageFront(await frontPorts(parts, ports, authority), driver)
      front = opened
      leftovers = new Leftovers(store, opened.upstream, wall.now, report)
      leftovers.start()
      containers = containersAt(opened.upstream, wall.now)
      blobs = blobsAt(opened.upstream, wall.now)
      for (const [at, kind] of KINDS.entries()) {
        const before = await findSetting(store, `storage-port-${kind}`)
        const wanted =
          options.storagePort === undefined ? Number(before ?? 0) : options.storagePort + at
        const direct = (call: DirectCall) => opened.serve(call, kind)
        const listener = await reopen(listenOwn, wanted, options.storagePort === undefined, direct)
        listeners.set(kind, listener)
        const port = String(listener.port)
        if (port !== before) {
          await store.write((tx) => saveSetting(tx, `storage-port-${kind}`, port))
        }
      }
      return await firstAccount(parts, ports)
    },
    whileResting: async (work) => await (await starting).whileResting(work),
    async close() {
      for (const listener of listeners.values()) await listener.close()
      await leftovers?.close()
      front?.close()
      await starting.then(
        (driver) => driver.close(),
        () => undefined,
      )
    },
  }
}

/** Where another program has taken the port meanwhile, the data moves: unless the port was asked for. */
async function reopen(
  listenOwn: ListenOwn,
  port: number,
  mayMove: boolean,
  direct: (call: DirectCall) => Promise<void>,
): Promise<Listener> {
  const own = { direct, requestTimeout: CALL_MS }
  try {
    return await listenOwn({ ...own, port })
  } catch (error) {
    if (port === 0 || !mayMove) throw error
    return await listenOwn({ ...own, port: 0 })
  }
}

async function frontPorts(
  { identity, store, report }: Parts,
  { tenantId }: StoragePorts,
  authority: string,
): Promise<FrontPorts> {
  return {
    store,
    tenantId,
    secret: await secretIn(store),
    authority: (host) => (isAzureOrigin(`https://${host}`) ? `https://${LOGIN}` : authority),
    async verifyToken(token, audiences, now) {
      const verified = await identity.verify(token, audiences, now)
      return verified.ok
        ? verified
        : { ok: false, detail: `The token is refused: ${verified.problem}.` }
    },
    isAllowed: identity.isAllowed,
    isAllowedData: async (caller, action, scope) =>
      (await identity.permissionsAt(caller, scope)).some((held) => permitsData(held, action)),
    report,
  }
}

/** What user delegation keys are made from: the same after each start. */
async function secretIn(store: Parts['store']): Promise<string> {
  const kept = await findSetting(store, 'storage-secret')
  if (kept !== undefined) return kept
  const secret = randomBytes(SECRET_BYTES).toString('base64')
  await store.write((tx) => saveSetting(tx, 'storage-secret', secret))
  return secret
}

/** Once: a user who deletes it does not want it back. */
async function firstAccount(parts: Parts, ports: StoragePorts): Promise<Ready['storage']> {
  const { store, identity } = parts
  const { subscriptionId, tenantId, clientId, objectId } = identity.credentials
  const { findAccount } = await import('#storage/accounts/account.queries.ts')
  const marked = await findSetting(store, 'first-storage-account')
  if (marked === undefined) {
    await bootstrapStorage(ports, {
      subscriptionId,
      resourceGroupName: RESOURCE_GROUP,
      accountName: FIRST_ACCOUNT,
      location: LOCATION,
      by: { kind: 'app', oid: objectId, appId: clientId, tenantId, name: clientId },
    })
  }
  const account = await findAccount(store, FIRST_ACCOUNT)
  if (!account) return undefined
  const { id } = account.resource
  if (marked === undefined) await letFirstCallersIn(parts, id)
  const [blob, queue, table] = KINDS.map((kind) =>
    ports.endpoints.of(FIRST_ACCOUNT, kind).replace(/\/$/, ''),
  ) as [string, string, string]
  const key = account.keys.key1
  return { account: FIRST_ACCOUNT, key, blob, queue, table }
}

/** Data owner of blobs, contributor of queues and of tables. */
const DATA_ROLES = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
]

/** The account's owners in Azure give themselves these roles first: here they are given already. */
async function letFirstCallersIn({ store, identity, clock }: Parts, scope: string): Promise<void> {
  const { objectId, user, managedIdentity } = identity.credentials
  const now = clock.now()
  const principals = [
    { principalId: objectId, principalType: 'ServicePrincipal' },
    { principalId: user.objectId, principalType: 'User' },
    { principalId: managedIdentity.objectId, principalType: 'ServicePrincipal' },
  ] as const
  await store.write(async (tx) => {
    await saveSetting(tx, 'first-storage-account', scope)
    for (const principal of principals) {
      for (const roleDefinitionId of DATA_ROLES) {
        const name = randomUUID()
        const id = roleAssignmentId(scope, name)
        const times = { createdAt: now, updatedAt: now, createdBy: objectId }
        await insertRoleAssignment(tx, {
          id,
          name,
          scope,
          roleDefinitionId,
          ...principal,
          ...times,
        })
      }
    }
  })
}
