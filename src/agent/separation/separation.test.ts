import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { describe } from 'node:test'
import { aNode, anAttempt, Observer } from '#drivers/nodes/conformance/conformance.ts'
import { listAll } from '#drivers/nodes/conformance/conformance-files.ts'
import { directoryOf, type TaskAttempt } from '#drivers/nodes/port.ts'
import { scene } from '#testing/agent-scene.ts'
import { pidsOfCommand, until } from '#testing/machine.ts'

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
      const all = (await listAll(files, 'node-1', job, true)).map((entry) => entry.path)
      assert.ok(all.includes(`${path(owner)}/wd/mine.txt`), all.join())
      assert.ok(all.includes(`${path(neighbour)}/wd/theirs.txt`))
      const again = await s.run({ ...owner, attemptId: 'again', commandLine: 'cat mine.txt' })
      assert.equal(again.exitCode, 0)

      await assert.rejects(files.remove('node-1', path(owner), false))
      await files.remove('node-1', path(owner), true)
      await assert.rejects(files.stat('node-1', path(owner)), { code: 'NotFound' })
      await files.remove('node-1', 'workitems/job', true)
      assert.deepEqual(await listAll(files, 'node-1', 'workitems', true), [])
      await s.run(owner)
      await s.driver.wipe('node-1', 'another')
      assert.deepEqual(await listAll(files, 'node-1', 'workitems', true), [])
    },
    ['bwrap'],
  )

  scene(
    'share what is shared on their node, and nothing with other nodes',
    async (s) => {
      await s.driver.setUp(aNode('node-2'))
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
    'leave no processes behind, in bwrap, though they hide them',
    async (s) => {
      const hide = `sh -c 'env -i setsid sleep 4747 & sleep 0.1'`
      assert.equal((await s.run(as('a', 'pool', hide))).exitCode, 0)
      assert.equal((await s.run(as('b', 'pool', 'true'))).exitCode, 0)
      await until(() => pidsOfCommand('sleep', '4747').length === 0)
    },
    ['bwrap'],
  )

  scene(
    'leave no service of a start task on a node that is rebooted, in bwrap',
    async (s) => {
      const commandLine = `sh -c 'env -i setsid sleep 4848 & sleep 0.1'`
      const service = anAttempt('start', { work: { kind: 'startTask' }, commandLine })
      assert.equal((await s.run(service)).exitCode, 0)
      assert.equal(pidsOfCommand('sleep', '4848').length, 1)
      await s.driver.reboot('node-1', 'another')
      assert.equal(pidsOfCommand('sleep', '4848').length, 0)
    },
    ['bwrap'],
  )

  scene(
    'cannot move away where others have their files, in bwrap',
    async (s) => {
      const move = `sh -c 'cd $AZ_BATCH_NODE_ROOT_DIR && mv workitems moved'`
      for (const auto of ['pool', 'task'] as const) {
        assert.notEqual((await s.run(as(`in-${auto}`, auto, move))).exitCode, 0)
      }
      const top = `/tmp/${s.root.split('/')[2]}`
      if (!s.root.startsWith('/tmp/')) return
      const away = await s.run(as('in-tmp', 'pool', `mv ${top} /tmp/moved`))
      assert.notEqual(away.exitCode, 0)
    },
    ['bwrap'],
  )

  scene(
    'see nothing of what a later server has to hide, in bwrap',
    async (s) => {
      const file = `${s.machine.directory}-ready.json`
      writeFileSync(file, 'secret', { mode: 0o644 })
      const look = (attemptId: string) => as(attemptId, 'pool', `grep secret ${file}`)
      await s.driver.close()
      const later = s.machine.driver({ hide: [file] })
      const observer = new Observer(later)
      await later.start(look('b'))
      const { exitCode } = await observer.exit('b')
      await observer.stop()
      assert.notEqual(exitCode, 0)
    },
    ['bwrap'],
  )

  scene(
    'are no group members and no root, and keep their user when they try again',
    async (s) => {
      const first = as('a', 'task', 'id')
      await s.run(first)
      const id = s.read(first, 'stdout.txt')
      assert.match(
        id,
        /^uid=(19|2[01])\d{8}(\(\w+\))? gid=(19|2[01])\d{8}(\(\w+\))? groups=(19|2[01])\d{8}(\(\w+\))?$/m,
      )
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
