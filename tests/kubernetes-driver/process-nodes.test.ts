// Nodes that run pods: what their users see of them, and what becomes of the processes.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { BatchV1Api, type CoreV1Api, KubeConfig, type V1Pod } from '@kubernetes/client-node'
import { aCluster, Estate, type Kube, processesOf, until } from '../kubernetes/estate.ts'
import { GOES_ON, importImage, kubectlFor, podOf, run } from './pods.ts'

const namespace = 'default'
let data: string
let estate: Estate
let kube: Kube
let core: CoreV1Api
let kubectl: Awaited<ReturnType<typeof kubectlFor>>
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'lazuli-kube-'))
  estate = await Estate.start({ data, clusterNodes: 'process' })
  await estate.create('one', aCluster(2))
  kube = await estate.kube('one')
  core = kube.core
  kubectl = await kubectlFor(estate, 'one')
  // A pod needs the account that its namespace gets soon.
  await until('pods may be made', async () => {
    const accounts = await core.listNamespacedServiceAccount({ namespace })
    return accounts.items.length > 0
  })
})
after(async () => {
  await estate.lazuli.stop()
  await rm(data, { recursive: true, force: true })
})

const read = (name: string): Promise<V1Pod> => core.readNamespacedPod({ name, namespace })

async function add(name: string, spec: V1Pod['spec']): Promise<void> {
  await core.createNamespacedPod({ namespace, body: { metadata: { name }, spec: spec! } })
}

/** Numbers of processes one of whose words is this. */
async function marked(word: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.split('\0').includes(word)) found.push(pid)
  }
  return found
}

async function deploy(name: string, replicas: number, line: string): Promise<void> {
  const labels = { app: name }
  await kube.apps.createNamespacedDeployment({
    namespace,
    body: {
      metadata: { name },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podOf(line) },
      },
    },
  })
  await until(`${name} runs`, async () => (await kube.available(name)) === replicas)
}

test('a pod has logs, and commands run in it', async () => {
  await core.createNamespacedConfigMap({
    namespace,
    body: { metadata: { name: 'colours' }, data: { first: 'blue' } },
  })
  const env = [
    { name: 'COLOUR', valueFrom: { configMapKeyRef: { name: 'colours', key: 'first' } } },
    { name: 'SENTENCE', value: 'it is $(COLOUR)' },
  ]
  const line = `echo one; echo "$SENTENCE"; echo wrong >&2; ${GOES_ON}`
  const volumes = [{ name: 'files', configMap: { name: 'colours' } }]
  const volumeMounts = [{ name: 'files', mountPath: '/colours/all' }]
  await add('speaks', podOf(line, { volumes }, { env, volumeMounts }))
  await until('it runs', async () => (await read('speaks')).status?.phase === 'Running')
  await until('it has spoken', async () => {
    return (await kubectl(['logs', 'speaks'])).out.includes('wrong')
  })
  const { out } = await kubectl(['logs', 'speaks'])
  assert.deepEqual(out.split('\n').sort(), ['', 'it is blue', 'one', 'wrong'])
  assert.equal((await kubectl(['logs', 'speaks', '--tail=2'])).out.split('\n').length, 3)
  const asked = ['exec', '-i', 'speaks', '--', 'sh', '-c', 'cat; cat /colours/all/first; exit 3']
  const said = await kubectl(asked, 'in and out ')
  assert.deepEqual([said.out, said.code], ['in and out blue', 3])
  const name = await kubectl(['exec', 'speaks', '--', 'hostname'])
  assert.equal(name.out, 'speaks\n')
  // What it changes is its own.
  await kubectl(['exec', 'speaks', '--', 'touch', '/etc/of-a-pod'])
  assert.equal((await kubectl(['exec', 'speaks', '--', 'ls', '/etc/of-a-pod'])).code, 0)
  assert.ok(!existsSync('/etc/of-a-pod') && !existsSync('/colours'))
  await core.deleteNamespacedPod({ name: 'speaks', namespace })
})

test('a log is followed to its end', async () => {
  const line = 'for i in 1 2 3; do echo $i; sleep 0.3; done'
  await add('counts', podOf(line, { restartPolicy: 'Never' }))
  await until('it begins', async () => (await read('counts')).status?.phase !== 'Pending')
  assert.equal((await kubectl(['logs', '-f', 'counts'])).out, '1\n2\n3\n')
  await until('it is done', async () => (await read('counts')).status?.phase === 'Succeeded')
  assert.equal((await kubectl(['logs', 'counts'])).out, '1\n2\n3\n')
})

test('jobs complete, fail, and try again', async () => {
  const config = new KubeConfig()
  config.loadFromString(await estate.kubeconfig('one'))
  const batch = config.makeApiClient(BatchV1Api)
  const run = async (name: string, line: string): Promise<string> => {
    const spec = { backoffLimit: 0, template: { spec: podOf(line, { restartPolicy: 'Never' }) } }
    await batch.createNamespacedJob({ namespace, body: { metadata: { name }, spec } })
    const ends = ['Complete', 'Failed']
    let end: string | undefined
    await until(`${name} ends`, async () => {
      const { status } = await batch.readNamespacedJob({ name, namespace })
      end = status?.conditions?.find(
        ({ type, status: is }) => is === 'True' && ends.includes(type),
      )?.type
      return end !== undefined
    })
    return end!
  }
  assert.equal(await run('good', 'echo done'), 'Complete')
  assert.equal(await run('bad', 'exit 7'), 'Failed')
  const { items } = await core.listNamespacedPod({ namespace, labelSelector: 'job-name=bad' })
  const [status] = items[0]!.status!.containerStatuses!
  assert.equal(status!.state!.terminated!.exitCode, 7)
  assert.equal(items[0]!.status!.phase, 'Failed')

  const volumes = [{ name: 'kept', emptyDir: {} }]
  const volumeMounts = [{ name: 'kept', mountPath: '/kept' }]
  const line = '[ -e /kept/mark ] && { echo second; exit 0; }; touch /kept/mark; echo first; exit 4'
  await add('again', podOf(line, { restartPolicy: 'OnFailure', volumes }, { volumeMounts }))
  await until('it is done', async () => (await read('again')).status?.phase === 'Succeeded')
  const [again] = (await read('again')).status!.containerStatuses!
  assert.equal(again!.restartCount, 1)
  assert.equal(again!.lastState!.terminated!.exitCode, 4)
  assert.equal((await kubectl(['logs', 'again'])).out, 'second\n')
  assert.equal((await kubectl(['logs', '--previous', 'again'])).out, 'first\n')
})

test('a pod is ready when its probe says so, and ends in the time that it is given', async () => {
  const readinessProbe = { exec: { command: ['test', '-e', '/tmp/is-ready'] }, periodSeconds: 1 }
  const line = 'trap "" TERM; while :; do sleep 0.2; done'
  await add('slow', podOf(line, { terminationGracePeriodSeconds: 1 }, { readinessProbe }))
  const isReady = async (): Promise<boolean> =>
    (await read('slow')).status?.containerStatuses?.[0]?.ready === true
  await until('it runs', async () => (await read('slow')).status?.phase === 'Running')
  assert.equal(await isReady(), false)
  await kubectl(['exec', 'slow', '--', 'touch', '/tmp/is-ready'])
  await until('it is ready', isReady)
  await core.deleteNamespacedPod({ name: 'slow', namespace })
  await until('it is gone', async () => !(await exists('slow')))
})

const exists = async (name: string): Promise<boolean> =>
  (await core.listNamespacedPod({ namespace })).items.some(
    ({ metadata }) => metadata!.name === name,
  )

test('an image that is not there is said to be so', async () => {
  const of = podOf('true')
  const containers = [{ ...of.containers[0]!, image: 'registry.invalid/no/such:1' }]
  await add('lacks', { ...of, containers })
  await until('it says so', async () => {
    const { status } = await read('lacks')
    return status?.containerStatuses?.[0]?.state?.waiting?.reason === 'ErrImagePull'
  })
  await core.deleteNamespacedPod({ name: 'lacks', namespace })
})

test('a pod of an image is a container of it, with what the image says', async (t) => {
  const image = `localhost/lazuli-nodes:${process.pid}`
  await importImage(image, ['ENV FLAVOUR=plain', 'ENTRYPOINT ["/bin/sh","-c"]'])
  t.after(() => run('podman', ['rmi', '--force', image]))
  const env = [{ name: 'COLOUR', value: 'blue' }]
  const line = `echo $FLAVOUR $COLOUR; ${GOES_ON}`
  const of = podOf(line, {}, { env })
  const { command: _, ...container } = of.containers[0]!
  await add('boxed', { ...of, containers: [{ ...container, image, args: [line] }] })
  await until('it has spoken', async () => (await kubectl(['logs', 'boxed'])).out !== '')
  assert.equal((await kubectl(['logs', 'boxed'])).out, 'plain blue\n')
  const said = await kubectl(['exec', '-i', 'boxed', '--', 'sh', '-c', 'cat; exit 5'], 'in and out')
  assert.deepEqual([said.out, said.code], ['in and out', 5])
  assert.match((await read('boxed')).status!.containerStatuses![0]!.containerID!, /^podman:/)
  // Whatever ends its node program, it does not go on.
  const label = 'label=lazuli-cluster'
  const containers = async (): Promise<string> =>
    await run('podman', ['ps', '--all', '--quiet', '--filter', label])
  assert.notEqual(await containers(), '')
  process.kill((await processesOf(data)).get('lazuli-kubelet')!, 'SIGKILL')
  await until('it was started again', async () => {
    const [status] = (await read('boxed')).status!.containerStatuses!
    return status!.restartCount === 1 && status!.state!.running !== undefined
  })
  assert.equal((await containers()).split('\n').length, 1)
  await core.deleteNamespacedPod({ name: 'boxed', namespace })
  await until('it is gone', async () => !(await exists('boxed')))
  assert.equal(await containers(), '')
})

test('pods go on without their server, and are told of when their nodes end', async () => {
  await add('lives', podOf(`: lives-on; ${GOES_ON}`))
  await until('it runs', async () => (await read('lives')).status?.phase === 'Running')
  const word = `: lives-on; ${GOES_ON}`
  const began = await marked(word)
  assert.equal(began.length, 1)
  const programs = await processesOf(data)
  assert.equal(programs.size, 5, [...programs.keys()].join())
  await estate.lazuli.kill()
  estate = await Estate.start({ data, clusterNodes: 'process' })
  assert.deepEqual(await processesOf(data), programs)
  assert.deepEqual(await marked(word), began)

  process.kill(programs.get('lazuli-kubelet')!, 'SIGKILL')
  await until('it was started again', async () => {
    const [status] = (await read('lives')).status!.containerStatuses!
    return status!.restartCount === 1 && status!.state!.running !== undefined
  })
  const [status] = (await read('lives')).status!.containerStatuses!
  assert.equal(status!.lastState!.terminated!.exitCode, 137)
  // Its node's program begins it by another, whose arguments are not its own yet.
  await until('the new one runs', async () => (await marked(word)).length > 0)
  const now = await marked(word)
  assert.equal(now.length, 1)
  assert.notDeepEqual(now, began)
  await core.deleteNamespacedPod({ name: 'lives', namespace })
})

test('nodes go when budgets let their pods leave, and an abort leaves what is there', async () => {
  const { agentPools } = estate.aks
  const word = `: stays; ${GOES_ON}`
  await deploy('web', 4, word)
  await kube.policy.createNamespacedPodDisruptionBudget({
    namespace,
    body: {
      metadata: { name: 'web' },
      spec: { minAvailable: 3, selector: { matchLabels: { app: 'web' } } },
    },
  })
  let least = 4
  let isOver = false
  const watching = (async () => {
    while (!isOver) least = Math.min(least, await kube.available('web'))
  })()
  await estate.create('one', aCluster(1))
  isOver = true
  await watching
  assert.ok(least >= 3, `${least} were left`)
  assert.equal((await kube.names()).length, 1)
  await until('all run on the one node', async () => {
    return (await kube.available('web')) === 4 && (await marked(word)).length === 4
  })

  const scaling = estate.create('one', aCluster(40)).catch(() => undefined)
  await until('nodes come', async () => (await kube.names()).length > 1)
  await agentPools
    .beginAbortLatestOperationAndWait(estate.group, 'one', 'system')
    .catch(() => undefined)
  await estate.aks.managedClusters
    .beginAbortLatestOperationAndWait(estate.group, 'one')
    .catch(() => undefined)
  await scaling
  assert.equal(await estate.count('one', 'system'), (await kube.names()).length)
  await estate.create('one', aCluster(2))
  assert.equal((await kube.names()).length, 2)
  assert.equal((await marked(word)).length, 4)
})

test('nothing of a cluster outlives it', async () => {
  const word = `: stays; ${GOES_ON}`
  assert.equal((await marked(word)).length, 4)
  await estate.delete('one')
  assert.equal((await processesOf(data)).size, 0)
  await until('its pods have ended', async () => (await marked(word)).length === 0)
})
