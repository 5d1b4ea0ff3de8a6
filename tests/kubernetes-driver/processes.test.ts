// The processes of clusters: who ends them, who starts them again, and who finds them.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { aCluster, Estate, Kube, processesOf, until } from '../kubernetes/estate.ts'

let scratch: string
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lazuli-kube-'))
})
after(() => rm(scratch, { recursive: true, force: true }))

test('the same processes go on after the death of their server, and end with its stop', async () => {
  const data = join(scratch, 'data')
  const first = await Estate.start({ data })
  await first.create('one', aCluster(1))
  const file = await first.kubeconfig('one')
  const began = await processesOf(data)
  assert.equal(began.size, 5, [...began.keys()].join())
  await first.lazuli.kill()
  assert.equal((await new Kube(file).names()).length, 1, 'the cluster goes on alone')
  const second = await Estate.start({ data })
  assert.equal(await second.kubeconfig('one'), file)
  await second.create('one', aCluster(2))
  assert.deepEqual(await processesOf(data), began)
  assert.equal((await new Kube(file).names()).length, 2)
  await second.lazuli.stop()
  assert.equal((await processesOf(data)).size, 0)

  // The next server starts the cluster when a call comes to its port.
  const third = await Estate.start({ data })
  assert.equal((await processesOf(data)).size, 0)
  await until('the first caller is answered', async () => {
    const nodes = await new Kube(file).names().catch(() => [])
    return nodes.length === 2
  })
  await third.delete('one')
  assert.equal((await processesOf(data)).size, 0)
  await third.lazuli.stop()

  const fourth = await Estate.start({ data, clusterStart: 'eager' })
  await fourth.lazuli.stop()
})

test('a program that ends is started again', async () => {
  const data = join(scratch, 'mended')
  const estate = await Estate.start({ data })
  await estate.create('one', aCluster(1))
  const kube = await estate.kube('one')
  for (const program of ['kube-apiserver', 'kine', 'kwok']) {
    const before = await processesOf(data)
    process.kill(before.get(program)!, 'SIGKILL')
    await until(`${program} is there again`, async () => {
      const pid = (await processesOf(data)).get(program)
      return pid !== undefined && pid !== before.get(program)
    })
    await until('the API answers', async () => (await kube.names().catch(() => [])).length === 1)
  }
  await estate.lazuli.stop()
})

for (const end of ['kill', 'stop'] as const) {
  test(`nothing outlives a server that keeps nothing, however that ends: ${end}`, async () => {
    const estate = await Estate.start()
    await estate.create('one', aCluster(1))
    const place = dirname(estate.lazuli.ready.caFile)
    assert.equal((await processesOf(place)).size, 5)
    await estate.lazuli[end]()
    if (end === 'stop') assert.equal((await processesOf(place)).size, 0)
    await until('all have ended', async () => (await processesOf(place)).size === 0)
  })
}
