// What every node agent must do with the files of its nodes.
import assert from 'node:assert/strict'
import { type AddScene, anAttempt, hasCode } from './conformance.ts'
import { directoryOf } from './port.ts'

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString()
}

export function fileScenes(scene: AddScene): void {
  scene('an attempt leaves its streams and its working directory', async (s) => {
    const attempt = s.shall(anAttempt('a'), { exitCode: 0 })
    await s.driver.start(attempt)
    await s.observer.exit('a')
    const directory = directoryOf(attempt.work)
    const entries = await s.driver.files.list('node-1', directory, false)
    assert.deepEqual(
      entries.map((entry) => [entry.path, entry.isDirectory]),
      [
        [`${directory}/stderr.txt`, false],
        [`${directory}/stdout.txt`, false],
        [`${directory}/wd`, true],
      ],
    )
  })

  scene('files are listed one level deep, or all of them', async (s) => {
    await s.write('node-1', 'shared/b/c.txt', 'c')
    await s.write('node-1', 'shared/a.txt', 'a')
    const names = async (recursive: boolean) =>
      (await s.driver.files.list('node-1', 'shared', recursive)).map((entry) => entry.path)
    assert.deepEqual(await names(false), ['shared/a.txt', 'shared/b'])
    assert.deepEqual(await names(true), ['shared/a.txt', 'shared/b', 'shared/b/c.txt'])
    await assert.rejects(
      s.driver.files.list('node-1', 'shared/a.txt', false),
      hasCode('NotADirectory'),
    )
  })

  scene('a file is read whole, by range, and not past its end', async (s) => {
    await s.write('node-1', 'shared/text.txt', '0123456789')
    const read = async (range?: { first: number; last?: number }) =>
      textOf((await s.driver.files.read('node-1', 'shared/text.txt', range)).body)
    assert.equal(await read(), '0123456789')
    assert.equal(await read({ first: 2, last: 4 }), '234')
    assert.equal(await read({ first: 8, last: 99 }), '89')
    assert.equal(await read({ first: 7 }), '789')
    await assert.rejects(read({ first: 10 }), hasCode('InvalidRange'))
    await assert.rejects(s.driver.files.read('node-1', 'shared'), hasCode('IsDirectory'))
    const { size, mode } = await s.driver.files.stat('node-1', 'shared/text.txt')
    assert.deepEqual([size, mode & 0o170000], [10, 0o100000])
  })

  scene('a file goes at once, a full directory only with all in it', async (s) => {
    const { remove, stat } = s.driver.files
    await s.write('node-1', 'shared/b/c.txt', 'c')
    await assert.rejects(remove('node-1', 'shared/b', false), hasCode('DirectoryNotEmpty'))
    await remove('node-1', 'shared/b', true)
    await assert.rejects(stat('node-1', 'shared/b/c.txt'), hasCode('NotFound'))
    await assert.rejects(remove('node-1', 'shared/b', true), hasCode('NotFound'))
    await assert.rejects(stat('node-9', 'shared'), hasCode('NodeUnavailable'))
  })

  scene('no path leads out of the node', async (s) => {
    for (const path of [
      '../x',
      'shared/../../x',
      '/../x',
      'shared/../../../../etc/passwd',
      'a\0b',
    ]) {
      await assert.rejects(s.driver.files.stat('node-1', path), hasCode('NotFound'), path)
      await assert.rejects(s.driver.files.read('node-1', path), hasCode('NotFound'), path)
      await assert.rejects(s.driver.files.remove('node-1', path, true), hasCode('NotFound'), path)
    }
  })
}
