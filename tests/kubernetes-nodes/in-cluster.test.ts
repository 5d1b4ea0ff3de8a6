// A server that runs in the cluster whose pods are its nodes, by the manifests of deploy/kubernetes: started by the
// node program, with the rights and the credentials that it has there.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import type { V1Pod } from '@kubernetes/client-node'
import type { Ready } from '#library/ready/ready.ts'
import { freePorts } from '#testing/free-ports.ts'
import { makeSmallBase } from '../containers/small-base.ts'
import { aCluster, Estate, type Kube, until } from '../kubernetes/estate.ts'
import { progress } from '../watchdog.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const namespace = 'lazuli'
const server = { name: 'lazuli-0', namespace }
/** The user and the group of the manifest. */
const USER = 1000
const scratch = mkdtempSync(join(tmpdir(), 'lazuli-in-cluster-'))
/** What the claim of the server is bound to: root's, as a disk is that a cloud has just made. */
const disk = join(scratch, 'disk')
const image = `localhost/${basename(scratch).toLowerCase()}`
const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` }

let estate: Estate
let kube: Kube
let ports: readonly number[]

async function run(program: string, args: readonly string[], cwd = scratch): Promise<string> {
  const options = { cwd, env, timeout: 240_000, maxBuffer: 10_000_000 }
  return (await promisify(execFile)(program, args, options)).stdout
}

before(async () => {
  await makeImage()
  progress()
  ports = await freePorts(2)
  estate = await Estate.start({ clusterNodes: 'process' })
  await estate.create('one', aCluster(1))
  kube = await estate.kube('one')
  progress()
})
after(async () => {
  await estate?.delete('one').catch(() => undefined)
  await estate?.lazuli.stop()
  await run('podman', ['rmi', '--force', image, `${image}-base`]).catch(() => undefined)
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10 })
})

/** As the page says, but on a base that no registry is asked for. */
async function makeImage(): Promise<void> {
  await makeSmallBase(`${image}-base`, scratch)
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', scratch], root)
  progress()
  const tarball = join(scratch, packed.trim().split('\n').at(-1)!)
  const build = ['--build-arg', `BASE=${image}-base`, '--isolation', 'chroot']
  await run(join(root, 'deploy/image.sh'), [tarball, image, ...build])
}

/** What is said of this machine alone: ports that are free, and nodes that have its programs. */
function overlay(): string {
  cpSync(join(root, 'deploy/kubernetes'), join(scratch, 'base'), { recursive: true })
  const folder = join(scratch, 'overlay')
  mkdirSync(folder)
  const [port, batchPort] = ports
  const container = '/spec/template/spec/containers/0'
  const patch = [
    { op: 'test', path: `${container}/args/4`, value: '--port=8443' },
    { op: 'replace', path: `${container}/args/4`, value: `--port=${port}` },
    { op: 'test', path: `${container}/args/5`, value: '--batch-port=8444' },
    { op: 'replace', path: `${container}/args/5`, value: `--batch-port=${batchPort}` },
    { op: 'replace', path: `${container}/ports/0/containerPort`, value: port },
    { op: 'replace', path: `${container}/ports/1/containerPort`, value: batchPort },
  ]
  const kustomization = {
    namespace,
    resources: ['../base'],
    images: [{ name: 'lazuli', newName: image, newTag: 'latest' }],
    patches: [{ target: { kind: 'StatefulSet' }, patch: JSON.stringify(patch) }],
    configMapGenerator: [{ name: 'lazuli-nodes', behavior: 'merge', files: ['nodes.yaml'] }],
  }
  const rule = { provider: 'kubernetes', image: 'lazuli.localhost/host', resources: 'none' }
  const nodes = {
    server: `https://127.0.0.1:${port}`,
    rules: [{ ...rule, namespace, node: process.execPath }],
  }
  // JSON is YAML.
  writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization))
  writeFileSync(join(folder, 'nodes.yaml'), JSON.stringify(nodes))
  return folder
}

/** In place of what a cloud makes for a claim. */
async function addVolume(): Promise<void> {
  mkdirSync(disk, { mode: 0o755 })
  const isOnANode = { key: 'kubernetes.io/hostname', operator: 'Exists' }
  await kube.core.createPersistentVolume({
    body: {
      metadata: { name: 'disk' },
      spec: {
        capacity: { storage: '10Gi' },
        accessModes: ['ReadWriteOnce'],
        local: { path: disk },
        nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [isOnANode] }] } },
      },
    },
  })
}

const kubectl = (...words: string[]): Promise<string> => estate.kubectl('one', ...words)

const podsOf = async (): Promise<readonly V1Pod[]> =>
  (
    await kube.core.listNamespacedPod({
      namespace,
      labelSelector: 'app.kubernetes.io/name=lazuli-node',
    })
  ).items

const inPod = (...words: string[]): Promise<string> =>
  kubectl('exec', server.name, '--namespace', namespace, '--', 'node', ...words)

/** Another pod of the server than this one is ready. */
async function untilReady(but?: string): Promise<V1Pod> {
  let last: V1Pod | undefined
  const look = async (holds: (pod: V1Pod) => boolean): Promise<boolean> => {
    last = await kube.core.readNamespacedPod(server).catch(() => undefined)
    return last !== undefined && last.metadata!.uid !== but && holds(last)
  }
  try {
    await until('its container runs', () =>
      look((pod) => pod.status?.containerStatuses?.[0]?.state?.running !== undefined),
    )
    progress()
    await until('its probes find it well', () =>
      look((pod) => pod.status?.containerStatuses?.[0]?.ready === true),
    )
  } catch (error) {
    const log = await kubectl('logs', server.name, '--namespace', namespace).catch(String)
    throw new Error(`${JSON.stringify(last?.status)}\n${log}`, { cause: error })
  }
  progress()
  return last!
}

async function connect(): Promise<BatchServiceClient> {
  const read = (file: string): Promise<string> =>
    inPod('--eval', `process.stdout.write(fs.readFileSync('/data/lazuli/${file}'))`)
  const { batch } = JSON.parse(await read('ready.json')) as Ready
  const https = new HttpsAgent({ ca: await read('ca.pem') })
  return new BatchServiceClient(
    new BatchSharedKeyCredentials(batch!.account, batch!.key),
    `https://127.0.0.1:${ports[1]}`,
    { agentSettings: { http: new HttpAgent(), https } },
  )
}

async function outputOf(client: BatchServiceClient, task: string): Promise<string> {
  await until(`${task} is completed`, async () => {
    return (await client.task.get('job', task)).state === 'completed'
  })
  const { readableStreamBody } = await client.file.getFromTask('job', task, 'stdout.txt')
  const parts: Buffer[] = []
  for await (const part of readableStreamBody!) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}

test('`kubectl apply -k` starts a server that its probes find well', async () => {
  await addVolume()
  await kubectl('apply', '--kustomize', overlay())
  const pod = await untilReady()
  const [container] = pod.status!.containerStatuses!
  assert.deepEqual([container!.started, container!.restartCount], [true, 0])
  const identity = '`${process.getuid()} ${os.hostname()}`'
  assert.equal(await inPod('--print', identity), `${USER} ${server.name}\n`)
  // The keys are its user's alone, on a disk that is root's.
  const { uid, mode } = statSync(join(disk, 'lazuli'))
  assert.deepEqual([statSync(disk).uid, uid, mode & 0o777], [0, USER, 0o700])
})

test('a task runs on a pod that the server made by its own credentials', async () => {
  const client = await connect()
  await client.pool.add({
    id: 'pool',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
      nodeAgentSKUId: 'batch.node.debian 12',
    },
    targetDedicatedNodes: 1,
  })
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
  await client.task.add('job', { id: 'first', commandLine: '/bin/sh -c hostname' })
  await until('its node is idle', async () =>
    (await client.computeNode.list('pool')).some(({ state }) => state === 'idle'),
  )
  const host = await outputOf(client, 'first')
  const [pod, ...others] = await podsOf()
  assert.deepEqual(others, [])
  assert.equal(host, `${pod!.metadata!.name}\n`)
  const [owner] = pod!.metadata!.ownerReferences!
  assert.deepEqual([owner!.kind, owner!.name], ['StatefulSet', 'lazuli'])
})

test('a server whose pod is made anew goes on with its nodes', async () => {
  const earlier = (await podsOf()).map(({ metadata }) => metadata!.uid)
  const { metadata } = await kube.core.readNamespacedPod(server)
  await kube.core.deleteNamespacedPod(server)
  await untilReady(metadata!.uid)
  const client = await connect()
  await client.task.add('job', { id: 'second', commandLine: '/bin/sh -c "echo again"' })
  assert.equal(await outputOf(client, 'second'), 'again\n')
  const now = (await podsOf()).map((pod) => pod.metadata!.uid)
  assert.deepEqual(now, earlier)
})

test('its nodes go when it is deleted, and what it knew stays', async () => {
  await kubectl('delete', 'statefulset', 'lazuli', '--namespace', namespace)
  await until('no pod of a node is left', async () => (await podsOf()).length === 0)
  assert.ok(existsSync(join(disk, 'lazuli/store.db')))
})
