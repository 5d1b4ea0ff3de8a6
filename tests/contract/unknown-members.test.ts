// A member that no contract knows is refused by its name, wherever it stands in any body of ARM's plane;
// one that another of the service's types has is taken, since clients send back what they have read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Service, UnknownMember } from '#kernel/service.ts'
import { createLazuli } from '#library/lazuli.ts'
import { Contract, type ContractDocument } from '#server/contract.ts'
import { habitsOf } from '#server/null-members.ts'
import type { Schema } from '#server/prune.ts'
import { Samples } from '../../src/testing/sample.ts'
import { contracts, operationsOf } from '../security/parts/contracts.ts'

const STRAY = ['colour', '__proto__', 'a.b', '', 'näme', 'constructor'] as const

/** The newest contract of each service. */
const newest = new Map(contracts.map(({ name, document }) => [name.split('/')[0]!, document]))

type Schemas = Readonly<Record<string, Schema>>

/** The schema of an object with members of its own, whatever leads to it. */
function objectOf(schema: Schema, schemas: Schemas): Schema | undefined {
  if (schema.$ref) return objectOf(schemas[schema.$ref.split('/').at(-1)!] ?? {}, schemas)
  const [only] = schema.allOf ?? []
  if (only && !schema.properties) return objectOf(only, schemas)
  const isOpen = schema.additionalProperties !== undefined && schema.additionalProperties !== false
  return schema.properties && !isOpen ? schema : undefined
}

interface Sent {
  readonly path: string
  readonly body: unknown
}

function* bodiesWith(
  name: string,
  body: Schema,
  samples: Samples,
  schemas: Schemas,
): Generator<Sent> {
  for (const { path, schema } of samples.members(body)) {
    const inner = schema.items ?? schema
    if (!objectOf(inner, schemas)) continue
    const object = samples.smallest(inner) as Record<string, unknown>
    // As a reader of JSON makes it: `__proto__` is a member like any other.
    const value = Object.fromEntries([...Object.entries(object), [name, 1]])
    yield {
      path: path.join('.'),
      body: samples.withMember(body, path, schema.items ? [value] : value),
    }
  }
}

function check(service: Service, document: ContractDocument) {
  const contract = new Contract(document, service.name, habitsOf(service))
  const samples = new Samples(document)
  const schemas = document.components?.schemas ?? {}
  const reached = new Set<string>()
  let objects = 0
  for (const { id, body } of operationsOf(document)) {
    if (!body) continue
    objects += samples.members(body).filter(({ schema }) => {
      return objectOf(schema.items ?? schema, schemas) !== undefined
    }).length
    const operation = contract.operation(id)
    for (const name of STRAY) {
      const all: Iterable<Sent> = bodiesWith(name, body, samples, schemas)
      for (const each of all) {
        const text = JSON.stringify(each.body)
        const found: UnknownMember | undefined = operation.unknownMember(
          JSON.parse(text),
          () => text,
        )
        const where: string = `${service.name} ${id} ${each.path}: ${text}`
        assert.equal(found?.name, name, where)
        const refusal = service.refuse.unknownMember!(found)
        assert.equal(refusal?.status, 400, where)
        assert.ok(`${refusal.message} ${JSON.stringify(refusal.extras)}`.includes(name), where)
        reached.add(`${id} ${each.path}`)
      }
    }
  }
  return { reached: reached.size, objects }
}

test('a member that no type has is refused in every object of every body on ARM', async (t) => {
  const server = await createLazuli({ timeScale: 1e6, hypervisor: 'simulated' })
  t.after(() => server.stop())
  for (const service of server.services) {
    // The schemas of our own API refuse it by themselves.
    if (service.plane !== 'arm' || !service.refuse.unknownMember) continue
    const document = newest.get(service.name)!
    const { reached, objects } = check(service, document)
    t.diagnostic(`${service.name}: ${reached} of ${objects} objects`)
    assert.equal(reached, objects)
  }
})

test('what az reads of a machine and sends back is taken', () => {
  const document = newest.get('scvmm')!
  const habits = { membersInAnyCase: true, readsOverMisplaced: true }
  const operation = new Contract(document, 'scvmm', habits).operation(
    'VirtualMachineInstances_Update',
  )
  const sent = {
    properties: { osProfile: {}, networkProfile: { networkInterfaces: [{ displayName: 'n' }] } },
  }
  assert.equal(
    operation.unknownMember(sent, () => JSON.stringify(sent)),
    undefined,
  )
})

test('what Azure has of a machine and is not kept here is read over', async (t) => {
  const server = await createLazuli()
  t.after(() => server.stop())
  const machines = server.services.find(({ name }) => name === 'hybridcompute')!
  const isTaken = (name: string) =>
    machines.refuse.takesMember!(
      { path: `properties.osProfile.${name}`, name, type: 'OSProfile' },
      '2022-12-27',
    )
  for (const name of ['linuxConfiguration', 'WindowsConfiguration', 'cloudMetadata']) {
    assert.ok(isTaken(name), name)
  }
  assert.ok(!isTaken('linuxConfig'))
})
