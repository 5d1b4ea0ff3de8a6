// One cluster's life: made, deployed to, scaled, upgraded, stopped, started, its keys rotated, deleted.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse, stringify } from 'yaml'
import { aCluster, Estate, Kube, OFTEN, until } from './estate.ts'

let estate: Estate
before(async () => {
  estate = await Estate.start()
})
after(() => estate.lazuli.stop())

const isReady = (conditions: { type: string; status: string }[] | undefined): boolean =>
  conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

test('a cluster has succeeded once its API shows every node Ready, as AKS has them', async () => {
  const made = await estate.create('one', aCluster(2, { kubernetesVersion: '1.29' }))
  assert.equal(made.provisioningState, 'Succeeded')
  const kube = await estate.kube('one')
  const nodes = await kube.nodes()
  assert.equal(nodes.length, 2)
  for (const { metadata, spec, status } of nodes) {
    assert.ok(isReady(status?.conditions))
    assert.match(metadata!.name!, /^aks-system-\d{8}-vmss00000\d$/)
    assert.equal(metadata!.labels!['kubernetes.azure.com/mode'], 'system')
    assert.equal(metadata!.labels!['kubernetes.azure.com/cluster'], made.nodeResourceGroup)
    assert.equal(metadata!.labels!['node.kubernetes.io/instance-type'], 'Standard_DS2_v2')
    assert.equal(metadata!.labels!['topology.kubernetes.io/region'], 'westeurope')
    assert.match(spec!.providerID!, /^azure:\/\/\/subscriptions\/.*\/virtualMachines\/\d$/)
    assert.equal(status!.nodeInfo!.kubeletVersion, `v${made.currentKubernetesVersion}`)
    assert.equal(status!.capacity!.cpu, '2')
    assert.equal(status!.allocatable!.cpu, '1900m')
  }
  const table = await estate.kubectl('one', 'get', 'nodes', '--no-headers')
  assert.equal(table.match(/ Ready /g)?.length, 2, table)
})

test('where the version that runs is not the one of the row, the cluster says so', async () => {
  const { core } = await estate.kube('one')
  const said = await core.readNamespacedConfigMap({ name: 'lazuli', namespace: 'kube-public' })
  const { currentKubernetesVersion } = await estate.aks.managedClusters.get(estate.group, 'one')
  assert.equal(said.data!.kubernetesVersion, currentKubernetesVersion)
  assert.equal(said.data!.runs, '1.37.2')
})

test('pods are spread over as many nodes as the pools have', async () => {
  const kube = await estate.kube('one')
  await kube.deploy('web', 4)
  const { items } = await kube.core.listNamespacedPod({ namespace: 'default' })
  assert.equal(new Set(items.map(({ spec }) => spec!.nodeName)).size, 2)
})

test('a pool comes with labels, taints and zones, and goes', async () => {
  const { agentPools } = estate.aks
  await agentPools.beginCreateOrUpdateAndWait(
    estate.group,
    'one',
    'work',
    {
      count: 3,
      mode: 'User',
      vmSize: 'Standard_D4s_v3',
      availabilityZones: ['1', '2', '3'],
      nodeLabels: { team: 'blue' },
      nodeTaints: ['only=work:NoSchedule'],
    },
    OFTEN,
  )
  const kube = await estate.kube('one')
  const nodes = await kube.nodes('work')
  const zones = nodes.map(({ metadata }) => metadata!.labels!['topology.kubernetes.io/zone'])
  assert.deepEqual(zones.sort(), ['westeurope-1', 'westeurope-2', 'westeurope-3'])
  for (const { metadata, spec } of nodes) {
    assert.equal(metadata!.labels!.team, 'blue')
    assert.deepEqual(
      spec!.taints!.map(({ key, value, effect }) => `${key}=${value}:${effect}`),
      ['only=work:NoSchedule'],
    )
  }
  await agentPools.beginDeleteAndWait(estate.group, 'one', 'work', OFTEN)
  assert.deepEqual(await kube.names('work'), [])
})

test('scaling down waits for disruption budgets, and pods find other nodes', async () => {
  const { agentPools } = estate.aks
  const set = (count: number) =>
    agentPools.beginCreateOrUpdateAndWait(
      estate.group,
      'one',
      'user',
      { count, mode: 'User', vmSize: 'Standard_DS2_v2' },
      OFTEN,
    )
  await set(3)
  const kube = await estate.kube('one')
  assert.equal((await kube.names('user')).length, 3)
  await kube.deploy('kept', 3, { agentpool: 'user' })
  await kube.policy.createNamespacedPodDisruptionBudget({
    namespace: 'default',
    body: {
      metadata: { name: 'kept' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'kept' } } },
    },
  })
  let least = 3
  const watching = setInterval(async () => {
    least = Math.min(least, await kube.available('kept').catch(() => least))
  }, 50)
  await set(1)
  clearInterval(watching)
  assert.ok(least >= 2, `${least} available`)
  assert.deepEqual((await kube.names('user')).length, 1)
  await until('all run again', async () => (await kube.available('kept')) === 3)
  assert.equal(await estate.count('one', 'user'), 1)
})

test('a machine that is named is drained and deleted', async () => {
  const { agentPools, machines } = estate.aks
  const size = { count: 2, mode: 'User', vmSize: 'Standard_DS2_v2' } as const
  await agentPools.beginCreateOrUpdateAndWait(estate.group, 'one', 'user', size, OFTEN)
  const kube = await estate.kube('one')
  const [first, second] = await kube.names('user')
  const machineNames = [first!]
  await agentPools.beginDeleteMachinesAndWait(estate.group, 'one', 'user', { machineNames }, OFTEN)
  assert.deepEqual(await kube.names('user'), [second])
  await until('all run again', async () => (await kube.available('kept')) === 3)
  const left: (string | undefined)[] = []
  for await (const { name } of machines.list(estate.group, 'one', 'user')) left.push(name)
  assert.deepEqual(left, [second])
  assert.equal(await estate.count('one', 'user'), 1)
})

test('an upgrade replaces nodes under their names', async () => {
  const { managedClusters } = estate.aks
  const before = await managedClusters.get(estate.group, 'one')
  const kube = await estate.kube('one')
  const names = await kube.names()
  const profile = await managedClusters.getUpgradeProfile(estate.group, 'one')
  const next = profile.controlPlaneProfile.upgrades![0]!.kubernetesVersion!
  const agentPoolProfiles = before.agentPoolProfiles!.map((pool) => ({
    ...pool,
    orchestratorVersion: next,
  }))
  await estate.create('one', { ...before, kubernetesVersion: next, agentPoolProfiles })
  assert.deepEqual(await kube.names(), names)
  for (const { status } of await kube.nodes()) {
    assert.equal(status!.nodeInfo!.kubeletVersion, `v${next}`)
  }
})

test('a command runs with kubectl, in a folder of its own', async () => {
  const { managedClusters } = estate.aks
  const run = (command: string) =>
    managedClusters.beginRunCommandAndWait(estate.group, 'one', { command }, OFTEN)
  const nodes = await run('kubectl get nodes -o name; pwd')
  assert.equal(nodes.exitCode, 0)
  assert.equal(nodes.logs!.match(/^node\/aks-/gm)?.length, 3, nodes.logs)
  assert.equal((await run('kubectl get nothing')).exitCode, 1)
})

test('what is stopped answers no more, and comes back with what it had', async () => {
  const { managedClusters } = estate.aks
  const kube = await estate.kube('one')
  const names = await kube.names()
  await managedClusters.beginStopAndWait(estate.group, 'one', OFTEN)
  await assert.rejects(kube.names())
  await managedClusters.beginStartAndWait(estate.group, 'one', OFTEN)
  assert.deepEqual(await kube.names(), names)
  await until('pods run', async () => (await kube.available('web')) === 4)
})

test('after a rotation the old file is refused, and the new one works', async () => {
  const file = await estate.kubeconfig('one')
  const old = new Kube(file)
  const names = await old.names()
  await estate.aks.managedClusters.beginRotateClusterCertificatesAndWait(estate.group, 'one', OFTEN)
  await assert.rejects(old.names())
  assert.deepEqual(await (await estate.kube('one')).names(), names)
  // Not only because the new authority is unknown to the old file: the API server knows nothing of who had it.
  const { token, ...certificate } = parse(file).users[0].user
  for (const user of [certificate, { token }]) {
    const config = parse(await estate.kubeconfig('one'))
    config.users[0].user = user
    await assert.rejects(new Kube(stringify(config)).names(), { code: 401 })
  }
})

test('nothing is left of a deleted cluster', async () => {
  const file = await estate.kubeconfig('one')
  await estate.delete('one')
  await assert.rejects(new Kube(file).names())
})
