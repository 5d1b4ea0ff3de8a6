// The suites that nodes of this machine pass, over Slurm's real daemons.
import { setTimeout as wait } from 'node:timers/promises'
import type { RuleOf } from '#drivers/nodes/routed/rules.ts'
import { commandRunner } from '#drivers/nodes/slurm/commands.ts'
import { SlurmNodes } from '#drivers/nodes/slurm/slurm-nodes.ts'
import { clusterConformance } from '../clusters/conformance.ts'
import { SlurmCluster } from './slurm-cluster.ts'

clusterConformance<SlurmCluster, RuleOf<'slurm'>>('slurm', {
  async start() {
    const cluster = await SlurmCluster.start()
    Object.assign(process.env, cluster.environment)
    return cluster
  },
  ruleOf: (common, scratch) => ({ ...common, provider: 'slurm', partition: 'd2s', scratch }),
  open: async (_, owner, options) =>
    new SlurmNodes({ ...options, owner, commands: commandRunner() }),
  async untilEmpty(cluster) {
    while ((await cluster.jobs()).length > 0) await wait(100)
  },
})
