// What tasks take of their nodes, as a formula reads it: by Microsoft's own client, with real processes.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'

const POOL = 'measured'

const FORMULA = `cpu = avg($CPUPercent.GetSample(1));
memory = avg($MemoryBytes.GetSample(1));
disk = avg($DiskBytes.GetSample(1));
nodes = avg($SampleNodeCount.GetSample(1));
$TargetDedicatedNodes = cpu > 0.02 ? 3 : 1;`

/** Far above what a shell holds, and far below what the task does. */
const SOME_MEGABYTES = 100
const HELD_MEGABYTES = 200

interface Read {
  readonly cpu: number
  readonly memory: number
  readonly disk: number
  readonly nodes: number
  readonly $TargetDedicatedNodes: number
}

test('formulas follow the processor time and the memory that tasks take', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-usage-'))
  // A sample comes every second and a half.
  const lazuli = await spawnLazuli({ data, timeScale: 20 })
  const client = batchClientFor(lazuli.ready)
  t.after(async () => {
    await client.job.deleteMethod('job')
    await client.pool.deleteMethod(POOL)
    while ((await client.pool.list()).length > 0) await wait(50)
    await lazuli.stop()
    await rm(data, { recursive: true, force: true, maxRetries: 10 })
  })
  const evaluate = async (formula: string) => client.pool.evaluateAutoScale(POOL, formula)
  const until = async (isSo: (read: Read) => boolean): Promise<Read> => {
    for (;;) {
      const { results = '', error } = await evaluate(FORMULA)
      const named = results.split(';').map((each) => each.split('=') as [string, string])
      const read = Object.fromEntries(named.map(([name, value]) => [name, Number(value)]))
      if (!error && isSo(read as unknown as Read)) return read as unknown as Read
      await wait(100)
    }
  }
  await client.pool.add({
    id: POOL,
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes = 1',
  })
  // A sample that was taken before the node was there counts none.
  const idle = await until(({ nodes, disk }) => nodes === 1 && disk > 0)
  assert.ok(idle.cpu < 0.02 && idle.memory < SOME_MEGABYTES, JSON.stringify(idle))
  assert.equal(idle.$TargetDedicatedNodes, 1)
  await client.job.add({ id: 'job', poolInfo: { poolId: POOL } })
  const program = `const held = Buffer.alloc(${HELD_MEGABYTES} * 2 ** 20, 1); for (;;) held[0] += 1`
  const commandLine = `${process.execPath} -e "${program}"`
  await client.task.add('job', { id: 'burns', commandLine })
  const busy = await until(({ cpu, memory }) => cpu > 0.02 && memory > HELD_MEGABYTES)
  assert.ok(busy.cpu <= 1, JSON.stringify(busy))
  assert.equal(busy.$TargetDedicatedNodes, 3)
  const windowed = await evaluate(
    'x = max($CPUPercent.GetSample(TimeInterval_Minute * 10, 1)) > 0.02',
  )
  assert.match(windowed.results ?? '', /;x=1$/)
  await client.task.terminate('job', 'burns')
  const after = await until(({ cpu, memory }) => cpu < 0.02 && memory < SOME_MEGABYTES)
  assert.equal(after.$TargetDedicatedNodes, 1)
  // What no agent tells stays unknown, and is not zero.
  for (const metric of ['$DiskReadBytes', '$DiskWriteOps', '$NetworkInBytes']) {
    const { error } = await evaluate(`x = avg(${metric}.GetSample(1))`)
    assert.equal(error?.code, 'InsufficientSampleData', metric)
  }
})
