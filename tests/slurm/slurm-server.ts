// A server whose pools are on a Slurm of this machine.
import type { BatchServiceModels } from '@azure/batch'
import { freshAgent } from '../../scripts/agent.ts'
import { PoolsServer } from '../clusters/pools-server.ts'
import { SlurmCluster } from './slurm-cluster.ts'

const RULES = `rules:
  - match: { pool: short* }
    partition: d2s
    constraint: Standard_D2s_v3
    timeLimit: '2:00:00'
    node: NODE
  - match: { pool: refused* }
    partition: d2s
    extra: [--mem=900G]
    node: NODE
    resources: none
  - match: { lowPriority: true }
    partition: spot
    exclusive: true
    node: NODE
  - match: { vmSize: standard_d2s_v3 }
    partition: d2s
    exclusive: true
    node: NODE
  - match: { pool: cloud* }
    partition: d2s
    exclusive: true
    node: NODE
limits: { queued: 2, drainMinutes: 2 }
`.replaceAll('NODE', process.execPath)

const LONG_MS = 180_000

export class SlurmServer extends PoolsServer<SlurmCluster> {
  static async start(rules = RULES): Promise<SlurmServer> {
    await freshAgent()
    const cluster = await SlurmCluster.start()
    Object.assign(process.env, cluster.environment)
    return await new SlurmServer(cluster, LONG_MS).open(rules)
  }

  /** Makes a pool with a job of its name. */
  async addPoolWithJob(id: string, size?: Partial<BatchServiceModels.PoolAddParameter>) {
    await this.addPool(id, size)
    await this.client.job.add({ id, poolInfo: { poolId: id } })
  }

  async untilIdle(pool: string, count: number): Promise<void> {
    await this.until(
      async () =>
        (await this.nodes(pool)).filter(({ state }) => state === 'idle').length === count
          ? true
          : undefined,
      `${count} nodes of ${pool} are idle`,
    )
  }

  async startOf(job: string, task: string): Promise<Date> {
    return (await this.client.task.get(job, task)).executionInfo!.startTime!
  }

  /** Waits for another allocation than that, and for the task to have started later than then. */
  async untilAgain(job: string, task: string, old: string, then: Date): Promise<string> {
    const id = await this.until(
      async () => (await this.cluster.jobs()).find((each) => each.id !== old)?.id,
      'there is another allocation',
    )
    await this.until(async () => {
      const { executionInfo, state } = await this.client.task.get(job, task)
      return state === 'running' && executionInfo!.startTime! > then ? true : undefined
    }, `task ${task} runs again`)
    return id
  }

  /** Deletes a pool and the job of its name, if there is one, and waits until no allocation is left. */
  async remove(pool: string): Promise<void> {
    await this.client.job.deleteMethod(pool).catch(() => undefined)
    await this.client.pool.deleteMethod(pool)
    await this.until(
      async () => ((await this.cluster.jobs()).length === 0 ? true : undefined),
      `the allocations of ${pool} are over`,
    )
  }
}
