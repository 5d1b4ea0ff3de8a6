// A server whose pools are on a cluster of this machine, and what the tests do with it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import {
  BatchServiceClient,
  type BatchServiceModels,
  BatchSharedKeyCredentials,
} from '@azure/batch'
import { admin } from '#cli/client.ts'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { freePorts } from '#testing/free-ports.ts'
import { progress } from '../watchdog.ts'

export interface TestCluster extends AsyncDisposable {
  /** From now on a server is to end with it. Absent: a server that is left finds no cluster, and harms none. */
  endWith?(pid: number): void
  leave?(pid: number): void
  /** What it says of its machines and jobs, for a test that failed. */
  describe?(): Promise<string>
}

/** Of a pool whose tasks run in containers of the image. */
export const containerMachine = (
  imageName: string,
): BatchServiceModels.VirtualMachineConfiguration => ({
  imageReference: {
    publisher: 'microsoft-azure-batch',
    offer: 'ubuntu-server-container',
    sku: '20-04-lts',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 20.04',
  containerConfiguration: { containerImageNames: [imageName] },
})

export class PoolsServer<Cluster extends TestCluster> implements AsyncDisposable {
  readonly cluster: Cluster
  readonly #longMs: number
  readonly #top = mkdtempSync(join(tmpdir(), 'lazuli-pools-server-'))
  #lazuli: SpawnedLazuli | undefined
  #ports: readonly number[] | undefined
  client!: BatchServiceClient

  /** `longMs`: one node is asked for in about so long, with all that this machine does besides. */
  protected constructor(cluster: Cluster, longMs: number) {
    this.cluster = cluster
    this.#longMs = longMs
  }

  /** Begins with these rules. The cluster goes where it cannot. */
  protected async open(rules: string): Promise<this> {
    try {
      writeFileSync(join(this.#top, 'nodes.yaml'), rules)
      await this.begin()
      return this
    } catch (error) {
      await this[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Again on the same ports, after an end. */
  async begin(): Promise<void> {
    this.#ports ??= await freePorts(2)
    const [port, batchPort] = this.#ports
    this.#leave()
    const lazuli = await spawnLazuli({
      port: port!,
      batchPort: batchPort!,
      data: join(this.#top, 'data'),
      nodes: join(this.#top, 'nodes.yaml') as `${string}.${string}`,
      timeScale: 300,
      separation: 'none',
      hypervisor: 'simulated',
    })
    this.#lazuli = lazuli
    this.cluster.endWith?.(lazuli.pid)
    const { caFile } = lazuli.ready
    const batch = lazuli.ready.batch!
    const ca = readFileSync(caFile, 'utf8')
    this.client = new BatchServiceClient(
      new BatchSharedKeyCredentials(batch.account, batch.key),
      batch.endpoint,
      { agentSettings: { http: new HttpAgent(), https: new HttpsAgent({ ca }) } },
    )
  }

  #leave(): void {
    if (this.#lazuli) this.cluster.leave?.(this.#lazuli.pid)
  }

  kill(): Promise<void> {
    return this.#lazuli!.kill()
  }

  addPool(
    id: string,
    size: Partial<BatchServiceModels.PoolAddParameter> = { targetDedicatedNodes: 1 },
  ): Promise<unknown> {
    progress()
    return this.client.pool.add({
      id,
      vmSize: 'standard_d2s_v3',
      ...(size.cloudServiceConfiguration === undefined && {
        virtualMachineConfiguration: {
          imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
          nodeAgentSKUId: 'batch.node.debian 12',
        },
      }),
      ...size,
    })
  }

  /** Lets so much of the server's time pass at once. */
  async pass(ms: number): Promise<void> {
    for (const step of ['freeze', `step?ms=${ms}`, 'resume']) {
      await admin(this.#lazuli!.ready, `/lazuli/clock/${step}`, { method: 'POST' })
    }
  }

  /** What the scheduler says of a task. */
  explain(job: string, task: string): Promise<unknown> {
    return admin(this.#lazuli!.ready, `/lazuli/explain?${new URLSearchParams({ job, task })}`)
  }

  async nodes(pool: string): Promise<readonly BatchServiceModels.ComputeNode[]> {
    return await this.client.computeNode.list(pool)
  }

  /** Looks again and again until it is so. */
  async until<T>(
    look: () => Promise<T | undefined>,
    what: string,
    longMs = this.#longMs,
  ): Promise<T> {
    for (const began = performance.now(); performance.now() - began < longMs; await wait(100)) {
      const found = await look().catch(() => undefined)
      if (found !== undefined) return found
    }
    throw new Error(`it never came about that ${what}\n${await this.seen()}`)
  }

  /** How all stands where something did not come about. */
  async seen(): Promise<string> {
    const lines: string[] = []
    try {
      for (const { id, state, allocationState, resizeErrors } of await this.client.pool.list()) {
        lines.push(`pool ${id}: ${state} ${allocationState} ${JSON.stringify(resizeErrors ?? [])}`)
        for (const node of await this.nodes(id!)) {
          lines.push(
            `node ${node.id}: ${node.state} since ${node.stateTransitionTime?.toISOString()}`,
          )
        }
      }
    } catch (error) {
      lines.push(String(error))
    }
    lines.push((await this.cluster.describe?.().catch(String)) ?? '')
    return lines.join('\n')
  }

  untilNode(pool: string, state: string, but?: string): Promise<BatchServiceModels.ComputeNode> {
    return this.until(
      async () => (await this.nodes(pool)).find((node) => node.state === state && node.id !== but),
      `a node of ${pool} is ${state}`,
    )
  }

  untilTask(
    job: string,
    task: string,
    state: string,
    longMs = this.#longMs,
  ): Promise<BatchServiceModels.CloudTask> {
    return this.until(
      async () => {
        const found = await this.client.task.get(job, task)
        return found.state === state ? found : undefined
      },
      `task ${task} is ${state}`,
      longMs,
    )
  }

  async stdout(job: string, task: string): Promise<string> {
    const { readableStreamBody } = await this.client.file.getFromTask(job, task, 'stdout.txt')
    const parts: Buffer[] = []
    for await (const part of readableStreamBody!) parts.push(Buffer.from(part))
    return Buffer.concat(parts).toString()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lazuli?.kill().catch(() => undefined)
    this.#leave()
    await this.cluster[Symbol.asyncDispose]()
    rmSync(this.#top, { recursive: true, force: true, maxRetries: 10 })
  }
}
