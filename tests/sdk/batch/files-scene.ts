// A server with storage and a pool, as the tests of tasks' files find them: by Microsoft's clients.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import {
  BatchServiceClient,
  type BatchServiceModels,
  BatchSharedKeyCredentials,
} from '@azure/batch'
import {
  BlobServiceClient,
  type ContainerClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { machineIdentityIn } from '#identity/bootstrap.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { connectionString } from '#library/ready/variables.ts'
import { azureFor } from '#testing/clients/azure.ts'

export type Task = BatchServiceModels.CloudTask
export type TaskToAdd = BatchServiceModels.TaskAddParameter

const HOUR = 3_600_000
export const sh = (script: string): string => `/bin/sh -c '${script}'`

export class FilesScene {
  readonly lazuli: Lazuli
  readonly batch: BatchServiceClient
  readonly blobs: BlobServiceClient
  readonly #key: StorageSharedKeyCredential
  #tasks = 0

  private constructor(lazuli: Lazuli) {
    const { ready } = lazuli
    const storage = ready.storage!
    const { account, key, endpoint } = ready.batch!
    const authority = readFileSync(ready.caFile, 'utf8')
    setDefaultCACertificates([...getCACertificates('default'), authority])
    const https = new Agent({ ca: authority, keepAlive: true })
    this.lazuli = lazuli
    this.#key = new StorageSharedKeyCredential(storage.account, storage.key)
    this.blobs = BlobServiceClient.fromConnectionString(connectionString(storage))
    this.batch = new BatchServiceClient(new BatchSharedKeyCredentials(account, key), endpoint, {
      agentSettings: { http: https, https },
    })
  }

  static async start(options: Parameters<typeof createLazuli>[0] = {}): Promise<FilesScene> {
    const lazuli = await createLazuli({ storage: true, timeScale: 1000, ...options })
    const scene = new FilesScene(lazuli)
    await scene.#makePool()
    await scene.batch.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
    return scene
  }

  /** By Resource Manager: only there a pool is given identities. */
  async #makePool(): Promise<void> {
    const { subscriptionId } = this.lazuli.ready
    await this.arm('PUT', '/pools/pool1', {
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: { [machineIdentityIn(subscriptionId)]: {} },
      },
      properties: {
        vmSize: 'STANDARD_D2S_V3',
        deploymentConfiguration: {
          virtualMachineConfiguration: {
            imageReference: {
              publisher: 'canonical',
              offer: '0001-com-ubuntu-server-jammy',
              sku: '22_04-lts',
            },
            nodeAgentSkuId: 'batch.node.ubuntu 22.04',
          },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } },
        taskSlotsPerNode: 4,
      },
    })
  }

  /** A call about the Batch account; an empty path is the account itself. */
  async arm(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const { ready } = this.lazuli
    const token = await azureFor(ready).credential.getToken('https://management.azure.com/.default')
    const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
    const account = `${group}/providers/Microsoft.Batch/batchAccounts/${ready.batch!.account}`
    const answer = await fetch(`${ready.arm}${account}${path}?api-version=2024-07-01`, {
      method,
      headers: { authorization: `Bearer ${token!.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }

  get storageId(): string {
    const { subscriptionId, resourceGroup, storage } = this.lazuli.ready
    return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${storage!.account}`
  }

  get identity(): { resourceId: string } {
    return { resourceId: machineIdentityIn(this.lazuli.ready.subscriptionId) }
  }

  async container(files: Readonly<Record<string, string>> = {}): Promise<ContainerClient> {
    const container = this.blobs.getContainerClient(`box-${randomUUID().slice(0, 8)}`)
    await container.create()
    for (const [name, content] of Object.entries(files)) {
      await container.getBlockBlobClient(name).upload(content, Buffer.byteLength(content))
    }
    return container
  }

  /** The container's or a blob's URL with a SAS of these permissions. */
  sas(of: { url: string; containerName: string }, permissions = 'rl', ms = HOUR): string {
    const sas = generateBlobSASQueryParameters(
      {
        containerName: of.containerName,
        permissions: ContainerSASPermissions.parse(permissions),
        startsOn: new Date(Date.now() - HOUR),
        expiresOn: new Date(Date.now() + ms),
      },
      this.#key,
    )
    return `${of.url}?${sas}`
  }

  async add(task: Omit<TaskToAdd, 'id'>, job = 'job1'): Promise<string> {
    const id = `task${++this.#tasks}`
    await this.batch.task.add(job, { id, ...task })
    return id
  }

  /** Runs a task to its end. */
  async run(task: Omit<TaskToAdd, 'id'>, job = 'job1'): Promise<Task> {
    return await this.ended(await this.add(task, job), job)
  }

  async ended(id: string, job = 'job1'): Promise<Task> {
    return await until(
      () => this.batch.task.get(job, id),
      ({ state }) => state === 'completed',
    )
  }

  async read(task: string, path: string, job = 'job1'): Promise<string> {
    const { readableStreamBody } = await this.batch.file.getFromTask(job, task, path)
    const chunks: Buffer[] = []
    for await (const chunk of readableStreamBody!) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString()
  }

  async stop(): Promise<void> {
    await this.lazuli.stop()
  }
}

/** Polls as a user would, until what is asked for is so. */
export async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    await wait(20)
  }
}

/** The names and texts of all blobs. */
export async function contentOf(container: ContainerClient): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const { name } of container.listBlobsFlat()) {
    found[name] = (await container.getBlobClient(name).downloadToBuffer()).toString()
  }
  return found
}

/** What a task's failure says: its category, its code, and whether it shows a signature. */
export function failureOf({ executionInfo }: Task) {
  const { result, exitCode, failureInfo } = executionInfo!
  return { result, exitCode, category: failureInfo?.category, code: failureInfo?.code }
}
