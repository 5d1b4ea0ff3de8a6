// Records of clusters and of what lies below them, and operations on them, whose rows are damaged on
// the disk: each is told of where it is asked for, and keeps nothing else from being served.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idKey } from '#arm/resource-id.ts'
import { sql } from '#store/sql.ts'
import { clusterBody, GROUP, SUBSCRIPTION, World } from './containerservice-world.ts'

const CLUSTER = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.ContainerService/managedClusters/one`
const SNAPSHOTS = CLUSTER.replace('managedClusters/one', 'snapshots')
const WORKSPACE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/b/providers/Microsoft.MachineLearningServices/workspaces/c`
const SLOTS = [{ day: 'Monday', hourSlots: [1] }]

/** Two of each kind, and the list that shows both. */
const kinds = [
  {
    collection: `${CLUSTER}/agentPools`,
    names: ['user1', 'user2'],
    properties: { count: 1, mode: 'User' },
  },
  {
    collection: `${CLUSTER}/maintenanceConfigurations`,
    names: ['default', 'default'],
    properties: { timeInWeek: SLOTS },
  },
  {
    collection: `${CLUSTER}/trustedAccessRoleBindings`,
    names: ['b1', 'b2'],
    properties: {
      sourceResourceId: WORKSPACE,
      roles: ['Microsoft.MachineLearningServices/workspaces/mlworkload'],
    },
  },
  {
    collection: `${CLUSTER}/privateEndpointConnections`,
    names: ['pe1', 'pe2'],
    properties: { privateLinkServiceConnectionState: { status: 'Approved' } },
  },
  {
    collection: SNAPSHOTS,
    names: ['s1', 's2'],
    location: 'westeurope',
    properties: { creationData: { sourceResourceId: `${CLUSTER}/agentPools/nodepool1` } },
  },
]

/** Texts that are no record, and the record with a member of another kind, for each of its members. */
function damaged(body: string): string[] {
  const record = JSON.parse(body) as Record<string, unknown>
  const others = Object.entries(record).map(([name, value]) =>
    JSON.stringify({ ...record, [name]: typeof value === 'object' ? 1 : {} }),
  )
  return ['{', '[]', '7', 'null', ...others]
}

test('a damaged record of a child or a snapshot is named, and those beside it are served', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', { apiServerAccessProfile: { enablePrivateCluster: true } })
  for (const { collection, names, ...body } of kinds) {
    for (const name of names) {
      const { status } = await world.call('PUT', `${collection}/${name}`, body)
      assert.ok(status < 300, `${collection}/${name}: ${status}`)
      await world.settle()
    }
  }
  const started = await world.cluster('POST', 'one', '/runCommand', { command: 'kubectl get ns' })
  await world.settle()
  const result = started.headers.location!.replace(/^https:\/\/[^/]*|\?.*$/g, '')
  const collections = [
    ...kinds,
    { collection: result.slice(0, result.lastIndexOf('/')), names: [result.split('/').at(-1)!] },
  ]
  for (const { collection, names } of collections) {
    const [name] = names
    const key = idKey(`${collection}/${name}`)
    const { body } = (await world.store.get<{ body: string }>(
      sql`select body from arm_resource where key = ${key}`,
    ))!
    const write = (text: string) =>
      world.store.write((tx) =>
        tx.run(sql`update arm_resource set body = ${text} where key = ${key}`),
      )
    for (const text of damaged(body)) {
      await write(text)
      const { status } = await world.call('GET', `${collection}/${name}`)
      assert.equal(status, 500, `${collection} ${text}`)
      if (collection.endsWith('commandResults')) continue
      const list = await world.call<{ value: { name: string }[] }>('GET', collection)
      assert.equal(list.status, 200, `${collection} ${text}`)
      assert.deepEqual(
        list.body.value.map((each) => each.name).filter((each) => names.includes(each)),
        names.filter((each) => each !== name),
        text,
      )
    }
    await write(body)
    assert.equal((await world.call('GET', `${collection}/${name}`)).status, 200)
  }
  assert.ok(world.reported.splice(0).length > 0)
  await world.close()
})

test('an operation whose input is damaged stays as it is, and the others go on', async () => {
  const world = await World.start()
  for (const name of ['one', 'two', 'three']) await world.cluster('PUT', name, '', clusterBody())
  const rows = () =>
    world.store.all<{ id: string; resource: string; status: string; input: string; step: number }>(
      sql`select id, resource, status, input, step from operation order by seq`,
    )
  const [one, two] = await rows()
  for (const [row, input] of [
    [one, '{"cluster":7}'],
    [two, '{"clus'],
  ] as const) {
    await world.store.write((tx) =>
      tx.run(sql`update operation set input = ${input} where id = ${row!.id}`),
    )
  }
  const before = await rows()
  world.engine.wake()
  for (let i = 0; (await world.stateOf('three')) !== 'Succeeded'; i++) {
    assert.ok(i < 100 && (await world.clock.stepToNext()))
    await world.breathe()
  }
  assert.deepEqual((await rows()).slice(0, 2), before.slice(0, 2))
  const said = world.reported.splice(0).map(({ error }) => String(error))
  assert.ok(said.length > 0)
  for (const each of said) assert.match(each, new RegExp(`row ${one!.id} of the table operation`))
  const mended = one!.input
  await world.store.write((tx) =>
    tx.run(sql`update operation set input = ${mended} where id in (${one!.id}, ${two!.id})`),
  )
  await world.close()
})
