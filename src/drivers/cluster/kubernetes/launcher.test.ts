import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openLauncher } from './launcher.ts'

let directory: string
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lazuli-launcher-'))
})
after(() => rm(directory, { recursive: true, force: true }))

let runs = 0

/** What a program printed; the launcher goes on after it. */
async function printed(program: string, args: readonly string[]): Promise<string> {
  runs += 1
  const log = join(directory, `${runs}.log`)
  const pidFile = join(directory, `${runs}.pid`)
  const own = { cwd: directory, env: { PATH: '/usr/bin:/bin' }, pidFile, log }
  const launcher = openLauncher()
  const signal = AbortSignal.timeout(20_000)
  try {
    assert.equal(await launcher.run({ ...own, program, args }, signal), 0)
    assert.equal(await launcher.run({ ...own, program: 'true', args: [] }, signal), 0)
  } finally {
    await launcher.close()
  }
  return await readFile(log, 'utf8')
}

const WORDS = [
  'two\nlines',
  '\n\n',
  '',
  ' spaces  and\ttabs ',
  "a ' quote",
  '" $HOME `id` $(id) * ? ~ ; & | < > #',
  'back\\slash \\n \\\\ \\c \\0101 %s %b',
  'end\\',
  "'\n'; touch beside; '",
  '\r\n é 漢 \u{1f600}',
]

test('a program gets the words that it is given, whatever is in them', async () => {
  const said = await printed('printf', ['%s\\0', ...WORDS])
  assert.deepEqual(said.split('\0').slice(0, -1), WORDS)
  await assert.rejects(stat(join(directory, 'beside')), { code: 'ENOENT' })
})

test('neither a program nor what starts it has the variables of the server', async () => {
  process.env.LAZULI_SECRET_OF_TEST = 'secret'
  try {
    const said = await printed('sh', ['-c', 'env; tr "\\0" "\\n" </proc/$PPID/environ'])
    assert.doesNotMatch(said, /LAZULI_SECRET_OF_TEST/)
    assert.match(said, /^PATH=/m)
  } finally {
    delete process.env.LAZULI_SECRET_OF_TEST
  }
})

test('what a program writes is for this user alone', async () => {
  await printed('sh', ['-c', 'echo kept >store'])
  assert.equal((await stat(join(directory, 'store'))).mode & 0o077, 0)
})
