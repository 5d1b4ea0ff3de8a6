// What became of a cluster's memory, store and port while it was off, and of one whose change was given up.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ClusterDriver } from '#drivers/cluster/port.ts'
import { processesOf, until } from '../kubernetes/estate.ts'
import { aDriver, aPlane } from '../kubernetes/plane.ts'

const plane = aPlane()
const { signal } = new AbortController()
let directory: string
let driver: ClusterDriver
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lazuli-kube-'))
  driver = await aDriver({ directory: join(directory, 'clusters') })
  await driver.runControlPlane(plane, signal)
  await driver.stop(plane.cluster, signal)
})
after(async () => {
  await driver.close()
  await rm(directory, { recursive: true, force: true })
})

test('a cluster for which there is too little memory is refused before it is tried', async () => {
  const small = await aDriver({ memory: () => 100 * 2 ** 20 })
  const began = performance.now()
  await assert.rejects(small.runControlPlane(aPlane(), signal), {
    code: 'AllocationFailed',
    message: /100 MB of memory left, and a control plane needs \d+ MB/,
  })
  assert.ok(performance.now() - began < 5_000)
  await small.close()
})

test('a cluster whose port another program has taken comes back at another', async () => {
  const before = new URL((await driver.serverUrl(plane.cluster))!)
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(Number(before.port), '127.0.0.1', () => resolve())
  })
  await driver.runControlPlane(plane, signal)
  const now = new URL((await driver.serverUrl(plane.cluster))!)
  assert.notEqual(now.port, before.port)
  const command = { cluster: plane.cluster, id: '1'.repeat(32), line: 'kubectl get namespaces' }
  assert.equal((await driver.runCommand(command, signal)).exitCode, 0)
  other.close()
  await driver.stop(plane.cluster, signal)
})

const pidOf = async (program: string): Promise<number | undefined> =>
  (await processesOf(directory)).get(program)

test('a control plane is still kept running when a change of it that changes nothing is given up', async () => {
  await driver.runControlPlane(plane, signal)
  const ending = new AbortController()
  const change = driver.runControlPlane(plane, ending.signal)
  await pause(500)
  ending.abort()
  await assert.rejects(change, { name: 'AbortError' })
  const before = (await pidOf('kwok'))!
  process.kill(before, 'SIGKILL')
  await until('kwok is there again', async () => ![before, undefined].includes(await pidOf('kwok')))
  assert.deepEqual(await driver.nodes({ cluster: plane.cluster, name: 'none' }, signal), [])
})

test('a control plane is not taken for one that runs when a change of it is given up half-way', async () => {
  const before = await pidOf('kwok')
  const ending = new AbortController()
  const change = driver.runControlPlane({ ...plane, callers: ['10.0.0.0/8'] }, ending.signal)
  await until('all is begun', async () => ![before, undefined].includes(await pidOf('kwok')))
  ending.abort()
  await assert.rejects(change, { name: 'AbortError' })
  // Its API server answers by now.
  await pause(1_500)
  const nodes = () => driver.nodes({ cluster: plane.cluster, name: 'none' }, signal)
  assert.equal(await nodes(), undefined)
  await driver.runControlPlane(plane, signal)
  assert.deepEqual(await nodes(), [])
  await driver.stop(plane.cluster, signal)
})

test('a store that is damaged is said to be so', async () => {
  const [cluster = ''] = await readdir(join(directory, 'clusters'))
  const place = join(directory, 'clusters', cluster)
  for (const name of await readdir(place)) {
    if (!name.startsWith('state.db')) continue
    await writeFile(join(place, name), 'This is no database. '.repeat(1_000))
  }
  await assert.rejects(driver.runControlPlane(plane, signal), {
    code: 'ControlPlaneNotReady',
    message: /kine.*(not a database|malformed)/,
  })
})
