// Checkpoints and kill -9: a real server is killed around calls on them and started again on its data,
// with the simulated hypervisor, and with QEMU where it is found.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { whyNoQemu } from '#drivers/hypervisor/qemu/qemu-platform.ts'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import type { CheckpointWire, InstanceWire, InventoryItemWire } from '#scvmm/answers/wire.ts'
import { azureFor } from '#testing/azure.ts'

/** A checkpoint of 25 seconds takes a twelfth of one. */
const TIME_SCALE = 300

interface Answer {
  readonly status: number
  readonly poll: string | undefined
  readonly body: unknown
}

/** A server on the data, and calls to it. */
class Life {
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

  static async start(data: string, hypervisor: string): Promise<Life> {
    const args = ['--hypervisor', hypervisor]
    const server = await spawnLazuli({ data, timeScale: TIME_SCALE, args })
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

const ACTIONS = ['deleteCheckpoint', 'restoreCheckpoint', 'createCheckpoint'] as const

async function survive(t: { after(last: () => Promise<void>): void }, hypervisor: string) {
  const data = mkdtempSync(join(tmpdir(), 'scvmm-crash-'))
  let life = await Life.start(data, hypervisor)
  t.after(async () => {
    await life.server.stop()
    rmSync(data, { recursive: true, force: true })
  })
  await life.prepare()
  const moments = fc.sample(fc.integer({ min: 0, max: 200 }), { numRuns: 3, seed: 20260305 })
  for (const [i, afterMs] of [...moments, 0, 100].entries()) {
    const action = ACTIONS[i % ACTIONS.length]!
    const before = await life.checkpoints()
    const { checkpointID: id } = before[1]!
    const body = action === 'createCheckpoint' ? { name: `new ${i}` } : { id }
    const sent = life.call('POST', `${life.instance}/${action}`, body).catch(() => undefined)
    await delay(afterMs)
    await life.server.kill()
    const answer = await sent
    life = await Life.start(data, hypervisor)
    const what = `${action} killed after ${afterMs} ms`
    if (answer) assert.equal(await life.ended(answer), 'Succeeded', what)
    const now = await life.checkpoints()
    // What was answered is done; what was not is done or not, and never half of it.
    const changed = action === 'deleteCheckpoint' ? -1 : action === 'createCheckpoint' ? 1 : 0
    const possible = answer ? [changed] : [0, changed]
    assert.ok(possible.includes(now.length - before.length), what)
    assert.equal((await life.atRest()).powerState, 'Running', what)
    await life.assertWhole()
    if (now.length < 3) await life.create(`again ${i}`)
  }
  await life.server.stop()
  assert.deepEqual(processesOf(data), [])
  life = await Life.start(data, hypervisor)
  await life.running()
}

/** The processes of QEMU machines that run on the data: each has a file with its number. */
const processesOf = (data: string): string[] =>
  readdirSync(join(data, 'hypervisor'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.pid'),
  )

test('checkpoints of simulated machines survive kill -9', (t) => survive(t, 'simulated'))

const lacking = await whyNoQemu()
test('checkpoints of QEMU machines survive kill -9', { skip: lacking ?? false }, (t) =>
  survive(t, 'qemu'),
)
