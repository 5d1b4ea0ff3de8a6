// What jobs and nodes do with containers: managers, preparation and release, several nodes, and what
// interrupts a task.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pidsNaming } from '#agent/processes/process-table.ts'
import { type ContainerScene, describeWay, failureOf, sh, until, type Way } from './scene.ts'

/** Runs until it is killed, and is known by its number: of the runtime and the test. */
const sleeper = (way: Way, test: number): string =>
  `3${['podman', 'docker', 'runc'].indexOf(way)}${test}${process.pid}`
const isRunning = (number: string): boolean => pidsNaming(`sleep\0${number}`).length > 0

async function setUp(scene: ContainerScene): Promise<void> {
  await scene.pool('jobs', {
    targetDedicatedNodes: 2,
    taskSlotsPerNode: 1,
    enableInterNodeCommunication: true,
  })
  for (const node of await scene.nodes('jobs', 2)) {
    assert.equal(node.state, 'idle', JSON.stringify(node.errors))
  }
}

export const jobTests = (way: Way): void =>
  describeWay('jobs', way, { setUp }, (scene) => {
    const running = (number: string) => until(async () => isRunning(number), Boolean)

    test('a job prepares its nodes, is led by a manager and releases what it has used', async () => {
      const { batch, containerSettings, files } = scene()
      const to = '$AZ_BATCH_NODE_SHARED_DIR'
      await batch.job.add({
        id: 'led',
        poolInfo: { poolId: 'jobs' },
        jobPreparationTask: {
          commandLine: sh(`echo prepared >prepared.txt; echo $AZ_BATCH_JOB_PREP_WORKING_DIR`),
          containerSettings,
        },
        jobReleaseTask: { commandLine: sh(`echo released >${to}/released.txt`), containerSettings },
        jobManagerTask: {
          id: 'manager',
          commandLine: sh('cat $AZ_BATCH_JOB_PREP_WORKING_DIR/prepared.txt'),
          containerSettings,
          killJobOnCompletion: false,
        },
      })
      const manager = await files.ended('manager', 'led')
      assert.equal(manager.executionInfo!.exitCode, 0, JSON.stringify(manager.executionInfo))
      assert.equal(await files.read('manager', 'stdout.txt', 'led'), 'prepared\n')
      await batch.job.terminate('led')
      const [states] = await until(
        async () => [...(await batch.job.listPreparationAndReleaseTaskStatus('led'))],
        (all) => all[0]?.jobReleaseTaskExecutionInfo?.state === 'completed',
      )
      const { jobPreparationTaskExecutionInfo: preparation, jobReleaseTaskExecutionInfo: release } =
        states!
      assert.deepEqual([preparation!.exitCode, release!.exitCode], [0, 0])
      for (const info of [preparation!, release!]) {
        assert.match(info.containerInfo!.containerId!, /^[0-9a-f]{64}$/)
      }
    })

    test('a task of several nodes coordinates on each, and its primary runs on', async () => {
      const { files } = scene()
      const task = await scene().run(
        {
          commandLine: sh(
            'cat $AZ_BATCH_TASK_SHARED_DIR/at-0.txt; echo $AZ_BATCH_NODE_LIST | tr ";" "\\n" | wc -l',
          ),
          multiInstanceSettings: {
            numberOfInstances: 2,
            coordinationCommandLine: sh(
              'echo coordinated >$AZ_BATCH_TASK_SHARED_DIR/at-0.txt; echo said first',
            ),
          },
        },
        'jobs',
      )
      assert.equal(task.executionInfo!.exitCode, 0, JSON.stringify(task.executionInfo))
      assert.equal(await files.read(task.id!, 'stdout.txt', 'jobs'), 'said first\ncoordinated\n2\n')
      const subtasks = await until(
        async () => (await scene().batch.task.listSubtasks('jobs', task.id!)).value!,
        (all) => all.every(({ state }) => state === 'completed'),
      )
      assert.equal(subtasks.length, 1)
      for (const subtask of subtasks) {
        assert.match(subtask.containerInfo!.containerId!, /^[0-9a-f]{64}$/)
      }
    })

    test('a task that is terminated or deleted leaves no process', async () => {
      const { batch } = scene()
      const [first, second] = [sleeper(way, 1), sleeper(way, 2)]
      const script = (number: string): string =>
        sh(`trap : TERM; (sleep ${number})& sleep ${number}`)
      const ended = await scene().add({ commandLine: script(first) }, 'jobs')
      await running(first)
      await batch.task.terminate('jobs', ended)
      assert.equal(failureOf(await scene().files.ended(ended, 'jobs')).code, 'TaskEnded')
      await until(async () => !isRunning(first), Boolean)
      const deleted = await scene().add({ commandLine: script(second) }, 'jobs')
      await running(second)
      await batch.task.deleteMethod('jobs', deleted)
      await until(async () => !isRunning(second), Boolean)
    })

    test('a node that is disabled, rebooted, reimaged or removed gives its tasks back', async () => {
      const { batch } = scene()
      for (const [at, interrupt] of [
        (id: string) =>
          batch.computeNode.disableScheduling('jobs', id, {
            nodeDisableSchedulingOption: 'requeue',
          }),
        (id: string) => batch.computeNode.reboot('jobs', id, { nodeRebootOption: 'requeue' }),
        (id: string) =>
          scene().post(`/pools/jobs/nodes/${id}/reimage`, { nodeReimageOption: 'requeue' }),
        (id: string) =>
          batch.pool.removeNodes('jobs', { nodeList: [id], nodeDeallocationOption: 'requeue' }),
      ].entries()) {
        const number = sleeper(way, 3 + at)
        const id = await scene().add({ commandLine: sh(`sleep ${number}`) }, 'jobs')
        await running(number)
        const { nodeInfo, executionInfo } = await batch.task.get('jobs', id)
        const { startTime } = executionInfo!
        await interrupt(nodeInfo!.nodeId!)
        // It runs anew, on whichever node takes it.
        await until(
          () => batch.task.get('jobs', id),
          (task) => task.state === 'running' && task.executionInfo!.startTime! > startTime!,
        )
        await running(number)
        await batch.task.terminate('jobs', id)
        await until(async () => !isRunning(number), Boolean)
        if (at === 0) await batch.computeNode.enableScheduling('jobs', nodeInfo!.nodeId!)
        await scene().nodes('jobs', at === 3 ? 1 : 2)
      }
      assert.equal(await scene().printed('echo ran', {}, 'jobs'), 'ran\n')
    })
  })
