// Joins the parts: the only file that knows every room.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import type { ArmPorts, ResourceProvider } from '#arm/ports.ts'
import { insertGroup } from '#arm/resource-groups/resource-group.queries.ts'
import { armService } from '#arm/service.ts'
import { type Ready, readyFileIn } from '#cli/ready.ts'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import { containerDurables } from '#containerservice/durables.ts'
import { containerProvider } from '#containerservice/provider.ts'
import { containerService } from '#containerservice/service.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { realClock } from '#engine/clock.ts'
import { Engine } from '#engine/engine.ts'
import { createIdentity } from '#identity/identity.ts'
import * as roleAssignments from '#identity/role-assignments.ts'
import { BUILT_IN_ROLES } from '#identity/roles.ts'
import { issueCertificate } from '#identity/x509.ts'
import type { Service } from '#kernel/service.ts'
import { authenticate } from '#server/authenticate.ts'
import { authorize } from '#server/authorize.ts'
import { adminReply, front } from '#server/front.ts'
import { gateway } from '#server/gateway.ts'
import { host } from '#server/host.ts'
import { createJournal } from '#server/journal.ts'
import { journalAdmin } from '#server/journal-admin.ts'
import { listen } from '#server/listener.ts'
import { pipelineOf } from '#server/pipeline.ts'
import { throttle } from '#server/throttle.ts'
import { tlsMaterial } from '#server/tls.ts'
import { openDataDirectory, openEphemeralDirectory } from '#store/data-directory.ts'
import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'

export interface ServerOptions {
  /** Address to listen on. */
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** Absent: nothing is kept. */
  readonly dataDirectory: string | undefined
  /** How many times faster than Azure long work goes. */
  readonly timeScale: number
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
/** What pollers wait for when they are told nothing, in seconds. */
const POLLERS_OWN_WAIT = 30

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const clock = realClock(options.timeScale)
  const startedAt = clock.now()
  const directory =
    options.dataDirectory === undefined
      ? await openEphemeralDirectory()
      : await openDataDirectory(options.dataDirectory)
  const { store } = directory
  const engine = new Engine({
    store,
    clock,
    onHitch: (operation, error) => report(operation.kind, error),
  })
  const identity = await createIdentity({ store, directory: directory.path, now: clock.now })
  const { credentials } = identity

  // Azure's own pace brings Azure's own silence; a faster one hurries the pollers along with it.
  const retryAfter =
    options.timeScale === 1
      ? undefined
      : Math.max(1, Math.round(POLLERS_OWN_WAIT / options.timeScale))
  const aksPorts = {
    store,
    engine,
    clusters: simulatedClusters(),
    random: (bytes: number) => randomBytes(bytes),
    tenantId: credentials.tenantId,
    credentials: certificateIssuer(issueCertificate),
    habits: { retryAfter },
  }
  engine.register(...containerDurables(aksPorts))
  const services: Service[] = [containerService(aksPorts)]
  const providers = new Map<string, ResourceProvider>(
    [containerProvider(aksPorts)].map((provider) => [provider.namespace.toLowerCase(), provider]),
  )
  const armPorts: ArmPorts = {
    store,
    engine,
    clock,
    tenantId: credentials.tenantId,
    roles: { builtIn: BUILT_IN_ROLES, ...roleAssignments },
    subscriptions: [{ subscriptionId: credentials.subscriptionId, displayName: 'Lazuli' }],
    canSee: identity.canSee,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    services,
    providers,
  }
  const arm = armService(armPorts)

  const tls = tlsMaterial({
    directory: directory.path,
    now: startedAt,
    names: isIP(options.host) ? [options.host] : [],
  })
  const status = async () =>
    adminReply(200, {
      version: ownVersion(),
      pid: process.pid,
      startedAt: new Date(startedAt).toISOString(),
      dataDirectory: directory.ephemeral ? null : directory.path,
      timeScale: options.timeScale,
      memoryBytes: process.memoryUsage.rss(),
      ...(await countsOf(store)),
    })
  const journal = createJournal({ now: clock.now })
  const pipeline = pipelineOf({
    services: [arm, ...services],
    front: front({
      identity,
      admin: { 'GET status': status, ...journalAdmin(journal, ownVersion()) },
    }),
    host: host({ arm, providers: services }),
    authenticate: authenticate({
      identity,
      tenantOf: (id) =>
        id.toLowerCase() === credentials.subscriptionId ? credentials.tenantId : undefined,
    }),
    gateway: gateway(armPorts),
    throttle: throttle({ enforce: false }),
    authorize: authorize(identity),
    journal: journal.record,
    onBug: (exchange, error) => report(`${exchange.method} ${exchange.path}`, error),
  })
  await makeFirstGroup(armPorts)
  const listener = await listen({ host: options.host, port: options.port, tls, clock, pipeline })
  engine.wake()

  const name = isIP(options.host) === 6 ? `[${options.host}]` : options.host
  const arm_ = `https://${name}:${listener.port}`
  const readyFile = readyFileIn(directory.path)
  const ready: Ready = {
    arm: arm_,
    authority: arm_,
    tenantId: credentials.tenantId,
    subscriptionId: credentials.subscriptionId,
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
    resourceGroup: RESOURCE_GROUP,
    location: LOCATION,
    caFile: tls.caPath,
    caBundleFile: tls.bundlePath,
    pid: process.pid,
    readyFile,
    dataDirectory: directory.ephemeral ? null : directory.path,
  }
  await writeFile(readyFile, `${JSON.stringify(ready, undefined, 2)}\n`, { mode: 0o600 })
  return {
    ready,
    services: [arm, ...services],
    async stop() {
      await rm(readyFile, { force: true })
      await listener.close()
      await engine.stop()
      await directory.close()
    },
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
