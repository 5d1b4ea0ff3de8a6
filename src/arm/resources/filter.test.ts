import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AzureError } from '#kernel/catalogue.ts'
import { matchesResource, parseGroupFilter, parseResourceFilter } from './filter.ts'
import { type ArmResource, newResource } from './resource.ts'

const resource: ArmResource = newResource({
  id: '/subscriptions/s/resourceGroups/Group/providers/Microsoft.X/things/My-Thing',
  type: 'Microsoft.X/things',
  location: 'westeurope',
  tags: { Env: 'Test', "it's": 'so' },
  provisioningState: 'Succeeded',
  envelope: {
    identity: { type: 'SystemAssigned', principalId: 'p-1' },
    plan: { name: 'n', publisher: 'pub', product: 'prod', version: '1', promotionCode: 'c' },
  },
  body: {},
})
const matches = (text: string): boolean => {
  const filter = parseResourceFilter(text)
  assert.ok(filter)
  return matchesResource(filter, resource)
}
const refused = (text: string, parse: (text: string) => unknown = parseResourceFilter) =>
  assert.throws(() => parse(text), { code: 'InvalidFilterInQueryString', status: 400 }, text)

test('every property that ARM documents can be compared, without case', () => {
  for (const filter of [
    "location eq 'West Europe'",
    "resourceType eq 'microsoft.x/THINGS'",
    "name eq 'my-thing'",
    "resourceGroup eq 'GROUP'",
    "identity eq 'systemassigned'",
    "identity/principalId eq 'P-1'",
    "plan eq 'n'",
    "plan/publisher eq 'pub'",
    "plan/product eq 'prod'",
    "plan/name eq 'n'",
    "plan/version eq '1'",
    "plan/promotionCode eq 'c'",
    "NAME NE 'other'",
  ]) {
    assert.ok(matches(filter), filter)
  }
})

test('and binds closer than or, and parentheses closer than both', () => {
  assert.ok(matches("name eq 'my-thing' or name eq 'a' and name eq 'b'"))
  assert.ok(!matches("(name eq 'my-thing' or name eq 'a') and name eq 'b'"))
})

test('substringof looks into names, startswith only into tags', () => {
  assert.ok(matches("substringof('THING', name) and substringof('rou', resourceGroup)"))
  refused("substringof('x', location)")
  refused("startswith(name, 'x')")
  assert.ok(matches("startswith(tagName, 'e')"))
})

test('tags are asked for one at a time, and with nothing else', () => {
  assert.ok(matches("tagName eq 'ENV'"))
  assert.ok(matches("tagValue eq 'Test' and tagName eq 'env'"))
  assert.ok(!matches("tagName eq 'env' and tagValue eq 'test'"), 'values keep their case')
  assert.ok(matches("tagName eq 'it''s' and tagValue eq 'so'"))
  refused("tagValue eq 'Test'")
  refused("tagName eq 'a' and name eq 'b'")
  refused("tagName eq 'a' or tagName eq 'b'")
  refused("tagName ne 'a'")
  refused("tagName eq 'a' and tagName eq 'b'")
})

test('a filter of groups is about a tag', () => {
  assert.deepEqual(parseGroupFilter("tagName eq 'a' and tagValue eq 'b'"), {
    name: 'a',
    value: 'b',
  })
  assert.equal(parseGroupFilter(' '), undefined)
  refused("name eq 'a'", parseGroupFilter)
})

test('what is no filter is refused', () => {
  for (const text of [
    "name eq 'a",
    'name',
    "name gt 'a'",
    "colour eq 'red'",
    "name eq 'a' name",
    '%',
  ]) {
    refused(text)
  }
  refused(`${'('.repeat(5_000)}name eq 'a'${')'.repeat(5_000)}`)
})

test('whatever the text, it is a filter or a 400', () => {
  const words = fc.constantFrom(
    'name',
    'tagName',
    'tagValue',
    'location',
    'eq',
    'ne',
    'and',
    'or',
    "'a'",
    "''",
    '(',
    ')',
    ',',
    'substringof',
    'startswith',
    'plan/name',
    '\t',
    '%',
    "'",
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(words).map((list) => list.join(' ')),
  )
  fc.assert(
    fc.property(text, (filter) => {
      try {
        const parsed = parseResourceFilter(filter)
        if (parsed) matchesResource(parsed, resource)
      } catch (error) {
        assert.ok(error instanceof AzureError && error.status === 400, String(error))
      }
    }),
  )
})
