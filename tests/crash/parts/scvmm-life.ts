// A server with a virtual machine of three checkpoints, for tests that look at what is left of them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import type { CheckpointWire, InstanceWire, InventoryItemWire } from '#scvmm/answers/wire.ts'
import { azureFor } from '#testing/clients/azure.ts'

/** A checkpoint of 25 seconds takes a twelfth of one. */
const TIME_SCALE = 300

interface Answer {
  readonly status: number
  readonly poll: string | undefined
  readonly body: unknown
}

/** A server on the data, and calls to it. */
export class Life {
  readonly server: SpawnedLazuli
  readonly group: string
  readonly #token: string
  readonly #ca: string

  private constructor(server: SpawnedLazuli, token: string) {
    const { subscriptionId, resourceGroup, caFile } = server.ready
    this.server = server
    this.group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers`
    this.#token = token
    this.#ca = readFileSync(caFile, 'utf8')
  }

  static async start(data: string, hypervisor: 'qemu' | 'simulated'): Promise<Life> {
    const server = await spawnLazuli({ data, timeScale: TIME_SCALE, hypervisor })
    const { credential } = azureFor(server.ready)
    const { token } = await credential.getToken(`${server.ready.arm}/.default`)
    return new Life(server, token)
  }

  get instance(): string {
    return `${this.group}/Microsoft.HybridCompute/machines/vm/providers/Microsoft.ScVmm/virtualMachineInstances/default`
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const url = new URL(
      path.includes('?') ? path : `${path}?api-version=2023-10-07`,
      this.server.ready.arm,
    )
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' }
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const sent = request(url, { method, headers, ca: this.#ca, agent: false }, async (response) => {
      try {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk as Buffer)
        const answered = Buffer.concat(chunks).toString()
        const monitor = response.headers['azure-asyncoperation'] as string | undefined
        resolve({
          status: response.statusCode ?? 0,
          poll: monitor && new URL(monitor).pathname + new URL(monitor).search,
          body: answered ? JSON.parse(answered) : undefined,
        })
      } catch (error) {
        reject(error)
      }
    })
    sent.on('error', reject)
    sent.end(text)
    return await promise
  }

  /** How what the answer started has ended. */
  async ended({ status, poll, body }: Answer): Promise<string> {
    assert.ok(status < 300 && poll, JSON.stringify(body))
    for (;;) {
      const { body: monitor } = await this.call('GET', poll)
      const { status: word } = monitor as { status: string }
      if (['Succeeded', 'Failed', 'Canceled'].includes(word)) return word
      await delay(20)
    }
  }

  async done(method: string, path: string, body?: unknown): Promise<void> {
    assert.equal(await this.ended(await this.call(method, path, body)), 'Succeeded', path)
  }

  /** The machine when nothing works on it. */
  async atRest(): Promise<NonNullable<InstanceWire['properties']>> {
    for (;;) {
      const { properties } = (await this.call('GET', this.instance)).body as InstanceWire
      if (properties!.provisioningState !== 'Updating') return properties!
      await delay(20)
    }
  }

  async checkpoints(): Promise<CheckpointWire[]> {
    return (await this.atRest()).infrastructureProfile!.checkpoints!
  }

  /** A machine with three checkpoints, one on the other. */
  async prepare(): Promise<void> {
    const location = this.server.ready.location
    const extendedLocation = { type: 'customLocation' }
    const server = `${this.group}/Microsoft.ScVmm/vmmServers/vmm`
    const tracked = (properties: object) => ({ location, extendedLocation, properties })
    await this.done('PUT', server, tracked({ fqdn: 'vmm.example' }))
    const { body } = await this.call('GET', `${server}/inventoryItems`)
    const enabled = async (type: string, kind: string): Promise<string> => {
      const items = (body as { value: InventoryItemWire[] }).value
      const inventoryItemId = items.find((item) => item.kind === kind)!.id
      const id = `${this.group}/Microsoft.ScVmm/${type}/one`
      await this.done('PUT', id, tracked({ inventoryItemId, vmmServerId: server }))
      return id
    }
    const cloudId = await enabled('clouds', 'Cloud')
    const templateId = await enabled('virtualMachineTemplates', 'VirtualMachineTemplate')
    const machine = this.instance.split('/providers/Microsoft.ScVmm')[0]!
    await this.call('PUT', machine, { location, kind: 'SCVMM' })
    await this.done('PUT', this.instance, {
      extendedLocation,
      properties: {
        infrastructureProfile: { cloudId, templateId, checkpointType: 'Standard' },
        hardwareProfile: { memoryMB: 64, cpuCount: 1 },
      },
    })
    for (const name of ['A', 'B', 'C']) await this.create(name)
  }

  create(name: string): Promise<void> {
    return this.done('POST', `${this.instance}/createCheckpoint`, { name })
  }

  /** Waits until the machine is running again: only then can it be restarted. */
  async running(): Promise<void> {
    while ((await this.ended(await this.call('POST', `${this.instance}/restart`))) === 'Failed') {
      await delay(50)
    }
  }

  /** Every checkpoint that is listed can be restored: the host has it, and the machine then runs. */
  async assertWhole(): Promise<void> {
    for (const { checkpointID: id } of await this.checkpoints()) {
      await this.done('POST', `${this.instance}/restoreCheckpoint`, { id })
      assert.equal((await this.atRest()).powerState, 'Running')
    }
    // Of a machine that is off this would fail.
    await this.done('POST', `${this.instance}/restart`)
  }
}
