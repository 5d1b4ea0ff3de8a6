// Nodes that run pods: who is attached to them, who reaches their ports, and what they may use.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { CoreV1Api, V1Pod } from '@kubernetes/client-node'
import { aCluster, Estate, until } from '../kubernetes/estate.ts'
import { binariesDirectory } from '../kubernetes/programs.ts'
import { GOES_ON, IMAGE, kubectlFor, podOf } from './pods.ts'

const namespace = 'default'
let data: string
let estate: Estate
let core: CoreV1Api
let kubectl: Awaited<ReturnType<typeof kubectlFor>>
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'lazuli-kube-'))
  estate = await Estate.start({ data, clusterNodes: 'process' })
  await estate.create('one', aCluster(1))
  core = (await estate.kube('one')).core
  kubectl = await kubectlFor(estate, 'one')
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
const isIn = async (name: string, phase: string): Promise<boolean> =>
  (await read(name)).status?.phase === phase

async function add(name: string, spec: V1Pod['spec'], phase: string): Promise<V1Pod> {
  await core.createNamespacedPod({ namespace, body: { metadata: { name }, spec: spec! } })
  await until(`${name} is ${phase}`, () => isIn(name, phase))
  return await read(name)
}

const ECHO = 'while read -r line; do echo "got $line"; done; echo over >&2'

test('what is written to a pod that is attached to reaches it, and what it prints comes back', async () => {
  const reads = { stdin: true, stdinOnce: true }
  await add('listens', podOf(ECHO, { restartPolicy: 'Never' }, reads), 'Running')
  const said = await kubectl(['attach', '--quiet', '-i', 'listens'], 'one\ntwo\n')
  assert.equal(said.out, 'got one\ngot two\n')
  assert.match(said.errors, /^over$/m)
  await until('it is done', () => isIn('listens', 'Succeeded'))
  // Which of its two outputs was read first is not said.
  const lines = (await kubectl(['logs', 'listens'])).out.split('\n')
  assert.deepEqual(lines.sort(), ['', 'got one', 'got two', 'over'])
})

test('a pod is run from a command line, with its input, and goes', async () => {
  const words = ['run', 'once', `--image=${IMAGE}`, '--restart=Never', '--rm', '-i', '--quiet']
  const said = await kubectl([...words, '--command', '--', 'sh', '-c', ECHO], 'hello\n')
  assert.match(said.out, /^got hello$/m)
  assert.equal(said.code, 0, said.errors)
  await until('it is gone', async () => {
    const { items } = await core.listNamespacedPod({ namespace })
    return !items.some(({ metadata }) => metadata!.name === 'once')
  })
})

test('a pod that asks for a terminal has one', async () => {
  const line = 'test -t 0 && test -t 1 && test -t 2 && echo "a terminal of $TERM"'
  const terminal = { stdin: true, tty: true }
  await add('sits', podOf(line, { restartPolicy: 'Never' }, terminal), 'Succeeded')
  assert.equal((await kubectl(['logs', 'sits'])).out.trim(), 'a terminal of xterm')
})

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('a port of a pod is reached through its API server', async (t) => {
  const port = await freePort()
  const serve = `require('http').createServer((q, r) => r.end('from ' + require('os').hostname())).listen(${port}, '127.0.0.1')`
  await add('serves', podOf(`exec "$NODE" -e "${serve}"`, {}, nodeIn), 'Running')
  const program = join(await binariesDirectory(), 'kubectl')
  const file = join(estate.lazuli.ready.readyFile, '../one.kubeconfig')
  const words = [`--kubeconfig=${file}`, 'port-forward', 'serves', `:${port}`]
  const forwarding = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => forwarding.kill())
  let printed = ''
  forwarding.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  await until('it is forwarded', async () => /127\.0\.0\.1:\d+/.test(printed))
  const local = Number(/127\.0\.0\.1:(\d+)/.exec(printed)![1])
  await until('the pod answers', async () => {
    const answer = await fetch(`http://127.0.0.1:${local}/`).catch(() => undefined)
    return (await answer?.text()) === 'from serves'
  })
})

const nodeIn = { env: [{ name: 'NODE', value: process.execPath }] }

const SETTINGS = {
  'cpu.cfs_quota_us': '20000',
  'memory.limit_in_bytes': `${96 * 2 ** 20}`,
  'cpu.max': '20000 100000',
  'memory.max': `${96 * 2 ** 20}`,
}

/** The control groups of a process, with what is set of them. */
async function settingsOf(pid: number): Promise<Record<string, string>> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8'))
    .split('\n')
    .map((line) => line.split(' '))
  const found: Record<string, string> = {}
  for (const line of (await readFile(`/proc/${pid}/cgroup`, 'utf8')).trim().split('\n')) {
    const [, names = '', path = ''] = line.split(':')
    const own = mounts.find(([, , kind = '', options = '']) =>
      names === '' ? kind === 'cgroup2' : kind === 'cgroup' && options.split(',').includes(names),
    )
    for (const name of own ? Object.keys(SETTINGS) : []) {
      const file = join(own![1]!, path, name)
      if (existsSync(file)) found[name] = (await readFile(file, 'utf8')).trim()
    }
  }
  return found
}

test('a pod is held to its processors and its memory, with all that runs in it', async () => {
  const limits = { cpu: '200m', memory: '96Mi' }
  const spec = podOf(`echo begun; ${GOES_ON}`, {}, { resources: { limits } })
  const pod = await add('held', spec, 'Running')
  // It runs a moment before it is what it is to be: its program begins in the groups.
  await until('its program has begun', async () => {
    return (await kubectl(['logs', 'held'])).out.includes('begun')
  })
  const pid = Number(pod.status!.containerStatuses![0]!.containerID!.split('/').at(-1))
  const settings = Object.entries(await settingsOf(pid))
  assert.equal(settings.length, 2, JSON.stringify(settings))
  for (const [name, value] of settings) assert.equal(value, SETTINGS[name as 'cpu.max'], name)
  const groups = async (who: number | 'self'): Promise<string> =>
    (await kubectl(['exec', 'held', '--', 'cat', `/proc/${who}/cgroup`])).out
  assert.equal(await groups('self'), await groups(1))
  assert.match(await groups(1), /lazuli-pods-/)
})

test('a pod that takes more memory than it may is killed, and says why', async () => {
  const resources = { limits: { memory: '96Mi' } }
  const grow = 'exec "$NODE" -e "const all=[];for(;;)all.push(Buffer.alloc(2**20,1))"'
  const of = podOf(grow, { restartPolicy: 'Never' }, { ...nodeIn, resources })
  const { status } = await add('grows', of, 'Failed')
  const { terminated } = status!.containerStatuses![0]!.state!
  assert.deepEqual([terminated!.exitCode, terminated!.reason], [137, 'OOMKilled'])
})

test('a program that must not be root is not run as root', async () => {
  const change = { securityContext: { runAsNonRoot: true } }
  const body = { metadata: { name: 'rooted' }, spec: podOf('id -u', change) }
  await core.createNamespacedPod({ namespace, body })
  await until('it is refused', async () => {
    const { waiting } = (await read('rooted')).status?.containerStatuses?.[0]?.state ?? {}
    return waiting?.reason === 'CreateContainerConfigError'
  })
  const other = { runAsNonRoot: true, runAsUser: 1234, runAsGroup: 1234, fsGroup: 77 }
  const line = 'echo $(id -u) $(id -G)'
  const of = podOf(line, { restartPolicy: 'Never', securityContext: other })
  await add('other', of, 'Succeeded')
  assert.equal((await kubectl(['logs', 'other'])).out, '1234 1234 77\n')
})

test('a volume is seen from below, and what it is given from is not changed', async () => {
  await core.createNamespacedConfigMap({
    namespace,
    body: { metadata: { name: 'given' }, data: { key: 'value' } },
  })
  const volumes = [
    { name: 'given', configMap: { name: 'given' } },
    { name: 'shared', emptyDir: {} },
  ]
  const volumeMounts = [
    { name: 'given', mountPath: '/given' },
    { name: 'shared', mountPath: '/below', subPathExpr: 'of-$(POD)/deep' },
    { name: 'shared', mountPath: '/all' },
  ]
  const env = [{ name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]
  const line =
    'echo 1 >/below/file; cat /all/of-mounts/deep/file; echo 2 >/given/key || echo refused; cat /given/key'
  await add(
    'mounts',
    podOf(line, { restartPolicy: 'Never', volumes }, { volumeMounts, env }),
    'Succeeded',
  )
  const { out } = await kubectl(['logs', 'mounts'])
  assert.deepEqual(
    out.split('\n').filter((each) => !each.includes('/given/key')),
    ['1', 'refused', 'value'],
  )
})
