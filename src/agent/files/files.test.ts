import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { describe } from 'node:test'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import { listAll } from '#drivers/nodes/conformance/conformance-files.ts'
import { NodeFileError } from '#drivers/nodes/port.ts'
import { scene } from '#testing/agent-scene.ts'
import { until } from '#testing/machine.ts'

/** Makes a file that even root cannot remove, where that is to be had. */
const canFix = (path: string): boolean =>
  process.getuid?.() === 0 && spawnSync('chattr', ['+i', path], { stdio: 'ignore' }).status === 0

describe("a node's files", () => {
  const isCode = (code: string) => (error: unknown) =>
    error instanceof NodeFileError && error.code === code

  scene('are reached by links within the node, and by none that leave it', async (s) => {
    const { files } = s.driver
    s.machine.write('node-1', 'shared/inside/file.txt', 'inside')
    writeFileSync(`${s.machine.directory}/secret.txt`, 'secret')
    const link = (name: string, target: string): void =>
      symlinkSync(target, `${s.root}/shared/${name}`)
    link('relative', 'inside')
    link('absolute', `${s.root}/shared/inside`)
    link('up-and-down', '../../root/shared/inside')
    link('out', s.machine.directory)
    link('climb', '../../../agent')
    link('loop', 'loop')
    link('nothing', 'nowhere')
    for (const name of ['relative', 'absolute']) {
      assert.equal((await files.stat('node-1', `shared/${name}/file.txt`)).size, 6)
      assert.equal((await listAll(files, 'node-1', `shared/${name}`, true)).length, 1)
    }
    for (const name of ['out', 'climb', 'up-and-down', 'loop', 'nothing']) {
      await assert.rejects(files.stat('node-1', `shared/${name}`), isCode('NotFound'), name)
      await assert.rejects(files.read('node-1', `shared/${name}/secret.txt`), isCode('NotFound'))
      await assert.rejects(files.remove('node-1', `shared/${name}/secret.txt`, true))
    }
  })

  scene(
    'are reached by no link from one job to another, or to certificates of any of them',
    async (s) => {
      const { files } = s.driver
      for (const task of ['job/job-1/a', 'job/job-1/b', 'other/job-1/c']) {
        for (const file of ['wd/file.txt', 'certs/key.pem']) {
          s.machine.write('node-1', `workitems/${task}/${file}`, 'content')
        }
      }
      const a = 'workitems/job/job-1/a'
      const link = (name: string, target: string): void => symlinkSync(target, `${s.root}/${name}`)
      link(`${a}/wd/up`, '..')
      link(`${a}/wd/same-job`, '../../b/wd')
      link(`${a}/wd/other`, `${s.root}/workitems/other`)
      link('shared/other', '../workitems/other')
      link(`${a}/wd/round`, '../../../../../shared/other')
      assert.equal((await files.stat('node-1', `${a}/wd/same-job/file.txt`)).size, 7)
      assert.equal((await files.stat('node-1', `${a}/wd/up/wd/file.txt`)).size, 7)
      assert.equal((await files.stat('node-1', 'shared/other/job-1/c/wd/file.txt')).size, 7)
      for (const path of [
        `${a}/wd/other/job-1/c/wd/file.txt`,
        `${a}/wd/round/job-1/c/wd/file.txt`,
        `${a}/wd/up/certs/key.pem`,
        `${a}/wd/same-job/../certs/key.pem`,
        'shared/other/job-1/c/certs/key.pem',
      ]) {
        await assert.rejects(files.read('node-1', path), isCode('NotFound'), path)
        await assert.rejects(files.remove('node-1', path, true), isCode('NotFound'), path)
      }
      await assert.rejects(listAll(files, 'node-1', `${a}/wd/other`, true), isCode('NotFound'))
      const listed = await listAll(files, 'node-1', `${a}/wd/up`, true)
      assert.ok(!listed.some(({ path }) => path.endsWith('key.pem')))
    },
  )

  scene('are deleted without following links', async (s) => {
    const { files } = s.driver
    writeFileSync(`${s.machine.directory}/secret.txt`, 'secret')
    mkdirSync(`${s.root}/shared/d`)
    symlinkSync(s.machine.directory, `${s.root}/shared/d/out`)
    symlinkSync(s.machine.directory, `${s.root}/shared/out`)
    await files.remove('node-1', 'shared/d', true)
    await files.remove('node-1', 'shared/out', true)
    assert.equal(existsSync(`${s.root}/shared/d`), false)
    assert.equal(existsSync(`${s.root}/shared/out`), false)
    assert.equal(readFileSync(`${s.machine.directory}/secret.txt`, 'utf8'), 'secret')
    await assert.rejects(files.remove('node-1', '', true), isCode('IoError'))
  })

  scene('of any name are listed, read and deleted', async (s) => {
    const { files } = s.driver
    const script = [
      'printf one > "$(printf "bad\\377")"',
      'printf two > "$(printf "bad\\376")"',
      'printf three > "$(printf "\\356\\276\\200")"',
      'mkdir "$(printf "d\\303")"',
      'printf four > "$(printf "d\\303/\\nx")"',
      'printf five > "back\\\\slash"',
      'printf six > "é"',
    ].join('; ')
    await s.run(anAttempt('a', { commandLine: `/bin/sh -c '${script}'` }))
    const wd = 'workitems/job/job-1/task-a/wd'
    const listed = await listAll(files, 'node-1', wd, true)
    const names = listed.map(({ path }) => path.slice(wd.length + 1))
    assert.deepEqual(
      new Set(names),
      new Set([
        'bad\uefff',
        'bad\ueffe',
        '\uefee\uefbe\uef80',
        'd\uefc3',
        'd\uefc3/\nx',
        'back\\slash',
        'é',
      ]),
    )
    for (const { path, isDirectory, size } of listed) {
      assert.equal((await files.stat('node-1', path)).size, size)
      if (isDirectory) continue
      let length = 0
      for await (const chunk of (await files.read('node-1', path)).body) length += chunk.length
      assert.equal(length, size, path)
    }
    await files.remove('node-1', `${wd}/bad\uefff`, false)
    assert.equal((await listAll(files, 'node-1', wd, true)).length, listed.length - 1)
    await files.remove('node-1', `${wd}/d\uefc3`, true)
    await files.remove('node-1', 'workitems/job', true)
    assert.ok(!existsSync(`${s.root}/workitems/job`))
  })

  scene('are gone at once when their directory is deleted, whatever writes there', async (s) => {
    const commandLine = `/bin/sh -c 'while :; do mkdir -p d/e; : > d/e/$((i = i + 1)); done'`
    await s.driver.start(anAttempt('a', { commandLine }))
    const task = `${s.root}/workitems/job/job-1/task-a`
    await until(() => existsSync(`${task}/wd/d/e/10`) || s.machine.separation === 'bwrap')
    const before = performance.now()
    await s.driver.files.remove('node-1', 'workitems/job/job-1/task-a', true)
    assert.ok(!existsSync(task) || s.machine.separation === 'bwrap')
    assert.ok(performance.now() - before < 5000)
    await assert.rejects(
      s.driver.files.stat('node-1', 'workitems/job/job-1/task-a/wd'),
      isCode('NotFound'),
    )
    await s.driver.stop('a', 0)
    await s.observer.exit('a')
    await until(() => readdirSync(`${s.machine.nodesDirectory}/.trash`).length === 0)
  })

  scene('that cannot be removed keep no others, and go once they can', async (s) => {
    const fixed = `${s.root}/shared/d/fixed`
    s.machine.write('node-1', 'shared/d/fixed', '')
    s.machine.write('node-1', 'shared/d/other', '')
    if (!canFix(fixed)) return
    await s.driver.files.remove('node-1', 'shared/d', true)
    assert.ok(!existsSync(`${s.root}/shared/d`))
    const trash = `${s.machine.nodesDirectory}/.trash`
    const left = (): string[] => readdirSync(trash, { recursive: true, encoding: 'utf8' })
    await until(() => left().length === 2)
    s.machine.write('node-1', 'shared/e/file', '')
    await s.driver.files.remove('node-1', 'shared/e', true)
    await until(() => left().length === 2)
    execFileSync('chattr', ['-i', `${trash}/${left().find((path) => path.endsWith('fixed'))}`])
    await until(() => left().length === 0)
  })

  scene('that are pipes are refused, and no reader waits for them', async (s) => {
    await s.run(anAttempt('a', { commandLine: 'mkfifo pipe' }))
    const path = 'workitems/job/job-1/task-a/wd/pipe'
    await assert.rejects(s.driver.files.read('node-1', path), isCode('IoError'))
  })

  scene('may be large, and come at the pace of their reader', async (s) => {
    const size = 8 * 1024 * 1024
    s.machine.write('node-1', 'shared/large', 'x'.repeat(size))
    const { entry, body } = await s.driver.files.read('node-1', 'shared/large')
    let length = 0
    for await (const chunk of body) length += chunk.length
    assert.deepEqual([entry.size, length], [size, size])
  })
})
