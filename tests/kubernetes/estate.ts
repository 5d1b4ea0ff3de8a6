// A server with real clusters, and the clients that tests call it with.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { ContainerServiceClient, type ManagedCluster } from '@azure/arm-containerservice'
import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  NetworkingV1Api,
  PolicyV1Api,
  type V1Node,
} from '@kubernetes/client-node'
import { admin } from '#cli/client.ts'
import type { LazuliOptions } from '#library/options.ts'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'
import { binariesDirectory } from './programs.ts'

/** Two minutes of Azure are a fifth of a second. */
const TIME_SCALE = 600
const WEEK_MS = 7 * 86_400_000
export const IMAGE_LABEL = 'kubernetes.azure.com/node-image-version'
export const OFTEN = { updateIntervalInMs: 50 }

const system = { name: 'system', mode: 'System', vmSize: 'Standard_DS2_v2' } as const

export const aCluster = (count = 1, change: Partial<ManagedCluster> = {}): ManagedCluster => ({
  location: 'westeurope',
  dnsPrefix: 'demo',
  identity: { type: 'SystemAssigned' },
  agentPoolProfiles: [{ ...system, count }],
  ...change,
})

interface Monitored {
  readonly status: string
  readonly error?: { readonly code: string; readonly message: string }
}

export class Estate {
  readonly lazuli: SpawnedLazuli
  readonly aks: ContainerServiceClient
  readonly #credential: ReturnType<typeof azureFor>['credential']

  private constructor(lazuli: SpawnedLazuli) {
    this.lazuli = lazuli
    const { credential, options } = azureFor(lazuli.ready)
    this.#credential = credential
    const ca = readFileSync(lazuli.ready.caFile, 'utf8')
    setDefaultCACertificates([...getCACertificates('default'), ca])
    this.aks = new ContainerServiceClient(credential, lazuli.ready.subscriptionId, options)
  }

  static async start(options: LazuliOptions = {}): Promise<Estate> {
    const kubeBinaries = options.kubeBinaries ?? (await binariesDirectory())
    const own = { cluster: 'kubernetes', kubeBinaries, timeScale: TIME_SCALE } as const
    return new Estate(await spawnLazuli({ ...own, ...options }))
  }

  get group(): string {
    return this.lazuli.ready.resourceGroup
  }

  create(name: string, cluster = aCluster()): Promise<ManagedCluster> {
    return this.aks.managedClusters.beginCreateOrUpdateAndWait(this.group, name, cluster, OFTEN)
  }

  async delete(name: string): Promise<void> {
    await this.aks.managedClusters.beginDeleteAndWait(this.group, name, OFTEN)
  }

  /** The file that `az aks get-credentials` writes. */
  async kubeconfig(name: string): Promise<string> {
    const { managedClusters } = this.aks
    const { kubeconfigs } = await managedClusters.listClusterAdminCredentials(this.group, name)
    return Buffer.from(kubeconfigs?.[0]?.value ?? []).toString()
  }

  async kube(name: string): Promise<Kube> {
    return new Kube(await this.kubeconfig(name))
  }

  /** A call to AKS that its JavaScript client does not have. */
  call<Body>(method: string, path: string, body?: object, version = '2026-08-01') {
    const { subscriptionId } = this.lazuli.ready
    const at = `/subscriptions/${subscriptionId}/resourceGroups/${this.group}`
    const url = `${at}/providers/Microsoft.ContainerService/${path}?api-version=${version}`
    return this.arm<Body>(method, url, body)
  }

  /** `path` with its api-version. */
  arm<Body>(method: string, path: string, body?: object) {
    return this.#get<Body>(method, `${this.lazuli.ready.arm}${path}`, body)
  }

  /** Of Entra, for the application that tests are. */
  async token(audience: string): Promise<string> {
    return (await this.#credential.getToken(`${audience}/.default`)).token
  }

  /** How the work ended whose monitor an answer names. */
  async monitored(headers: Headers) {
    const url = headers.get('azure-asyncoperation')!
    for (;;) {
      const { body } = await this.#get<Monitored>('GET', url)
      if (body.status !== 'InProgress') return body
      await pause(OFTEN.updateIntervalInMs)
    }
  }

  async #get<Body>(method: string, url: string, body?: object) {
    const token = await this.#credential.getToken(`${this.lazuli.ready.arm}/.default`)
    const answer = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token.token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      headers: answer.headers,
      body: JSON.parse(text || '{}') as Body,
    }
  }

  /** Runs kubectl with the cluster's own file. */
  async kubectl(name: string, ...words: string[]): Promise<string> {
    const file = join(this.lazuli.ready.readyFile, `../${name}.kubeconfig`)
    await writeFile(file, await this.kubeconfig(name), { mode: 0o600 })
    return await kubectl(file, words)
  }

  /** There are newer images for nodes by then: they come on Mondays. */
  async aWeekLater(): Promise<void> {
    for (const step of ['freeze', `step?ms=${WEEK_MS}`, 'resume']) {
      await admin(this.lazuli.ready, `/lazuli/clock/${step}`, { method: 'POST' })
    }
  }

  async count(name: string, pool: string): Promise<number | undefined> {
    return (await this.aks.agentPools.get(this.group, name, pool)).count
  }
}

export class Kube {
  readonly core: CoreV1Api
  readonly apps: AppsV1Api
  readonly policy: PolicyV1Api
  readonly networking: NetworkingV1Api

  constructor(kubeconfig: string) {
    const config = new KubeConfig()
    config.loadFromString(kubeconfig)
    this.core = config.makeApiClient(CoreV1Api)
    this.apps = config.makeApiClient(AppsV1Api)
    this.policy = config.makeApiClient(PolicyV1Api)
    this.networking = config.makeApiClient(NetworkingV1Api)
  }

  async nodes(pool?: string): Promise<V1Node[]> {
    const { items } = await this.core.listNode(pool ? { labelSelector: `agentpool=${pool}` } : {})
    return items
  }

  async names(pool?: string): Promise<string[]> {
    return (await this.nodes(pool)).map(({ metadata }) => metadata!.name!).sort()
  }

  /** A deployment whose pods run. */
  async deploy(name: string, replicas: number, nodeSelector: Record<string, string> = {}) {
    const labels = { app: name }
    const containers = [{ name: 'main', image: 'nginx' }]
    await this.apps.createNamespacedDeployment({
      namespace: 'default',
      body: {
        metadata: { name },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers, nodeSelector } },
        },
      },
    })
    await until(`${name} runs`, async () => (await this.available(name)) === replicas)
  }

  async available(name: string): Promise<number> {
    const { status } = await this.apps.readNamespacedDeployment({ name, namespace: 'default' })
    return status?.availableReplicas ?? 0
  }
}

async function kubectl(file: string, words: readonly string[]): Promise<string> {
  const program = join(await binariesDirectory(), 'kubectl')
  const env = { KUBECONFIG: file, HOME: '/nonexistent' }
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  execFile(program, words, { env, timeout: 60_000 }, (error, stdout, stderr) =>
    error ? reject(new Error(stderr || error.message)) : resolve(stdout),
  )
  return await promise
}

const PATIENCE_MS = 60_000

export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`in vain waited until ${what}`)
    await pause(50)
  }
}

interface Program {
  readonly name: string
  readonly pid: number
}

/** The programs of clusters whose command line names this directory. */
export async function programsOf(directory: string): Promise<readonly Program[]> {
  const found: Program[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    const name = line.split('\0')[0]!.split('/').at(-1)!
    // A pod's process has its node's name until it becomes what it is to be.
    if (line.includes('\0begin-container\0')) continue
    if (
      line.includes(join(directory, 'clusters')) &&
      /^(k(ube-|ine|wok)|lazuli-kubelet)/.test(name)
    ) {
      found.push({ name, pid: Number(pid) })
    }
  }
  return found
}

/** The numbers of a single cluster's processes, by what they are. */
export const processesOf = async (directory: string): Promise<Map<string, number>> =>
  new Map((await programsOf(directory)).map(({ name, pid }) => [name, pid]))
