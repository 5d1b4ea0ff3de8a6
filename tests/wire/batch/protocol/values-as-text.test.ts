// Clients send numbers and booleans as strings: `az batch` every one that comes from its command
// line. Each member of each body is tried so, on both planes.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { batchManagementService } from '#batch/management/service.ts'
import type { BatchPorts } from '#batch/ports.ts'
import { batchService } from '#batch/service.ts'
import { Contract, type ContractDocument } from '#server/contract.ts'
import type { Schema } from '#server/prune.ts'
import { declaredMembers } from '../../../security/parts/contracts.ts'
import { startBatch } from '../batch-server.ts'

const ports = {} as BatchPorts
const services = [batchService(ports), batchManagementService(ports)]

interface Bounded extends Schema {
  readonly minimum?: number
  readonly maximum?: number
}

/** Values of one type, and how a member of it is spelt as text. */
function samples({ type, minimum = -3, maximum = 7 }: Bounded): readonly (number | boolean)[] {
  if (type === 'boolean') return [true, false]
  if (type === 'integer') return [minimum, maximum]
  return type === 'number' ? [0.25, 12] : []
}

interface Member {
  readonly path: string
  readonly value: number | boolean
  readonly schema: Schema
  /** A body that has this member, and of the others what leads to it. */
  with(value: unknown): unknown
}

/** Every number and boolean below a schema. A schema within itself is entered once. */
function* members(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  path = '',
  within: readonly string[] = [],
): Generator<Member> {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!
    if (within.includes(name)) return
    yield* members(schemas[name]!, schemas, path, [...within, name])
  }
  for (const base of schema.allOf ?? []) yield* members(base, schemas, path, within)
  for (const value of samples(schema)) yield { path, value, schema, with: (given) => given }
  if (schema.items) {
    for (const inner of members(schema.items, schemas, `${path}[]`, within)) {
      yield { ...inner, with: (given) => [inner.with(given)] }
    }
  }
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    // What only the service sets is not looked at.
    if ((member as { readonly readOnly?: boolean }).readOnly) continue
    for (const inner of members(member, schemas, `${path}.${name}`, within)) {
      yield { ...inner, with: (given) => ({ [name]: inner.with(given) }) }
    }
  }
}

interface Document extends ContractDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly operationId?: string
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
  }
}

for (const { name, versions, bodyHabits } of services) {
  for (const version of versions) {
    test(`${name} ${version}: every number and boolean of a body may come as a string`, (t) => {
      const file = fileURLToPath(import.meta.resolve(`#contract/${name}/${version}.json`))
      const document = JSON.parse(readFileSync(file, 'utf8')) as Document
      const contract = new Contract(document, `${name} ${version}`, bodyHabits)
      const declared = new Set<Schema>()
      const reached = new Set<Schema>()
      for (const operation of Object.values(document.paths).flatMap(Object.values<Operation>)) {
        const content = operation.requestBody?.content
        const schema = content && Object.values(content)[0]?.schema
        if (!schema || !operation.operationId) continue
        for (const one of declaredMembers(document, schema)) {
          if (samples(one).length > 0) declared.add(one)
        }
        const { normalise, checkBody } = contract.operation(operation.operationId)
        for (const member of members(schema, document.components?.schemas ?? {})) {
          const where: string = `${operation.operationId}${member.path}`
          const plain = normalise(member.with(member.value))
          for (const text of [String(member.value), ` ${String(member.value).toUpperCase()} `]) {
            assert.deepEqual(normalise(member.with(text)), plain, where)
          }
          const fault = checkBody(normalise(member.with('2 or so')))
          assert.ok(fault, `${where} took a text that is no value`)
          reached.add(member.schema)
        }
      }
      t.diagnostic(`${reached.size} of ${declared.size} members reached`)
      const lacking = [...declared].filter((one) => !reached.has(one))
      assert.deepEqual(lacking, [])
      assert.ok(declared.size > 30)
    })
  }
}

test('a pool that az makes and resizes shows its numbers as numbers', async () => {
  await using server = await startBatch()
  const body = {
    id: 'az',
    vmSize: 'standard_a1_v2',
    targetDedicatedNodes: '2',
    taskSlotsPerNode: '2',
    enableInterNodeCommunication: 'True',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
  }
  const made = await server.call('POST', '/pools', { body })
  assert.equal(made.status, 201, made.text)
  const { body: pool } = await server.call('GET', '/pools/az')
  assert.equal(pool.targetDedicatedNodes as unknown, 2)
  assert.equal(pool.taskSlotsPerNode as unknown, 2)
  assert.equal(pool.enableInterNodeCommunication as unknown, true)
  await server.pass(600_000)
  const resize = { body: { targetDedicatedNodes: '3' } }
  assert.equal((await server.call('POST', '/pools/az/resize', resize)).status, 202)
  const wrong = await server.call('POST', '/pools', { body: { ...body, taskSlotsPerNode: 'two' } })
  assert.equal(wrong.body.code, 'InvalidRequestBody')
})
