import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import type { RouteEntry } from '#contract/route-entry.ts'
import { plain, type WireDocument, type WireNode } from '../../scripts/contract/document.ts'
import { routesOf } from '../../scripts/contract/routes.ts'
import { union } from '../../scripts/contract/union.ts'

const generated = join(import.meta.dirname, '../../contract/generated')
const tables = readdirSync(generated, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('routes.ts'))
  .map((file) => dirname(file))

function documentOf(service: string, version: string): WireDocument {
  return JSON.parse(readFileSync(join(generated, service, `${version}.json`), 'utf8'))
}

for (const service of tables) {
  const table: { routes: readonly RouteEntry[]; versions: readonly string[] } = await import(
    join(generated, service, 'routes.ts')
  )

  test(`${service}: an operationId names one route of an api-version`, () => {
    for (const version of table.versions) {
      const ids = table.routes.filter((r) => r.versions.includes(version)).map((r) => r.operationId)
      assert.deepEqual(ids, [...new Set(ids)])
    }
  })

  test(`${service}: the routes of an api-version are the operations of its document`, () => {
    for (const version of table.versions) {
      const documented = routesOf(new Map([[version, documentOf(service, version)]]))
      const listed = table.routes.filter((route) => route.versions.includes(version))
      const name = (r: RouteEntry) => `${r.operationId} ${r.method} ${r.path}`
      assert.deepEqual(listed.map(name), documented.map(name))
    }
  })

  test(`${service}: every reference in a document leads to a schema`, () => {
    for (const version of table.versions) {
      const document = documentOf(service, version)
      const known = Object.keys(document.components?.schemas ?? {})
      const text = JSON.stringify(document)
      for (const [, ref] of text.matchAll(/"\$ref":"([^"]*)"/g)) {
        assert.ok(known.includes(ref?.replace('#/components/schemas/', '') ?? ''), ref)
      }
    }
  })

  test(`${service}: every schema in a document is one`, () => {
    const ajv = new Ajv({ strict: false, logger: false })
    for (const version of table.versions) {
      const { components, paths } = documentOf(service, version) as unknown as Schemas
      const operations = Object.values(paths).flatMap((path) => Object.values(path))
      const parameters = operations.flatMap((operation) => operation.parameters ?? [])
      const shared = Object.values(components?.parameters ?? {})
      const schemas = [
        ...Object.values(components?.schemas ?? {}),
        ...[...parameters, ...shared].flatMap(({ schema }) => schema ?? []),
      ]
      assert.ok(schemas.length > 10)
      for (const schema of schemas) assert.ok(ajv.validateSchema(schema), JSON.stringify(schema))
    }
  })
}

interface Schemas {
  readonly components?: {
    readonly schemas?: Readonly<Record<string, object>>
    readonly parameters?: Readonly<Record<string, { readonly schema?: object }>>
  }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Parameters>>>>
}
interface Parameters {
  readonly parameters?: readonly { readonly schema?: object }[]
}

const empty = { openapi: '3.0.0', info: { title: 'Test', version: '2024-01-01' } }

function withPath(path: string, operation: WireNode, schemas: Record<string, WireNode> = {}) {
  const parameters = { Name: { name: 'name', in: 'path', required: true } }
  const document = { ...empty, paths: { [path]: { get: operation } } }
  return { ...document, components: { schemas, parameters } } as unknown as WireDocument
}

test('an operation that only the newer version has is listed for that version alone', () => {
  const old = withPath('/a', { operationId: 'A_Get' })
  const both = {
    ...old,
    paths: { ...old.paths, ...withPath('/b', { operationId: 'B_Get' }).paths },
  }
  const routes = routesOf(
    new Map([
      ['1', old],
      ['2', both],
    ]),
  )
  assert.deepEqual(routes, [
    { operationId: 'A_Get', method: 'get', path: '/a', versions: ['1', '2'] },
    { operationId: 'B_Get', method: 'get', path: '/b', versions: ['2'] },
  ])
})

test('types come from all api-versions: what a newer one dropped is kept, what it changed is taken', () => {
  const of = (properties: WireNode) => ({ A: { type: 'object', properties } })
  const text = { type: 'string' }
  const older = withPath('/old', { operationId: 'A_Old' }, of({ gone: text, kept: text }))
  const newer = withPath('/new', { operationId: 'A_New' }, of({ kept: { type: 'integer' } }))
  const all = union([older, newer])
  assert.deepEqual(Object.keys(all.paths), ['/old', '/new'])
  assert.deepEqual(all.components?.schemas?.A?.properties, {
    gone: text,
    kept: { type: 'integer' },
  })
})

test('a plain document has its parameters in place and operations spelt as Azure spells them', () => {
  const reference = { $ref: '#/components/parameters/Name' }
  const source = { operationId: 'Clusters_getIt', parameters: [reference], responses: {} }
  assert.deepEqual(plain(withPath('/{name}', source)).paths['/{name}']?.get, {
    operationId: 'Clusters_GetIt',
    parameters: [{ name: 'name', in: 'path', required: true }],
    responses: {},
  })
})

test('a plain document has words that may grow in one list, and scalars where they are used', () => {
  const schemas = {
    Id: { type: 'string', format: 'arm-id' },
    Word: { anyOf: [{ type: 'string' }, { type: 'string', enum: ['a', 'b'] }] },
    Thing: {
      type: 'object',
      properties: {
        id: { allOf: [{ $ref: '#/components/schemas/Id' }], readOnly: true },
        other: { $ref: '#/components/schemas/Id' },
        word: { $ref: '#/components/schemas/Word' },
      },
    },
  }
  const document = plain(withPath('/a', { operationId: 'A_Get' }, schemas))
  assert.deepEqual(document.components?.schemas, {
    Word: { type: 'string', enum: ['a', 'b'], 'x-ms-enum': { modelAsString: true } },
    Thing: {
      type: 'object',
      properties: {
        id: { type: 'string', format: 'arm-id', readOnly: true },
        other: { type: 'string', format: 'arm-id' },
        word: { $ref: '#/components/schemas/Word' },
      },
    },
  })
})

test('a plain document marks secrets that can be set and never read', () => {
  const times = ['create', 'update']
  const password = { type: 'string', 'x-ms-mutability': times, 'x-ms-secret': true }
  const size = { type: 'integer', 'x-ms-mutability': times }
  const schemas = { User: { type: 'object', properties: { password, size } } }
  const document = plain(withPath('/a', { operationId: 'A_Get' }, schemas))
  assert.deepEqual(document.components?.schemas?.User?.properties, {
    password: { ...password, writeOnly: true },
    size,
  })
})

test('a plain document has a base that lists its subtypes, and subtypes that are complete', () => {
  const schemas = {
    Animal: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' } },
      discriminator: { propertyName: 'kind', mapping: { Cat: '#/components/schemas/Cat' } },
    },
    Cat: {
      type: 'object',
      properties: { kind: { type: 'string', enum: ['Cat'] }, lives: { type: 'integer' } },
      allOf: [{ $ref: '#/components/schemas/Animal' }],
    },
  }
  const document = plain(withPath('/a', { operationId: 'A_Get' }, schemas))
  const { Animal, Cat } = document.components?.schemas ?? {}
  assert.deepEqual(Animal, { ...schemas.Animal, oneOf: [{ $ref: '#/components/schemas/Cat' }] })
  assert.deepEqual(Cat, {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string', enum: ['Cat'] }, lives: { type: 'integer' } },
  })
})
