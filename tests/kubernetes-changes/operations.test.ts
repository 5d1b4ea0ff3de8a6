// Operations beside those of a cluster's usual life, each with what it means for the cluster itself; and aborts of
// all that a cluster can be in the middle of.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ManagedCluster } from '@azure/arm-containerservice'
import { KubeConfig } from '@kubernetes/client-node'
import { parse, stringify } from 'yaml'
import { aCluster, Estate, IMAGE_LABEL, Kube, OFTEN, until } from '../kubernetes/estate.ts'

const SIZE = { mode: 'User', vmSize: 'Standard_DS2_v2' } as const

let estate: Estate
before(async () => {
  estate = await Estate.start()
  await estate.create(
    'one',
    aCluster(2, { kubernetesVersion: '1.28', oidcIssuerProfile: { enabled: true } }),
  )
})
after(() => estate.lazuli.stop())

const clusters = () => estate.aks.managedClusters
const pools = () => estate.aks.agentPools

/** A client that signs in by a token of a service account. */
async function withToken(token: string): Promise<Kube> {
  const config = parse(await estate.kubeconfig('one'))
  config.users[0].user = { token }
  const text = stringify(config)
  new KubeConfig().loadFromString(text)
  return new Kube(text)
}

test('signing keys are rotated: tokens of the key before the last are refused', async () => {
  const { core } = await estate.kube('one')
  const namespace = 'default'
  await until('there is an account', async () => {
    const { items } = await core.listNamespacedServiceAccount({ namespace })
    return items.length > 0
  })
  const { status } = await core.createNamespacedServiceAccountToken({
    namespace,
    name: 'default',
    body: { spec: { audiences: [] } },
  })
  // It may do nothing: the API server says whether it knows who asks.
  const known = async () => {
    const kube = await withToken(status!.token!)
    return await kube.nodes().then(
      () => 200,
      ({ code }) => code,
    )
  }
  assert.equal(await known(), 403)
  const rotate = () =>
    clusters().beginRotateServiceAccountSigningKeysAndWait(estate.group, 'one', OFTEN)
  await rotate()
  assert.equal(await known(), 403, 'tokens of the key before are still good')
  await rotate()
  assert.equal(await known(), 401)
})

test('a profile is reset that the cluster has, another is refused, and its API goes on', async () => {
  const principal = { clientId: '11111111-1111-4111-8111-111111111111', secret: 'secret' }
  const other = clusters().beginResetServicePrincipalProfileAndWait
  await assert.rejects(other.call(clusters(), estate.group, 'one', principal, OFTEN), {
    statusCode: 400,
  })
  const legacy = { clientAppID: 'client', serverAppID: 'server', serverAppSecret: 'hush' }
  await clusters().beginResetAADProfileAndWait(estate.group, 'one', legacy, OFTEN)
  const { aadProfile, provisioningState } = await read()
  assert.deepEqual([aadProfile?.clientAppID, provisioningState], ['client', 'Succeeded'])
  assert.equal((await (await estate.kube('one')).names()).length, 2)
})

test('bounds of the autoscaler are kept to', async () => {
  const bounds = { enableAutoScaling: true, minCount: 2, maxCount: 4 }
  const made = (change: object) =>
    pools().beginCreateOrUpdateAndWait(estate.group, 'one', 'auto', { ...SIZE, ...change }, OFTEN)
  await made({ count: 3, ...bounds })
  const kube = await estate.kube('one')
  assert.equal((await kube.names('auto')).length, 3)
  await assert.rejects(made({ count: 3, ...bounds, minCount: 9 }), { statusCode: 400 })
  const { count, minCount } = await pools().get(estate.group, 'one', 'auto')
  assert.deepEqual([count, minCount, (await kube.names('auto')).length], [3, 2, 3])
  await pools().beginDeleteAndWait(estate.group, 'one', 'auto', OFTEN)
  assert.deepEqual(await kube.names('auto'), [])
})

test('a budget that lets no pod go fails a scaling, which says so, and the count is what is there', async () => {
  const settings = { ...SIZE, upgradeSettings: { drainTimeoutInMinutes: 5 } }
  const set = (count: number) =>
    pools().beginCreateOrUpdateAndWait(estate.group, 'one', 'kept', { ...settings, count }, OFTEN)
  await set(2)
  const kube = await estate.kube('one')
  await kube.deploy('kept', 2, { agentpool: 'kept' })
  const budget = { minAvailable: 2, selector: { matchLabels: { app: 'kept' } } }
  const body = { metadata: { name: 'kept' }, spec: budget }
  await kube.policy.createNamespacedPodDisruptionBudget({ namespace: 'default', body })
  await assert.rejects(set(1), /PodDrainFailure|failed when evicting pod default\/kept/)
  const row = await pools().get(estate.group, 'one', 'kept')
  assert.equal(row.provisioningState, 'Failed')
  assert.equal(row.count, 2)
  assert.equal((await kube.names('kept')).length, 2)
  await kube.policy.deleteNamespacedPodDisruptionBudget({ namespace: 'default', name: 'kept' })
  const again = await set(1)
  assert.equal(again.provisioningState, 'Succeeded')
  assert.equal((await kube.names('kept')).length, 1)
  await pools().beginDeleteAndWait(estate.group, 'one', 'kept', OFTEN)
})

/** Begins an operation of the whole cluster. */
type Begin = () => Promise<{ pollUntilDone(): Promise<unknown> }>

const read = (): Promise<ManagedCluster> => clusters().get(estate.group, 'one')
const isWorking = ({ provisioningState }: ManagedCluster): boolean =>
  !['Succeeded', 'Canceled', 'Failed'].includes(provisioningState ?? '')

/** The row agrees with the cluster: a stopped one does not answer, and else each pool has its nodes. */
async function agrees(what: string): Promise<void> {
  const { powerState, agentPoolProfiles = [] } = await read()
  const kube = await estate.kube('one')
  if (powerState!.code === 'Stopped') return await assert.rejects(kube.names(), what)
  for (const { name, count } of agentPoolProfiles) {
    assert.equal((await kube.names(name)).length, count, `${what}: ${name}`)
  }
}

async function startAgain(): Promise<void> {
  if ((await read()).powerState!.code === 'Stopped') {
    await clusters().beginStartAndWait(estate.group, 'one', OFTEN)
  }
}

const UPGRADED = '1.29'
const operations: Readonly<Record<string, Begin>> = {
  stop: () => clusters().beginStop(estate.group, 'one', OFTEN),
  start: async () => {
    await clusters().beginStopAndWait(estate.group, 'one', OFTEN)
    return await clusters().beginStart(estate.group, 'one', OFTEN)
  },
  rotation: () => clusters().beginRotateClusterCertificates(estate.group, 'one', OFTEN),
  upgrade: async () => {
    const row = await read()
    const agentPoolProfiles = row.agentPoolProfiles!.map((pool) => ({
      ...pool,
      orchestratorVersion: UPGRADED,
    }))
    const asked = { ...row, kubernetesVersion: UPGRADED, agentPoolProfiles }
    return await clusters().beginCreateOrUpdate(estate.group, 'one', asked, OFTEN)
  },
}

for (const [what, begin] of Object.entries(operations)) {
  test(`after its abort the row and the cluster agree, and it can be begun again: ${what}`, async () => {
    let inTime = 0
    for (const ms of [50, 600]) {
      const working = await begin()
      await pause(ms)
      // What it came too late for has succeeded.
      await abortCluster().then(
        () => inTime++,
        ({ statusCode }) => assert.equal(statusCode, 409),
      )
      await working.pollUntilDone().catch(() => undefined)
      await until('it is over', async () => !isWorking(await read()))
      await agrees(`${what} after ${ms} ms`)
      await pause(300)
      await agrees(`${what}, later`)
      await startAgain()
    }
    assert.ok(inTime > 0, 'every abort came too late')
    await (await begin()).pollUntilDone()
    await startAgain()
    assert.equal((await read()).provisioningState, 'Succeeded')
    await agrees(what)
    assert.equal((await (await estate.kube('one')).names()).length, 2)
  })
}

test('after its abort the row and the nodes agree, and it can be begun again: upgrade of the image', async () => {
  const kube = await estate.kube('one')
  const at = [estate.group, 'one', 'system', OFTEN] as const
  const images = async () =>
    (await kube.nodes('system')).map(({ metadata }) => metadata!.labels![IMAGE_LABEL]!)
  const row = () => pools().get(estate.group, 'one', 'system')
  const [first] = await images()
  let inTime = 0
  for (const ms of [50, 600]) {
    await estate.aWeekLater()
    const working = await pools().beginUpgradeNodeImageVersion(...at)
    await pause(ms)
    await pools()
      .beginAbortLatestOperationAndWait(...at)
      .then(
        () => inTime++,
        ({ statusCode }) => assert.equal(statusCode, 409),
      )
    await working.pollUntilDone().catch(() => undefined)
    await until('it is over', async () =>
      ['Succeeded', 'Canceled'].includes((await row()).provisioningState!),
    )
    const left = await images()
    assert.equal((await row()).count, left.length, `after ${ms} ms`)
    await pause(300)
    assert.deepEqual(await images(), left, `after ${ms} ms, later`)
  }
  assert.ok(inTime > 0, 'every abort came too late')
  await estate.aWeekLater()
  await pools().beginUpgradeNodeImageVersionAndWait(...at)
  const { nodeImageVersion, provisioningState } = await row()
  assert.equal(provisioningState, 'Succeeded')
  assert.notEqual(nodeImageVersion, first)
  assert.deepEqual(await images(), [nodeImageVersion, nodeImageVersion])
})

const abortCluster = () => clusters().beginAbortLatestOperationAndWait(estate.group, 'one', OFTEN)

test('a deletion that is aborted leaves a cluster that can be deleted', async () => {
  const working = await clusters().beginDelete(estate.group, 'one', OFTEN)
  await pause(50)
  await abortCluster().catch(({ statusCode }) => assert.ok([404, 409].includes(statusCode)))
  await working.pollUntilDone().catch(() => undefined)
  const file = await estate.kubeconfig('one').catch(() => undefined)
  await estate.delete('one').catch(({ statusCode }) => assert.equal(statusCode, 404))
  if (file) await assert.rejects(new Kube(file).names())
})
