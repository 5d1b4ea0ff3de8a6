// Every request of the published examples of Batch, on both planes, with the resources that it takes for
// granted made first: each gets a documented status. What pools, jobs and certificates they add is in
// examples.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificate } from '#testing/certificates.ts'
import {
  checkExplained,
  type Example,
  isThere,
  type Outcome,
  publishedExamples,
} from '../../arm/published-examples.ts'
import { type Answer, type BatchServer, startBatch } from '../batch-server.ts'
import { addPackage, giveStorage } from '../package-world.ts'
import { outcomesOf } from './examples-world.ts'

const machine = {
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 20.04',
  extensions: [{ name: 'batchNodeExtension', publisher: 'p', type: 't' }],
}
const CLOUD_NODES = new Set(['ComputeNode_Reimage', 'ComputeNode_GetRemoteDesktop'])

/** Makes what an example takes for granted, by the calls of clients. */
class World {
  readonly #batch: BatchServer
  readonly #version: string

  constructor(batch: BatchServer, version: string) {
    this.#batch = batch
    this.#version = version
  }

  async make(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.#batch.call(method, path, {
      version: this.#version,
      ...(body !== undefined && { body }),
    })
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
    return answer
  }

  pass(ms: number): Promise<void> {
    return this.#batch.pass(ms)
  }

  /** Writes the file of an example, whose folders are divided as those of Windows. */
  write(nodeId: string, path: string): void {
    this.#batch.nodes.write(nodeId, path.replaceAll('\\', '/'), 'This is a file of an example.')
  }

  async pool(id: string, { operationId, template }: Example): Promise<void> {
    const isCloud = CLOUD_NODES.has(operationId) && this.#version < '2024-07-01.20.0'
    const scales = /(Disable|Evaluate)AutoScale$/.test(operationId)
    const nodes = /\/nodes|removenodes|\/tasks/.test(template) ? 3 : 0
    await this.make('POST', '/pools', {
      id,
      vmSize: isCloud ? 'small' : 'standard_d2s_v3',
      ...(isCloud
        ? { cloudServiceConfiguration: { osFamily: '6' } }
        : { virtualMachineConfiguration: machine }),
      ...(scales
        ? { enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=0;' }
        : { targetDedicatedNodes: nodes }),
    })
    if (operationId !== 'Pool_StopResize') await this.pass(60_000)
  }

  async nodes(poolId: string): Promise<string[]> {
    const { body } = await this.make('GET', `/pools/${poolId}/nodes`)
    return (body.value as unknown as { id: string }[]).map(({ id }) => id)
  }
}

/** What the example is about, there before it is asked for. Answers the names of nodes. */
async function prepared(
  world: World,
  example: Example,
  names: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { template, operationId } = example
  const { poolId, jobId, taskId, jobScheduleId } = names as Record<string, string>
  if (template.includes('{poolId}')) await world.pool(poolId!, example)
  if (template.includes('{jobScheduleId}')) {
    await world.make('POST', '/jobschedules', {
      id: jobScheduleId,
      schedule: { recurrenceInterval: 'P1D' },
      jobSpecification: { poolInfo: { poolId: 'p' } },
    })
    if (operationId === 'JobSchedule_Enable') {
      await world.make('POST', `/jobschedules/${jobScheduleId}/disable`)
    }
  }
  if (template.includes('{jobId}')) {
    const runs = operationId === 'Task_Reactivate' || operationId.startsWith('File_')
    if (runs) await world.pool(`of-${jobId}`, example)
    await world.make('POST', '/jobs', {
      id: jobId,
      poolInfo: { poolId: runs ? `of-${jobId}` : 'p' },
      usesTaskDependencies: true,
      onTaskFailure: 'performexitoptionsjobaction',
      ...(operationId === 'Job_ListPreparationAndReleaseTaskStatus' && {
        jobPreparationTask: { commandLine: 'true' },
      }),
    })
    if (template.includes('{taskId}')) {
      await world.make('POST', `/jobs/${jobId}/tasks`, { id: taskId, commandLine: 'true' })
    }
    if (runs) await world.pass(10_000)
    if (operationId.startsWith('File_') && names.filePath) {
      const { body } = await world.make('GET', `/jobs/${jobId}/tasks/${taskId}`)
      const { nodeId, taskRootDirectory } = body.nodeInfo as unknown as Record<string, string>
      world.write(nodeId!, `${taskRootDirectory}/${names.filePath}`)
    }
    if (operationId === 'Task_Reactivate') {
      await world.make('POST', `/jobs/${jobId}/tasks/${taskId}/terminate`)
    }
    // What its pool is may be changed of a disabled job alone.
    if (/^Job_(Enable|Patch|Update)$/.test(operationId)) {
      await world.make('POST', `/jobs/${jobId}/disable`, { disableTasks: 'terminate' })
      await world.pass(10_000)
    }
  }
  if (operationId.startsWith('Certificate_') && template.includes('thumbprint')) {
    const { thumbprint, cer: data } = certificate
    const certificateReferences = [{ thumbprint, thumbprintAlgorithm: 'sha1' }]
    await world.make('POST', '/certificates', {
      thumbprint,
      thumbprintAlgorithm: 'sha1',
      data,
      certificateFormat: 'cer',
    })
    if (operationId === 'Certificate_CancelDeletion') {
      await world.make('POST', '/pools', {
        id: 'holds',
        vmSize: 'standard_d2s_v3',
        targetDedicatedNodes: 0,
        virtualMachineConfiguration: machine,
        certificateReferences,
      })
      await world.make('DELETE', `/certificates(thumbprintAlgorithm=sha1,thumbprint=${thumbprint})`)
      await world.pass(120_000)
    }
    return { thumbprint, thumbprintAlgorithm: 'sha1' }
  }
  if (!template.includes('{nodeId}') && operationId !== 'Pool_RemoveNodes') return undefined
  const [nodeId] = await world.nodes(poolId!)
  if (names.filePath) world.write(nodeId!, names.filePath)
  if (operationId === 'ComputeNode_Start') {
    await world.make('POST', `/pools/${poolId}/nodes/${nodeId}/deallocate`, {})
    await world.pass(60_000)
  }
  const user = `/pools/${poolId}/nodes/${nodeId}/users`
  if (/_(Update|Delete)User$/.test(operationId)) {
    await world.make('POST', user, { name: 'userName', password: 'kk' })
  }
  if (operationId === 'ComputeNode_EnableScheduling') {
    await world.make('POST', `/pools/${poolId}/nodes/${nodeId}/disablescheduling`)
  }
  return { nodeId: nodeId!, userName: 'userName', extensionName: 'batchNodeExtension' }
}

const NAMED = ['poolId', 'jobId', 'taskId', 'jobScheduleId'] as const

const namesOf = ({ parameters }: Example, index: number) => ({
  ...(parameters as Readonly<Record<string, string>>),
  ...Object.fromEntries(
    NAMED.filter((name) => name in parameters).map((name) => [name, `${name}-${index}`]),
  ),
})

function runIn(
  batch: BatchServer,
  version: string,
  examples: readonly Example[],
): Promise<Outcome[]> {
  const world = new World(batch, version)
  return outcomesOf(batch, { examples, namesOf, prepare: (...of) => prepared(world, ...of) })
}

const ADDS = /^(Pool|Job|Certificate)_Add$/
const VERSIONS = ['2022-10-01.16.0', '2023-11-01.18.0', '2024-02-01.19.0', '2024-07-01.20.0']

for (const version of VERSIONS) {
  test(`every published example of ${version} is answered as documented`, isThere, async (t) => {
    const examples = publishedExamples('batch').filter(
      ({ name, operationId }) => name.startsWith(`${version}/`) && !ADDS.test(operationId),
    )
    const options = { retiredCertificates: true, storage: true }
    await using batch = await startBatch({ options })
    await giveStorage(batch)
    await addPackage(batch, 'my_application_id', 'v1.0')
    /** Certificates cannot be had under several names, and all examples that add schedules add the same. */
    const isAlone = ({ operationId }: Example) =>
      /^(Certificate_.*|JobSchedule_Add)$/.test(operationId)
    const wrong = await runIn(
      batch,
      version,
      examples.filter((one) => !isAlone(one)),
    )
    for (const example of examples.filter(isAlone)) {
      await using fresh = await startBatch({ options })
      wrong.push(...(await runIn(fresh, version, [example])))
    }
    checkExplained({ examples, explained: {} }, wrong)
    t.diagnostic(`${examples.length} examples run`)
  })
}
