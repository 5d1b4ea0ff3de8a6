// A value of another type in place of any member of any body of any contract is refused, by its name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Service } from '#kernel/service.ts'
import { createLazuli } from '#library/lazuli.ts'
import { Contract, type ContractDocument } from '#server/contract.ts'
import { habitsOf } from '#server/null-members.ts'
import type { Schema } from '#server/prune.ts'
import { Samples } from '../../src/testing/sample.ts'
import { contracts, operationsOf } from '../security/parts/contracts.ts'

/** What no member of that kind takes, whatever the service's habits. */
const WRONG = {
  string: [5, true, {}, []],
  'date-time': ['yesterday', '2024-13-45T00:00:00Z', '2024-02-30T00:00:00Z', 5, '2024-06-01'],
  duration: ['5 minutes', 'P', 'PT', '1h', 5, '-', 'PT-'],
  integer: ['x', 1.5, {}, [], '1.5', 1e300, '1e300'],
  number: ['x', {}, []],
  boolean: ['maybe', 2, {}, []],
  object: [5, 'x', []],
  array: [5, 'x', {}],
  words: ['nonsense', 5, {}, []],
} as const satisfies Record<string, readonly unknown[]>
type Kind = keyof typeof WRONG

const isKind = (type: string | undefined): type is Kind => type !== undefined && type in WRONG

function kindOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): Kind | undefined {
  if (schema.$ref) return kindOf(schemas[schema.$ref.split('/').at(-1)!] ?? {}, schemas)
  const [only] = schema.allOf ?? []
  if (only && !schema.properties) return kindOf(only, schemas)
  if (schema.enum ?? schema.anyOf?.some((part) => part.enum)) return 'words'
  if (schema.items) return 'array'
  if (schema.properties) return 'object'
  if (isKind(schema.format)) return schema.format
  return isKind(schema.type) ? schema.type : undefined
}

/** The newest contract of each service. */
const newest = new Map(contracts.map(({ name, document }) => [name.split('/')[0]!, document]))

function check(service: Service, document: ContractDocument) {
  const habits = habitsOf(service)
  const contract = new Contract(document, service.name, habits)
  const samples = new Samples(document)
  const schemas = document.components?.schemas ?? {}
  let reached = 0
  let declared = 0
  let values = 0
  for (const { id, body } of operationsOf(document)) {
    if (!body) continue
    const operation = contract.operation(id)
    for (const { path, schema } of samples.members(body)) {
      declared++
      const kind = kindOf(schema, schemas)
      if (!kind) continue
      reached++
      for (const value of WRONG[kind]) {
        const sent: unknown = JSON.parse(JSON.stringify(samples.withMember(body, path, value)))
        const fault = operation.checkBody(operation.normalise(sent))
        const what = `${service.name} ${id} ${path.join('.')} = ${JSON.stringify(value)}`
        assert.ok(fault, `taken: ${what}`)
        assert.ok(fault.property.includes(String(path.at(-1))), `${what}: ${fault.property}`)
        values++
      }
    }
  }
  return { reached, declared, values }
}

test('a value of another type is refused and named', async (t) => {
  const server = await createLazuli({ timeScale: 1e6, hypervisor: 'simulated' })
  t.after(() => server.stop())
  for (const service of server.services) {
    const document = newest.get(service.name)
    assert.ok(document, service.name)
    const { reached, declared, values } = check(service, document)
    t.diagnostic(`${service.name}: ${reached} of ${declared} members, ${values} values`)
    assert.ok(reached > declared * 0.8, `${service.name}: ${reached} of ${declared}`)
  }
})
