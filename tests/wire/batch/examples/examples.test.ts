// The requests of the published examples that add something, where the published documents are at hand:
// each gets its documented status, or a refusal that stands here with its reason.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isThere, specs } from '../../arm/published-examples.ts'
import { ACCOUNT, type Answer, ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'

interface Example {
  readonly name: string
  readonly operationId: string
  readonly path: string
  readonly method: string
  readonly body: unknown
  readonly statuses: readonly number[]
}

type Json = Readonly<Record<string, unknown>>
type Operation = Json & { readonly 'x-ms-examples'?: Readonly<Record<string, { $ref: string }>> }

/** The published examples are not all strict JSON. */
const read = (file: string): Json =>
  JSON.parse(
    readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/,(?=\s*[}\]])/g, ''),
  ) as Json

function examplesOf(folder: string, document: string): Example[] {
  const { paths } = read(join(folder, document)) as unknown as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  }
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      Object.entries(operation['x-ms-examples'] ?? {}).map(([name, { $ref }]) => {
        const { parameters, responses } = read(join(folder, $ref)) as {
          readonly parameters: Readonly<Record<string, unknown>>
          readonly responses: Json
        }
        const inBody = (operation.parameters as readonly { in?: string; name?: string }[]).find(
          (parameter) => parameter.in === 'body',
        )
        return {
          name,
          operationId: String(operation.operationId),
          path,
          method: method.toUpperCase(),
          body: inBody && parameters[inBody.name!],
          statuses: Object.keys(responses).map(Number),
        }
      }),
    ),
  )
}

/** Refusals that are right: the example's name, the code, why. */
const NO_CERTIFICATE = ['InvalidPropertyValue', 'a few words stand for the certificate'] as const
const NO_TAGS = [
  'UnsupportedProperty',
  'tags need an account of the mode UserSubscription',
] as const
const REFUSED: Readonly<Record<string, readonly [code: string, why: string]>> = {
  'Certificate add': NO_CERTIFICATE,
  'CreateCertificate - Full': NO_CERTIFICATE,
  'CreateCertificate - Minimal Cer': NO_CERTIFICATE,
  'CreateCertificate - Minimal Pfx': NO_CERTIFICATE,
  'CreatePool - Full CloudServiceConfiguration': [
    'InvalidApplicationPackageReferences',
    'the account has no such package',
  ],
  'Add a VirtualMachineConfiguration pool with containers': [
    'InvalidPropertyValue',
    'its image has the sku 120_04-lts, which never was',
  ],
  'Add a simple pool with resourceTags': NO_TAGS,
  'CreatePool - ResourceTags': NO_TAGS,
}

interface Refusal {
  readonly code?: string
  readonly values?: unknown
  readonly error?: { readonly code: string; readonly details?: unknown }
}

const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111'

/** Resources that are named as one's own are so here. */
const own = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body).replace(/\/subscriptions\/[^/"]+/g, `/subscriptions/${SUBSCRIPTION}`),
  )

async function tried(
  batch: BatchServer,
  { name, body, statuses }: Example,
  call: (sent: unknown) => Promise<Answer>,
): Promise<string | undefined> {
  const answer = await call(own(body))
  assert.ok(batch.bugs.length === 0, name)
  const expected = REFUSED[name]
  if (statuses.includes(answer.status)) {
    return expected ? `${name}: it is no longer refused` : undefined
  }
  const { code, values, error } = answer.body as unknown as Refusal
  const said = code ?? error?.code ?? ''
  if (expected?.[0] === said) return undefined
  return `${name}: ${answer.status} ${said} ${JSON.stringify(values ?? error?.details)}`
}

const ADDS = new Set(['Pool_Add', 'Job_Add', 'Task_Add', 'Certificate_Add', 'Task_AddCollection'])

for (const version of [
  '2022-10-01.16.0',
  '2023-11-01.18.0',
  '2024-02-01.19.0',
  '2024-07-01.20.0',
]) {
  test(`what the examples of ${version} add is added`, isThere, async (t) => {
    const folder = join(specs!, 'batch', version)
    const examples = examplesOf(folder, 'BatchService.json').filter((e) => ADDS.has(e.operationId))
    const wrong: string[] = []
    for (const example of examples) {
      await using batch = await startBatch({ options: { retiredCertificates: true } })
      await batch.call('POST', '/jobs', {
        version,
        body: {
          id: 'parent',
          poolInfo: { poolId: 'p' },
          usesTaskDependencies: true,
          onTaskFailure: 'performexitoptionsjobaction',
        },
      })
      const path = example.path.replace('{jobId}', 'parent')
      const call = (body: unknown) => batch.call(example.method, path, { version, body })
      wrong.push((await tried(batch, example, call)) ?? '')
    }
    t.diagnostic(`${examples.length} examples`)
    assert.ok(examples.length > 0)
    assert.deepEqual(
      wrong.filter((line) => line !== ''),
      [],
    )
  })
}

test('what the examples of Microsoft.Batch put is made', isThere, async (t) => {
  const folder = join(specs!, 'batch-management', '2024-02-01')
  const examples = examplesOf(folder, 'BatchManagement.json').filter(
    (e) => e.operationId === 'Pool_Create' || e.operationId === 'Certificate_Create',
  )
  const wrong: string[] = []
  for (const example of examples) {
    await using batch = await startBatch()
    const child = example.operationId === 'Pool_Create' ? 'pools/p' : 'certificates/sha1-0a0e'
    const call = (body: unknown) =>
      batch.call('PUT', `${ARM_PATH}/${child}`, { version: '2024-02-01', body })
    wrong.push((await tried(batch, example, call)) ?? '')
  }
  t.diagnostic(`${examples.length} examples at ${ACCOUNT}`)
  assert.ok(examples.length > 0)
  assert.deepEqual(
    wrong.filter((line) => line !== ''),
    [],
  )
})
