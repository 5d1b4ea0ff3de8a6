// The whole of a start, read top to bottom. How each room is built is in the files beside; what a
// start can do without is imported when it is needed.
import { armService } from '#arm/service.ts'
import { type Ready, readyFileIn } from '#cli/ready.ts'
import { takeOver, withdrawStale } from '#cli/ready-file.ts'
import type { ContainerServicePorts } from '#containerservice/ports.ts'
import { Background } from '#engine/background.ts'
import { realClock, serverClock } from '#engine/clock.ts'
import { Faults } from '#engine/faults/faults.ts'
import { createIdentity } from '#identity/identity.ts'
import type { KeyPair } from '#identity/keys/key-pair.ts'
import type { Service } from '#kernel/service.ts'
import type { Settings } from '#library/options.ts'
import type { ScvmmPorts } from '#scvmm/ports.ts'
import { createJournal, type Journal } from '#server/journal/journal.ts'
import { AzureCertificates } from '#server/listening/azure-certificates.ts'
import { BodyBudget } from '#server/listening/body-budget.ts'
import { Hosts } from '#server/listening/hosts.ts'
import { type ListenerOptions, listen } from '#server/listening/listener.ts'
import { type TlsMaterial, tlsMaterial } from '#server/listening/tls.ts'
import type { Pipeline } from '#server/pipeline.ts'
import {
  type DataDirectory,
  openDataDirectory,
  openEphemeralDirectory,
} from '#store/data-directory.ts'
import { armPortsOf, forgetEnded, makeFirstGroup } from './arm.ts'
import { type BatchRoom, FIRST_ACCOUNT, openBatch } from './batch.ts'
import { cataloguesOf } from './catalogues.ts'
import { openContainerService } from './containerservice.ts'
import { openGraph } from './graph.ts'
import { openHybridCompute } from './hybridcompute.ts'
import { keepPace, keepTime } from './lazuli.ts'
import { hostName, METADATA_ADDRESS, namesOf } from './listening/addresses.ts'
import { readCertificate } from './listening/client-certificate.ts'
import { listenAtNames } from './listening/names.ts'
import { machineFacts } from './machine.ts'
import { LOCATION, type Parts, RESOURCE_GROUP, reportOnStderr } from './parts.ts'
import { pipelineFor } from './pipeline.ts'
import { ReadyFiles } from './ready-files.ts'
import type { Replacements } from './replacements.ts'
import { openScvmm } from './scvmm.ts'
import { rememberStart } from './state/open-snapshots.ts'
import { batchStorage } from './storage/batch-storage.ts'
import { openStorage, STORAGE_NAMES } from './storage.ts'

export interface Inside extends Parts {
  readonly pipeline: Pipeline
  readonly journal: Journal
  readonly batch: BatchRoom
  readonly containers: ContainerServicePorts
  readonly scvmm: ScvmmPorts
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

/** Serves until what it opened is closed. `keyPair`: for a new data directory. */
export async function serve(
  options: Settings,
  replacements: Replacements,
  opened: AsyncDisposableStack,
  keyPair?: Promise<KeyPair>,
): Promise<Served> {
  const wall = replacements.wall ?? realClock(options.timeScale)
  const clock = replacements.clock ?? serverClock({ wall, scale: options.timeScale })
  const report = replacements.report ?? reportOnStderr
  const directory = replacements.directory ?? (await openDirectory(options))
  if (!replacements.directory) opened.defer(() => directory.close())
  const { store } = directory
  const ownReadyFile = readyFileIn(directory.path)
  const { readyFile = ownReadyFile } = options
  // The directory is ours alone, and with it the file in it.
  await withdrawStale(ownReadyFile)
  if (readyFile !== ownReadyFile) await takeOver(readyFile)
  const readyFiles = [...new Set([ownReadyFile, readyFile])]
  const faults = new Faults({ store, now: clock.now, wall })
  await faults.load()
  opened.defer(() => faults.settled())
  const background = new Background({
    store,
    clock,
    // Whatever time a test has for work and callers: the world outside has its own.
    worldClock: replacements.wall ? realClock(options.timeScale) : wall,
    wrap: faults.wrap,
    onRetry: report,
    ...(replacements.newId ? { newId: replacements.newId } : {}),
  })
  const { engine } = background
  if (!replacements.clock) await keepTime(store, clock, options)
  const startedAt = clock.now()
  const identifying = createIdentity({
    store,
    directory: directory.path,
    now: wall.now,
    ...(keyPair ? { keyPair } : {}),
    ...(options.clientCertificate
      ? { clientCertificate: await readCertificate(options.clientCertificate) }
      : {}),
    openManagedIdentity: options.openManagedIdentity,
  })
  identifying.catch(() => undefined)
  const given = await certificateGiven(options, wall, report)
  if (given) opened.defer(() => given.close())
  // While the first credentials go to the disk, certificates are made.
  const tls = tlsMaterial({
    directory: directory.path,
    now: wall.now(),
    names: [
      `*.${LOCATION}.batch.localhost`,
      ...(options.storage ? STORAGE_NAMES : []),
      ...namesOf(options),
    ],
    trusted: given?.trusted,
  })
  const identity = await identifying
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
    identity,
    catalogues: await cataloguesOf(options),
    startedAt,
    machine: machineFacts(options, directory.path),
  }

  const containers = openContainerService(parts)
  // Who does not ask for metrics does not load what keeps them.
  const metrics =
    options.metrics === 'off'
      ? undefined
      : (await import('./watching/metrics.ts')).createMetrics(parts)
  const storage = await openStorage(parts)
  opened.defer(() => storage.close())
  const batch = openBatch(parts, batchStorage(parts, storage.data), metrics)
  const scvmm = await openScvmm(parts)
  const aks = replacements.managedClusters?.(parts) ?? containers
  const armPorts = armPortsOf(parts, [aks, batch, scvmm, openHybridCompute(parts), storage])
  const arm = armService(armPorts)
  const graph = openGraph(parts)
  await keepPace(parts)
  const account = await batch.firstAccount()
  await makeFirstGroup(armPorts, account.id)
  const rooms = { arm, armPorts, containers, batch, scvmm, graph }
  const journal = createJournal({ now: wall.now })
  const { pipeline, services } = pipelineFor(parts, rooms, journal, metrics)
  let isAbandoned = false
  opened.defer(() => (isAbandoned ? undefined : batch.close()))
  opened.defer(() => (isAbandoned ? undefined : scvmm.close()))
  opened.defer(() => background.stop())
  opened.defer(() => batch.stop())
  const { host, port } = options
  const hosts = new Hosts({
    names: [...namesOf(options), ...(options.openManagedIdentity ? [METADATA_ADDRESS] : [])],
    isBehindProxy: options.behindProxy,
  })
  const common = { clock: wall, pipeline, bodies: new BodyBudget() }
  const { contextFor } = given ?? {}
  const listenAt = (own: number, more: Partial<ListenerOptions> = {}) =>
    listen({ ...common, tls, contextFor, hosts, endpoint: { host, port: own }, ...more })
  const listener = await listenAt(port, {
    ...(options.storage ? { direct: storage.direct } : {}),
  })
  hosts.openedArm(listener.port)
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
    abandon,
  }
  return { ready, services, inside }
}

async function certificateGiven(
  { tlsCert: cert, tlsKey: key }: Settings,
  { now }: Parts['wall'],
  report: Parts['report'],
) {
  if (cert === undefined || key === undefined) return undefined
  const { givenCertificate } = await import('#server/listening/given-certificate.ts')
  return givenCertificate({ cert, key }, now, (error) => report('the certificate', error))
}

const openDirectory = ({ data, store }: Settings): Promise<DataDirectory> =>
  data === undefined ? openEphemeralDirectory() : openDataDirectory(data, store)

/** Beside the first port, so that one number is enough to know both; after the last there is none. */
const besideOf = (port: number): number => (port > 0 && port < 65_535 ? port + 1 : 0)

function readyOf(
  { options, directory, identity }: Parts,
  tls: TlsMaterial,
  port: number,
  batch: Ready['batch'],
  storage: Ready['storage'],
  namesSocket: string,
): Ready {
  const { tenantId, subscriptionId, clientId, clientSecret, objectId } = identity.credentials
  const { user, managedIdentity } = identity.credentials
  const origin = `https://${hostName(options)}:${port}`
  return {
    arm: origin,
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
    // Who trusts a certificate of the user's trusts what it rests on, the machine's roots as a rule.
    caFile: options.tlsCert === undefined ? tls.caPath : tls.bundlePath,
    caBundleFile: tls.bundlePath,
    pid: process.pid,
    readyFile: readyFileIn(directory.path),
    dataDirectory: directory.ephemeral ? null : directory.path,
    batch,
    ...(storage ? { storage } : {}),
    namesSocket,
  }
}
