// Whatever is sent, nothing becomes a 500 and no operation is left without an end.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import fc from 'fast-check'
import { routes, versions } from '#contract/scvmm/routes.ts'
import {
  EXTENDED_LOCATION,
  instanceOf,
  machineId,
  SCVMM,
  SUBSCRIPTION,
  World,
} from './scvmm-world.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly additionalProperties?: unknown
}
interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { schema: Schema }>>
            }
          }
        >
      >
    >
  >
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const file = new URL(import.meta.resolve(`#contract/scvmm/${versions[0]}.json`))
const document = JSON.parse(await readFile(file, 'utf8')) as Document

/** Texts that mean something somewhere, and such as mean nothing. */
const words = fc.oneof(
  fc.constantFrom(
    '',
    'true',
    'TRUE',
    'IDE',
    'SCSI',
    'Dynamic',
    'Differencing',
    'Standard',
    'Disabled',
    'Cloud',
    'VirtualMachine',
    'westeurope',
    '00:15:5D:01:02:03',
    '12345678-1234-1234-1234-12345678abcd',
    `${SCVMM}/clouds/cloud1`,
    `${SCVMM}/virtualMachineTemplates/template1`,
    `${SCVMM}/virtualNetworks/net1`,
    `${SCVMM}/vmmServers/vmm1`,
    '/subscriptions/x',
  ),
  fc.string({ maxLength: 30 }),
)

/** A value of the schema most of the time; anything else now and then. */
function valueFor(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const regular = regularValue(schema, depth)
  return depth > 6
    ? fc.constant(null)
    : fc.oneof({ weight: 30, arbitrary: regular }, fc.jsonValue())
}

function regularValue(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref) {
    return valueFor(document.components.schemas[schema.$ref.split('/').at(-1)!]!, depth)
  }
  if (schema.allOf) return valueFor(schema.allOf[0]!, depth)
  if (schema.enum) return fc.oneof(fc.constantFrom(...schema.enum), words)
  if (schema.type === 'array') {
    return fc.array(valueFor(schema.items ?? {}, depth + 1), { maxLength: 3 })
  }
  if (schema.type === 'integer') {
    return fc.oneof(fc.integer({ min: -2, max: 20 }), fc.constantFrom(512, 2 ** 31 - 1, 1.5))
  }
  if (schema.type === 'boolean') return fc.boolean()
  if (!schema.properties) return schema.type === 'object' ? fc.object({ maxDepth: 1 }) : words
  const members = Object.entries(schema.properties).map(([name, member]) => [
    name,
    name === 'extendedLocation'
      ? fc.constant(EXTENDED_LOCATION)
      : name === 'location'
        ? fc.constant('westeurope')
        : valueFor(member, depth + 1),
  ])
  const required = Object.keys(schema.properties).filter((name) =>
    ['location', 'extendedLocation'].includes(name),
  )
  const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(members)
  return fc.record(model, { requiredKeys: required })
}

const names = fc.constantFrom('cloud1', 'vmm1', 'template1', 'net1', 'new', 'x%20y', '..', 'é')

interface Call {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** Any call of the contract, with parts of its path that exist more often than not. */
const calls: fc.Arbitrary<Call> = fc.constantFrom(...routes).chain(({ method, path }) => {
  const operation = document.paths[path]![method]!
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const resourceUri = fc.constantFrom(
    machineId('vm').slice(1),
    machineId('bare').slice(1),
    machineId('unknown').slice(1),
    'gtgclehcbsyave',
    `subscriptions/${SUBSCRIPTION}`,
  )
  const query = fc.constantFrom('', '', '?force=true', '?deleteFromHost=True', '?force=maybe')
  return fc
    .tuple(names, resourceUri, query, schema ? valueFor(schema) : fc.constant(undefined))
    .map(([name, uri, asked, body]) => ({
      method: method.toUpperCase(),
      path:
        path
          .replace('{resourceUri}', uri)
          .replace('{subscriptionId}', SUBSCRIPTION)
          .replace('{resourceGroupName}', 'rg1')
          .replace(/\{inventoryItemResourceName\}/, '12345678-1234-1234-1234-12345678abcd')
          .replace(/\{[^}]+\}/g, name) + (method === 'delete' ? asked : ''),
      body,
    }))
})

test('no call becomes a 500, and what was begun comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(calls, { minLength: 20, maxLength: 40 }), async (sent) => {
      const world = await World.start()
      try {
        await world.machine('vm')
        await world.hybridMachine('bare')
        for (const { method, path, body } of sent) {
          const answer = await world.call(method, path, body)
          assert.ok(
            answer.status < 500,
            `${method} ${path} ${JSON.stringify(body)}: ${answer.text}`,
          )
          if (answer.headers['azure-asyncoperation']) await world.outcome(answer)
        }
        assert.deepEqual(world.reported, [])
      } finally {
        await world.close()
      }
    }),
    { numRuns: 15 },
  )
})

test('the machine that is fuzzed at is one that works', async () => {
  const world = await World.start()
  await world.machine('vm')
  assert.equal((await world.call('GET', instanceOf('vm'))).status, 200)
  await world.close()
})
