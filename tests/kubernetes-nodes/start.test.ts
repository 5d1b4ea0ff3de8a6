// What is said before a server begins, and what deploys one: by an API server that is real.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { flagOf } from '#kernel/options.ts'
import { optionSpecs } from '#library/options.ts'
import { NodesFault, readNodesFile } from '../../src/main/nodes/nodes-file.ts'
import { tryPods } from '../../src/main/nodes/try-pods.ts'
import { blocksOf } from '../docs/pages.ts'
import { KubernetesCluster } from './kubernetes-cluster.ts'

const deploy = fileURLToPath(new URL('../../deploy/kubernetes', import.meta.url))
let cluster: KubernetesCluster
let rightful: string
let rightless: string
before(async () => {
  cluster = await KubernetesCluster.start()
  await cluster.kubectl('create', 'namespace', 'lazuli')
  await cluster.kubectl('apply', '--namespace', 'lazuli', '--filename', `${deploy}/rights.yaml`)
  rightful = await kubeconfigOf('lazuli')
  await cluster.kubectl('create', 'serviceaccount', 'stranger', '--namespace', 'lazuli')
  rightless = await kubeconfigOf('stranger')
})
after(() => cluster?.[Symbol.asyncDispose]())

/** A file with the token of a service account. */
async function kubeconfigOf(account: string, given?: string): Promise<string> {
  const token =
    given ?? (await cluster.kubectl('create', 'token', account, '--namespace', 'lazuli')).trim()
  const config = JSON.parse(readFileSync(cluster.kubeconfig, 'utf8')) as Record<string, unknown>
  const file = join(cluster.folder, `${account}.kubeconfig`)
  writeFileSync(file, JSON.stringify({ ...config, users: [{ name: 'admin', user: { token } }] }))
  return file
}

/** What is told of a file, and whether it ends the start. */
async function said(kubeconfig: string, rule = 'namespace: lazuli', context = 'own') {
  const reports: string[] = []
  const file = readNodesFile(
    `kubernetes: { kubeconfig: ${kubeconfig}, context: ${context} }\nrules:\n  - provider: kubernetes\n    ${rule}\n`,
    'nodes.yaml',
  )
  try {
    await tryPods(file, (_what, error) => void reports.push(String(error)))
  } catch (error) {
    assert.ok(error instanceof NodesFault, String(error))
    return { fault: error.message, reports }
  }
  return { fault: undefined, reports }
}

test('what deploys a server is such as the API takes', async () => {
  const shown = await cluster.kubectl('apply', '--dry-run=server', '--kustomize', deploy)
  for (const kind of ['namespace', 'serviceaccount', 'role.rbac', 'service', 'statefulset.apps']) {
    assert.match(shown, new RegExp(`^${kind}.* (created|configured|unchanged)`, 'm'))
  }
})

test('the server is deployed with options that there are, and rules that can be read', () => {
  const documents = readFileSync(join(deploy, 'server.yaml'), 'utf8').split('\n---\n')
  const set = parse(documents[1]!) as {
    spec: { template: { spec: { containers: [{ args: string[] }] } } }
  }
  const known = new Set(Object.keys(optionSpecs).map(flagOf))
  const [, ...args] = set.spec.template.spec.containers[0].args
  for (const given of args) assert.ok(known.has(given.split('=')[0]!), given)
  assert.equal(readNodesFile(readFileSync(join(deploy, 'nodes.yaml'), 'utf8'), 'f').rules.length, 1)
})

test('the rights that are deployed are enough', async () => {
  assert.deepEqual(await said(rightful), { fault: undefined, reports: [] })
})

test('credentials without rights are told which they lack', async () => {
  const { fault } = await said(rightless)
  assert.match(fault!, /^nodes\.yaml:3: the credentials may not get pods, .*create secrets in/)
  assert.match(fault!, /`deploy\/kubernetes` has a Role/)
})

test('a rule that the cluster never takes ends the start with its line', async () => {
  for (const [rule, expected] of [
    ['namespace: nowhere', /namespaces "nowhere" not found.*`kubectl create namespace nowhere`/],
    ['priorityClassName: none', /nodes\.yaml:3: Kubernetes refused: .*PriorityClass.*none/],
    ['nodeSelector: { "a b": c }', /nodes\.yaml:3: Kubernetes refused: .*invalid/i],
    ['spec: { dnsPolicy: Sometimes }', /nodes\.yaml:3: Kubernetes refused: .*dnsPolicy/],
  ] as const) {
    assert.match((await said(cluster.kubeconfig, rule)).fault ?? rule, expected)
  }
})

test('the rules of the page are such as the API takes, where it has what they name', async () => {
  await cluster.kubectl('create', 'namespace', 'batch')
  await cluster.kubectl('create', 'priorityclass', 'low', '--value=-10')
  const runtimeClass = join(cluster.folder, 'runtime-class.json')
  const nvidia = { metadata: { name: 'nvidia' }, handler: 'nvidia' }
  const of = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass' }
  writeFileSync(runtimeClass, JSON.stringify({ ...of, ...nvidia }))
  await cluster.kubectl('create', '--filename', runtimeClass)
  const shown = blocksOf('docs/clusters.md').filter(({ text }) => /kubernetes:/.test(text))
  assert.equal(shown.length, 1)
  const written = shown[0]!.text
    .replace('/home/me/.kube/config', cluster.kubeconfig)
    .replace('context: batch', 'context: own')
  const reports: string[] = []
  await tryPods(readNodesFile(written, 'nodes.yaml'), (_what, error) => {
    reports.push(String(error))
  })
  assert.deepEqual(reports, [])
})

test('credentials that are none are said to be', async () => {
  const forged = await kubeconfigOf('forged', 'x.y.z')
  assert.match((await said(forged)).fault!, /nodes\.yaml:3: the cluster does not know the cred/)
  assert.match((await said('/no/such/file')).fault!, /the kubeconfig \/no\/such\/file cannot be/)
  const other = await said(rightful, 'namespace: lazuli', 'other')
  assert.match(other.fault!, /has no context other .*It has: own/)
  const broken = join(cluster.folder, 'broken')
  writeFileSync(broken, 'clusters: [')
  assert.match((await said(broken)).fault!, /the kubeconfig .*broken cannot be read/)
})

test('a cluster that does not answer does not end the start', async () => {
  const config = readFileSync(cluster.kubeconfig, 'utf8').replace(/127\.0\.0\.1:\d+/, '127.0.0.1:9')
  const away = join(cluster.folder, 'away')
  writeFileSync(away, config)
  const { fault, reports } = await said(away)
  assert.equal(fault, undefined)
  assert.match(reports.join(), /nodes\.yaml:3: Kubernetes does not answer/)
})
