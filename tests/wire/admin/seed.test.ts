// One file that declares what is to be there.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { createLazuli } from '#library/lazuli.ts'
import { startLazuli } from '#library/start-lazuli.ts'

const FILE = `groups:
  - name: seeded
    tags: { team: blue }
accounts:
  - { name: seededbatch, group: seeded }
clusters:
  - name: prod
    group: seeded
    identity: { type: SystemAssigned }
    properties:
      dnsPrefix: prod
      agentPoolProfiles:
        - { name: pool1, mode: System, count: 1, vmSize: Standard_DS2_v2 }
pools:
  - id: pool
    account: seededbatch
    vmSize: standard_d2s_v3
    targetDedicatedNodes: 1
    cloudServiceConfiguration: { osFamily: '6' }
jobs:
  - id: render
    account: seededbatch
    poolInfo: { poolId: pool }
    usesTaskDependencies: true
    tasks:
      - { id: 'frame1', commandLine: /bin/true }
      - { id: 'film', commandLine: /bin/true, dependsOn: { taskIds: [frame1] } }
  - id: other
    poolInfo: { poolId: elsewhere }
estates:
  - fqdn: vmm.example
    clouds: [{ name: Lab }]
`

async function started(t: TestContext) {
  const lazuli = await startLazuli({ frozen: true, nodes: 'simulated' })
  t.after(() => lazuli.stop())
  return lazuli
}

test('a file makes what it declares, and the same file twice changes nothing', async (t) => {
  const lazuli = await started(t)
  const first = await lazuli.seed(FILE)
  assert.deepEqual([first.created, first.present], [9, 0])
  assert.deepEqual(
    first.value.map(({ path }) => path),
    [
      'groups[0]',
      'accounts[0]',
      'clusters[0]',
      'pools[0]',
      'jobs[0]',
      'jobs[0].tasks[0]',
      'jobs[0].tasks[1]',
      'jobs[1]',
      'estates[0]',
    ],
  )
  const aks = new ContainerServiceClient(
    lazuli.credential,
    lazuli.subscriptionId,
    lazuli.clientOptions,
  )
  const cluster = await aks.managedClusters.get('seeded', 'prod')
  assert.deepEqual([cluster.provisioningState, cluster.location], ['Creating', 'westeurope'])
  const { name, endpoint, key } = lazuli.batch
  const credentials = new BatchSharedKeyCredentials(name, key)
  const batch = new BatchServiceClient(credentials, endpoint, lazuli.batchOptions)
  assert.equal((await batch.job.get('other')).poolInfo?.poolId, 'elsewhere')
  const running = async () =>
    (await lazuli.operations({ running: true })).map(({ id, step }) => [id, step])
  const began = await running()
  const again = await lazuli.seed(FILE)
  assert.deepEqual([again.created, again.present], [0, 9])
  assert.deepEqual(await running(), began)
})

test('what a file declares goes back with a snapshot', async (t) => {
  const lazuli = await started(t)
  const before = await lazuli.snapshot()
  const estate = 'estates: [{ fqdn: vmm.example, clouds: [{ name: Lab }] }]'
  assert.equal((await lazuli.seed(estate)).created, 1)
  await before.restore()
  assert.equal((await lazuli.seed(estate)).created, 1)
  assert.equal((await lazuli.seed(estate)).created, 0)
})

test('wrong lines are named with path and reason, and nothing changes', async (t) => {
  const lazuli = await started(t)
  const wrong: readonly (readonly [string, ...RegExp[]])[] = [
    ['groups: [', /line 1, the file: Flow/],
    ['- a', /line 1, the file: It must hold a map/],
    ['groups:\n  - name: a\nclsters: []', /line 3, clsters: There is no such section/],
    ['groups:\n  - name: a\n  - nme: b', /line 3, groups\[1\].name: It is missing/],
    ['groups:\n  - name: a\n  - name: A', /line 3, groups\[1\]: There is another group A above/],
    ['groups: []\npools: []\ngroups: []', /line 3, the file: There is another groups above/],
    ['groups:\n  - name: a\n    name: b', /line 3, the file: There is another name above/],
    ['constructor: []', /line 1, constructor: There is no such section/],
    ['__proto__: []', /line 1, __proto__: There is no such section/],
    ['jobs:\n  - id: 7', /line 2, jobs\[0\].id: It is a number: write '7'/],
    [
      'accounts:\n  - name: valid1\n    group: nowhere',
      /line 3, accounts\[0\].group: There is no group nowhere/,
    ],
    [
      'groups:\n  - name: made\npools:\n  - id: p\n    vmSize: 7\n    targetDedicatedNodes: many',
      /line 5, pools\[0\].vmSize: .*string/,
    ],
    [
      'groups:\n  - name: made\nclusters:\n  - name: c\n    group: made\n    properties:\n      dnsPrefix: c\n      agentPoolProfiles:\n        - count: few',
      /line 9, clusters\[0\].properties.agentPoolProfiles\[0\]/,
    ],
    [
      'estates:\n  - fqdn: x\n    clouds:\n      - {}',
      /line 4, estates\[0\]\.clouds\[0\]\.name: It is missing/,
    ],
    [
      'estates:\n  - clouds:\n      - { name: a }\n      - { name: a }',
      /line 4, estates\[0\]\.clouds\[1\]: There/,
    ],
    ['groups:\n  - name: made\n    color: red\njobs: 5', /line 4, jobs: It must be a list/],
    [
      'groups:\n  - name: made\npools:\n  - id: p\n    vmSize: standard_none\n    cloudServiceConfiguration: { osFamily: "6" }',
      /line 5, pools\[0\]\.vmSize: /,
    ],
    [
      'pools:\n  - id: p\n    vmSize: small\n    targetDedicatedNodes: -4\n    cloudServiceConfiguration: { osFamily: "6" }',
      /line 4, pools\[0\]\.targetDedicatedNodes: /,
    ],
    [
      'jobs:\n  - id: j\n    poolInfo: { poolId: p }\n    tasks:\n      - { id: a, commandLine: x, dependsOn: { taskIds: [b] } }',
      /line 5, jobs\[0\]\.tasks\[0\]\.dependsOn: .*does not use task dep/,
    ],
  ]
  for (const [text, words] of wrong) {
    await assert.rejects(lazuli.seed(text), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'InvalidSeed', text)
      assert.match(error.message, words!)
      return true
    })
  }
  const { created } = await lazuli.seed('groups: [{ name: made }]')
  assert.equal(created, 1, 'no file that was refused has made the group')
})

test('files that come at once all make what they are answered to have made', async (t) => {
  const lazuli = await started(t)
  const estates = ['a', 'b', 'c', 'd'].map((name) => `estates: [{ fqdn: ${name}.example }]`)
  const made = await Promise.all(estates.map((text) => lazuli.seed(text)))
  assert.deepEqual(
    made.map(({ created }) => created),
    [1, 1, 1, 1],
  )
  for (const text of estates) assert.equal((await lazuli.seed(text)).created, 0, text)
})

test('a file of a hundred thousand wrong keys keeps no other call waiting', async (t) => {
  const lazuli = await started(t)
  const text = Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join('\n')
  const began = performance.now()
  await assert.rejects(lazuli.seed(text), /line 1, k0: There is no such section/)
  // Once it was minutes: each key was compared with all before it, and each looked up anew.
  assert.ok(performance.now() - began < 20_000)
})

test('the command names what it made, and what is wrong', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'seed-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const server = await createLazuli({ frozen: true, nodes: 'simulated' })
  t.after(() => server.stop())
  const cli = fileURLToPath(new URL('../../../bin/lazuli.js', import.meta.url))
  const seed = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const file = join(folder, 'seed.yaml')
      writeFileSync(file, text)
      const all = [cli, 'seed', file, '--ready-file', server.ready.readyFile]
      execFile(process.execPath, all, (error, stdout, stderr) => resolve(error ? stderr : stdout))
    })
  assert.match(
    await seed('groups: [{ name: one }]'),
    /^groups\[0\] is \/subs\S+\/one\n1 created, 0/,
  )
  assert.equal(await seed('groups: [{ name: one }]'), '0 created, 1 there before.\n')
  assert.match(
    await seed('groups:\n- {}'),
    /refused: Nothing was changed.\nline 2, groups\[0\].name/,
  )
})
