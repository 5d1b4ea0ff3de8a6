import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type ArmServer, SUBSCRIPTION, startArm } from './arm-server.ts'

const ROOT = `/subscriptions/${SUBSCRIPTION}`
const GROUP = `${ROOT}/resourceGroups/things`
const CLUSTERS = `${GROUP}/providers/Microsoft.ContainerService/managedClusters`
const V = '?api-version=2021-04-01'
const AKS = '?api-version=2024-05-01'
let arm: ArmServer
before(async () => {
  arm = await startArm()
  await arm.call('PUT', `${GROUP}${V}`, { body: { location: 'westeurope' } })
  for (const name of ['one', 'two', 'three']) {
    const identity = name === 'one' ? { type: 'SystemAssigned' } : undefined
    const body = { location: 'westeurope', tags: { env: name }, identity }
    await arm.call('PUT', `${CLUSTERS}/${name}${AKS}`, { body })
  }
})
after(async () => {
  assert.deepEqual(arm.bugs, [])
  await arm[Symbol.asyncDispose]()
})

const codeOf = (answer: Answer) => [answer.status, answer.body?.error?.code]
const namesAt = async (path: string) => {
  const answer = await arm.call('GET', path)
  assert.equal(answer.status, 200, answer.text)
  return answer.body.value?.map((item) => String(item.name)).sort()
}
const filtered = (filter: string) =>
  namesAt(`${ROOT}/resources${V}&$filter=${encodeURIComponent(filter)}`)

test('resource lists show envelopes, and more when asked', async () => {
  const plain = await arm.call('GET', `${GROUP}/resources${V}`)
  const one = plain.body.value?.find((item) => item.name === 'one')
  assert.deepEqual(one, {
    id: `${CLUSTERS}/one`,
    name: 'one',
    type: 'Microsoft.ContainerService/managedClusters',
    location: 'westeurope',
    tags: { env: 'one' },
    identity: { type: 'SystemAssigned' },
  })
  const expand = '$expand=createdTime,changedTime,provisioningState'
  const more = await arm.call('GET', `${GROUP}/resources${V}&${expand}`)
  assert.equal(more.body.value?.[0]?.createdTime, '2026-03-05T10:15:00.000Z')
  assert.equal(more.body.value?.[0]?.provisioningState, 'Succeeded')
  const wrong = await arm.call('GET', `${GROUP}/resources${V}&$expand=everything`)
  assert.deepEqual(codeOf(wrong), [400, 'InvalidParameterValue'])
  const absent = await arm.call('GET', `${ROOT}/resourceGroups/absent/resources${V}`)
  assert.deepEqual(codeOf(absent), [404, 'ResourceGroupNotFound'])
})

test('resource lists filter as ARM does', async () => {
  const type = "resourceType eq 'microsoft.containerservice/MANAGEDCLUSTERS'"
  assert.deepEqual(await filtered(type), ['one', 'three', 'two'])
  assert.deepEqual(await filtered(`${type} and name ne 'one'`), ['three', 'two'])
  assert.deepEqual(await filtered("substringof('T', name)"), ['three', 'two'])
  assert.deepEqual(await filtered("identity eq 'SystemAssigned' or name eq 'two'"), ['one', 'two'])
  assert.deepEqual(await filtered("tagName eq 'ENV' and tagValue eq 'two'"), ['two'])
  assert.deepEqual(await filtered("startswith(tagName, 'en')"), ['one', 'three', 'two'])
  assert.deepEqual(await filtered("location eq 'West Europe' and resourceGroup eq 'no'"), [])
})

test('resource lists page, and a link that was made elsewhere is refused', async () => {
  const first = await arm.call('GET', `${ROOT}/resources${V}&$top=2`)
  assert.equal(first.body.value?.length, 2)
  const second = await arm.call('GET', String(first.body.nextLink).slice(arm.origin.length))
  assert.deepEqual(
    second.body.value?.map((item) => item.name),
    ['three', 'two'],
  )
  assert.equal(second.body.nextLink, undefined)
  for (const query of ['$skiptoken=!!', '$top=0', '$top=x', '$top=1.5']) {
    assert.equal((await arm.call('GET', `${ROOT}/resources${V}&${query}`)).status, 400, query)
  }
})

test('tags can be read and changed at every scope', async () => {
  for (const scope of [ROOT, GROUP, `${CLUSTERS}/one`]) {
    const path = `${scope}/providers/Microsoft.Resources/tags/default${V}`
    const tags = { Team: 'a', cost: '1' }
    const put = await arm.call('PUT', path, { body: { properties: { tags } } })
    assert.deepEqual([put.status, put.body.properties?.tags], [200, tags])
    const patch = async (operation: string, named: object) =>
      (await arm.call('PATCH', path, { body: { operation, properties: { tags: named } } })).body
        .properties?.tags
    assert.deepEqual(await patch('Merge', { team: 'b', x: 'y' }), { Team: 'b', cost: '1', x: 'y' })
    assert.deepEqual(await patch('Delete', { cost: '1', x: 'z' }), { Team: 'b', x: 'y' })
    assert.deepEqual(await patch('Replace', { only: 'this' }), { only: 'this' })
    const got = await arm.call('GET', path)
    assert.deepEqual(got.body, {
      id: `${scope}/providers/Microsoft.Resources/tags/default`,
      name: 'default',
      type: 'Microsoft.Resources/tags',
      properties: { tags: { only: 'this' } },
    })
  }
  const cluster = await arm.call('GET', `${CLUSTERS}/one${AKS}`)
  assert.deepEqual(cluster.body.tags, { only: 'this' }, 'the same tags, however they are read')
  const absent = `${CLUSTERS}/absent/providers/Microsoft.Resources/tags/default${V}`
  assert.deepEqual(codeOf(await arm.call('GET', absent)), [404, 'ResourceNotFound'])
  const wrong = { operation: 'Shuffle', properties: { tags: {} } }
  const refused = await arm.call(
    'PATCH',
    `${ROOT}/providers/Microsoft.Resources/tags/default${V}`,
    { body: wrong },
  )
  assert.deepEqual(codeOf(refused), [400, 'InvalidRequestContent'])
})

test('a subscription knows its tag names and how often they are used', async () => {
  const at = (path: string) => `${ROOT}/tagNames/${path}${V}`
  assert.equal((await arm.call('PUT', at('known'))).status, 201)
  assert.equal((await arm.call('PUT', at('KNOWN'))).status, 200)
  assert.equal((await arm.call('PUT', at('known/tagValues/v'))).status, 201)
  assert.deepEqual(codeOf(await arm.call('DELETE', at('known'))), [409, 'Conflict'])
  const list = await arm.call('GET', `${ROOT}/tagNames${V}`)
  const env = list.body.value?.find((tag) => tag.tagName === 'env')
  assert.deepEqual(env?.count, { type: 'Total', value: 2 })
  assert.deepEqual(
    env?.values?.map((value) => value.tagValue),
    ['three', 'two'],
  )
  assert.equal((await arm.call('DELETE', at('known/tagValues/v'))).status, 200)
  assert.equal((await arm.call('DELETE', at('known'))).status, 200)
  assert.equal((await arm.call('DELETE', at('known'))).status, 204)
})

test('a lock keeps what it locks, what is below it and the group around it', async () => {
  const lock = `${CLUSTERS}/two/providers/Microsoft.Authorization/locks/keep${V}`
  const body = { properties: { level: 'CanNotDelete', notes: 'mine' } }
  assert.equal((await arm.call('PUT', lock, { body })).status, 201)
  const refused = await arm.call('DELETE', `${CLUSTERS}/two${AKS}`)
  assert.deepEqual(codeOf(refused), [409, 'ScopeLocked'])
  assert.deepEqual(codeOf(await arm.call('DELETE', `${GROUP}${V}`)), [409, 'ScopeLocked'])
  const update = { location: 'westeurope' }
  assert.equal((await arm.call('PUT', `${CLUSTERS}/two${AKS}`, { body: update })).status, 200)
  const readOnlyLock = { properties: { level: 'ReadOnly', notes: null } }
  assert.equal((await arm.call('PUT', lock, { body: readOnlyLock })).status, 200)
  const readOnly = await arm.call('PUT', `${CLUSTERS}/two${AKS}`, { body: update })
  assert.deepEqual(codeOf(readOnly), [409, 'ScopeLocked'])
  assert.deepEqual(await namesAt(`${GROUP}/providers/Microsoft.Authorization/locks${V}`), ['keep'])
  assert.equal((await arm.call('DELETE', lock)).status, 200)
  assert.equal((await arm.call('DELETE', lock)).status, 204)
  assert.deepEqual(codeOf(await arm.call('GET', lock)), [404, 'LockNotFound'])
})

test('a lock has a name that Azure takes', async () => {
  const body = { properties: { level: 'CanNotDelete' } }
  for (const name of [
    '%00',
    '%0a',
    'a%25',
    'a:b',
    'a%3Fb',
    'a%5Cb',
    'a%3Cb',
    'a&b',
    'x'.repeat(261),
  ]) {
    const lock = `${CLUSTERS}/two/providers/Microsoft.Authorization/locks/${name}${V}`
    assert.deepEqual(
      codeOf(await arm.call('PUT', lock, { body })),
      [400, 'InvalidResourceName'],
      name,
    )
  }
  for (const name of ['a%20b', '%C3%BC', 'a.', "a'b"]) {
    const lock = `${CLUSTERS}/two/providers/Microsoft.Authorization/locks/${name}${V}`
    assert.equal((await arm.call('PUT', lock, { body })).status, 201, name)
    assert.equal((await arm.call('DELETE', lock)).status, 200, name)
  }
})

test('roles can be looked up, assigned, found again and taken away', async () => {
  const roles = `${ROOT}/providers/Microsoft.Authorization/roleDefinitions`
  const reader = encodeURIComponent("roleName eq 'Reader'")
  const found = await arm.call('GET', `${roles}${V}&$filter=${reader}`)
  const roleDefinitionId = String(found.body.value?.[0]?.id)
  assert.match(roleDefinitionId, /roleDefinitions\/acdd72a7-3385-48ef-bd42-f606fba81ae7$/)
  const principalId = '55555555-5555-5555-5555-555555555555'
  const name = '66666666-6666-6666-6666-666666666666'
  const assignments = `${GROUP}/providers/Microsoft.Authorization/roleAssignments`
  const above = `${ROOT}/providers/Microsoft.Authorization/roleAssignments${V}`
  const first = await namesAt(above)
  const named = { roleDefinitionId, principalId, principalType: 'User' }
  const body = { properties: { ...named, description: null } }
  const made = await arm.call('PUT', `${assignments}/${name}${V}`, { body })
  assert.equal(made.status, 201)
  assert.equal(made.body.properties?.roleDefinitionId, roleDefinitionId)
  assert.equal((await arm.call('PUT', `${assignments}/${name}${V}`, { body })).status, 200)
  const twin = await arm.call('PUT', `${assignments}/${principalId}${V}`, { body })
  assert.deepEqual(codeOf(twin), [409, 'RoleAssignmentExists'])
  const below = `${CLUSTERS}/one/providers/Microsoft.Authorization/roleAssignments${V}`
  assert.deepEqual(await namesAt(below), [name, ...(first ?? [])].sort())
  assert.deepEqual(await namesAt(`${above}&$filter=atScope()`), first)
  assert.deepEqual(await namesAt(`${above}&$filter=principalId%20eq%20'${principalId}'`), [name])
  const wrong = await arm.call('PUT', `${assignments}/unknown${V}`, { body })
  assert.deepEqual(codeOf(wrong), [400, 'InvalidRoleAssignmentId'])
  assert.equal((await arm.call('DELETE', `${assignments}/${name}${V}`)).status, 200)
  assert.equal((await arm.call('DELETE', `${assignments}/${name}${V}`)).status, 204)
})

test('canDelegate is known in the api-versions that had it, and in no later one', async () => {
  const principalId = '77777777-7777-7777-7777-777777777777'
  const roleDefinitionId = `${ROOT}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`
  const assigned = { roleDefinitionId, principalId, principalType: 'User' }
  const at = (version: string) =>
    `${GROUP}/providers/Microsoft.Authorization/roleAssignments/${principalId}?api-version=${version}`
  for (const version of ['2015-07-01', '2018-01-01-preview', '2018-09-01-preview']) {
    const body = { properties: { ...assigned, canDelegate: false } }
    const made = await arm.call('PUT', at(version), { body })
    assert.equal(made.status, 201, made.text)
    assert.ok(!('canDelegate' in made.body.properties!))
    assert.equal((await arm.call('DELETE', at(version))).status, 200)
    const stray = { properties: { ...body.properties, colour: 'red' } }
    const refused = await arm.call('PUT', at(version), { body: stray })
    assert.deepEqual(codeOf(refused), [400, 'InvalidRequestContent'])
    assert.match(refused.text, /'colour'/)
  }
  const body = { properties: { ...assigned, canDelegate: false } }
  const later = await arm.call('PUT', at('2022-04-01'), { body })
  assert.deepEqual(codeOf(later), [400, 'InvalidRequestContent'])
  assert.match(later.text, /'canDelegate'/)
})
