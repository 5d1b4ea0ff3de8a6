import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import type { FileQuery } from '#drivers/nodes/port.ts'
import { Listings } from './listings.ts'

const QUERY: FileQuery = { recursive: true, first: ['wd'], firstFurtherDown: [], limit: 1000 }

function place(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'lazuli-list-'))
  t.after(() => execFileSync('rm', ['-rf', path]))
  return path
}

/** All names, page by page. `listings` makes what keeps the walk from one page to the next. */
async function names(
  path: string,
  query: Partial<FileQuery>,
  listings: () => Listings,
): Promise<string[]> {
  const all: string[] = []
  for (let after: string | undefined; ; after = all.at(-1)) {
    const wanted = { ...QUERY, ...query, ...(after !== undefined && { after }) }
    const { entries, hasMore } = await listings().page({ path }, '', wanted)
    assert.ok(entries.length <= wanted.limit)
    all.push(...entries.map((entry) => entry.path))
    if (!hasMore) return all
  }
}

/** The same, by reading all of it at once. */
function wholeOrder(path: string): string[] {
  const rank = (part: string, level: number): string =>
    (level === 0 && part === 'wd' ? '0' : '1') + part
  const key = (name: string): string[] => name.split('/').map(rank)
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).sort((one, other) => {
    const [a, b] = [key(one), key(other)]
    if (a.length !== b.length) return a.length - b.length
    const at = a.findIndex((part, level) => part !== b[level])
    return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1
  })
}

test('pages of any size hold each file once and in order, also when each walk begins anew', async (t) => {
  const part = fc.constantFrom('wd', 'a', 'a b', 'b', 'é', '\n', 'z')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      async (paths, limit) => {
        const path = place(t)
        for (const each of paths) mkdirSync(join(path, ...each), { recursive: true })
        const kept = new Listings()
        const expected = wholeOrder(path)
        assert.deepEqual(await names(path, { limit }, () => kept), expected)
        assert.deepEqual(await names(path, { limit }, () => new Listings()), expected)
        const prefix = 'a/'
        assert.deepEqual(
          await names(path, { limit, prefix }, () => kept),
          expected.filter((name) => name.startsWith(prefix)),
        )
      },
    ),
    { numRuns: 30 },
  )
})

test('a wide directory is listed page by page, and others have their turn meanwhile', async (t) => {
  const path = place(t)
  mkdirSync(`${path}/d`)
  for (let i = 0; i < 20_000; i++) writeFileSync(`${path}/d/${i}`, '')
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  t.after(() => clearInterval(timer))
  const kept = new Listings()
  const { entries } = await kept.page({ path }, '', QUERY)
  assert.equal(entries.length, 1000)
  assert.ok(turns >= 10, `${turns} turns`)
  assert.equal((await names(path, {}, () => kept)).length, 20_001)
})

test('a tree that is too deep for any path is listed as far as paths go', async (t) => {
  const path = place(t)
  const script = 'import os\nfor i in range(3000):\n os.mkdir("d"); os.chdir("d")\nopen("f", "w")'
  execFileSync('python3', ['-c', script], { cwd: path })
  writeFileSync(`${path}/e`, '')
  const all = await names(path, {}, () => new Listings())
  assert.deepEqual(all.slice(0, 3), ['d', 'e', 'd/d'])
  assert.ok(all.length > 2000 && all.every((name) => name.length < 4096))
})

test('a directory that is closed, gone or a link by now hides nothing else', async (t) => {
  const path = place(t)
  for (const name of ['a', 'b', 'c']) mkdirSync(`${path}/${name}/inside`, { recursive: true })
  const kept = new Listings()
  const query = { ...QUERY, limit: 2 }
  assert.deepEqual((await kept.page({ path }, '', query)).entries.length, 2)
  rmSync(`${path}/a`, { recursive: true })
  symlinkSync('/etc', `${path}/a`)
  const { entries } = await kept.page({ path }, '', { ...query, after: 'b', limit: 100 })
  assert.deepEqual(
    entries.map((entry) => entry.path),
    ['c', 'b/inside', 'c/inside'],
  )
})
