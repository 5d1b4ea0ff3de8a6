import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe } from 'node:test'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import { scene } from '#testing/agent-scene.ts'
import { until } from '#testing/machine.ts'

describe('attempts of one directory', () => {
  scene(
    "a task's first attempt finds nothing of an earlier task of its id",
    async (s) => {
      const work = { kind: 'task', jobId: 'job', taskId: 'task' } as const
      await s.run(anAttempt('a', { work, commandLine: "/bin/sh -c 'mkdir left; : > left/f'" }))
      const again = anAttempt('b', { work, commandLine: "/bin/sh -c 'ls'" })
      await s.run(again)
      assert.equal(s.read(again, 'stdout.txt'), 'left\n')
      const first = anAttempt('c', { work, isFirst: true, commandLine: "/bin/sh -c 'ls'" })
      await s.run(first)
      assert.equal(s.read(first, 'stdout.txt'), '')
    },
    ['none', 'uid'],
  )

  scene('a task starts when an earlier one in its directory has ended', async (s) => {
    const work = { kind: 'task', jobId: 'job', taskId: 'task' } as const
    // Of `:` a shell makes an end where its redirection fails, as once the directory is gone.
    const commandLine = "/bin/sh -c ': > started; while :; do true > $((i = i + 1)); done'"
    await s.driver.start(anAttempt('a', { work, commandLine }))
    const wd = `${s.root}/workitems/job/job-1/task/wd`
    await until(() => existsSync(`${wd}/started`) || s.machine.separation === 'bwrap')
    await s.driver.files.remove('node-1', 'workitems/job/job-1/task', true)
    const next = anAttempt('b', { work, isFirst: true, commandLine: "/bin/sh -c 'sleep 0.1; ls'" })
    await s.driver.start(next)
    // It comes late: by now it must not reach the other.
    await s.driver.stop('a', 0)
    assert.equal((await s.observer.exit('b')).exitCode, 0)
    if (s.machine.separation !== 'bwrap') assert.equal(s.read(next, 'stdout.txt'), '')
    assert.equal((await s.observer.exit('a')).exitCode, undefined)
  })

  scene(
    'one that waits for another and is stopped is lost',
    async (s) => {
      const work = { kind: 'task', jobId: 'job', taskId: 'task' } as const
      await s.driver.start(anAttempt('a', { work, commandLine: '/bin/sleep 1000' }))
      // Both at once, and in this order: the first has no time to go in between.
      const next = anAttempt('b', { work, commandLine: '/bin/sleep 1000' })
      await Promise.all([s.driver.start(next), s.driver.stop('b', 0)])
      assert.equal((await s.observer.end('b')).kind, 'lost')
      await s.observer.exit('a')
    },
    ['none'],
  )
})
