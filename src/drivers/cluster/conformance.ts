// What every cluster driver promises, whatever stands behind it. A driver's own test calls this.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClusterDriver, ControlPlane, NodePool } from './port.ts'

export interface Conformance {
  readonly name: string
  /** A driver with nothing in it, which is closed in the end. */
  make(): Promise<ClusterDriver>
  /** A control plane that the driver can run; its authority is a real one where it needs that. */
  readonly plane: ControlPlane
}

/** A pool of small Linux nodes. */
const aNodePool = (cluster: string, change: Partial<NodePool> = {}): NodePool => ({
  cluster,
  name: 'pool1',
  count: 2,
  kubernetesVersion: '1.29.7',
  labels: { agentpool: 'pool1', 'kubernetes.azure.com/agentpool': 'pool1' },
  taints: [],
  image: 'AKSUbuntu-2204gen2containerd-202408.05.0',
  location: 'westeurope',
  zones: [],
  shape: {
    vmSize: 'Standard_DS2_v2',
    cores: 2,
    memoryBytes: 7 * 2 ** 30,
    diskBytes: 128 * 2 ** 30,
    gpus: 0,
    allocatable: { milliCores: 1900, memoryBytes: 5 * 2 ** 30, diskBytes: 115 * 2 ** 30 },
    architecture: 'amd64',
    os: 'linux',
    osImage: 'Ubuntu 22.04 LTS',
    maxPods: 110,
  },
  replacing: { surge: 1, drainTimeoutMs: 1_800_000, soakMs: 0, renews: false },
  scaleSet: {
    name: 'aks-pool1-12345678-vmss',
    id: '/subscriptions/s/resourceGroups/MC_g/providers/Microsoft.Compute/virtualMachineScaleSets/aks-pool1-12345678-vmss',
  },
  firstAddress: '10.224.0.4',
  ...change,
})

export function clusterDriverConformance({ name, make, plane }: Conformance): void {
  const { signal } = new AbortController()
  const { cluster } = plane
  const pool = aNodePool(cluster, { kubernetesVersion: plane.kubernetesVersion })
  const namesIn = async (driver: ClusterDriver): Promise<readonly string[]> =>
    (await driver.nodes(pool, signal)) ?? []
  const numbered = (...numbers: number[]): readonly string[] =>
    numbers.map((number) => `${pool.scaleSet.name}00000${number}`)

  test(`${name}: every call can be repeated`, async () => {
    const driver = await make()
    for (let i = 0; i < 2; i++) await driver.runControlPlane(plane, signal)
    const url = await driver.serverUrl(cluster)
    for (const count of [2, 2, 0, 1]) {
      await driver.setNodePool({ ...pool, count }, signal)
      assert.equal((await namesIn(driver)).length, count)
    }
    for (let i = 0; i < 2; i++) await driver.removeNodePool(pool, signal)
    assert.deepEqual(await namesIn(driver), [])
    for (let i = 0; i < 2; i++) await driver.stop(cluster, signal)
    await driver.runControlPlane(plane, signal)
    assert.equal(await driver.serverUrl(cluster), url, 'a cluster keeps its address')
    for (let i = 0; i < 2; i++) await driver.remove(cluster, signal)
    await driver.close()
  })

  test(`${name}: what was never there counts as gone`, async () => {
    const driver = await make()
    await driver.removeNodePool(pool, signal)
    await driver.stop(cluster, signal)
    await driver.remove(cluster, signal)
    assert.equal(await driver.serverUrl(cluster), undefined)
    assert.equal((await namesIn(driver)).length, 0)
    await driver.close()
  })

  test(`${name}: a command that fails is an outcome`, async () => {
    const driver = await make()
    await driver.runControlPlane(plane, signal)
    const command = { cluster, id: '0'.repeat(32), line: 'exit 3' }
    const outcome = await driver.runCommand(command, signal)
    assert.notEqual(outcome.exitCode, 0)
    assert.equal(typeof outcome.logs, 'string')
    await driver.remove(cluster, signal)
    await driver.close()
  })

  test(`${name}: nodes that are not wanted go first, then the newest, and free numbers are used again`, async () => {
    const driver = await make()
    await driver.runControlPlane(plane, signal)
    await driver.setNodePool({ ...pool, count: 4 }, signal)
    assert.deepEqual(await namesIn(driver), numbered(0, 1, 2, 3))
    await driver.setNodePool({ ...pool, count: 3, unwanted: numbered(1) }, signal)
    assert.deepEqual(await namesIn(driver), numbered(0, 2, 3))
    await driver.setNodePool({ ...pool, count: 2 }, signal)
    assert.deepEqual(await namesIn(driver), numbered(0, 2))
    await driver.setNodePool({ ...pool, count: 3 }, signal)
    assert.deepEqual(await namesIn(driver), numbered(0, 1, 2))
    await driver.remove(cluster, signal)
    await driver.close()
  })

  test(`${name}: nodes are replaced under their names, with no more beside them than the surge`, async () => {
    const driver = await make()
    await driver.runControlPlane(plane, signal)
    await driver.setNodePool({ ...pool, count: 3 }, signal)
    const next = {
      ...pool,
      count: 3,
      kubernetesVersion: '1.30.3',
      replacing: { ...pool.replacing, surge: 2, renews: true },
    }
    let most = 0
    let isOver = false
    const watching = (async () => {
      while (!isOver) {
        most = Math.max(most, (await namesIn(driver)).length)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    await driver.setNodePool(next, signal)
    isOver = true
    await watching
    assert.deepEqual(await namesIn(driver), numbered(0, 1, 2))
    assert.ok(most >= 4 && most <= 5, `${most} nodes`)
    await driver.remove(cluster, signal)
    await driver.close()
  })

  test(`${name}: machines are made one by one, and stay under their numbers`, async () => {
    const driver = await make()
    await driver.runControlPlane(plane, signal)
    const { kubernetesVersion } = pool
    const set = async (...machines: number[]): Promise<readonly string[]> => {
      const each = machines.map((number) => [number, { kubernetesVersion, zones: ['2'] }])
      // The count is of what is asked for otherwise.
      await driver.setNodePool({ ...pool, count: 9, machines: Object.fromEntries(each) }, signal)
      return await namesIn(driver)
    }
    assert.deepEqual(await set(0), numbered(0))
    assert.deepEqual(await set(0, 3, 5), numbered(0, 3, 5))
    assert.deepEqual(await set(3), numbered(3))
    const abort = new AbortController()
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [number, {}]))
    const setting = driver.setNodePool({ ...pool, machines: many }, abort.signal)
    while ((await namesIn(driver)).length < 2) await new Promise((r) => setImmediate(r))
    abort.abort()
    await setting.catch(() => undefined)
    const left = await namesIn(driver)
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.deepEqual(await namesIn(driver), left)
    assert.deepEqual(await set(3, 4), numbered(3, 4))
    assert.deepEqual(await set(), [])
    await driver.remove(cluster, signal)
    await driver.close()
  })

  test(`${name}: a call that was given up has added nothing more when it returns`, async () => {
    const driver = await make()
    await driver.runControlPlane(plane, signal)
    const abort = new AbortController()
    const setting = driver.setNodePool({ ...pool, count: 60 }, abort.signal)
    while ((await namesIn(driver)).length === 0) await new Promise((r) => setImmediate(r))
    abort.abort()
    await setting.catch(() => undefined)
    const left = await namesIn(driver)
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.deepEqual(await namesIn(driver), left)
    await driver.setNodePool({ ...pool, count: 5 }, signal)
    assert.equal((await namesIn(driver)).length, 5, 'the next call goes on from there')
    await driver.remove(cluster, signal)
    await driver.close()
  })
}
