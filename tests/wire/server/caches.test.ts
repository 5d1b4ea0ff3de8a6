// What is kept to be quicker may go at any moment: under load, while a test drops it, no answer changes.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caches } from '#kernel/caching/caches.ts'
import { createLazuli } from '../../../src/library/lazuli.ts'
import { ownerOf } from '../../security/parts/plain-call.ts'

const lazuli = await createLazuli({ timeScale: 1_000_000 })
const { ready } = lazuli
const owner = await ownerOf(ready)
after(async () => {
  owner.close()
  await lazuli.stop()
})

const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
const clusters = `${group}/providers/Microsoft.ContainerService/managedClusters`
const [AKS, ARM, BATCH] = [
  '?api-version=2024-05-01',
  '?api-version=2022-12-01',
  '?api-version=2024-07-01.20.0',
]
const batch = ready.batch!.endpoint

async function sent(method: string, path: string, body?: object): Promise<string> {
  const { status, text } = await owner.send(method, path, body && JSON.stringify(body))
  assert.ok(status < 300, `${method} ${path}: ${status} ${text}`)
  return text
}

/** Answers of errors have ids and times of their own. */
const comparable = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\nTime:[^"]*/g, 'id')
    .replace(/"odata\.metadata":"[^"]*"/g, '')

test('caches are dropped at random under load, and every answer stays', async () => {
  const CLUSTERS = 8
  for (let i = 0; i < CLUSTERS; i++) {
    await sent('PUT', `${clusters}/c${i}${AKS}`, {
      location: 'westeurope',
      identity: { type: 'SystemAssigned' },
      properties: {
        dnsPrefix: `c${i}`,
        agentPoolProfiles: [{ name: 'np', mode: 'System', count: 1, vmSize: 'Standard_D2s_v3' }],
      },
    })
  }
  for (let i = 0; i < CLUSTERS; i++) {
    while (
      !(await sent('GET', `${clusters}/c${i}${AKS}`)).includes('"provisioningState":"Succeeded"')
    ) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const image = { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' }
  await sent('POST', `${batch}/pools${BATCH}`, {
    id: 'p',
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 0,
    virtualMachineConfiguration: {
      imageReference: image,
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
  })
  await sent('POST', `${batch}/jobs${BATCH}`, { id: 'j', poolInfo: { poolId: 'p' } })
  const value = Array.from({ length: 20 }, (_, i) => ({ id: `t${i}`, commandLine: 'true' }))
  await sent('POST', `${batch}/jobs/j/addtaskcollection${BATCH}`, { value })

  const paths = [
    ...Array.from({ length: CLUSTERS }, (_, i) => `${clusters}/c${i}${AKS}`),
    ...Array.from({ length: CLUSTERS }, (_, i) => `${clusters}/c${i}/agentPools${AKS}`),
    `${clusters}${AKS}`,
    `${clusters}/none${AKS}`,
    `${group}${ARM}`,
    `${group}/resources${ARM}`,
    `${group}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01`,
    `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups${ARM}`,
    `/subscriptions${ARM}`,
    `${clusters}/c0`,
    ...Array.from({ length: 20 }, (_, i) => `${batch}/jobs/j/tasks/t${i}${BATCH}`),
    `${batch}/jobs/j/tasks${BATCH}`,
    `${batch}/pools/p${BATCH}`,
  ]
  const read = async (path: string): Promise<string> => {
    const { status, text } = await owner.send('GET', path)
    return `${status} ${comparable(text)}`
  }
  const known = new Map<string, string>()
  for (const path of paths) known.set(path, await read(path))

  const names = new Set(caches().map(({ name }) => name))
  for (const name of [
    'rows',
    'printed rows',
    'records of rows',
    'signed resources',
    'signed tokens',
    'addresses of calls',
    'keys of ids',
    'printed bodies',
  ]) {
    assert.ok(names.has(name), `${name} is on the list`)
  }
  let drops = 0
  const dropping = setInterval(() => {
    for (const cache of caches()) {
      if (Math.random() >= 0.5) continue
      cache.drop()
      drops += 1
    }
  }, 1)
  let writes = 0
  let isOver = false
  // Meanwhile another group changes, and each change is seen at once.
  const writing = (async () => {
    const own = `/subscriptions/${ready.subscriptionId}/resourceGroups/changing${ARM}`
    while (!isOver) {
      const tags = { n: String(writes) }
      await sent('PUT', own, { location: 'westeurope', tags })
      const seen = JSON.parse(await sent('GET', own)) as { tags: object }
      assert.deepEqual(seen.tags, tags)
      writes += 1
    }
  })()
  try {
    const reader = async (): Promise<void> => {
      for (let i = 0; i < 150; i++) {
        const path = paths[Math.floor(Math.random() * paths.length)]!
        assert.equal(await read(path), known.get(path), path)
      }
    }
    await Promise.all(Array.from({ length: 6 }, reader))
  } finally {
    clearInterval(dropping)
    isOver = true
    await writing
  }
  assert.ok(drops > 50 && writes > 10, `${drops} drops, ${writes} writes`)
})
