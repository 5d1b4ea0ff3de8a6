// What an idle virtual machine costs the server: its resident set before and after it made a number
// of running machines on QEMU (where that is found) and let them be.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { accessToken, call } from '../../../src/cli/client.ts'
import type { Ready } from '../../../src/library/ready/ready.ts'
import type { Bench } from '../frame/bench.ts'
import { residentMb } from '../parts/process.ts'

/** The first ones carry what is loaded and compiled once; those after them show their own cost. */
const FIRST = { full: 4, smoke: 1 }
const MORE = { full: 10, smoke: 1 }
/** How long the server is left alone before it is weighed. */
const REST_MS = { full: 5000, smoke: 100 }
const SCVMM = '2023-10-07'
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Resource {
  readonly id: string
  readonly kind?: string
  readonly properties: { readonly provisioningState?: string; readonly powerState?: string }
}

class Estate {
  readonly #ready: Ready
  readonly #token: string
  readonly scope: string

  constructor(ready: Ready, token: string) {
    this.#ready = ready
    this.#token = token
    this.scope = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers`
  }

  async send(method: string, path: string, version = SCVMM, body?: unknown): Promise<string> {
    const answer = await call(this.#ready, method, `${path}?api-version=${version}`, {
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.body}`)
    return answer.body
  }

  /** Puts a resource and waits until it is there. */
  async put(path: string, body: unknown, version = SCVMM): Promise<Resource> {
    await this.send('PUT', path, version, body)
    for (;;) {
      const seen = JSON.parse(await this.send('GET', path, version)) as Resource
      const state = seen.properties.provisioningState ?? 'Succeeded'
      if (state === 'Succeeded') return seen
      if (state === 'Failed') throw new Error(`${path} failed`)
      await pause(100)
    }
  }

  tracked(properties: object) {
    const name = `${this.scope}/Microsoft.ExtendedLocation/customLocations/bench`
    return {
      location: this.#ready.location,
      extendedLocation: { type: 'customLocation', name },
      properties,
    }
  }
}

/** Connects a server and answers how to make one machine of its template. */
async function machinesOf(estate: Estate): Promise<(i: number) => Promise<void>> {
  const scvmm = `${estate.scope}/Microsoft.ScVmm`
  const credentials = { username: 'admin', password: 'secret' }
  const server = await estate.put(
    `${scvmm}/vmmServers/bench`,
    estate.tracked({ fqdn: 'vmm.example', port: 8100, credentials }),
  )
  const list = await estate.send('GET', `${server.id}/inventoryItems`)
  const items = (JSON.parse(list) as { value: Resource[] }).value
  const of = (kind: string) => {
    const inventoryItemId = items.find((item) => item.kind === kind)!.id
    return estate.tracked({ inventoryItemId, vmmServerId: server.id })
  }
  const cloud = await estate.put(`${scvmm}/clouds/bench`, of('Cloud'))
  const template = await estate.put(
    `${scvmm}/virtualMachineTemplates/bench`,
    of('VirtualMachineTemplate'),
  )
  return async (i) => {
    const machine = `${estate.scope}/Microsoft.HybridCompute/machines/bench-${i}`
    const location = estate.tracked({}).location
    await estate.put(machine, { location, kind: 'SCVMM', properties: {} }, '2022-11-10')
    const { extendedLocation } = estate.tracked({})
    const properties = {
      infrastructureProfile: { cloudId: cloud.id, templateId: template.id },
      hardwareProfile: { cpuCount: 1, memoryMB: 32 },
    }
    await estate.put(`${machine}/providers/${INSTANCE}`, { extendedLocation, properties })
  }
}

const INSTANCE = 'Microsoft.ScVmm/virtualMachineInstances/default'

async function runs(estate: Estate, i: number): Promise<boolean> {
  const machine = `${estate.scope}/Microsoft.HybridCompute/machines/bench-${i}`
  const { properties } = JSON.parse(
    await estate.send('GET', `${machine}/providers/${INSTANCE}`),
  ) as Resource
  return properties.powerState === 'Running'
}

export const bench: Bench = {
  title: 'what an idle virtual machine costs the server',
  async run(run) {
    const [first, more] = [FIRST[run.size], MORE[run.size]]
    const lazuli = await spawnLazuli({ timeScale: 1000 })
    try {
      const token = await accessToken(lazuli.ready, 'https://management.azure.com/')
      const estate = new Estate(lazuli.ready, token)
      const make = await machinesOf(estate)
      const isRunning = (i: number): Promise<boolean> => runs(estate, i)
      const resident = async (): Promise<number> => {
        await pause(REST_MS[run.size])
        return await residentMb(lazuli.pid)
      }
      for (let i = 0; i < first; i++) await make(i)
      const before = await resident()
      for (let i = first; i < first + more; i++) await make(i)
      const each = ((await resident()) - before) / more
      const names = Array.from({ length: first + more }, (_, i) => i)
      const running = (await Promise.all(names.map(isRunning))).filter(Boolean).length
      run.reached({ what: 'machines that run', value: running, atLeast: first + more })
      const what = `each of ${more} more idle machines on ${first}`
      run.figure({ what, value: each, unit: 'MB', aim: { atMost: 1 } })
    } finally {
      await lazuli.stop()
    }
  },
}
