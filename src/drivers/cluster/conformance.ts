// What every cluster driver promises, whatever stands behind it. A driver's own test calls this.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClusterDriver, ControlPlane, NodePool } from './port.ts'

export interface Conformance {
  readonly name: string
  /** A driver with nothing in it. */
  make(): Promise<ClusterDriver>
  /** A control plane that the driver can run; its authority is a real one where it needs that. */
  readonly plane: ControlPlane
}

export function clusterDriverConformance({ name, make, plane }: Conformance): void {
  const { signal } = new AbortController()
  const pool: NodePool = {
    cluster: plane.cluster,
    name: 'pool1',
    count: 2,
    kubernetesVersion: plane.kubernetesVersion,
    labels: { agentpool: 'pool1' },
    taints: [],
  }

  test(`${name}: every call can be repeated`, async () => {
    const driver = await make()
    for (let i = 0; i < 2; i++) await driver.runControlPlane(plane, signal)
    const url = driver.serverUrl(plane.cluster)
    for (const count of [2, 2, 0, 1]) await driver.setNodePool({ ...pool, count }, signal)
    for (let i = 0; i < 2; i++) await driver.removeNodePool(pool, signal)
    for (let i = 0; i < 2; i++) await driver.stop(plane.cluster, signal)
    await driver.runControlPlane(plane, signal)
    assert.equal(driver.serverUrl(plane.cluster), url, 'a cluster keeps its address')
    for (let i = 0; i < 2; i++) await driver.remove(plane.cluster, signal)
  })

  test(`${name}: what was never there counts as gone`, async () => {
    const driver = await make()
    await driver.removeNodePool(pool, signal)
    await driver.stop(plane.cluster, signal)
    await driver.remove(plane.cluster, signal)
    assert.equal(driver.serverUrl(plane.cluster), undefined)
  })

  test(`${name}: a command that fails is an outcome`, async () => {
    const driver = await make()
    await driver.runControlPlane(plane, signal)
    const command = { cluster: plane.cluster, id: '0'.repeat(32), line: 'exit 3' }
    const outcome = await driver.runCommand(command, signal)
    assert.notEqual(outcome.exitCode, 0)
    assert.equal(typeof outcome.logs, 'string')
    await driver.remove(plane.cluster, signal)
  })
}
