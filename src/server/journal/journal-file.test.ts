import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JournalLine } from './journal.ts'
import { openJournalFile } from './journal-file.ts'

const line = (id: number): JournalLine => ({
  id,
  at: '2026-01-01T00:00:00.000Z',
  ms: 1,
  method: 'GET',
  url: `https://127.0.0.1/${'x'.repeat(100)}`,
  status: 200,
  correlationId: 'c',
  requestId: 'r',
})

async function place(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lazuli-journal-'))
  t.after(() => rm(folder, { recursive: true }))
  return join(folder, 'journal.ndjson')
}

const idsIn = async (file: string): Promise<number[]> =>
  (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((text) => (JSON.parse(text) as JournalLine).id)

test('calls are kept in their order, also from one server to the next', async (t) => {
  const file = await place(t)
  for (const first of [1, 3]) {
    const journal = await openJournalFile(file, 1_000_000, assert.ifError)
    journal.write(line(first))
    journal.write(line(first + 1))
    await journal.close()
  }
  assert.deepEqual(await idsIn(file), [1, 2, 3, 4])
  assert.equal((await stat(file)).mode & 0o777, 0o600)
})

test('two files never take more than the size, and hold the newest calls', async (t) => {
  const file = await place(t)
  const bytes = 20_000
  const calls = 500
  for (let id = 1; id <= calls; id++) {
    const journal = await openJournalFile(file, bytes, assert.ifError)
    journal.write(line(id))
    await journal.close()
  }
  const sizes = [(await stat(file)).size, (await stat(`${file}.1`)).size]
  assert.ok(sizes[0]! + sizes[1]! <= bytes, sizes.join())
  const kept = [...(await idsIn(`${file}.1`)), ...(await idsIn(file))]
  assert.equal(kept.at(-1), calls)
  assert.ok(kept.every((id, i) => i === 0 || id === kept[i - 1]! + 1))
})

test('a file that another program took away is made anew', async (t) => {
  const file = await place(t)
  const journal = await openJournalFile(file, 2_000, assert.ifError)
  const written = async (id: number): Promise<void> => {
    for (let n = 0; n < 5; n++) journal.write(line(id))
    await sleep(300)
  }
  await written(1)
  await rm(file)
  await written(2)
  await written(3)
  await journal.close()
  assert.deepEqual([...new Set(await idsIn(file))], [3])
})

test('a place that cannot be written to is refused with its name', async (t) => {
  const file = join(await place(t), 'none', 'journal')
  await assert.rejects(
    openJournalFile(file, 1_000_000, assert.ifError),
    /cannot write the journal to .*none\/journal: it does not exist/,
  )
})
