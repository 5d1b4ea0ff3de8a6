// The whole of a start, read top to bottom. How each room is built is in the files beside; what a
// start can do without is imported when it is needed.
import { hostname } from 'node:os'
import { armService } from '#arm/service.ts'
import type { ContainerServicePorts } from '#containerservice/ports.ts'
import { realClock, serverClock } from '#engine/clock.ts'
import { Faults } from '#engine/faults/faults.ts'
import { createIdentity } from '#identity/identity.ts'
import type { KeyPair } from '#identity/keys/key-pair.ts'
import type { Service } from '#kernel/service.ts'
import type { Settings } from '#library/options.ts'
import { besideOf } from '#library/port-range.ts'
import { type Ready, readyFileIn } from '#library/ready/ready.ts'
import { takeOver, withdrawStale } from '#library/ready/ready-file.ts'
import { ReadyFiles } from '#library/ready/ready-files.ts'
import type { ScvmmPorts } from '#scvmm/ports.ts'
import { createJournal, type Journal } from '#server/journal/journal.ts'
import { AzureCertificates } from '#server/listening/azure-certificates.ts'
import { BodyBudget } from '#server/listening/body-budget.ts'
import { Hosts } from '#server/listening/hosts.ts'
import { type ListenerOptions, listen } from '#server/listening/listener.ts'
import {
  faultOfAuthority,
  renewBundle,
  type TlsMaterial,
  tlsMaterial,
} from '#server/listening/tls.ts'
import type { Pipeline } from '#server/pipeline.ts'
import {
  type DataDirectory,
  openBesideDatabase,
  openDataDirectory,
  openEphemeralDirectory,
} from '#store/data-directory.ts'
import { Subscriptions } from './admin/subscriptions.ts'
import { backgroundOf } from './background.ts'
import { cataloguesOf } from './catalogues.ts'
import {
  certificateNamesOf,
  hostName,
  localHost,
  METADATA_ADDRESS,
  namesOf,
} from './listening/addresses.ts'
import { certificateGiven } from './listening/certificate-given.ts'
import { readCertificate } from './listening/client-certificate.ts'
import { listenAtNames } from './listening/names.ts'
import { openPortal, type PortalRoom } from './listening/portal.ts'
import { machineFacts, nodesFileIn } from './machine.ts'
import { LOCATION, logOnStderr, type Parts, RESOURCE_GROUP, reportOnStderr } from './parts.ts'
import { pipelineFor } from './pipeline.ts'
import type { Replacements } from './replacements.ts'
import { armPortsOf, forgetEnded, makeFirstGroup } from './rooms/arm.ts'
import { type BatchRoom, FIRST_ACCOUNT, openBatch } from './rooms/batch.ts'
import { openContainerService } from './rooms/containerservice.ts'
import { openGraph } from './rooms/graph.ts'
import { openHybridCompute } from './rooms/hybridcompute.ts'
import { keepPace, keepTime } from './rooms/lazuli.ts'
import { openScvmm } from './rooms/scvmm.ts'
import { openStorage } from './rooms/storage.ts'
import type { Standby, StandbyOptions } from './several/standby.ts'
import { rememberStart } from './state/open-snapshots.ts'
import { drawnFrom } from './state/seeded.ts'
import { batchStorage } from './storage/batch-storage.ts'

interface Inside extends Parts {
  readonly pipeline: Pipeline
  readonly journal: Journal
  readonly batch: BatchRoom
  readonly containers: ContainerServicePorts
  readonly scvmm: ScvmmPorts
  readonly portal: PortalRoom
  /** As if the process had died: the stop that follows ends nothing out there. */
  abandon(): void
}

export interface Served {
  readonly ready: Ready
  /** What is served: for the pages that are printed from it. */
  readonly services: readonly Service[]
  /** For our own tests, which look at rows and wait for work to be done. */
  readonly inside: Inside
}

/** What the program that starts a server is told before it serves, and at its end. */
export interface Events {
  /** Another server has the database; this one waits, and answers health at the port meanwhile. */
  readonly onStandby?: (port: number) => void
  /** Another server has taken over the database: nothing that this one does is saved any more. */
  readonly onLost?: () => void
}

/** Serves until what it opened is closed. `keyPair`: for a new data directory. */
export async function serve(
  options: Settings,
  asked: Replacements,
  opened: AsyncDisposableStack,
  { keyPair, onStandby, onLost }: Events & { readonly keyPair?: Promise<KeyPair> | undefined } = {},
): Promise<Served> {
  const replacements = drawnFrom(options.seed, asked)
  const wall = replacements.wall ?? realClock(options.timeScale)
  const clock = replacements.clock ?? serverClock({ wall, scale: options.timeScale })
  const report = replacements.report ?? (options.log === 'json' ? logOnStderr : reportOnStderr)
  // Before anything is made: what is wrong with it is wrong with the whole start.
  const nodesFile = await nodesFileOf(options, report)
  const given = await certificateGiven(options, wall, report)
  if (given) opened.defer(() => given.close())
  const { contextFor } = given ?? {}
  const standby = await standbyOf({ options, wall, contextFor, onStandby: onStandby ?? noop })
  if (standby) opened.use(standby)
  const directory = replacements.directory ?? (await openDirectory(options, standby))
  if (!replacements.directory) opened.defer(() => directory.close())
  const { store } = directory
  directory.whenLost?.(onLost ?? (() => report('the database', 'another server has taken it over')))
  const shared = options.store === undefined ? undefined : await import('./several/shared-files.ts')
  await shared?.takeSharedFiles(store, directory.path)
  const ownReadyFile = readyFileIn(directory.path)
  const { readyFile = ownReadyFile } = options
  // The directory is ours alone, and with it the file in it.
  await withdrawStale(ownReadyFile)
  if (readyFile !== ownReadyFile) await takeOver(readyFile)
  const readyFiles = [...new Set([ownReadyFile, readyFile])]
  const faults = new Faults({ store, now: clock.now, wall })
  await faults.load()
  opened.defer(() => faults.settled())
  const traces = await tracesOf(report)
  if (traces) opened.defer(() => traces.close())
  const background = backgroundOf({
    store,
    clock,
    // Whatever time a test has for work and callers: the world outside has its own.
    worldClock: replacements.wall ? realClock(options.timeScale) : wall,
    wrap: traces ? (kind) => traces.wrap(faults.wrap(kind)) : faults.wrap,
    onBegin: traces && ((operation) => traces.begun(operation)),
    onRetry: report,
    ...(replacements.newId ? { newId: replacements.newId } : {}),
  })
  const { engine } = background
  if (!replacements.clock) await keepTime(store, clock, options)
  const startedAt = clock.now()
  let pagesAt: string | undefined
  const identifying = createIdentity({
    store,
    directory: directory.path,
    now: wall.now,
    newId: options.seed === undefined ? undefined : replacements.newId,
    ...(keyPair ? { keyPair } : {}),
    ...(options.clientCertificate
      ? { clientCertificate: await readCertificate(options.clientCertificate) }
      : {}),
    openManagedIdentity: options.openManagedIdentity,
    pagesAt: () => pagesAt,
  })
  identifying.catch(() => undefined)
  const fault = faultOfAuthority(directory.path)
  if (fault !== undefined) report('the certificates', fault)
  // While the first credentials go to the disk, certificates are made.
  const tls = tlsMaterial({
    directory: directory.path,
    now: wall.now(),
    names: certificateNamesOf(options),
    trusted: given?.trusted(),
  })
  if (given) given.onRenewed = () => renewBundle(directory.path, given.trusted())
  const identity = await identifying
  await shared?.shareFiles(store, directory.path)
  const subscriptions = new Subscriptions(store, identity.credentials.subscriptionId)
  await subscriptions.load()
  const parts: Parts = {
    options,
    replacements,
    report,
    clock,
    wall,
    directory,
    store,
    engine,
    background,
    faults,
    traces,
    identity,
    subscriptions,
    catalogues: await cataloguesOf(options),
    nodesFile,
    startedAt,
    machine: machineFacts(options, directory.path),
  }

  const containers = openContainerService(parts)
  // A server without metrics does not load what keeps them.
  const metrics =
    options.metrics === 'off'
      ? undefined
      : (await import('./watching/metrics.ts')).createMetrics(parts)
  const storage = await openStorage(parts)
  opened.defer(() => storage.close())
  // A whole bundle is too much to send along: what a certificate of the user's rests on is enough.
  const agentsTrust = () => ({ authority: tls.authority.cert, trusted: given?.trusted() })
  const batch = openBatch(parts, batchStorage(parts, storage.data), agentsTrust, metrics)
  const scvmm = await openScvmm(parts)
  const aks = replacements.managedClusters?.(parts) ?? containers
  const armPorts = armPortsOf(parts, [aks, batch, scvmm, openHybridCompute(parts), storage])
  const arm = armService(armPorts)
  const graph = openGraph(parts)
  await keepPace(parts)
  const account = await batch.firstAccount()
  await makeFirstGroup(armPorts, account.id)
  const portal = openPortal(parts)
  const rooms = { arm, armPorts, containers, batch, scvmm, storage, graph, portal }
  const kept = await journalFileOf(options, report)
  if (kept) opened.defer(() => kept.close())
  const journal = createJournal({ now: wall.now, onLine: kept?.write })
  const { pipeline, services } = pipelineFor(parts, rooms, journal, metrics)
  let isAbandoned = false
  opened.defer(() => (isAbandoned ? undefined : batch.close()))
  opened.defer(() => (isAbandoned ? undefined : scvmm.close()))
  opened.defer(() => (isAbandoned ? undefined : containers.close()))
  opened.defer(() => background.stop())
  opened.defer(() => batch.stop())
  const { host, port } = options
  const hosts = new Hosts({
    batchBelow: options.batchNames ? options.publicName : undefined,
    names: [...namesOf(options), ...(options.openManagedIdentity ? [METADATA_ADDRESS] : [])],
    isBehindProxy: options.behindProxy,
  })
  const common = {
    clock: wall,
    pipeline,
    bodies: new BodyBudget(),
    newId: replacements.newRequestId,
  }
  const listenAt = (own: number, more: Partial<ListenerOptions> = {}) =>
    listen({ ...common, tls, contextFor, hosts, endpoint: { host, port: own }, ...more })
  await standby?.[Symbol.asyncDispose]()
  const listener = await listenAt(port, {
    ...(options.storage ? { direct: storage.direct } : {}),
    upgrades: nodesFile && (await upgradesOf(batch, storage.isPort, report)),
  })
  hosts.openedArm(listener.port)
  batch.endpoints.armPort = listener.port
  pagesAt = `https://${hostName(options)}:${listener.port}`
  storage.listensAt(listener.port)
  opened.defer(() => listener.close())
  const stored = await storage.open(({ port: own, ...more }) => listenAt(own, more))
  const names = await listenAtNames(
    common,
    directory.path,
    new AzureCertificates(tls.authority, wall.now),
    storage.byName,
  )
  opened.defer(() => names.close())
  if (options.tasksSeeAzure) {
    const { openTasksProxy } = await import('./listening/tasks-proxy.ts')
    const tasks = await openTasksProxy(parts, tls, names.socket)
    opened.defer(() => tasks.close())
    batch.tasksProxy = tasks
  }
  batch.listen = (own) => listenAt(own)
  opened.defer(() => batch.endpoints.closeAll())
  await batch.endpoints.openAll({ [FIRST_ACCOUNT]: options.batchPort ?? besideOf(port) })
  const portalListener = await portal.open({ armPort: listener.port, batch }, listenAt)
  if (portalListener) opened.defer(() => portalListener.close())
  for (const reconciler of [forgetEnded(parts), ...scvmm.reconcilers]) {
    background.reconcilers.register(reconciler)
  }
  const ready = readyOf(
    parts,
    tls,
    listener.port,
    {
      account: account.name,
      endpoint: `https://${batch.endpoints.of(account.name, account.region)}`,
      key: account.keys.primary,
    },
    stored,
    names.socket,
    portal.url,
  )
  await rememberStart(parts)
  const files = opened.use(new ReadyFiles(readyFiles, ready, report))
  await files.publish()
  batch.onNewKey = (name) =>
    files.renewKey('batch', async () =>
      name === account.name ? await batch.firstKey() : undefined,
    )
  storage.onNewKey = (name) =>
    files.renewKey('storage', async () =>
      name === stored?.account ? await storage.keyOf(name) : undefined,
    )
  // Only now: what was left undone may have to load much, and no caller who can be answered is to wait.
  background.start()
  containers.resume().catch((error: unknown) => report('clusters', error))
  batch.resume().catch((error: unknown) => report('Batch', error))
  const abandon = (): void => {
    isAbandoned = true
  }
  const inside = {
    ...parts,
    pipeline,
    journal,
    batch,
    containers: containers.ports,
    scvmm: scvmm.ports,
    portal,
    abandon,
  }
  return { ready, services, inside }
}

async function nodesFileOf(options: Settings, report: Parts['report']) {
  if (nodesFileIn(options) === undefined) return undefined
  const { readNodes } = await import('./nodes/open-nodes.ts')
  return await readNodes(options, report)
}

async function upgradesOf(
  batch: BatchRoom,
  isStorage: (port: number) => boolean,
  report: Parts['report'],
) {
  const { agentsDoor } = await import('./nodes/agents-door.ts')
  return agentsDoor({ nodes: () => batch.agents, isStorage, report })
}

async function journalFileOf({ journalFile, journalSize }: Settings, report: Parts['report']) {
  if (journalFile === undefined) return undefined
  const { openJournalFile } = await import('#server/journal/journal-file.ts')
  const bytes = journalSize * 2 ** 20
  return await openJournalFile(journalFile, bytes, (error) => report('the journal on disk', error))
}

/** A server without traces does not load what makes them. */
async function tracesOf(report: Parts['report']) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = process.env
  if (!all && !own) return undefined
  const { openTraces } = await import('./watching/traces/traces.ts')
  return openTraces(process.env, (error) => report('the traces', error))
}

const noop = (): void => undefined

async function standbyOf(given: Omit<StandbyOptions, 'directory'>): Promise<Standby | undefined> {
  const { data, standby } = given.options
  if (!standby || data === undefined) return undefined
  const several = await import('./several/standby.ts')
  return new several.Standby({ ...given, directory: data })
}

function openDirectory({ data, store }: Settings, standby?: Standby): Promise<DataDirectory> {
  if (data === undefined) return openEphemeralDirectory()
  if (store === undefined) return openDataDirectory(data)
  return openBesideDatabase(data, store, standby?.take)
}

function readyOf(
  { options, directory, identity }: Parts,
  tls: TlsMaterial,
  port: number,
  batch: Ready['batch'],
  storage: Ready['storage'],
  namesSocket: string,
  portal: string | undefined,
): Ready {
  const { tenantId, subscriptionId, clientId, clientSecret, objectId } = identity.credentials
  const { user, managedIdentity } = identity.credentials
  const origin = `https://${hostName(options)}:${port}`
  return {
    arm: origin,
    local: { machine: hostname(), host: localHost(options.host) },
    authority: origin,
    tenantId,
    subscriptionId,
    clientId,
    clientSecret,
    objectId,
    user: { name: user.name, password: user.password, objectId: user.objectId },
    managedIdentity: {
      clientId: managedIdentity.clientId,
      objectId: managedIdentity.objectId,
      endpoint: `${origin}/msi/token`,
      secret: managedIdentity.secret,
    },
    resourceGroup: RESOURCE_GROUP,
    location: LOCATION,
    // A client that trusts a certificate of the user's trusts what it rests on, the machine's roots as a rule.
    caFile: options.tlsCert === undefined ? tls.caPath : tls.bundlePath,
    caBundleFile: tls.bundlePath,
    pid: process.pid,
    readyFile: readyFileIn(directory.path),
    dataDirectory: directory.ephemeral ? null : directory.path,
    batch,
    ...(storage ? { storage } : {}),
    namesSocket,
    ...(portal === undefined ? {} : { portal }),
  }
}
