// The suites that nodes of this machine pass, over a cluster whose agents dial in.
import { readFileSync } from 'node:fs'
import { after, before } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { AgentHarness, Wanted } from '#drivers/nodes/conformance/conformance.ts'
import { agentConformance } from '#drivers/nodes/conformance/conformance-agent.ts'
import { aRequest, providerConformance } from '#drivers/nodes/conformance/conformance-provider.ts'
import type { NodeProvider } from '#drivers/nodes/provider.ts'
import type { ClusterOptions } from '#drivers/nodes/routed/cluster.ts'
import { instant } from '#kernel/instant.ts'
import { DialledMachine } from '#testing/nodes/dialled-machine.ts'
import { freshAgent } from '../../scripts/agent.ts'
import { progress } from '../watchdog.ts'

/** What every rule of the tests says of its machines. */
interface CommonRule {
  readonly match: Readonly<Record<string, never>>
  readonly at: string
  readonly resources: 'none'
  readonly node: string
}

export interface ClusterHarness<Cluster extends AsyncDisposable, Rule> {
  start(): Promise<Cluster>
  /** `scratch`: where agents may keep what they have. */
  ruleOf(common: CommonRule, scratch: string): Rule
  /** `name`: the server's, one for each scene. */
  open(
    cluster: Cluster,
    name: string,
    options: ClusterOptions<Rule>,
  ): Promise<NodeProvider & { close(): Promise<void> }>
  /** Resolves once nothing runs in the cluster. */
  untilEmpty(cluster: Cluster): Promise<void>
}

const commandLines = (wanted: Wanted): string => {
  if (wanted === 'untilStopped') return '/bin/sleep 1000'
  if (wanted === 'programMissing') return '/no/such/program'
  return `/bin/sh -c "exit ${wanted.exitCode}"`
}

export function clusterConformance<Cluster extends AsyncDisposable, Rule>(
  name: string,
  harness: ClusterHarness<Cluster, Rule>,
): void {
  let cluster: Cluster | undefined
  let program: string
  let made = 0
  before(async () => {
    program = (await promisify(gzip)(readFileSync(await freshAgent()))).toString('base64')
    cluster = await harness.start()
  })
  after(() => cluster?.[Symbol.asyncDispose]())

  async function scene() {
    progress()
    const machine = await DialledMachine.open()
    const common = { match: {}, at: 'nodes.yaml:2', resources: 'none', node: process.execPath }
    const rule = harness.ruleOf(common as CommonRule, machine.top)
    const provider = await harness.open(cluster!, `test-${++made}`, {
      ruleFor: () => rule,
      agents: machine.nodes,
      bootstrapOf: (nodeId, token) => machine.bootstrapOf(nodeId, token),
      program: async () => program,
      now: () => instant(Date.now()),
      mostQueued: 10,
      drainMs: 60_000,
      onTrouble: (error) => console.error(error),
    })
    const end = async (): Promise<void> => {
      for (const nodeId of ['node-1', 'node-2']) await provider.release(nodeId, {})
      await provider.close()
      await harness.untilEmpty(cluster!)
      await machine.end()
    }
    return { machine, provider, end }
  }

  providerConformance(name, async () => {
    const { provider, end } = await scene()
    return { provider, end }
  })

  agentConformance(name, async (): Promise<AgentHarness> => {
    const { machine, provider, end } = await scene()
    await provider.request(aRequest())
    await provider.request(aRequest({ nodeId: 'node-2', bootId: 'boot-2' }))
    // What is said to a node that is not asked for yet is said to none.
    while (!machine.nodes.has('node-2')) await wait(50)
    return {
      driver: Object.assign(machine.nodes, { provider, agent: machine.nodes }),
      shall: (attempt, wanted) => ({ ...attempt, commandLine: commandLines(wanted) }),
      pass: async () => {},
      write: async (nodeId, path, content) => machine.write(nodeId, path, content),
      end,
    }
  })
}
