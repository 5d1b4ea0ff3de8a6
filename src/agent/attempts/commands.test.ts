import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { describe } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import { directoryOf } from '#drivers/nodes/port.ts'
import { scene } from '#testing/agent-scene.ts'
import { until } from '#testing/machine.ts'

describe('a command', () => {
  scene('has exactly the environment it was promised', async (s) => {
    const attempt = anAttempt('a', {
      commandLine: '/usr/bin/env',
      environment: { MINE: 'it\'s; $HOME `x`\n"two" lines', 'odd-name.x': 'kept' },
    })
    await s.run(attempt)
    const names = s
      .read(attempt, 'stdout.txt')
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => line.split('=')[0])
    assert.deepEqual(names.sort(), [
      'AZ_BATCH_ACCOUNT_NAME',
      'AZ_BATCH_JOB_ID',
      'AZ_BATCH_NODE_ID',
      'AZ_BATCH_NODE_MOUNTS_DIR',
      'AZ_BATCH_NODE_ROOT_DIR',
      'AZ_BATCH_NODE_SHARED_DIR',
      'AZ_BATCH_NODE_STARTUP_DIR',
      'AZ_BATCH_POOL_ID',
      'AZ_BATCH_TASK_DIR',
      'AZ_BATCH_TASK_ID',
      'AZ_BATCH_TASK_RESERVED_EPHEMERAL_DISK_SPACE_BYTES',
      'AZ_BATCH_TASK_WORKING_DIR',
      'HOME',
      'LOGNAME',
      'MINE',
      'PATH',
      'PWD',
      'USER',
      'odd-name.x',
    ])
    assert.match(s.read(attempt, 'stdout.txt'), /MINE=it's; \$HOME `x`\n"two" lines\n/)
  })

  scene('gets its words as they are, in its directory, with its own streams', async (s) => {
    const attempt = anAttempt('a', {
      commandLine: `sh -c 'pwd; printf "<%s>" "$@"; echo problem >&2; cat' - "a  b" 'c"d' '$X'`,
    })
    assert.equal((await s.run(attempt)).exitCode, 0)
    const directory = `${s.root}/workitems/job/job-1/task-a`
    assert.equal(s.read(attempt, 'stdout.txt'), `${directory}/wd\n<a  b><c"d><$X>`)
    assert.equal(s.read(attempt, 'stderr.txt'), 'problem\n')
  })

  scene('tells what processor time it took, each of them its own', async (s) => {
    const burn = `sh -c 'i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done'`
    const first = await s.run(anAttempt('a', { commandLine: burn }))
    assert.ok(first.cpu && first.cpu.userMs > 0, JSON.stringify(first))
    const second = await s.run(anAttempt('b', { commandLine: burn }))
    const idle = await s.run(anAttempt('c', { commandLine: '/bin/true' }))
    assert.ok(second.cpu && second.cpu.userMs < 5 * first.cpu.userMs)
    assert.ok((idle.cpu?.userMs ?? 0) < first.cpu.userMs)
  })

  scene('that a signal ended is told from one that exited with such a code', async (s) => {
    const died = await s.run(anAttempt('a', { commandLine: `sh -c 'kill -9 $$'` }))
    assert.deepEqual([died.signal, died.exitCode], [9, undefined])
    const exited = await s.run(anAttempt('b', { commandLine: `sh -c 'exit 137'` }))
    assert.deepEqual([exited.signal, exited.exitCode], [undefined, 137])
    const two = await s.run(anAttempt('c', { commandLine: `sh -c 'exit 2'` }))
    assert.deepEqual([two.failure, two.exitCode], [undefined, 2])
  })

  scene('may signal its whole process group, even to kill it', async (s) => {
    const asked = await s.run(anAttempt('a', { commandLine: `sh -c 'trap "exit 7" TERM; kill 0'` }))
    assert.equal(asked.exitCode, 7)
    const killed = await s.run(anAttempt('b', { commandLine: `sh -c 'kill -9 0'` }))
    assert.equal(killed.signal, 9)
    assert.equal((await s.run(anAttempt('c'))).exitCode, 0)
  })

  scene('whose streams cannot be opened fails to launch', async (s) => {
    const attempt = anAttempt('a')
    await s.run(attempt)
    const directory = `${s.root}/${directoryOf(attempt.work)}`
    rmSync(`${directory}/stdout.txt`)
    mkdirSync(`${directory}/stdout.txt`)
    const again = await s.run({ ...attempt, attemptId: 'again' })
    assert.deepEqual([again.failure?.code, again.exitCode], ['CommandLaunchFailed', undefined])
  })

  scene('that is stopped as it ends takes nothing of the next one with it', async (s) => {
    const lane = async (name: string): Promise<void> => {
      for (let round = 0; round < 60; round++) {
        const { attemptId, ...attempt } = anAttempt(`${name}-${round}`)
        await s.driver.start({ attemptId, ...attempt })
        const isStopped = round % 3 > 0
        if (isStopped) {
          await wait(round % 5)
          await s.driver.stop(attemptId, 0)
        }
        const { exitCode } = await s.observer.exit(attemptId)
        if (!isStopped) assert.equal(exitCode, 0, attemptId)
      }
    }
    // Each takes the launchers that the others have just done with.
    await Promise.all(['a', 'b', 'c', 'd'].map(lane))
  })

  scene('that ignores a polite stop is killed when its time is up', async (s) => {
    const commandLine = `sh -c 'trap "" TERM; echo up; while :; do sleep 0.05; done'`
    const attempt = anAttempt('a', { commandLine })
    await s.driver.start(attempt)
    const stdout = `${s.root}/${directoryOf(attempt.work)}/stdout.txt`
    await until(() => existsSync(stdout) && readFileSync(stdout, 'utf8') !== '')
    await s.driver.stop('a', 100)
    assert.equal((await s.observer.exit('a')).signal, 9)
  })
})
