// What pools are made of: nodes of this machine, of a cluster, or ones that only keep time.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { BatchPorts } from '#batch/ports.ts'
import type { DialledNodes } from '#drivers/nodes/dialled/dialled-nodes.ts'
import type { AgentBootstrap } from '#drivers/nodes/dialled/port.ts'
import { onDemand } from '#drivers/nodes/on-demand.ts'
import type { NodeSecrets } from '#drivers/nodes/port.ts'
import type { NodeDriver, NodeRequest } from '#drivers/nodes/provider.ts'
import type { Cluster } from '#drivers/nodes/routed/routed-nodes.ts'
import { type NodeRule, type RuleOf, ruleFor } from '#drivers/nodes/routed/rules.ts'
import type { SlurmOptions } from '#drivers/nodes/slurm/slurm-nodes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import { flagOf } from '#kernel/options.ts'
import { readOrRefuse } from '#library/checks.ts'
import { authorityIn } from '#server/listening/tls.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { TasksProxy } from '../listening/tasks-proxy.ts'
import { nodesFileIn, nodesKind } from '../machine.ts'
import type { Parts, Report } from '../parts.ts'
import type { Metrics } from '../watching/metrics.ts'
import type { NodesFile } from './nodes-file.ts'

export interface NodesOpening {
  readonly metrics: Metrics | undefined
  readonly ports: () => BatchPorts
  readonly agentEnvironment: TasksProxy['agentEnvironment'] | undefined
  /** Where agents elsewhere dial, by the server's own name. */
  readonly address: () => string
  /** By which they know the server, in PEM. */
  readonly trust: () => Pick<AgentBootstrap, 'authority' | 'trusted'>
  /** Called with the driver that agents elsewhere belong to. */
  readonly onAgents: (agents: DialledNodes) => void
}

export async function openNodes(parts: Parts, opening: NodesOpening): Promise<NodeDriver> {
  const { nodesFile } = parts
  if (!nodesFile) return hereNodes(parts, opening)
  const here = onDemand(() => hereNodes(parts, opening))
  if (nodesFile.rules.every(({ provider }) => provider === 'local')) return here
  return clusterNodes(parts, opening, nodesFile, here)
}

/** The file of rules, where there is one. Throws what is wrong with it, or with what it asks for. */
export async function readNodes(
  options: Parts['options'],
  report: Report,
): Promise<NodesFile | undefined> {
  const path = nodesFileIn(options)
  if (path === undefined) return undefined
  const text = await readOrRefuse('file of nodes', path)
  const { NodesFault, readNodesFile } = await import('./nodes-file.ts')
  const file = readNodesFile(text, basename(path))
  const elsewhere = file.rules.find(({ provider }) => provider !== 'local')
  if (elsewhere && options.tasksSeeAzure) throw new NodesFault([cannotSeeAzure(elsewhere)])
  // Without it there would be machines that no agent ever comes from.
  if (elsewhere && !agentProgram()) throw new NodesFault([NOT_BUILT])
  const { tryRules } = await import('./try-rules.ts')
  const { tryPods } = await import('./try-pods.ts')
  await Promise.all([tryRules(file, report), tryPods(file, report)])
  return file
}

/** The proxy is on loopback, and the files that tasks trust are in the server's own directory. */
const cannotSeeAzure = ({ at, provider }: NodeRule): string =>
  `${at}: tasks on nodes of ${provider} cannot see Azure here (${flagOf('tasksSeeAzure')}): ` +
  'the proxy that leads them is for this machine alone. Say `provider: local`, or leave the option away; ' +
  '`lazuli run` has it for a server of its own: start one without it, to which it leads the program.'

async function hereNodes(parts: Parts, opening: NodesOpening): Promise<NodeDriver> {
  const { clock, directory, options, report } = parts
  if (nodesKind(options) === 'simulated') {
    const { SimulatedNodes } = await import('#drivers/nodes/simulated/simulated.ts')
    const { imaginedRun } = await import('#drivers/nodes/simulated/imagined-run.ts')
    return new SimulatedNodes({ clock, run: imaginedRun(clock) })
  }
  const { LocalNodes } = await import('#drivers/nodes/local.ts')
  const { agentEnvironment } = opening
  return new LocalNodes({
    directory: join(directory.path, 'compute'),
    separation: options.separation,
    elevation: options.elevation,
    authority: authorityIn(directory.path),
    ...(agentEnvironment && { environment: agentEnvironment }),
    secrets: secretsOf(opening),
    containers: options.containers,
    // Both hold what lets one in as the server's owner.
    hide: [directory.path, ...(options.readyFile ? [options.readyFile] : [])],
    now: clock.now,
    isLast: directory.ephemeral,
    onTrouble: (error) => report('the node agent', error),
    onLink: opening.metrics?.linked,
  })
}

function secretsOf({ ports }: NodesOpening): NodeSecrets {
  const secrets = lazy(async () => {
    const { nodeSecrets } = await import('#batch/files/node-secrets.ts')
    return nodeSecrets(ports())
  })
  return {
    token: async (...asked) => (await secrets()).token(...asked),
    autoStorage: async (...asked) => (await secrets()).autoStorage(...asked),
  }
}

/** An agent that has nothing to do and has no server gives its allocation back. */
const LINGER_MS = 10 * 60_000
const MINUTE_MS = 60_000
/** Slurm signals all processes of an allocation at once: the agent is told by then. */
const DOUBT_MS = 1_000

async function clusterNodes(
  parts: Parts,
  opening: NodesOpening,
  file: NodesFile,
  here: NodeDriver,
): Promise<NodeDriver> {
  const { clock, options, report, store } = parts
  const [{ DialledNodes: Dialled }, { RoutedNodes }, queries, uids] = await Promise.all([
    import('#drivers/nodes/dialled/dialled-nodes.ts'),
    import('#drivers/nodes/routed/routed-nodes.ts'),
    import('#batch/nodes/agents/node-agent.queries.ts'),
    import('#drivers/nodes/user-ids.ts'),
  ])
  const agents = await Dialled.open({
    registry: {
      list: () => queries.listNodeAgents(store),
      save: (agent) => store.write((tx) => queries.saveNodeAgent(tx, agent)),
      remove: (nodeId) => store.write((tx) => queries.removeNodeAgent(tx, nodeId)),
    },
    now: clock.now,
    secrets: secretsOf(opening),
    onTrouble: (error) => report('an agent', error),
    onLink: opening.metrics?.linked,
  })
  opening.onAgents(agents)
  const bootstrapOf = (nodeId: string, token: string): AgentBootstrap => ({
    server: file.server ?? opening.address(),
    ...opening.trust(),
    nodeId,
    token,
    settings: {
      separation: options.separation,
      elevation: options.elevation,
      containers: options.containers,
      firstUid: uids.firstUidFor(nodeId),
      lingerMs: LINGER_MS,
      doubtMs: DOUBT_MS,
    },
  })
  const program = lazy(packedProgram)
  const common = {
    agents,
    bootstrapOf,
    program: async () => await program(),
    now: clock.now,
    mostQueued: file.limits.queued,
    drainMs: file.limits.drainMinutes * MINUTE_MS,
  }
  const server = await ownerIn(parts)
  const has = (provider: NodeRule['provider']): boolean =>
    file.rules.some((rule) => rule.provider === provider)
  const clusters = await Promise.all([
    ...(has('slurm') ? [slurmCluster(file, common, server, report)] : []),
    ...(has('kubernetes') ? [kubernetesCluster(file, common, server, report)] : []),
  ])
  return new RoutedNodes({ here, clusters, agents })
}

type CommonOptions = Pick<
  SlurmOptions,
  'agents' | 'bootstrapOf' | 'program' | 'now' | 'mostQueued' | 'drainMs'
>

/** The rule by which a node is of this provider, if that is the first that it meets. */
const rulesOf =
  <Provider extends NodeRule['provider']>(rules: readonly NodeRule[], provider: Provider) =>
  (request: NodeRequest): RuleOf<Provider> | undefined => {
    const rule = ruleFor(rules, request)
    return rule?.provider === provider ? (rule as RuleOf<Provider>) : undefined
  }

async function slurmCluster(
  { rules }: NodesFile,
  common: CommonOptions,
  owner: string,
  report: Report,
): Promise<Cluster> {
  const [{ SlurmNodes }, { commandRunner }] = await Promise.all([
    import('#drivers/nodes/slurm/slurm-nodes.ts'),
    import('#drivers/nodes/slurm/commands.ts'),
  ])
  const ruled = rulesOf(rules, 'slurm')
  const provider = new SlurmNodes({
    ...common,
    owner,
    ruleFor: ruled,
    commands: commandRunner(),
    onTrouble: (error) => report('Slurm', error),
  })
  return { provider, isFor: (request) => ruled(request) !== undefined }
}

async function kubernetesCluster(
  { kubernetes, rules }: NodesFile,
  common: CommonOptions,
  server: string,
  report: Report,
): Promise<Cluster> {
  const { openKubernetesNodes } = await import('#drivers/nodes/kubernetes/open.ts')
  const ruled = rulesOf(rules, 'kubernetes')
  const provider = await openKubernetesNodes({
    ...common,
    kubernetes,
    server,
    ruleFor: ruled,
    named: rules.flatMap((rule) => (rule.provider === 'kubernetes' ? [rule.namespace] : [])),
    onTrouble: (error) => report('Kubernetes', error),
  })
  return { provider, isFor: (request) => ruled(request) !== undefined }
}

/** By this name a server finds its allocations again. */
async function ownerIn({ replacements, store }: Parts): Promise<string> {
  const { randomUUID } = await import('node:crypto')
  return await store.write(async (tx) => {
    const known = await findSetting(tx, 'cluster-owner')
    if (known !== undefined) return known
    const made = (replacements.newId ?? randomUUID)()
    await saveSetting(tx, 'cluster-owner', made)
    return made
  })
}

/** Beside what was built, or where a clone builds it. */
const PROGRAMS = ['../../../lazuli-agent.mjs', '../../../dist/lazuli-agent.mjs']

const NOT_BUILT = 'The program of agents is not built: in a clone, `npm run build:agent` builds it.'

const agentProgram = (): string | undefined =>
  PROGRAMS.map((each) => fileURLToPath(new URL(each, import.meta.url))).find((path) =>
    existsSync(path),
  )

async function packedProgram(): Promise<string> {
  const { gzip } = await import('node:zlib')
  const program = await readFile(agentProgram() ?? '')
  return (await promisify(gzip)(program, { level: 9 })).toString('base64')
}
