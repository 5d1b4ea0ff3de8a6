// Builds Batch: its data plane with an endpoint for each account, its part of ARM's plane, and what
// it does unasked.

import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { findAccount } from '#batch/accounts/account.queries.ts'
import type { Account } from '#batch/accounts/account.ts'
import { AccountEndpoints, type OpenPort } from '#batch/accounts/endpoints.ts'
import type { Fault } from '#batch/faults/faults.ts'
import { accountKeyOf } from '#batch/keys.ts'
import type { BatchLoop } from '#batch/loops.ts'
import { batchManagementService } from '#batch/management/service.ts'
import { hasWork } from '#batch/pending.queries.ts'
import type { BatchPorts } from '#batch/ports.ts'
import { batchService } from '#batch/service.ts'
import { KeptTexts } from '#batch/wire/kept-texts.ts'
import type { DialledNodes } from '#drivers/nodes/dialled/dialled-nodes.ts'
import { onDemand } from '#drivers/nodes/on-demand.ts'
import type { NodeDriver, Provocations } from '#drivers/nodes/provider.ts'
import { ProvokedNodes } from '#drivers/nodes/provoked/provoked.ts'
import { forBatch } from '#identity/for-batch.ts'
import type { Service } from '#kernel/service.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import { rangeIn } from '#library/port-range.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Store, Tx } from '#store/tx.ts'
import { faultyNodes } from '../faults/faulty-ports.ts'
import { hostName, isAnyAddress } from '../listening/addresses.ts'
import type { TasksProxy } from '../listening/tasks-proxy.ts'
import { nodesKind } from '../machine.ts'
import type { NodesOpening } from '../nodes/open-nodes.ts'
import { LOCATION, loadedWhenUsed, PATIENCE_MS, type Parts, RESOURCE_GROUP } from '../parts.ts'
import { pooledRandom } from '../random.ts'
import type { Metrics } from '../watching/metrics.ts'
import type { ProviderRoom } from './arm.ts'

export const FIRST_ACCOUNT = accountKeyOf('lazuli')

const DAY_MS = 86_400_000

const DRAINED = 'The server is drained: it begins no tasks. `lazuli drain --end` lets it go on.'

export interface BatchRoom extends ProviderRoom {
  readonly ports: BatchPorts
  readonly dataPlane: Service
  readonly endpoints: AccountEndpoints
  /** Leads tasks here by Azure's own names, where a user asked for it. Set once it is open. */
  tasksProxy?: TasksProxy
  /** The driver of agents that dial in, once it is there. */
  agents?: DialledNodes
  /** Opens one account's port. Set once there is a pipeline to serve it. */
  listen?: (port: number) => Promise<OpenPort>
  /** Called when an account has another key. Set once it has been said somewhere. */
  onNewKey?: (account: string) => Promise<void>
  /** The account that is there from the start. */
  firstAccount(): Promise<Account>
  /** Its key as it is now; undefined once the account is gone. */
  firstKey(): Promise<string | undefined>
  /** For the admin API: lets something go wrong. */
  readonly provoke: LazuliPorts['batch']['provoke']
  /** For the admin API: says why tasks do not start, or how one failed. */
  readonly explain: LazuliPorts['batch']['explain']
  /** For the admin API: whether tasks are begun. */
  readonly intake: LazuliPorts['batch']['intake']
  /** Goes on with what an earlier life of this server left to do. */
  resume(): Promise<void>
  /** How many tasks would run on without this server; 0 where none may. */
  runsOn(): Promise<number>
  hasNodes(): Promise<boolean>
  /** Rests what goes on unasked, until `goOn`. */
  pause(): Promise<void>
  /** Ends all that runs on nodes, and the nodes. */
  endNodes(): Promise<void>
  /** Goes on after a pause with the rows of another moment: nothing of what they say runs does. */
  goOn(): Promise<void>
  /** Ends what goes on unasked; nothing more begins. */
  stop(): Promise<void>
  /** Lets go of nodes, or ends them where nothing is kept. */
  close(): Promise<void>
}

export function openBatch(
  parts: Parts,
  storage: BatchPorts['storage'],
  agentsTrust: NodesOpening['trust'],
  metrics?: Metrics,
): BatchRoom {
  const { engine, store } = parts
  const room: Pick<BatchRoom, 'agents' | 'listen' | 'onNewKey' | 'tasksProxy'> = {}
  const endpoints = new AccountEndpoints({
    store,
    host: hostName(parts.options),
    hasOtherHosts: isAnyAddress(parts.options.host),
    listen: (port) => room.listen!(port),
    range: rangeIn(parts.options.batchPorts),
    namesBelow: parts.options.batchNames ? parts.options.publicName : undefined,
    onError: parts.report,
  })
  const own = parts.replacements.nodes
    ? undefined
    : onDemand(async () => {
        const { openNodes } = await import('../nodes/open-nodes.ts')
        return openNodes(parts, {
          metrics,
          ports: () => ports,
          agentEnvironment: room.tasksProxy?.agentEnvironment,
          address: () => `https://${hostName(parts.options)}:${endpoints.armPort}`,
          trust: agentsTrust,
          onAgents: (agents) => {
            room.agents = agents
          },
        })
      })
  const given = parts.replacements.nodes ?? own!
  const provider = faultyNodes(given.provider, parts.faults)
  const nodes = new ProvokedNodes(
    {
      provider,
      agent: parts.traces?.agent(given.agent) ?? given.agent,
      close: () => given.close(),
    },
    parts.clock,
  )
  const ports: BatchPorts = {
    ...portsOf(parts, nodes, endpoints),
    observer: metrics?.batch,
    storage,
    get programsOf() {
      return room.tasksProxy?.programsOf
    },
    onNewKey: async (account) => room.onNewKey?.(account),
  }
  const loops = new Loops(ports)
  // An agent takes longer to start than a test should wait for a restore.
  let returning: Promise<void> | undefined
  parts.clock.watch?.(() => returning !== undefined)
  const whenUsed = loadedWhenUsed(engine, async () => {
    const { batchDurables } = await import('#batch/durables.ts')
    await loops.start()
    return batchDurables(ports)
  })
  const used = (service: Service): Service => ({ ...service, handlers: whenUsed(service.handlers) })
  const dataPlane = used(batchService(ports))
  const provocation = whenUsed(async () => (await import('#batch/faults/provoke.ts')).provoke)
  return Object.assign(room, {
    ports,
    dataPlane,
    endpoints,
    service: used(batchManagementService(ports)),
    provider: whenUsed(async () =>
      (await import('#batch/management/provider.ts')).batchProvider(ports),
    ),
    firstAccount: () => firstAccount(parts, ports),
    firstKey: async () => (await findAccount(store, FIRST_ACCOUNT))?.keys.primary,
    async explain(asked: Parameters<LazuliPorts['batch']['explain']>[0]) {
      const { account = FIRST_ACCOUNT, job, task } = asked
      const { explain } = await import('#batch/scheduler/explanation.ts')
      const { files } = ports.nodeAgent
      const now = parts.clock.now()
      const said = await explain(store, accountKeyOf(account), now, job, task, files)
      return said && ports.intake.isClosed ? { ...said, reasons: [DRAINED, ...said.reasons] } : said
    },
    intake: {
      get isClosed() {
        return ports.intake.isClosed
      },
      close() {
        ports.intake.isClosed = true
      },
      open() {
        ports.intake.isClosed = false
        ports.wake.scheduler()
      },
      async running() {
        const { countAttempts } = await import('#batch/scheduler/attempt.queries.ts')
        return await countAttempts(store)
      },
    },
    async provoke(asked: Parameters<LazuliPorts['batch']['provoke']>[0]) {
      const provoke = await provocation()
      const account = accountKeyOf(asked.account ?? FIRST_ACCOUNT)
      return provoke(ports, { ...asked, account, what: asked.what as Fault })
    },
    async resume() {
      if (await hasWork(store)) await dataPlane.handlers()
    },
    async runsOn() {
      if (parts.directory.ephemeral || parts.options.stopTasks) return 0
      const { taskTotals } = await import('#batch/usage/metrics.queries.ts')
      return (await taskTotals(store)).reduce((sum, { running }) => sum + running, 0)
    },
    hasNodes: async () => (await hasWork(store)) && (await everyNode(store)).length > 0,
    async pause() {
      await returning
      await loops.pause()
    },
    async endNodes() {
      if (await hasWork(store)) await releaseNodes(parts, ports)
      await own?.renew()
    },
    async goOn() {
      if (await hasWork(store)) {
        const { giveUpAll } = await import('#batch/scheduler/give-up-all.ts')
        await giveUpAll(ports)
        await dataPlane.handlers()
        const { ensureNodes } = await import('#batch/nodes/reports/ensure-nodes.ts')
        // What fails here is tried again by the loops.
        const findNodes = () =>
          ensureNodes(ports, {
            signal: AbortSignal.timeout(PATIENCE_MS),
            patienceMs: PATIENCE_MS,
          }).catch((error) => parts.report('nodes', error))
        if (own && nodesKind(parts.options) === 'local') {
          // To begin a process holds this one up for milliseconds: the caller is answered first.
          const known = setImmediate().then(findNodes)
          own.keepFilesUntil(known)
          returning = known
            .then(() => loops.resume())
            .catch((error) => parts.report('nodes', error))
            .finally(() => {
              returning = undefined
            })
          return
        }
        await findNodes()
      }
      await loops.resume()
    },
    async stop() {
      await returning
      await loops.stop()
    },
    async close() {
      try {
        if (parts.options.stopTasks && (await hasWork(store))) {
          const { endTasks } = await import('#batch/nodes/end-tasks.ts')
          await endTasks(ports, AbortSignal.timeout(PATIENCE_MS))
        }
        await endNodes(parts, ports)
      } finally {
        await nodes.close()
      }
    },
  })
}

const portsOf = (
  parts: Parts,
  nodes: NodeDriver & Provocations,
  endpoints: AccountEndpoints,
): Omit<BatchPorts, 'storage'> => ({
  store: parts.store,
  engine: parts.engine,
  clock: parts.clock,
  catalogues: parts.catalogues,
  nodeProvider: nodes.provider,
  nodeAgent: nodes.agent,
  provocations: nodes,
  identity: forBatch(parts.identity, parts.store),
  endpoints,
  options: {
    certificatesInNewest: parts.options.retiredCertificates,
    keepCompletedMs:
      parts.options.keepCompleted === undefined ? undefined : parts.options.keepCompleted * DAY_MS,
    quotas: {
      dedicatedCoreQuota: parts.options.dedicatedCoreQuota,
      lowPriorityCoreQuota: parts.options.lowPriorityCoreQuota,
      poolQuota: parts.options.poolQuota,
      activeJobAndJobScheduleQuota: parts.options.activeJobAndJobScheduleQuota,
    },
  },
  intake: { isClosed: false },
  keptTexts: new KeptTexts(),
  wake: {
    scheduler: () => undefined,
    schedules: () => undefined,
    pools: () => undefined,
    files: () => undefined,
  },
  onRetry: parts.report,
  newId: parts.replacements.newId ?? randomUUID,
  random: parts.replacements.random ?? pooledRandom(),
})

/** What Batch does unasked, from its first use on. */
class Loops {
  readonly #ports: BatchPorts
  #running: BatchLoop | undefined
  #isOver = false
  #isPaused = false

  constructor(ports: BatchPorts) {
    this.#ports = ports
  }

  async start(): Promise<void> {
    const { startBatchLoops } = await import('#batch/loops.ts')
    if (!this.#isOver) this.#running ??= startBatchLoops(this.#ports)
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await this.#running?.stop()
  }

  async pause(): Promise<void> {
    await this.#running?.stop()
    this.#isPaused = this.#running !== undefined
    this.#running = undefined
  }

  async resume(): Promise<void> {
    if (this.#isPaused) await this.start()
    this.#isPaused = false
  }
}

/** Tasks go on without their server, and the next one gets their reports: unless nothing is kept. */
async function endNodes(parts: Parts, ports: BatchPorts): Promise<void> {
  if (parts.directory.ephemeral && (await hasWork(ports.store))) await releaseNodes(parts, ports)
}

async function releaseNodes(
  { report }: Parts,
  { nodeProvider, store }: Pick<BatchPorts, 'nodeProvider' | 'store'>,
): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const released = (await everyNode(store)).map(({ key }) =>
    nodeProvider.release(key, {}, signal).catch((error) => report('nodes', error)),
  )
  await Promise.all(released)
}

const everyNode = async (store: Store) =>
  (await import('#batch/nodes/node.queries.ts')).listEveryNode(store)

async function firstAccount({ identity, store }: Parts, ports: BatchPorts): Promise<Account> {
  const { subscriptionId, tenantId, clientId, objectId } = identity.credentials
  const marked = await findSetting(store, 'first-batch-account')
  const account = marked && (await findAccount(store, FIRST_ACCOUNT))
  if (account) return account
  const { bootstrapBatch } = await import('#batch/accounts/bootstrap.ts')
  const made = await bootstrapBatch(ports, {
    subscriptionId,
    resourceGroup: RESOURCE_GROUP,
    location: LOCATION,
    name: FIRST_ACCOUNT,
    by: { kind: 'app', oid: objectId, appId: clientId, tenantId, name: clientId },
  })
  // The next write, of the account's port, takes along all that a start has made before.
  const mark = (tx: Tx) => saveSetting(tx, 'first-batch-account', made.id)
  await store.write(mark, { flush: 'later' })
  return made
}
