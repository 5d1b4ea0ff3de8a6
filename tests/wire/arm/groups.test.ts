import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type ArmServer, SUBSCRIPTION, startArm } from './arm-server.ts'

const GROUPS = `/subscriptions/${SUBSCRIPTION}/resourcegroups`
const V = '?api-version=2021-04-01'
const AKS = '?api-version=2024-05-01'
let arm: ArmServer
before(async () => {
  arm = await startArm()
})
after(async () => {
  assert.deepEqual(arm.bugs, [])
  await arm[Symbol.asyncDispose]()
})

const makeGroup = (name: string, body: object = { location: 'West Europe' }) =>
  arm.call('PUT', `${GROUPS}/${name}${V}`, { body })
const clusterPath = (group: string, name: string) =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`
const makeCluster = (group: string, name: string, body: object = { location: 'westeurope' }) =>
  arm.call('PUT', `${clusterPath(group, name)}${AKS}`, { body })
const codeOf = (answer: Answer) => [answer.status, answer.body?.error?.code]
/** What a header names, without the origin. */
const pathIn = (answer: Answer, header: string) =>
  String(answer.headers[header]).slice(arm.origin.length)

test('a new group is a 201, the same again a 200, and names keep their first casing', async () => {
  const made = await makeGroup('Casing', { location: 'West Europe', tags: { a: '1' } })
  assert.equal(made.status, 201)
  assert.deepEqual(made.body, {
    id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/Casing`,
    name: 'Casing',
    type: 'Microsoft.Resources/resourceGroups',
    properties: { provisioningState: 'Succeeded' },
    location: 'westeurope',
    tags: { a: '1' },
  })
  const again = await makeGroup('CASING')
  assert.equal(again.status, 200)
  assert.equal(again.body.name, 'Casing')
  assert.equal(again.body.tags, undefined, 'a PUT without tags clears them')
})

test('a group is found whatever the case and however many slashes', async () => {
  await makeGroup('slashes')
  const path = `//SUBSCRIPTIONS/${SUBSCRIPTION}//ResourceGroups/SLASHES`
  assert.equal((await arm.call('GET', `${path}${V}`)).status, 200)
  assert.equal((await arm.call('HEAD', `${path}${V}`)).status, 204)
  const missing = await arm.call('HEAD', `${GROUPS}/nothing${V}`)
  assert.deepEqual([missing.status, missing.text], [404, ''])
  const read = await arm.call('GET', `${GROUPS}/nothing${V}`)
  assert.equal(Number(missing.headers['content-length']), read.text.length)
})

test('what is left out of a group may be written as null', async () => {
  const nothing = { managedBy: null, properties: null, tags: null }
  const made = await makeGroup('nulls', { location: 'westeurope', ...nothing })
  assert.equal(made.status, 201)
  assert.deepEqual(Object.keys(made.body), ['id', 'name', 'type', 'properties', 'location'])
})

test('a group stays where it is, and is somewhere', async () => {
  await makeGroup('fixed')
  const moved = await makeGroup('fixed', { location: 'eastus' })
  assert.deepEqual(codeOf(moved), [409, 'InvalidResourceGroupLocation'])
  assert.deepEqual(codeOf(await makeGroup('nowhere', {})), [400, 'LocationRequired'])
  const moon = await makeGroup('moon', { location: 'moon' })
  assert.deepEqual(codeOf(moon), [400, 'LocationNotAvailableForResourceGroup'])
})

test('bad names and tags are refused', async () => {
  assert.deepEqual(codeOf(await makeGroup('a%3Fb')), [400, 'InvalidResourceGroup'])
  assert.deepEqual(codeOf(await makeGroup('dot.')), [400, 'InvalidResourceGroup'])
  assert.deepEqual(codeOf(await makeGroup('x'.repeat(91))), [400, 'InvalidResourceGroup'])
  const tags = { location: 'westeurope', tags: { 'a/b': 'c' } }
  assert.deepEqual(codeOf(await makeGroup('tags', tags)), [400, 'InvalidTagNameCharacters'])
})

test('a PATCH replaces tags and keeps the rest', async () => {
  await makeGroup('patched', { location: 'westeurope', tags: { a: '1', b: '2' } })
  const body = { tags: { c: '3' } }
  const patched = await arm.call('PATCH', `${GROUPS}/patched${V}`, { body })
  assert.deepEqual([patched.status, patched.body.tags], [200, { c: '3' }])
  const removed = await arm.call('PATCH', `${GROUPS}/patched${V}`, { body: { tags: null } })
  assert.deepEqual([removed.status, removed.body.tags], [200, undefined])
  await arm.call('PATCH', `${GROUPS}/patched${V}`, { body })
  const emptied = await arm.call('PATCH', `${GROUPS}/patched${V}`, { body: { tags: {} } })
  assert.deepEqual([emptied.status, emptied.body.tags], [200, undefined])
  const missing = await arm.call('PATCH', `${GROUPS}/absent${V}`, { body })
  assert.deepEqual(codeOf(missing), [404, 'ResourceGroupNotFound'])
})

test('deleting an empty group takes a while, then it is gone', async () => {
  await makeGroup('empty')
  const accepted = await arm.call('DELETE', `${GROUPS}/empty${V}`)
  assert.deepEqual([accepted.status, accepted.text], [202, ''])
  assert.equal(accepted.headers['retry-after'], '15')
  const location = pathIn(accepted, 'location')
  assert.match(location, /^\/subscriptions\/[^/]+\/operationresults\/eyJ/)
  const running = await arm.call('GET', location)
  assert.equal(running.status, 202)
  assert.ok(running.headers.location)
  const group = await arm.call('GET', `${GROUPS}/empty${V}`)
  assert.equal(group.body.properties?.provisioningState, 'Deleting')
  assert.deepEqual(codeOf(await makeGroup('empty')), [409, 'ResourceGroupBeingDeleted'])
  await arm.pass(20_000)
  const done = await arm.call('GET', location)
  assert.deepEqual([done.status, done.text], [200, ''])
  assert.deepEqual(codeOf(await arm.call('GET', `${GROUPS}/empty${V}`)), [
    404,
    'ResourceGroupNotFound',
  ])
})

test("deleting a group deletes what is in it first, in its provider's time", async () => {
  await makeGroup('full')
  assert.equal((await makeCluster('full', 'one')).status, 201)
  assert.equal((await makeCluster('full', 'two')).status, 201)
  const accepted = await arm.call('DELETE', `${GROUPS}/full${V}`)
  await arm.pass(10_000)
  const refused = await makeCluster('full', 'three')
  assert.deepEqual(codeOf(refused), [409, 'ResourceGroupBeingDeleted'])
  assert.equal((await arm.call('GET', `${clusterPath('full', 'one')}${AKS}`)).status, 200)
  assert.equal((await arm.call('GET', pathIn(accepted, 'location'))).status, 202)
  const again = await arm.call('DELETE', `${GROUPS}/full${V}`)
  assert.equal(again.headers.location, accepted.headers.location, 'one deletion, however often')
  await arm.pass(60_000)
  assert.equal((await arm.call('GET', pathIn(accepted, 'location'))).status, 200)
  assert.equal((await arm.call('GET', `${GROUPS}/full${V}`)).status, 404)
})

test('a resource that will not go keeps its group', async () => {
  await makeGroup('blocked')
  await makeCluster('blocked', 'stuck')
  await makeCluster('blocked', 'loose')
  const accepted = await arm.call('DELETE', `${GROUPS}/blocked${V}`)
  await arm.pass(120_000)
  const failed = await arm.call('GET', pathIn(accepted, 'location'))
  assert.deepEqual(codeOf(failed), [409, 'ResourceGroupDeletionBlocked'])
  assert.match(String(failed.body.error?.message), /managedClusters\/stuck' could not be deleted/)
  const group = await arm.call('GET', `${GROUPS}/blocked${V}`)
  assert.equal(group.body.properties?.provisioningState, 'Succeeded', 'rolled back')
  assert.equal((await arm.call('GET', `${clusterPath('blocked', 'loose')}${AKS}`)).status, 404)
})

test('a list pages with links that lead on, and filters by tag', async () => {
  for (const name of ['p1', 'p2', 'p3']) {
    await makeGroup(name, { location: 'westeurope', tags: { Page: 'yes', n: name } })
  }
  const filter = encodeURIComponent("tagName eq 'page' and tagValue eq 'yes'")
  const first = await arm.call('GET', `${GROUPS}${V}&$filter=${filter}&$top=2`)
  assert.deepEqual(
    first.body.value?.map((group) => group.name),
    ['p1', 'p2'],
  )
  const link = String(first.body.nextLink)
  assert.ok(link.startsWith(`${arm.origin}${GROUPS}?api-version=2021-04-01`))
  const second = await arm.call('GET', link.slice(arm.origin.length))
  assert.deepEqual(
    second.body.value?.map((group) => group.name),
    ['p3'],
  )
  assert.equal(second.body.nextLink, undefined)
  const nonsense = await arm.call('GET', `${GROUPS}${V}&$filter=name%20eq%20'x'`)
  assert.deepEqual(codeOf(nonsense), [400, 'InvalidFilterInQueryString'])
})

test('a group is written as a template of what is in it', async () => {
  await makeGroup('written')
  const path = `${GROUPS}/written/exportTemplate${V}`
  const empty = await arm.call('POST', path, { body: { resources: ['*'] } })
  assert.equal(empty.status, 200)
  const templateIn = (answer: Answer) =>
    (answer.body as unknown as { template: { resources: { type: string; name: string }[] } })
      .template
  assert.deepEqual(templateIn(empty).resources, [])
  assert.equal((await makeCluster('written', 'one')).status, 201)
  const one = await arm.call('POST', path, { body: { resources: ['*'] } })
  assert.deepEqual(
    templateIn(one).resources.map(({ type, name }) => [
      type.split('/').at(-1)?.toLowerCase(),
      name,
    ]),
    [['managedclusters', 'one']],
  )
})

test('types, permissions and operations of providers can be listed', async () => {
  const at = (rest: string) =>
    arm.call('GET', `/subscriptions/${SUBSCRIPTION}/providers${rest}${V}`)
  const types = await at('/Microsoft.ContainerService/resourceTypes')
  assert.equal(types.status, 200)
  assert.ok((types.body.value as unknown as { resourceType: string }[]).length > 0)
  const permissions = await at('/Microsoft.ContainerService/providerPermissions')
  assert.deepEqual([permissions.status, permissions.body.value], [200, []])
  const operations = await arm.call('GET', `/providers/Microsoft.Resources/operations${V}`)
  assert.equal(operations.status, 200)
})
