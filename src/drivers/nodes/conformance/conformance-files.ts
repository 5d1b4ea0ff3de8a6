// What every node agent must do with the files of its nodes.
import assert from 'node:assert/strict'
import { directoryOf, type FileEntry, type NodeFiles } from '../port.ts'
import { type AddScene, anAttempt, hasCode } from './conformance.ts'

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString()
}

/** All pages of what is in a directory, each of them short. */
export async function listAll(
  files: NodeFiles,
  nodeId: string,
  directory: string,
  recursive: boolean,
): Promise<FileEntry[]> {
  const all: FileEntry[] = []
  const query = { recursive, first: ['wd'], firstFurtherDown: [], limit: 3 }
  for (let after: string | undefined; ; ) {
    const page = await files.page(nodeId, directory, { ...query, ...(after && { after }) })
    all.push(...page.entries)
    if (!page.hasMore) return all
    const last = page.entries.at(-1)!.path
    after = directory === '' ? last : last.slice(directory.length + 1)
  }
}

export function fileScenes(scene: AddScene): void {
  scene('an attempt leaves its streams and its working directory', async (s) => {
    const attempt = s.shall(anAttempt('a'), { exitCode: 0 })
    await s.driver.start(attempt)
    await s.observer.exit('a')
    const directory = directoryOf(attempt.work)
    const entries = await listAll(s.driver.files, 'node-1', directory, false)
    assert.deepEqual(
      entries.map((entry) => [entry.path, entry.isDirectory]),
      [
        [`${directory}/wd`, true],
        [`${directory}/stderr.txt`, false],
        [`${directory}/stdout.txt`, false],
      ],
    )
  })

  scene('files are listed one level deep, or all of them', async (s) => {
    await s.write('node-1', 'shared/b/c.txt', 'c')
    await s.write('node-1', 'shared/a.txt', 'a')
    const names = async (recursive: boolean) =>
      (await listAll(s.driver.files, 'node-1', 'shared', recursive)).map((entry) => entry.path)
    assert.deepEqual(await names(false), ['shared/a.txt', 'shared/b'])
    assert.deepEqual(await names(true), ['shared/a.txt', 'shared/b', 'shared/b/c.txt'])
    await s.write('node-1', 'shared/a/z/1', '')
    await s.write('node-1', 'shared/b/wd/2', '')
    await s.write('node-1', 'shared/wd/3', '')
    assert.deepEqual(
      (await names(true)).map((path) => path.slice('shared/'.length)),
      ['wd', 'a', 'a.txt', 'b', 'wd/3', 'a/z', 'b/c.txt', 'b/wd', 'a/z/1', 'b/wd/2'],
    )
    const some = { recursive: true, first: [], firstFurtherDown: ['wd'], limit: 2, prefix: 'b' }
    const { entries, hasMore } = await s.driver.files.page('node-1', 'shared', some)
    assert.deepEqual(
      [entries.map(({ path }) => path), hasMore],
      [['shared/b', 'shared/b/wd'], true],
    )
    await assert.rejects(
      listAll(s.driver.files, 'node-1', 'shared/a.txt', false),
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
      'shared/..',
      './../x',
      '..',
      '/etc/passwd',
      'a\0b',
    ]) {
      await assert.rejects(s.driver.files.stat('node-1', path), hasCode('NotFound'), path)
      await assert.rejects(s.driver.files.read('node-1', path), hasCode('NotFound'), path)
      await assert.rejects(s.driver.files.remove('node-1', path, true), hasCode('NotFound'), path)
    }
  })
}
