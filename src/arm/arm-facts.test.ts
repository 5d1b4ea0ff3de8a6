import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plus } from '#kernel/instant.ts'
import { armErrors } from './errors.ts'
import { findLocation, locations, normalLocation } from './locations.ts'
import { mayUse, SETTLING_MS, stateAt } from './providers/registration.ts'
import { isIdOf, parentId, parseResourceId } from './resource-id.ts'
import { resourceNotFound } from './resources/resource.handlers.ts'
import { parseRoleFilter } from './roles/role-filter.ts'

test('an id is taken apart by its last provider, whatever its case and slashes', () => {
  const machine = '/Subscriptions/S/resourcegroups/G/providers/Microsoft.HybridCompute/machines/M'
  const id = parseResourceId(
    `/${machine}//Providers/Microsoft.ScVmm/virtualMachineInstances/default`,
  )
  assert.equal(id.subscriptionId, 'S')
  assert.equal(id.resourceGroup, 'G')
  assert.equal(id.namespace, 'Microsoft.ScVmm')
  assert.equal(id.type, 'virtualMachineInstances')
  assert.deepEqual(id.names, ['default'])
  assert.equal(id.scope, machine)
  assert.equal(parentId('/subscriptions/s/providers/N/a/b/c/d'), '/subscriptions/s/providers/N/a/b')
  assert.equal(parentId('/subscriptions/s/providers/N/a/b'), undefined)
})

test('every region is found by both of its names, and its pair is a region too', () => {
  for (const location of locations) {
    assert.equal(findLocation(location.displayName), location)
    assert.equal(findLocation(location.name.toUpperCase()), location)
    assert.ok(location.paired === undefined || findLocation(location.paired), location.paired)
    assert.ok(
      Math.abs(Number(location.latitude)) < 90 && Math.abs(Number(location.longitude)) < 180,
    )
  }
  assert.equal(new Set(locations.map(({ name }) => name)).size, locations.length)
  assert.equal(normalLocation('West Europe'), 'westeurope')
})

test('registering takes a while, during which the provider may be used already', () => {
  const now = instant(0)
  const registering = { state: 'Registering', settlesAt: plus(now, SETTLING_MS) } as const
  assert.equal(stateAt(undefined, 'Registered', now), 'Registered')
  assert.equal(stateAt(undefined, 'NotRegistered', now), 'NotRegistered')
  assert.equal(stateAt(registering, 'NotRegistered', now), 'Registering')
  assert.equal(stateAt(registering, 'NotRegistered', plus(now, SETTLING_MS)), 'Registered')
  const unregistering = { ...registering, state: 'Unregistering' } as const
  assert.equal(stateAt(unregistering, 'Registered', plus(now, SETTLING_MS)), 'NotRegistered')
  assert.deepEqual(
    (['Registered', 'Registering', 'Unregistering', 'NotRegistered'] as const).filter(mayUse),
    ['Registered', 'Registering'],
  )
})

test('a missing resource is named by its types and names in turn', () => {
  const error = resourceNotFound({
    namespace: 'Microsoft.X',
    type: 'a/b',
    names: ['one', 'two'],
    resourceGroup: 'g',
  })
  assert.match(
    error.message,
    /^The Resource 'Microsoft\.X\/a\/one\/b\/two' under resource group 'g'/,
  )
})

test('role filters are a few words', () => {
  const parse = (text: string) => parseRoleFilter(text, ['principalid'])
  assert.deepEqual(parse("atScope() and principalId eq 'p'"), {
    atScope: true,
    equal: new Map([['principalid', 'p']]),
  })
  assert.equal(parse("assignedTo('p')").equal.get('principalid'), 'p')
  assert.throws(() => parse("colour eq 'red'"), { code: 'InvalidFilterInQueryString' })
})

test('every error of ARM has a basis, and the status of an error', () => {
  for (const [code, entry] of Object.entries(armErrors)) {
    assert.ok(Object.values(entry.basis)[0], code)
    assert.ok(entry.status >= 400 && entry.status < 600, code)
  }
})

test('an id is of a type, or of none', () => {
  const group = '/subscriptions/s/resourceGroups/g'
  const subnet = 'Microsoft.Network/virtualNetworks/subnets'
  const of = (id: string) => isIdOf(id, subnet)
  assert.ok(of(`${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`))
  assert.ok(of(`/${group.toUpperCase()}/Providers/microsoft.network/VIRTUALNETWORKS/v/SUBNETS/s`))
  for (const id of [
    '',
    'x',
    group,
    `${group}/providers/Microsoft.Network/virtualNetworks/v`,
    `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets`,
    `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s/x`,
    `${group}/providers/Microsoft.Compute/virtualNetworks/v/subnets/s`,
    `${group.slice(1)}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
    `/subscriptions/s/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
  ]) {
    assert.ok(!of(id), id)
  }
})
