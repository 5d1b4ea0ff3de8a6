import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe } from 'node:test'
import { anAttempt } from '#drivers/compute/conformance.ts'
import { NodeFileError } from '#drivers/compute/port.ts'
import { scene } from '#testing/agent-scene.ts'

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
      assert.equal((await files.list('node-1', `shared/${name}`, true)).length, 1)
    }
    for (const name of ['out', 'climb', 'up-and-down', 'loop', 'nothing']) {
      await assert.rejects(files.stat('node-1', `shared/${name}`), isCode('NotFound'), name)
      await assert.rejects(files.read('node-1', `shared/${name}/secret.txt`), isCode('NotFound'))
      await assert.rejects(files.remove('node-1', `shared/${name}/secret.txt`, true))
    }
  })

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

  scene('that are pipes are refused, and nobody waits for them', async (s) => {
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
