import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { aNode, anAttempt, Observer } from '#drivers/nodes/conformance/conformance.ts'
import { directoryOf } from '#drivers/nodes/port.ts'
import { containerConformance } from '#testing/containers/conformance.ts'
import { Machine } from '#testing/machine.ts'

await containerConformance('host')

test('a task whose image is ignored says so in the first line of its stderr', async () => {
  const image = 'registry.example/tool:1'
  const machine = new Machine('uid')
  const driver = machine.driver({ containers: 'host' })
  const observer = new Observer(driver)
  try {
    await driver.setUp({ ...aNode(), containers: { images: [image], registries: [] } })
    const attempt = anAttempt('a', {
      commandLine: '/bin/sh -c "echo mine >&2; exit 3"',
      container: { image, runOptions: '', startsIn: 'task' },
    })
    await driver.start(attempt)
    assert.equal((await observer.exit('a')).exitCode, 3)
    const { body } = await driver.files.read('node-1', `${directoryOf(attempt.work)}/stderr.txt`)
    const [notice, ...own] = (await text(body)).split('\n')
    const words = `Lazuli was started with --containers host: the image ${image} is ignored, and the command is a process of this machine`
    assert.equal(notice, words)
    assert.deepEqual(own, ['mine', ''])
  } finally {
    await observer.stop()
    await machine.end('node-1')
  }
})
