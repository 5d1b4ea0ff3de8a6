import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
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
    'have files that none but they and the Files API see',
    async (s) => {
      const path = (attempt: TaskAttempt): string => directoryOf(attempt.work)
      const file = (content: string) => Buffer.from(content).toString('base64')
      const tool = { filePath: 'tool.sh', fileMode: '0755' }
      const owner: TaskAttempt = {
        ...as('owner', 'task', './tool.sh'),
        resourceFiles: [
          { ...tool, source: { base64: file('#!/bin/sh\necho mine | tee mine.txt\n') } },
        ],
      }
      assert.equal((await s.run(owner)).exitCode, 0)
      const neighbour = as('neighbour', 'pool', `sh -c 'echo theirs >theirs.txt'`)
      await s.run(neighbour)
      const looks = [
        as('pool', 'pool', `cat ${s.root}/${path(owner)}/stdout.txt`),
        as('task', 'task', `cat ${s.root}/${path(owner)}/stdout.txt`),
        as('back', 'task', `cat ${s.root}/${path(neighbour)}/wd/theirs.txt`),
      ]
      for (const look of looks) assert.equal((await s.run(look)).exitCode, 1, look.attemptId)

      const { files } = s.driver
      const { body } = await files.read('node-1', `${path(owner)}/stdout.txt`)
      assert.equal(await text(body), 'mine\n')
      const job = path(owner).slice(0, path(owner).lastIndexOf('/'))
      const all = (await files.list('node-1', job, true)).map((entry) => entry.path)
      assert.ok(all.includes(`${path(owner)}/wd/mine.txt`), all.join())
      assert.ok(all.includes(`${path(neighbour)}/wd/theirs.txt`))
      const again = await s.run({ ...owner, attemptId: 'again', commandLine: 'cat mine.txt' })
      assert.equal(again.exitCode, 0)

      await assert.rejects(files.remove('node-1', path(owner), false))
      await files.remove('node-1', path(owner), true)
      await assert.rejects(files.stat('node-1', path(owner)), { code: 'NotFound' })
      await files.remove('node-1', 'workitems/job', true)
      assert.deepEqual(await files.list('node-1', 'workitems', true), [])
      await s.run(owner)
      await s.driver.wipeNode('node-1', 'another')
      assert.deepEqual(await files.list('node-1', 'workitems', true), [])
    },
    ['bwrap'],
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
      assert.equal((await s.run(as('f', 'pool', 'cp /bin/true /tmp/tool'))).exitCode, 0)
      assert.equal((await s.run(as('g', 'task', '/tmp/tool'))).exitCode, 0)
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
