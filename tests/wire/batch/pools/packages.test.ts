// Packages that pools and tasks refer to: which are taken, and how they are shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'
import { APPLICATIONS, addPackage, arm, giveStorage } from '../package-world.ts'

const codeOf = ({ status, body }: Answer): unknown => [
  status,
  body?.code ?? (body?.error as unknown as { code: string } | undefined)?.code,
]
const UNSATISFIED = [409, 'InvalidApplicationPackageReferences']

async function withPackages(): Promise<BatchServer> {
  const batch = await startBatch({ options: { storage: true } })
  await giveStorage(batch)
  await addPackage(batch, 'App', '1.0')
  await addPackage(batch, 'App', '2.0')
  await arm(batch, 'PATCH', `${APPLICATIONS}/App`, { properties: { defaultVersion: '1.0' } })
  await addPackage(batch, 'other', '3')
  await arm(batch, 'PUT', `${APPLICATIONS}/other/versions/4`)
  return batch
}

type References = readonly { readonly applicationId: string; readonly version?: string }[]

let pools = 0
const addPool = (batch: BatchServer, applicationPackageReferences: References) =>
  batch.call('POST', '/pools', {
    body: {
      id: `p${++pools}`,
      vmSize: 'standard_d2s_v3',
      virtualMachineConfiguration: {
        imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
        nodeAgentSKUId: 'batch.node.debian 12',
      },
      applicationPackageReferences,
    },
  })

test('a pool takes what is ready, by name, by resource id, and by default version', async () => {
  await using batch = await withPackages()
  const id = `${APPLICATIONS}/App`
  for (const good of [
    [{ applicationId: 'app', version: '2.0' }],
    [{ applicationId: 'App' }, { applicationId: 'other', version: '3' }],
    [{ applicationId: id.toUpperCase(), version: '1.0' }],
    [{ applicationId: id }],
  ]) {
    const added = await addPool(batch, good)
    assert.equal(added.status, 201, added.text)
    const shown = await batch.call('GET', `/pools/p${pools}`)
    assert.deepEqual(shown.body.applicationPackageReferences, good)
  }
  for (const bad of [
    [{ applicationId: 'none' }],
    [{ applicationId: 'app', version: '9' }],
    // No default version; not ready; another account's; nothing's.
    [{ applicationId: 'other' }],
    [{ applicationId: 'other', version: '4' }],
    [{ applicationId: id.replace('/lazuli/applications', '/elsewhere/applications') }],
    [{ applicationId: '/' }],
  ]) {
    assert.deepEqual(codeOf(await addPool(batch, bad)), UNSATISFIED, JSON.stringify(bad))
  }
  const many = Array.from({ length: 11 }, () => ({ applicationId: 'app' }))
  assert.deepEqual(codeOf(await addPool(batch, many)), [400, 'InvalidPropertyValue'])
  assert.deepEqual(batch.bugs, [])
})

test('packages of a pool are changed and taken away, on both planes', async () => {
  await using batch = await withPackages()
  await addPool(batch, [{ applicationId: 'app', version: '1.0' }])
  const pool = `/pools/p${pools}`
  const shown = async () => (await batch.call('GET', pool)).body.applicationPackageReferences
  const patch = (references: References) =>
    batch.call('PATCH', pool, { body: { applicationPackageReferences: references } })
  assert.equal((await patch([{ applicationId: 'app', version: '2.0' }])).status, 200)
  assert.deepEqual(await shown(), [{ applicationId: 'app', version: '2.0' }])
  assert.deepEqual(codeOf(await patch([{ applicationId: 'none' }])), UNSATISFIED)
  const armPool = `${ARM_PATH}${pool}`
  const applicationPackages = [{ id: `${APPLICATIONS}/other`, version: '3' }]
  const changed = await arm(batch, 'PATCH', armPool, { properties: { applicationPackages } })
  assert.equal(changed.status, 200, changed.text)
  assert.deepEqual(changed.body.properties!.applicationPackages, applicationPackages)
  const refused = await arm(batch, 'PATCH', armPool, {
    properties: { applicationPackages: [{ id: `${APPLICATIONS}/other/versions/4` }] },
  })
  assert.deepEqual(codeOf(refused), UNSATISFIED)
  const ofVersion = [{ id: `${APPLICATIONS}/app/versions/2.0` }]
  const byVersion = { properties: { applicationPackages: ofVersion } }
  assert.equal((await arm(batch, 'PATCH', armPool, byVersion)).status, 200)
  // What a pool has named may go all the same.
  assert.equal((await arm(batch, 'DELETE', `${APPLICATIONS}/app/versions/2.0`)).status, 200)
  const without = await batch.call('POST', `${pool}/updateproperties`, {
    body: { certificateReferences: [], applicationPackageReferences: [], metadata: [] },
  })
  assert.equal(without.status, 204, without.text)
  assert.deepEqual((await shown()) ?? [], [])
})

test('a task is taken with an application that has no default version yet, a pool is not', async () => {
  await using batch = await withPackages()
  await addPool(batch, [])
  const job = { id: 'job', poolInfo: { poolId: `p${pools}` } }
  assert.equal((await batch.call('POST', '/jobs', { body: job })).status, 201)
  let tasks = 0
  const addTask = (applicationPackageReferences: References) => {
    const body = { id: `t${++tasks}`, commandLine: 'true', applicationPackageReferences }
    return batch.call('POST', '/jobs/job/tasks', { body })
  }
  for (const good of [
    [{ applicationId: 'app' }, { applicationId: 'app', version: '2.0' }],
    [{ applicationId: 'other' }],
  ]) {
    assert.equal((await addTask(good)).status, 201)
    const shown = await batch.call('GET', `/jobs/job/tasks/t${tasks}`)
    assert.deepEqual(shown.body.applicationPackageReferences, good)
  }
  for (const bad of [
    [{ applicationId: 'none' }],
    [{ applicationId: 'app', version: '7' }],
    [{ applicationId: 'other', version: '4' }],
  ]) {
    assert.deepEqual(codeOf(await addTask(bad)), UNSATISFIED)
  }
  // Of several tasks each has its own answer.
  const added = await batch.call('POST', '/jobs/job/addtaskcollection', {
    body: {
      value: [
        {
          id: 'good',
          commandLine: 'true',
          applicationPackageReferences: [{ applicationId: 'app' }],
        },
        { id: 'bad', commandLine: 'true', applicationPackageReferences: [{ applicationId: 'no' }] },
      ],
    },
  })
  const results = added.body.value as unknown as { status: string; error?: { code: string } }[]
  assert.deepEqual(
    results.map(({ error }) => error?.code),
    [undefined, 'InvalidApplicationPackageReferences'],
  )
  const manager = {
    id: 'managed',
    poolInfo: { poolId: `p${pools}` },
    jobManagerTask: {
      id: 'm',
      commandLine: 'true',
      applicationPackageReferences: [{ applicationId: 'none' }],
    },
  }
  assert.deepEqual(codeOf(await batch.call('POST', '/jobs', { body: manager })), UNSATISFIED)
})

test('an automatic pool with packages that are not ready fails its job in its own code', async () => {
  await using batch = await withPackages()
  const pool = {
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
      nodeAgentSKUId: 'batch.node.debian 12',
    },
    applicationPackageReferences: [{ applicationId: 'other' }],
  }
  const autoPoolSpecification = { poolLifetimeOption: 'job', pool }
  const body = { id: 'auto', poolInfo: { autoPoolSpecification } }
  assert.equal((await batch.call('POST', '/jobs', { body })).status, 201)
  const { executionInfo } = (await batch.call('GET', '/jobs/auto')).body
  assert.equal(
    executionInfo!.schedulingError!.code,
    'InvalidApplicationPackageReferencesInAutoPool',
  )
})

test('an application has forty packages, and one of them can be made anew', async () => {
  await using batch = await startBatch({ options: { storage: true } })
  await giveStorage(batch)
  await arm(batch, 'PUT', `${APPLICATIONS}/app`)
  const put = (version: string) => arm(batch, 'PUT', `${APPLICATIONS}/app/versions/${version}`)
  for (let n = 0; n < 40; n++) assert.equal((await put(`v${n}`)).status, 200)
  const refused = await put('more')
  const { code } = (refused.body.error ?? refused.body) as unknown as { code: string }
  assert.deepEqual([refused.status, code], [409, 'ApplicationPackageQuotaReached'])
  assert.equal((await put('V7')).status, 200)
})
