// New images for nodes, as asked for and as a window of maintenance brings them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aCluster, Estate, IMAGE_LABEL, type Kube, OFTEN, until } from './estate.ts'

let estate: Estate
let kube: Kube
before(async () => {
  estate = await Estate.start()
  await estate.create('one', aCluster(2))
  kube = await estate.kube('one')
})
after(() => estate.lazuli.stop())

interface Node {
  readonly name: string
  readonly uid: string
  readonly image: string
}

async function nodes(): Promise<readonly Node[]> {
  const found = (await kube.nodes()).map(({ metadata }) => ({
    name: metadata!.name!,
    uid: metadata!.uid!,
    image: metadata!.labels![IMAGE_LABEL]!,
  }))
  return found.sort((a, b) => a.name.localeCompare(b.name))
}

const imageOf = async (): Promise<string> =>
  (await estate.aks.agentPools.get(estate.group, 'one', 'system')).nodeImageVersion!

/** Nodes under the names of before, made anew with another image, which the row has too. */
async function areRenewed(before: readonly Node[]): Promise<void> {
  const renewed = await nodes()
  assert.deepEqual(
    renewed.map(({ name }) => name),
    before.map(({ name }) => name),
  )
  const image = await imageOf()
  for (const [index, node] of renewed.entries()) {
    assert.equal(node.image, image)
    assert.notEqual(node.image, before[index]!.image)
    assert.notEqual(node.uid, before[index]!.uid)
  }
}

test('an upgrade of the image makes nodes anew under their names, and their pods find others', async () => {
  await kube.deploy('web', 4)
  const before = await nodes()
  assert.equal(before[0]!.image, await imageOf())
  await estate.aWeekLater()
  const { agentPools } = estate.aks
  await agentPools.beginUpgradeNodeImageVersionAndWait(estate.group, 'one', 'system', OFTEN)
  await areRenewed(before)
  await until('all pods run again', async () => (await kube.available('web')) === 4)
})

test('a window of maintenance brings the new image by itself', async () => {
  const before = await nodes()
  const day = { schedule: { daily: { intervalDays: 1 } }, startTime: '00:00', durationHours: 24 }
  await estate.aks.maintenanceConfigurations.createOrUpdate(
    estate.group,
    'one',
    'aksManagedNodeOSUpgradeSchedule',
    { maintenanceWindow: day },
  )
  await estate.aWeekLater()
  await until('the image is new', async () => {
    const { provisioningState } = await estate.aks.agentPools.get(estate.group, 'one', 'system')
    return provisioningState === 'Succeeded' && (await imageOf()) !== before[0]!.image
  })
  await areRenewed(before)
})
