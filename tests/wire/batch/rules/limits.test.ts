// What an account and a subscription may have at most, an account that goes, and what an automatic pool
// says that cannot be made.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#store/sql.ts'
import { ACCOUNT, ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'
import { APPLICATIONS, arm } from '../package-world.ts'

const told = ({ status, body }: Awaited<ReturnType<BatchServer['call']>>): string =>
  `${status} ${body?.code ?? body?.error?.code ?? ''}`.trim()

test('an account has two hundred applications, and changes of those that it has are taken', async () => {
  await using batch = await startBatch()
  for (let n = 0; n < 200; n++) {
    const made = await arm(batch, 'PUT', `${APPLICATIONS}/app${n}`, {})
    assert.equal(made.status, 200, made.text)
  }
  const refused = await arm(batch, 'PUT', `${APPLICATIONS}/more`, {})
  assert.equal(told(refused), '409 ApplicationQuotaReached')
  assert.equal(told(await arm(batch, 'GET', `${APPLICATIONS}/more`)), '404 ApplicationNotFound')
  assert.equal((await arm(batch, 'PUT', `${APPLICATIONS}/APP7`, {})).status, 200)
  await arm(batch, 'DELETE', `${APPLICATIONS}/app7`)
  assert.equal((await arm(batch, 'PUT', `${APPLICATIONS}/more`, {})).status, 200)
})

test('a subscription has fifty accounts in a region', async () => {
  await using batch = await startBatch()
  const path = (name: string): string => ARM_PATH.replace(new RegExp(`${ACCOUNT}$`), name)
  const { store } = batch.ports
  const row = await store.get<Record<string, string | number | null>>(
    sql`select * from arm_resource where id = ${ARM_PATH}`,
  )
  const location = String(row!.location)
  const make = (name: string, at: string) =>
    batch.call('PUT', path(name), { version: '2024-02-01', body: { location: at } })
  for (let n = 1; n < 50; n++) {
    const made = await make(`many${n}`, location)
    assert.ok(made.status < 300, `${n}: ${made.text}`)
  }
  assert.equal(told(await make('more', location)), '409 RegionalAccountQuotaReached')
  assert.ok((await make('more', 'northeurope')).status < 300)
})

test('an account that is being deleted is not made or changed, and serves nothing', async () => {
  await using batch = await startBatch()
  const body = { location: 'westeurope' }
  await batch.ports.store.write((tx) =>
    tx.run(sql`update arm_resource set provisioning_state = 'Deleting' where id = ${ARM_PATH}`),
  )
  const version = '2024-02-01'
  for (const method of ['PUT', 'PATCH']) {
    const sent = { version, body: method === 'PUT' ? body : { tags: { a: 'b' } } }
    const refused = await batch.call(method, ARM_PATH, sent)
    assert.equal(told(refused), '409 AccountBeingDeleted', method)
  }
  assert.equal(told(await batch.call('GET', '/pools')), '403 AccountIsDisabled')
  assert.equal(told(await batch.call('POST', '/jobs', { body: {} })), '403 AccountIsDisabled')
})

const pool = { vmSize: 'small', cloudServiceConfiguration: { osFamily: '5' } }

for (const [what, given, code] of [
  [
    'certificates that are not there',
    { certificateReferences: [{ thumbprint: '00'.repeat(20), thumbprintAlgorithm: 'sha1' }] },
    'InvalidCertificatesInAutoPool',
  ],
  [
    'packages that are not there',
    { applicationPackageReferences: [{ applicationId: 'none' }] },
    'InvalidApplicationPackageReferencesInAutoPool',
  ],
  ['what the account does not have', { resourceTags: { a: 'b' } }, 'InvalidAutoPoolSettings'],
] as const) {
  test(`an automatic pool with ${what} completes its job, and no pool is left`, async () => {
    await using batch = await startBatch()
    const autoPoolSpecification = { poolLifetimeOption: 'job', pool: { ...pool, ...given } }
    const body = { id: 'auto', poolInfo: { autoPoolSpecification } }
    const added = await batch.call('POST', '/jobs', { body })
    assert.equal(added.status, 201, added.text)
    const { state, executionInfo } = (await batch.call('GET', '/jobs/auto')).body
    assert.equal(state, 'completed')
    const { category, code: said } = executionInfo!.schedulingError!
    assert.deepEqual([category, said], ['UserError', code])
    assert.deepEqual((await batch.call('GET', '/pools')).body.value, [])
  })
}
