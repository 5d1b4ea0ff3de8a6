// A multi-instance task as a user adds it: real MPI across two nodes of a real server.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { separations } from '#testing/machine.ts'
import { MPI_PROGRAM, PYTHON } from '#testing/mpi.ts'
import { needMpi } from './installed.ts'

needMpi()

const NODES = 2

/** Serves the program, as a container of blobs would. */
async function served(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_, response) => response.end(MPI_PROGRAM)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/program.py`, close: () => server.close() }
}

for (const separation of separations) {
  test(`mpiexec runs a rank in the task of each node (${separation})`, async (t) => {
    const data = await mkdtemp('/var/tmp/lazuli-mpi-')
    const program = await served()
    const lazuli = await spawnLazuli({ data, timeScale: 1000, separation })
    const client = batchClientFor(lazuli.ready)
    t.after(async () => {
      program.close()
      await client.job.deleteMethod('job')
      await client.pool.deleteMethod('mpi')
      while ((await client.pool.exists('mpi')).body) await wait(20)
      await lazuli.stop()
      await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    })
    await client.pool.add({
      id: 'mpi',
      vmSize: 'standard_d2s_v3',
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'canonical',
          offer: '0001-com-ubuntu-server-jammy',
          sku: '22_04-lts',
        },
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
      },
      targetDedicatedNodes: NODES,
      enableInterNodeCommunication: true,
    })
    await client.job.add({ id: 'job', poolInfo: { poolId: 'mpi' } })
    const ranks = `mpiexec -hosts $AZ_BATCH_HOST_LIST -n ${NODES} ${PYTHON} $AZ_BATCH_TASK_SHARED_DIR/program.py`
    await client.task.add('job', {
      id: 'mpi',
      commandLine: `/bin/sh -c 'echo $AZ_BATCH_HOST_LIST; exec ${ranks}'`,
      multiInstanceSettings: {
        numberOfInstances: NODES,
        coordinationCommandLine: '/bin/sh -c "test -s $AZ_BATCH_TASK_SHARED_DIR/program.py"',
        commonResourceFiles: [{ httpUrl: program.url, filePath: 'program.py' }],
      },
    })
    for (;;) {
      const { state } = await client.task.get('job', 'mpi')
      if (state === 'completed') break
      await wait(50)
    }
    const said = async (name: string): Promise<string> => {
      const { readableStreamBody } = await client.file.getFromTask('job', 'mpi', name)
      return await text(readableStreamBody!)
    }
    const task = await client.task.get('job', 'mpi')
    assert.equal(task.executionInfo?.result, 'success', await said('stderr.txt'))
    const [hosts = '', ...lines] = (await said('stdout.txt')).trim().split('\n')
    assert.match(hosts, /^127\.\d+\.\d+\.\d+,127\.\d+\.\d+\.\d+$/)
    assert.equal(new Set(hosts.split(',')).size, NODES)
    assert.deepEqual(lines.sort(), ['rank 0 sums 3', 'rank 1 sums 3'])
    const { value = [] } = await client.task.listSubtasks('job', 'mpi')
    assert.deepEqual(
      value.map(({ id, state, result }) => [id, state, result]),
      [[1, 'completed', 'success']],
    )
    assert.notEqual(value[0]?.nodeInfo?.nodeId, task.nodeInfo?.nodeId)
  })
}
