// Real MPI over two nodes of this machine: Debian's MPICH, with nothing told to it but the hosts.
import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { describe } from 'node:test'
import { aNode, anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import { type Scene, scene } from '#testing/agent-scene.ts'
import { pidsOfCommand, until } from '#testing/machine.ts'
import { MPI_PROGRAM, PYTHON } from '#testing/mpi.ts'
import { needMpi } from './installed.ts'

const peers = [
  { nodeId: 'node-1', address: '127.0.0.4' },
  { nodeId: 'node-2', address: '127.0.0.5' },
]
const hosts = peers.map(({ address }) => address).join(',')

const instanceOf = (index: number, more: Partial<TaskAttempt> = {}): TaskAttempt =>
  anAttempt(`t1-1-${index}`, {
    nodeId: peers[index]!.nodeId,
    work: { kind: 'task', jobId: 'job', taskId: 'mpi', instance: index },
    coordination: { commandLine: '/bin/true', commonResourceFiles: [], peers },
    serviceEnvironment: { AZ_BATCH_HOST_LIST: hosts },
    ...more,
  })

async function begin(s: Scene, more: Partial<TaskAttempt>): Promise<TaskAttempt> {
  await s.driver.setUp(aNode('node-2'))
  const primary = instanceOf(0, more)
  const { commandLine: _, ...others } = more
  await s.driver.start(primary)
  await s.driver.start(instanceOf(1, others))
  for (const { attemptId } of [primary, instanceOf(1)]) {
    await s.observer.until((r) => r.kind === 'coordinated' && r.attemptId === attemptId)
  }
  await s.driver.proceed(primary.attemptId)
  return primary
}

async function end(s: Scene, primary: TaskAttempt) {
  const exit = await s.observer.exit(primary.attemptId)
  await s.driver.stop('t1-1-1', 0)
  assert.equal((await s.observer.exit('t1-1-1')).exitCode, 0)
  return exit
}

function saidBy(s: Scene, primary: TaskAttempt): string {
  try {
    return s.read(primary, 'stdout.txt')
  } catch {
    return '' // Nothing yet.
  }
}

needMpi()

describe('MPI', () => {
  for (const auto of ['pool', 'task'] as const) {
    scene(`runs each rank in the task of its own node, as the user of the ${auto}`, async (s) => {
      const program = { filePath: 'program.py', source: { base64: btoa(MPI_PROGRAM) } }
      const primary = await begin(s, {
        user: { auto, admin: false },
        coordination: { commandLine: '/bin/true', commonResourceFiles: [program], peers },
        commandLine: `sh -c 'exec mpiexec -hosts $AZ_BATCH_HOST_LIST -n 2 ${PYTHON} ../program.py'`,
      })
      const exit = await end(s, primary)
      assert.equal(exit.exitCode, 0, s.read(primary, 'stderr.txt'))
      const said = s.read(primary, 'stdout.txt').trim().split('\n').sort()
      assert.deepEqual(said, ['rank 0 sums 3', 'rank 1 sums 3'])
      if (s.machine.separation === 'none') return
      const ranks = []
      for (const nodeId of ['node-1', 'node-2']) {
        const path = 'workitems/job/job-1/mpi/wd/rank.txt'
        const { body } = await s.driver.files.read(nodeId, path)
        ranks.push((await text(body)).split(' '))
      }
      assert.deepEqual(
        ranks.map(([rank, total]) => `${rank} ${total}`),
        ['0 3', '1 3'],
      )
      if (s.machine.separation === 'uid') assert.notEqual(ranks[0]![2], ranks[1]![2])
    })
  }

  scene('ends on all nodes with its task', async (s) => {
    const commandLine = `sh -c 'mpiexec -hosts $AZ_BATCH_HOST_LIST -n 2 sleep 5151'`
    const primary = await begin(s, { commandLine })
    await until(() => pidsOfCommand('sleep', '5151').length === 2)
    await s.driver.stop(primary.attemptId, 0)
    await s.driver.stop('t1-1-1', 0)
    await s.observer.exit(primary.attemptId)
    await s.observer.exit('t1-1-1')
    await until(() => pidsOfCommand('sleep', '5151').length === 0)
  })
})

describe('the remote shell', () => {
  const run = async (s: Scene, command: string) => {
    const primary = await begin(s, { commandLine: `sh -c '${command}'` })
    const exit = await end(s, primary)
    return { exit, out: s.read(primary, 'stdout.txt'), err: s.read(primary, 'stderr.txt') }
  }

  scene('connects streams and answers the exit code', async (s) => {
    const script = `echo hello | $HYDRA_LAUNCHER_EXEC -x -l me 127.0.0.5 "cat; echo bad >&2; exit 7"`
    const { exit, out, err } = await run(s, script)
    assert.deepEqual([exit.exitCode, out, err], [7, 'hello\n', 'bad\n'])
  })

  scene('runs as a part of the subtask, in its environment', async (s) => {
    const script = '$HYDRA_LAUNCHER_EXEC 127.0.0.5 echo \\$AZ_BATCH_NODE_ID \\$AZ_BATCH_TASK_DIR'
    const { out } = await run(s, script)
    const task = `${s.machine.rootOf('node-2')}/workitems/job/job-1/mpi/1`
    assert.equal(out, `node-2 ${task}\n`)
  })

  scene('reaches no other node', async (s) => {
    const other = await run(s, '$HYDRA_LAUNCHER_EXEC 127.0.0.9 true')
    assert.equal(other.exit.exitCode, 255)
    assert.match(other.err, /127\.0\.0\.9 is no node of this task/)
  })

  scene('says when there is no subtask any more', async (s) => {
    const call = '$HYDRA_LAUNCHER_EXEC 127.0.0.5'
    const primary = await begin(s, {
      commandLine: `sh -c '${call} "echo up; sleep 1000"; echo $?; ${call} true'`,
    })
    await until(() => saidBy(s, primary).includes('up'))
    await s.driver.stop('t1-1-1', 0)
    const exit = await s.observer.exit(primary.attemptId)
    assert.equal(exit.exitCode, 255)
    // Its shell lived to tell that the command was killed, or did not.
    assert.match(saidBy(s, primary), /^up\n(137|255)\n$/)
    assert.match(s.read(primary, 'stderr.txt'), /no subtask of this task runs there/)
  })

  // The second command is asked for while there is no agent, or after the next one has come.
  for (const seconds of [0.1, 1]) {
    scene(`lives on for ${seconds} s when the agent is killed`, async (s) => {
      const command = `echo up; sleep ${seconds}; echo down; exit 3`
      const primary = await begin(s, {
        commandLine: `sh -c '$HYDRA_LAUNCHER_EXEC 127.0.0.5 "${command}"; echo $?; $HYDRA_LAUNCHER_EXEC 127.0.0.5 echo again'`,
      })
      await until(() => saidBy(s, primary).includes('up'))
      await s.machine.killAgent(s.driver)
      await end(s, primary)
      const said = s.read(primary, 'stdout.txt')
      assert.equal(said, 'up\ndown\n3\nagain\n', s.read(primary, 'stderr.txt'))
    })
  }
})
