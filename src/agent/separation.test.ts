import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { describe } from 'node:test'
import { aNode, anAttempt } from '#drivers/compute/conformance.ts'
import { directoryOf, type TaskAttempt } from '#drivers/compute/port.ts'
import { scene } from '#testing/agent-scene.ts'

describe('tasks with users of their own', () => {
  const as = (attemptId: string, auto: 'pool' | 'task', commandLine: string): TaskAttempt =>
    anAttempt(attemptId, { commandLine, user: { auto, admin: false } })

  scene(
    "cannot read the agent's files or each other's",
    async (s) => {
      writeFileSync(`${s.machine.directory}/secret.txt`, 'secret', { mode: 0o644 })
      const owner = as('owner', 'task', `sh -c 'echo mine >mine.txt; chmod 777 . mine.txt'`)
      await s.run(owner)
      const mine = `${s.root}/${directoryOf(owner.work)}/wd/mine.txt`
      const tries = [`cat ${s.machine.directory}/secret.txt`, `cat ${mine}`, `sh -c ': >${mine}'`]
      for (const [index, commandLine] of tries.entries()) {
        for (const auto of ['pool', 'task'] as const) {
          const exit = await s.run(as(`${auto}-${index}`, auto, commandLine))
          assert.ok(exit.exitCode! > 0, commandLine)
        }
      }
    },
    ['uid', 'bwrap'],
  )

  scene(
    'share what is shared on their node, and nothing with other nodes',
    async (s) => {
      await s.driver.ensureNode(aNode('node-2'))
      const put = `sh -c 'umask 0; echo all >$AZ_BATCH_NODE_SHARED_DIR/all.txt'`
      assert.equal((await s.run(as('a', 'task', put))).exitCode, 0)
      const path = `${s.root}/shared/all.txt`
      assert.equal((await s.run(as('b', 'task', `cat ${path}`))).exitCode, 0)
      const far = { ...as('c', 'task', `cat ${path}`), nodeId: 'node-2' }
      assert.equal((await s.run(far)).exitCode, 1)
    },
    ['uid'],
  )

  scene(
    'write nowhere but on their node, and do not see what is hidden, in bwrap',
    async (s) => {
      const write = await s.run(as('a', 'pool', `sh -c ': >/var/tmp/lazuli-test'`))
      assert.equal(write.exitCode, 2)
      const look = as('b', 'pool', `ls -R ${s.machine.directory} /tmp`)
      await s.run(look)
      assert.doesNotMatch(s.read(look, 'stdout.txt'), /journal/)
      const leave = as('d', 'task', `sh -c 'echo all >/tmp/all.txt'`)
      assert.equal((await s.run(leave)).exitCode, 0)
      const find = as('e', 'pool', 'cat /tmp/all.txt')
      assert.equal((await s.run(find)).exitCode, 0)
      assert.ok(!existsSync('/tmp/all.txt'))
      const processes = as('c', 'pool', `sh -c 'ls -d /proc/[0-9]* | wc -l'`)
      await s.run(processes)
      assert.ok(Number(s.read(processes, 'stdout.txt')) < 10)
    },
    ['bwrap'],
  )

  scene(
    'are no group members and no root, and keep their user when they try again',
    async (s) => {
      const first = as('a', 'task', 'id')
      await s.run(first)
      const id = s.read(first, 'stdout.txt')
      assert.match(id, /^uid=(19|2[01])\d{8} gid=(19|2[01])\d{8} groups=(19|2[01])\d{8}$/m)
      await s.run({ ...first, attemptId: 'again' })
      assert.equal(s.read(first, 'stdout.txt'), id)
      const other = as('b', 'task', 'id')
      await s.run(other)
      assert.notEqual(s.read(other, 'stdout.txt'), id)
      const admin = anAttempt('c', { commandLine: 'id -u', user: { auto: 'pool', admin: true } })
      await s.run(admin)
      assert.match(s.read(admin, 'stdout.txt'), /^(19|2[01])\d{8}$/m)
    },
    ['uid'],
  )
})
