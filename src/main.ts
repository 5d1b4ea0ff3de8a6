// Joins the parts: the only file that knows every room. What a start can do without is imported
// when it is needed.
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { ArmPorts, ResourceProvider } from '#arm/ports.ts'
import { insertGroup } from '#arm/resource-groups/resource-group.queries.ts'
import { armService } from '#arm/service.ts'
import { findAccount } from '#batch/accounts/account.queries.ts'
import type { Account } from '#batch/accounts/account.ts'
import { bootstrapBatch } from '#batch/accounts/bootstrap.ts'
import { AccountEndpoints, type OpenPort } from '#batch/accounts/endpoints.ts'
import { batchDurables } from '#batch/durables.ts'
import { startBatchLoops } from '#batch/loops.ts'
import { batchManagementService } from '#batch/management-service.ts'
import { listEveryNode } from '#batch/nodes/node.queries.ts'
import type { BatchPorts } from '#batch/ports.ts'
import { batchProvider } from '#batch/provider.ts'
import { MISHAPS, type Mishap, provoke } from '#batch/provoke.ts'
import { explain } from '#batch/scheduler/explanation.ts'
import { batchService } from '#batch/service.ts'
import { type Ready, readyFileIn } from '#cli/ready.ts'
import { publish, withdraw, withdrawStale } from '#cli/ready-file.ts'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import { containerDurables } from '#containerservice/durables.ts'
import { containerProvider } from '#containerservice/provider.ts'
import { containerService } from '#containerservice/service.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { onDemand } from '#drivers/compute/on-demand.ts'
import { ProcessCompute } from '#drivers/compute/process.ts'
import { onDemand as hypervisorOnDemand } from '#drivers/hypervisor/on-demand.ts'
import type { HypervisorDriver } from '#drivers/hypervisor/port.ts'
import { Background } from '#engine/background.ts'
import { type Clock, realClock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import { deleteEnded } from '#engine/operation.queries.ts'
import type { Reconciler } from '#engine/reconcilers.ts'
import { hybridComputeProvider } from '#hybridcompute/provider.ts'
import { hybridComputeService } from '#hybridcompute/service.ts'
import { forBatch } from '#identity/for-batch.ts'
import { createIdentity, type Identity } from '#identity/identity.ts'
import * as roleAssignments from '#identity/role-assignments.ts'
import * as roleDefinitions from '#identity/role-definitions.ts'
import { BUILT_IN_ROLES } from '#identity/roles.ts'
import { issueCertificate } from '#identity/x509.ts'
import { type Instant, plus, toIso } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import { machineConsole } from '#scvmm/console.ts'
import { scvmmDurables } from '#scvmm/durables.ts'
import type { Estate } from '#scvmm/estate/estate.ts'
import type { ScvmmPorts } from '#scvmm/ports.ts'
import { scvmmProvider } from '#scvmm/provider.ts'
import { keepMachines, releaseMachines } from '#scvmm/reconcile.ts'
import { scvmmService } from '#scvmm/service.ts'
import { authenticate } from '#server/authenticate.ts'
import { authorize } from '#server/authorize.ts'
import { consoleAdmin } from '#server/console-admin.ts'
import { adminReply, front } from '#server/front.ts'
import { gateway } from '#server/gateway.ts'
import { host } from '#server/host.ts'
import { createJournal } from '#server/journal.ts'
import { journalAdmin } from '#server/journal-admin.ts'
import { listen } from '#server/listener.ts'
import { pacingAdmin } from '#server/pacing-admin.ts'
import { type Pipeline, pipelineOf } from '#server/pipeline.ts'
import { provokeAdmin } from '#server/provoke-admin.ts'
import { throttle } from '#server/throttle.ts'
import { type TlsMaterial, tlsMaterial } from '#server/tls.ts'
import {
  type DataDirectory,
  openDataDirectory,
  openEphemeralDirectory,
} from '#store/data-directory.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Store } from '#store/tx.ts'

export interface ServerOptions {
  /** Address to listen on. */
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** Of the Batch data plane, which has a port of its own; 0 takes a free one. */
  readonly batchPort: number
  /** Serves Batch certificates in the api-version in which Azure no longer does. */
  readonly retiredCertificates?: boolean
  /** Absent: nothing is kept. */
  readonly dataDirectory: string | undefined
  /** Where to say how to connect, besides the data directory. */
  readonly readyFile?: string
  /** How many times faster than Azure long work goes. */
  readonly timeScale: number
  /** PEM: a certificate that the first application may sign in with besides its secret. */
  readonly clientCertificate?: string
  /** What runs virtual machines; absent: QEMU where it is found. */
  readonly hypervisor?: 'simulated' | 'qemu'
  /** Path of a YAML file that says what VMM servers manage; absent: a small estate of ours. */
  readonly inventory?: string
  /** How long after a VMM server is connected its inventory appears. Absent: at once. */
  readonly inventoryDelayMs?: number
}

export interface RunningServer {
  readonly ready: Ready
  /** What is served: for the pages that are printed from it. */
  readonly services: readonly Service[]
  /** Finishes the calls under way and closes everything. What runs goes on at the next start. */
  stop(): Promise<void>
}

const LOCATION = 'westeurope'
const RESOURCE_GROUP = 'lazuli'
const FIRST_ACCOUNT = 'lazuli'
/** What pollers wait for when they are told nothing, in seconds. */
const POLLERS_OWN_WAIT = 30

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  // What was opened, to be closed newest first: at the end, or when it never comes to serve.
  const opened = new AsyncDisposableStack()
  try {
    const { ready, services } = await serve(options, opened)
    return { ready, services, stop: () => opened.disposeAsync() }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

async function serve(
  options: ServerOptions,
  opened: AsyncDisposableStack,
): Promise<Omit<RunningServer, 'stop'>> {
  const clock = realClock(options.timeScale)
  const directory =
    options.dataDirectory === undefined
      ? await openEphemeralDirectory()
      : await openDataDirectory(options.dataDirectory)
  opened.defer(() => directory.close())
  const { store } = directory
  const readyFiles = [readyFileIn(directory.path), options.readyFile].filter((file) => file != null)
  await Promise.all(readyFiles.map(withdrawStale))
  const background = new Background({ store, clock, onHitch: report })
  const { engine } = background
  const identity = await createIdentity({
    store,
    directory: directory.path,
    now: clock.now,
    ...(options.clientCertificate ? { clientCertificate: options.clientCertificate } : {}),
  })
  const parts: Parts = {
    options,
    clock,
    directory,
    store,
    engine,
    identity,
    startedAt: clock.now(),
  }

  const containers = joinContainerService(parts)
  const batch = joinBatch(parts)
  const scvmm = await joinScvmm(parts)
  const providers = [containers, batch, scvmm, joinHybridCompute(parts)]
  const armPorts = armPortsOf(parts, providers)
  const arm = armService(armPorts)
  const services = [arm, ...armPorts.services, batch.dataPlane]
  const tls = tlsMaterial({
    directory: directory.path,
    now: parts.startedAt,
    names: [`*.${LOCATION}.batch.localhost`, ...namesOf(options.host)],
  })
  await makeFirstGroup(armPorts)
  const account = await firstAccount(parts, batch.ports)
  const pipeline = pipelineFor(parts, arm, armPorts, batch, scvmm.ports)
  opened.defer(() => batch.ports.compute.close())
  opened.defer(() => endNodes(batch.ports, directory))
  opened.defer(() => scvmm.ports.hypervisor.close())
  opened.defer(() => endMachines(scvmm.ports, directory))
  opened.defer(() => background.stop())
  const loops: { stop(): Promise<void> }[] = []
  opened.defer(async () => void (await Promise.all(loops.map((loop) => loop.stop()))))
  const listening = { host: options.host, tls, clock, pipeline }
  const listener = await listen({ ...listening, port: options.port })
  opened.defer(() => listener.close())
  batch.listen = (port) => listen({ ...listening, port })
  opened.defer(() => batch.endpoints.closeAll())
  await batch.endpoints.openAll({ [FIRST_ACCOUNT]: options.batchPort })
  for (const reconciler of [forgetEnded(parts), ...scvmm.reconcilers]) {
    background.reconcilers.register(reconciler)
  }
  background.start()
  loops.push(startBatchLoops(batch.ports))

  const ready = readyOf(parts, tls, listener.port, {
    account: account.name,
    endpoint: `https://${batch.endpoints.of(account.name, account.region)}`,
    key: account.keys.primary,
  })
  for (const file of readyFiles) {
    opened.defer(() => withdraw(file, ready))
    await publish(file, ready)
  }
  return { ready, services }
}

/** What every room is joined from. */
interface Parts {
  readonly options: ServerOptions
  readonly clock: Clock
  readonly directory: DataDirectory
  readonly store: Store
  readonly engine: Engine
  readonly identity: Identity
  readonly startedAt: Instant
}

/** Azure's own pace brings Azure's own silence; a faster one hurries the pollers along with it. */
const retryAfterOf = ({ timeScale }: ServerOptions): number | undefined =>
  timeScale === 1 ? undefined : Math.max(1, Math.round(POLLERS_OWN_WAIT / timeScale))

function joinContainerService({ options, store, engine, identity }: Parts) {
  const ports = {
    store,
    engine,
    clusters: simulatedClusters(),
    random: (bytes: number) => randomBytes(bytes),
    tenantId: identity.credentials.tenantId,
    credentials: certificateIssuer(issueCertificate),
    habits: { retryAfter: retryAfterOf(options) },
  }
  engine.register(...containerDurables(ports))
  return { service: containerService(ports), provider: containerProvider(ports) }
}

async function joinScvmm({ options, directory, store, engine }: Parts) {
  const ports: ScvmmPorts = {
    store,
    engine,
    hypervisor: hypervisorOnDemand(() => openHypervisor(options, directory)),
    random: (bytes) => randomBytes(bytes),
    ...(options.inventory === undefined ? {} : { estate: await estateIn(options.inventory) }),
    habits: { inventoryDelayMs: options.inventoryDelayMs ?? 0 },
  }
  engine.register(...scvmmDurables(ports))
  const reconcilers: Reconciler[] = [
    {
      name: 'virtual machines',
      everyMs: 30_000,
      run: keepMachines(ports),
    },
  ]
  return { ports, reconcilers, service: scvmmService(ports), provider: scvmmProvider(ports) }
}

/** A machine that does not end in time is adopted by the next start. */
const PATIENCE_MS = 30_000

async function endMachines(ports: ScvmmPorts, { ephemeral }: DataDirectory): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  for (const error of await releaseMachines(ports, !ephemeral, signal)) {
    report('virtual machines', error)
  }
}

/** Tasks go on without their server, and the next one hears of them: unless nothing is kept. */
async function endNodes(
  { compute, store }: BatchPorts,
  { ephemeral }: DataDirectory,
): Promise<void> {
  if (!ephemeral) return
  const signal = AbortSignal.timeout(PATIENCE_MS)
  for (const { key } of await listEveryNode(store)) {
    await compute.removeNode(key, signal).catch((error) => report('nodes', error))
  }
}

async function openHypervisor(
  { hypervisor }: ServerOptions,
  directory: DataDirectory,
): Promise<HypervisorDriver> {
  const place = join(directory.path, 'hypervisor')
  const { whyNoQemu } = await import('#drivers/hypervisor/qemu-platform.ts')
  const lacking = hypervisor === 'simulated' ? 'not wanted' : await whyNoQemu()
  if (!lacking) {
    return await (await import('#drivers/hypervisor/qemu.ts')).openQemu({ directory: place })
  }
  if (hypervisor === 'qemu') throw new Error(`QEMU cannot be used here: ${lacking}`)
  const { openSimulated } = await import('#drivers/hypervisor/simulated.ts')
  return await openSimulated({ directory: place })
}

async function estateIn(file: string): Promise<Estate> {
  const { readEstate } = await import('#scvmm/estate/estate-file.ts')
  return readEstate(await readFile(file, 'utf8'), dirname(resolve(file)))
}

function joinHybridCompute({ store, identity }: Parts) {
  const ports = {
    store,
    random: (bytes: number) => randomBytes(bytes),
    tenantId: identity.credentials.tenantId,
  }
  return { service: hybridComputeService(ports), provider: hybridComputeProvider() }
}

interface BatchRoom {
  readonly ports: BatchPorts
  readonly endpoints: AccountEndpoints
  readonly dataPlane: Service
  /** On ARM's plane. */
  readonly service: Service
  readonly provider: ResourceProvider
  /** Opens one account's port. Known once there is a pipeline to serve it. */
  listen?: (port: number) => Promise<OpenPort>
}

function joinBatch({ options, clock, directory, store, engine, identity }: Parts): BatchRoom {
  const room: Pick<BatchRoom, 'listen'> = {}
  const endpoints = new AccountEndpoints({
    store,
    host: hostName(options.host),
    listen: (port) => room.listen!(port),
  })
  const ports: BatchPorts = {
    store,
    engine,
    clock,
    compute: onDemand(
      () =>
        new ProcessCompute({
          directory: join(directory.path, 'compute'),
          now: clock.now,
          onTrouble: (error) => report('the node agent', error),
        }),
    ),
    identity: forBatch(identity),
    endpoints,
    options: { certificatesInNewest: options.retiredCertificates ?? false },
    wake: { scheduler: () => undefined, pools: () => undefined },
    onHitch: report,
    newId: randomUUID,
    random: (bytes) => randomBytes(bytes),
  }
  engine.register(...batchDurables(ports))
  return Object.assign(room, {
    ports,
    endpoints,
    dataPlane: batchService(ports),
    service: batchManagementService(ports),
    provider: batchProvider(ports),
  })
}

async function firstAccount({ identity, store }: Parts, ports: BatchPorts): Promise<Account> {
  const { subscriptionId, tenantId, clientId, objectId } = identity.credentials
  const marked = await store.get(sql`select 1 from setting where name = 'first-batch-account'`)
  const account = marked && (await findAccount(store, FIRST_ACCOUNT))
  if (account) return account
  const made = await bootstrapBatch(ports, {
    subscriptionId,
    resourceGroup: RESOURCE_GROUP,
    location: LOCATION,
    name: FIRST_ACCOUNT,
    by: { kind: 'app', oid: objectId, appId: clientId, tenantId, name: clientId },
  })
  await store.write((tx) =>
    tx.run(sql`insert into setting (name, value) values ('first-batch-account', ${made.id})
               on conflict do nothing`),
  )
  return made
}

function armPortsOf(
  { options, clock, store, engine, identity }: Parts,
  providers: readonly { readonly service: Service; readonly provider: ResourceProvider }[],
): ArmPorts {
  const { tenantId, subscriptionId } = identity.credentials
  const retryAfter = retryAfterOf(options)
  return {
    store,
    engine,
    clock,
    tenantId,
    roles: { builtIn: BUILT_IN_ROLES, ...roleAssignments, ...roleDefinitions },
    isAllowed: identity.isAllowed,
    subscriptions: [{ subscriptionId, displayName: 'Lazuli' }],
    canSee: identity.canSee,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    services: providers.map(({ service }) => service),
    providers: new Map(
      providers.map(({ provider }) => [provider.namespace.toLowerCase(), provider]),
    ),
  }
}

function pipelineFor(
  parts: Parts,
  arm: Service,
  armPorts: ArmPorts,
  batch: BatchRoom,
  scvmm: ScvmmPorts,
): Pipeline {
  const { clock, identity } = parts
  const { subscriptionId, tenantId } = identity.credentials
  const journal = createJournal({ now: clock.now })
  return pipelineOf({
    services: [arm, ...armPorts.services, batch.dataPlane],
    front: front({
      identity,
      admin: {
        'GET status': () => statusOf(parts),
        'GET explain': ({ query }) => explainAdmin(parts, query),
        ...journalAdmin(journal, ownVersion()),
        ...pacingAdmin(parts.engine),
        ...provokeAdmin(MISHAPS, (wish) =>
          provoke(batch.ports, { account: FIRST_ACCOUNT, ...wish, what: wish.what as Mishap }),
        ),
        ...consoleAdmin((name, signal) => machineConsole(scvmm, name, signal)),
      },
    }),
    host: host({
      arm,
      providers: armPorts.services,
      dataPlane: (where) => (batch.endpoints.isAccounts(where) ? batch.dataPlane : undefined),
    }),
    authenticate: authenticate({
      identity,
      tenantOf: (id) => (id.toLowerCase() === subscriptionId ? tenantId : undefined),
    }),
    gateway: gateway(armPorts),
    throttle: throttle({ enforce: false }),
    generation: () => parts.store.generation,
    authorize: authorize(identity),
    journal: journal.record,
    onBug: (exchange, error) => report(`${exchange.method} ${exchange.path}`, error),
  })
}

/** How long a client can still ask what became of its operation. */
const REMEMBERED_MS = 7 * 24 * 3_600_000

const forgetEnded = ({ clock, store }: Parts): Reconciler => ({
  name: 'forget ended operations',
  everyMs: 3_600_000,
  run: async () => {
    await store.write((tx) => deleteEnded(tx, plus(clock.now(), -REMEMBERED_MS)))
  },
})

async function explainAdmin({ clock, store }: Parts, query: URLSearchParams) {
  const [job, task] = [query.get('job') ?? '', query.get('task') ?? undefined]
  const account = query.get('account') ?? FIRST_ACCOUNT
  const said = await explain(store, account, clock.now(), job, task)
  const message = `There is no ${task === undefined ? `job ${job}` : `task ${task} in a job ${job}`}.`
  return said ? adminReply(200, said) : adminReply(404, { error: { code: 'NotFound', message } })
}

async function statusOf({ options, directory, store, startedAt }: Parts) {
  return adminReply(200, {
    version: ownVersion(),
    pid: process.pid,
    startedAt: toIso(startedAt),
    dataDirectory: directory.ephemeral ? null : directory.path,
    timeScale: options.timeScale,
    memoryBytes: process.memoryUsage.rss(),
    ...(await countsOf(store)),
  })
}

/** Listening there is listening at every address of this machine. */
const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** By what the certificate has to know this machine, besides the names of every loopback. */
const namesOf = (host: string): string[] => {
  if (!isAnyAddress(host)) return [host]
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
  return [hostname(), ...addresses.map(({ address }) => address)]
}

/** The host in addresses of ours, as this machine reaches them. */
const hostName = (host: string): string => {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return isIP(address) === 6 ? `[${address}]` : address
}

function readyOf(
  { options, directory, identity }: Parts,
  tls: TlsMaterial,
  port: number,
  batch: Ready['batch'],
): Ready {
  const { tenantId, subscriptionId, clientId, clientSecret } = identity.credentials
  const origin = `https://${hostName(options.host)}:${port}`
  return {
    arm: origin,
    authority: origin,
    tenantId,
    subscriptionId,
    clientId,
    clientSecret,
    resourceGroup: RESOURCE_GROUP,
    location: LOCATION,
    caFile: tls.caPath,
    caBundleFile: tls.bundlePath,
    pid: process.pid,
    readyFile: readyFileIn(directory.path),
    dataDirectory: directory.ephemeral ? null : directory.path,
    batch,
  }
}

/** A group to work in, once: who deletes it does not want it back. */
async function makeFirstGroup({ store, clock, subscriptions }: ArmPorts): Promise<void> {
  const now = clock.now()
  await store.write(async (tx) => {
    const marked = await tx.run(sql`
      insert into setting (name, value) values ('first-resource-group', ${RESOURCE_GROUP})
      on conflict do nothing`)
    if (marked === 0) return
    await insertGroup(tx, {
      subscriptionId: subscriptions[0]!.subscriptionId,
      name: RESOURCE_GROUP,
      location: LOCATION,
      provisioningState: 'Succeeded',
      createdAt: now,
      changedAt: now,
    })
  })
}

async function countsOf(store: Reader) {
  const types = await store.all<{ type: string; n: number }>(
    sql`select type, count(*) as n from arm_resource group by type order by type`,
  )
  const running = await store.get<{ n: number }>(
    sql`select count(*) as n from operation where status in ('InProgress', 'Canceling')`,
  )
  return {
    resources: Object.fromEntries(types.map(({ type, n }) => [type, n])),
    operationsRunning: running?.n ?? 0,
  }
}

const ownVersion = (): string => {
  const file = new URL('../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version ?? 'unknown'
}

/** Hitches and bugs, for whoever runs the server. Never a request's content: it may hold secrets. */
function report(what: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`lazuli: ${what}: ${text}\n`)
}
