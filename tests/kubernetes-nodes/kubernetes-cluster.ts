// A Kubernetes of this machine alone, whose nodes run pods as processes: its programs run in a folder of
// their own, at free ports, and all that they started is taken down with them.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CoreV1Api, KubeConfig, SchedulingV1Api, type V1Pod } from '@kubernetes/client-node'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import { argumentsOf, type Component } from '#drivers/cluster/kubernetes/arguments.ts'
import { ClusterFiles } from '#drivers/cluster/kubernetes/cluster-files.ts'
import type { ControlPlane } from '#drivers/cluster/port.ts'
import { realClock } from '#engine/clock.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { freePort } from '#testing/free-ports.ts'
import { kubeletProgram } from '../kubernetes/kubelet.ts'
import { binariesDirectory } from '../kubernetes/programs.ts'

const run = promisify(execFile)
const READY_MS = 120_000
const PROGRAMS: readonly Component[] = [
  'kine',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
]
/** By their labels: two sorts of nodes. */
const NODES = ['n1,sort=common', 'n2,sort=common', 'n3,sort=spare']

export class KubernetesCluster implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'lazuli-pods-'))
  readonly #files = new ClusterFiles(this.folder)
  readonly #daemons: ChildProcess[] = []
  readonly #binaries: string
  kubeconfig = ''
  core!: CoreV1Api
  scheduling!: SchedulingV1Api

  private constructor(binaries: string) {
    this.#binaries = binaries
  }

  static async start(): Promise<KubernetesCluster> {
    const cluster = new KubernetesCluster(await binariesDirectory())
    try {
      await cluster.#begin()
      return cluster
    } catch (error) {
      await cluster[Symbol.asyncDispose]()
      throw error
    }
  }

  async #begin(): Promise<void> {
    const issuer = certificateIssuer(issueCertificate)
    const now = realClock(1).now()
    const issued = issuer.issue(now)
    const plane: ControlPlane = {
      cluster: 'pools',
      kubernetesVersion: '1.37.2',
      hostNames: [],
      credentials: async () => ({
        ...issued,
        administrator: issued.clients.clusterAdmin,
        tokens: [],
        server: (names) => issuer.server(issued.authority, names, now),
      }),
    }
    const port = await freePort()
    await this.#files.write(plane, await plane.credentials(), port)
    const directory = this.#files.directory(plane.cluster)
    this.kubeconfig = join(directory, 'kubeconfig')
    const config = new KubeConfig()
    config.loadFromFile(this.kubeconfig)
    this.core = config.makeApiClient(CoreV1Api)
    this.scheduling = config.makeApiClient(SchedulingV1Api)
    for (const program of PROGRAMS) {
      this.#spawn(join(this.#binaries, program), argumentsOf(program, { directory, port }))
      if (program === 'kube-apiserver') {
        await until('the API server is ready', async () => {
          await this.kubectl('get', '--raw=/readyz')
          return true
        })
      }
    }
    this.#spawn(await kubeletProgram(), [
      `--kubeconfig=${this.kubeconfig}`,
      `--directory=${join(this.folder, 'pods')}`,
      ...NODES.map((node) => `--node=${node}`),
    ])
    await until('three nodes are ready', async () => {
      const { items } = await this.core.listNode()
      const ready = items.filter(({ spec, status }) => {
        const isReady = status?.conditions?.some(
          ({ type, status: is }) => type === 'Ready' && is === 'True',
        )
        return isReady && !spec?.taints?.length
      })
      return ready.length === NODES.length
    })
    await until('pods may be made', async () => {
      await this.core.readNamespacedServiceAccount({ name: 'default', namespace: 'default' })
      return true
    })
  }

  #spawn(program: string, args: readonly string[]): void {
    const directory = this.#files.directory('pools')
    const log = openSync(join(this.folder, 'log'), 'a', 0o600)
    const env = { ...process.env, GOGC: '30' }
    this.#daemons.push(spawn(program, args, { cwd: directory, env, stdio: ['ignore', log, log] }))
  }

  get log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8')
  }

  /** What kubectl says. */
  async kubectl(...words: string[]): Promise<string> {
    const env = { ...process.env, KUBECONFIG: this.kubeconfig, HOME: this.folder }
    const { stdout } = await run(join(this.#binaries, 'kubectl'), words, { env, timeout: 60_000 })
    return stdout
  }

  /** Pods that are there, of all servers. */
  async pods(namespace = 'default'): Promise<readonly V1Pod[]> {
    const labelSelector = 'app.kubernetes.io/managed-by=lazuli'
    return (await this.core.listNamespacedPod({ namespace, labelSelector })).items
  }

  /** Pods of one pool, whose time is not over. */
  async podsOf(pool: string): Promise<readonly V1Pod[]> {
    const pods = [...(await this.pods()), ...(await this.pods('limited').catch(() => []))]
    return pods.filter(({ metadata }) => metadata!.labels!['lazuli.localhost/pool'] === pool)
  }

  /** What the rules of the tests name. */
  async prepare(): Promise<void> {
    for (const [name, value] of [
      ['low', -10],
      ['high', 1_000],
    ] as const) {
      await this.scheduling.createPriorityClass({ body: { metadata: { name }, value } })
    }
    await this.core.createNamespace({ body: { metadata: { name: 'limited' } } })
    await this.core.createNamespacedResourceQuota({
      namespace: 'limited',
      body: { metadata: { name: 'none' }, spec: { hard: { pods: '0' } } },
    })
  }

  /** A pod that is wanted more than others, and needs most of the spare machine. */
  async addUrgent(): Promise<void> {
    const requests = { cpu: '3' }
    const command = ['/bin/sleep', '3600']
    await this.core.createNamespacedPod({
      namespace: 'default',
      body: {
        metadata: { name: 'urgent' },
        spec: {
          priorityClassName: 'high',
          nodeSelector: { sort: 'spare' },
          terminationGracePeriodSeconds: 0,
          containers: [{ name: 'main', image: 'none', command, resources: { requests } }],
        },
      },
    })
  }

  async removeUrgent(): Promise<void> {
    await this.core.deleteNamespacedPod({ name: 'urgent', namespace: 'default' })
  }

  async untilEmpty(): Promise<void> {
    await until('all pods are gone', async () => (await this.pods()).length === 0)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const daemon of this.#daemons.toReversed()) await end(daemon)
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** Looks again and again until it holds. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  let last: unknown
  for (const began = performance.now(); performance.now() - began < READY_MS; await wait(200)) {
    try {
      if (await holds()) return
    } catch (error) {
      last = error
    }
  }
  throw new Error(`in vain waited until ${what}`, { cause: last })
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = once(daemon, 'exit')
  daemon.kill()
  const patience = setTimeout(() => daemon.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(patience)
}
