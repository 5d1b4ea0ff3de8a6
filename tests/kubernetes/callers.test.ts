// Who may reach the API server of a cluster: addresses that its owner names, and none beside this machine.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { aCluster, Estate, OFTEN, until } from './estate.ts'

const OTHER = '127.0.0.2'

let data: string
let estate: Estate
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'lazuli-kube-'))
  estate = await Estate.start({ data })
  await estate.create('one', limitedTo('127.0.0.1/32'))
})
after(async () => {
  await estate.lazuli.stop()
  await rm(data, { recursive: true, force: true })
})

const limitedTo = (...authorizedIPRanges: string[]) =>
  aCluster(1, { apiServerAccessProfile: { authorizedIPRanges } })

const portIn = (kubeconfig: string): number =>
  Number(/server: "?https:\/\/127\.0\.0\.1:(\d+)/.exec(kubeconfig)![1])

/** Whether the API server answers a caller from there at all. */
async function answers(localAddress: string): Promise<boolean> {
  const port = portIn(await estate.kubeconfig('one'))
  const { promise, resolve } = Promise.withResolvers<boolean>()
  request(
    { host: '127.0.0.1', port, path: '/version', localAddress, rejectUnauthorized: false },
    (answer) => {
      answer.resume()
      resolve(true)
    },
  )
    .on('error', () => resolve(false))
    .end()
  return await promise
}

test('only addresses in the ranges reach the API server', async () => {
  assert.equal((await (await estate.kube('one')).names()).length, 1)
  assert.equal(await answers(OTHER), false)
  const before = await estate.kubeconfig('one')
  await estate.create('one', limitedTo(`${OTHER}/32`))
  assert.equal(portIn(await estate.kubeconfig('one')), portIn(before))
  assert.equal(await answers(OTHER), true)
  await assert.rejects((await estate.kube('one')).names())
})

test('commands are run and nodes are made whatever the ranges are', async () => {
  const run = await estate.aks.managedClusters.beginRunCommandAndWait(
    estate.group,
    'one',
    { command: 'kubectl get nodes -o name' },
    OFTEN,
  )
  assert.equal(run.exitCode, 0, run.logs)
  const pool = { count: 2, mode: 'User', vmSize: 'Standard_DS2_v2' } as const
  await estate.aks.agentPools.beginCreateOrUpdateAndWait(estate.group, 'one', 'user', pool, OFTEN)
  assert.equal(await estate.count('one', 'user'), 2)
})

test('the ranges hold after a death of the server, and after a stop', async () => {
  await estate.lazuli.kill()
  estate = await Estate.start({ data })
  await until('it answers those it may', () => answers(OTHER))
  assert.equal(await answers('127.0.0.1'), false)
  await estate.lazuli.stop()
  estate = await Estate.start({ data })
  assert.equal(await answers('127.0.0.1'), false)
  await until('it answers those it may', () => answers(OTHER))
})

test('without ranges all of this machine reach it, by the same address', async () => {
  const before = portIn(await estate.kubeconfig('one'))
  await estate.create('one', aCluster(1, { apiServerAccessProfile: {} }))
  assert.equal(portIn(await estate.kubeconfig('one')), before)
  assert.equal((await (await estate.kube('one')).names()).length, 3)
  assert.equal(await answers(OTHER), true)
})

test('a private cluster listens on loopback alone', async () => {
  await estate.create(
    'two',
    aCluster(1, { apiServerAccessProfile: { enablePrivateCluster: true } }),
  )
  const port = portIn(await estate.kubeconfig('two'))
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const listening =
    `${await readFile('/proc/net/tcp', 'utf8')}${await readFile('/proc/net/tcp6', 'utf8')}`
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hex}`))
      .map(([, local]) => local)
  assert.deepEqual(listening, [`0100007F:${hex}`])
})
