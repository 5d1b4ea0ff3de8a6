import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ContractDocument } from '../contract.ts'
import type { Schema } from '../prune.ts'
import { certainlyValid, typed } from './parameters.ts'
import { Validators } from './validators.ts'

const generated = join(import.meta.dirname, '..', '..', '..', 'contract', 'generated')

interface InUse {
  readonly schema: Schema
  readonly validators: Validators
}

/** The different schemas of query and path parameters in all contracts. */
function schemasInUse(): InUse[] {
  const found = new Map<string, InUse>()
  for (const file of globSync('*/*.json', { cwd: generated })) {
    const document = JSON.parse(readFileSync(join(generated, file), 'utf8')) as ContractDocument
    const validators = new Validators(document.components?.schemas ?? {}, {})
    for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
      for (const parameter of operation.parameters ?? []) {
        if (!('in' in parameter) || parameter.in === 'header' || parameter.schema?.$ref) continue
        const schema = parameter.schema ?? {}
        found.set(JSON.stringify(schema), { schema, validators })
      }
    }
  }
  return [...found.values()]
}

const odd = [
  '',
  ' ',
  '0',
  '-0',
  '1e3',
  '007',
  '2147483648',
  '-2147483649',
  'true',
  'True',
  'é',
  '💎',
]
const value = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ maxLength: 100 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  fc.integer().map(String),
  fc.uuid(),
)

test('what is called certainly valid is valid', () => {
  const all = schemasInUse()
  assert.ok(all.length > 20)
  for (const { schema, validators } of all) {
    const [isCertain, findFault] = [certainlyValid(schema), validators.of(schema)]
    const isRight = (text: string): boolean =>
      !isCertain(text) || findFault(typed(text, schema.type)) === undefined
    fc.assert(fc.property(value, isRight), { numRuns: 200 })
  }
})

test('the usual values of parameters need no validator', () => {
  const uuid = 'c0ffee00-1234-4321-aaaa-000000000001'
  const usual: readonly (readonly [Schema, string])[] = [
    [{ type: 'string' }, 'name'],
    [{ type: 'string', minLength: 1, description: 'A name.' } as Schema, 'westeurope'],
    [{ type: 'string', minLength: 1, maxLength: 63, pattern: '^[a-z]+$' } as Schema, 'name'],
    [{ type: 'string', format: 'uuid' }, uuid],
    [{ type: 'integer', format: 'int32', minimum: 1, maximum: 1000 } as Schema, '100'],
    [{ type: 'boolean' }, 'true'],
  ]
  for (const [schema, text] of usual) assert.ok(certainlyValid(schema)(text), text)
})

test('what is wrong, or of a kind that is not known here, is left to the validator', () => {
  const left: readonly (readonly [Schema, string])[] = [
    [{ type: 'string', minLength: 1 } as Schema, ''],
    [{ type: 'string', maxLength: 3 } as Schema, 'name'],
    [{ type: 'string', pattern: '^[a-z]+$' } as Schema, 'Name'],
    [{ type: 'string', format: 'uuid' }, 'c0ffee'],
    [{ type: 'string', format: 'date-time' }, '2026-01-01T00:00:00Z'],
    [{ type: 'string', enum: ['a'] }, 'a'],
    [{ type: 'integer', format: 'int32', maximum: 1000 } as Schema, '1001'],
    [{ type: 'integer', format: 'int32' }, '9999999999'],
    [{ $ref: '#/components/schemas/Kind' }, 'name'],
  ]
  for (const [schema, text] of left) assert.equal(certainlyValid(schema)(text), false, text)
})
