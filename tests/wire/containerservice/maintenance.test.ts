// Windows of maintenance: what begins in them by itself, and what does not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClusterWire } from '#containerservice/wire.ts'
import { clusterBody, World } from './containerservice-world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The world begins on Thursday 2024-08-01 at 10:00: the first window opens 15 hours later. */
const WINDOW = {
  schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Friday' } },
  startTime: '01:00',
  durationHours: 4,
}

const setWindow = (world: World, name: string, maintenanceWindow: object = WINDOW) =>
  world.cluster('PUT', 'one', `/maintenanceConfigurations/${name}`, {
    properties: { maintenanceWindow },
  })

async function withCluster(
  autoUpgradeProfile: object,
  change: Partial<NonNullable<ClusterWire['properties']>> = {},
): Promise<World> {
  const world = await World.start()
  const body = clusterBody()
  const properties = { ...body.properties, ...change, autoUpgradeProfile }
  const { status } = await world.cluster('PUT', 'one', '', { ...body, properties })
  assert.equal(status, 201)
  await world.settle()
  return world
}

const propertiesOf = async (world: World) => (await world.cluster('GET', 'one')).body.properties!

/** Lets time pass, and what is to begin on the way begin. */
async function pass(world: World, ms: number): Promise<void> {
  await world.clock.step(ms)
  await world.breathe()
}

test('a channel of versions upgrades a cluster in its window, a minor at a time', async () => {
  const world = await withCluster({ upgradeChannel: 'rapid' }, { kubernetesVersion: '1.28' })
  const before = await propertiesOf(world)
  assert.equal((await setWindow(world, 'aksManagedAutoUpgradeSchedule')).status, 200)
  await pass(world, 14 * HOUR)
  assert.equal((await propertiesOf(world)).provisioningState, 'Succeeded')
  await pass(world, HOUR)
  assert.equal((await propertiesOf(world)).provisioningState, 'Upgrading')
  await world.settle()
  const upgraded = await propertiesOf(world)
  assert.equal(upgraded.provisioningState, 'Succeeded')
  assert.match(before.currentKubernetesVersion!, /^1\.28\./)
  assert.match(upgraded.currentKubernetesVersion!, /^1\.29\./)
  assert.equal(upgraded.kubernetesVersion, upgraded.currentKubernetesVersion)
  const { orchestratorVersion, currentOrchestratorVersion } = upgraded.agentPoolProfiles![0]!
  assert.deepEqual(
    [orchestratorVersion, currentOrchestratorVersion],
    [upgraded.currentKubernetesVersion, upgraded.currentKubernetesVersion],
  )
  await world.close()
})

test('new images come to nodes in their window, and only where there are some', async () => {
  const world = await withCluster({ nodeOSUpgradeChannel: 'NodeImage' })
  const image = async () => (await propertiesOf(world)).agentPoolProfiles![0]!.nodeImageVersion
  const before = await image()
  await setWindow(world, 'aksManagedNodeOSUpgradeSchedule')
  await pass(world, 15 * HOUR)
  const pool = async () =>
    (await world.pool('GET', 'one', 'nodepool1')).body.properties!.provisioningState
  // The image of the week is there already.
  assert.equal(await pool(), 'Succeeded')
  await pass(world, 7 * DAY - HOUR)
  assert.equal(await pool(), 'Succeeded')
  await pass(world, HOUR)
  assert.equal(await pool(), 'UpgradingNodeImageVersion')
  await world.settle()
  assert.notEqual(await image(), before)
  await world.close()
})

test('nothing begins without a channel, in a stopped cluster, or after the window is taken away', async () => {
  const world = await withCluster({ upgradeChannel: 'none', nodeOSUpgradeChannel: 'None' })
  await setWindow(world, 'aksManagedAutoUpgradeSchedule')
  await setWindow(world, 'aksManagedNodeOSUpgradeSchedule')
  await pass(world, 8 * DAY)
  assert.equal(await world.stateOf('one'), 'Succeeded')
  const body = clusterBody()
  await world.cluster('PUT', 'one', '', {
    ...body,
    properties: { ...body.properties, autoUpgradeProfile: { upgradeChannel: 'rapid' } },
  })
  await world.settle()
  await world.cluster('POST', 'one', '/stop')
  await world.settle()
  await pass(world, 8 * DAY)
  assert.equal((await propertiesOf(world)).powerState!.code, 'Stopped')
  await world.cluster('POST', 'one', '/start')
  await world.settle()
  await world.cluster('DELETE', 'one', '/maintenanceConfigurations/aksManagedAutoUpgradeSchedule')
  await pass(world, 8 * DAY)
  assert.equal(await world.stateOf('one'), 'Succeeded')
  await world.close()
})

test('a window opens after a restart, and one that is set late is open at once', async () => {
  const world = await withCluster({ upgradeChannel: 'rapid' }, { kubernetesVersion: '1.28' })
  await setWindow(world, 'aksManagedAutoUpgradeSchedule')
  await pass(world, 14 * HOUR)
  await world.restart()
  await pass(world, HOUR)
  assert.equal(await world.stateOf('one'), 'Upgrading')
  await world.settle()
  await setWindow(world, 'aksManagedAutoUpgradeSchedule', {
    ...WINDOW,
    schedule: { relativeMonthly: { intervalMonths: 1, weekIndex: 'First', dayOfWeek: 'Friday' } },
    notAllowedDates: [{ start: '2024-08-02', end: '2024-08-02' }],
  })
  await pass(world, HOUR)
  assert.equal(await world.stateOf('one'), 'Succeeded')
  await setWindow(world, 'aksManagedAutoUpgradeSchedule')
  await world.breathe()
  assert.equal(await world.stateOf('one'), 'Upgrading')
  await world.settle()
  await world.close()
})
