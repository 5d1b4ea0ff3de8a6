import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openLauncher } from './launcher.ts'
import { cutLog, tailOf } from './logs.ts'

let directory: string
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lazuli-logs-'))
})
after(() => rm(directory, { recursive: true, force: true }))

test('a log that is cut while a program adds to it begins anew, and its end is kept beside it', async () => {
  const log = join(directory, 'log')
  const launcher = openLauncher()
  const program = 'head -c 5000000 /dev/zero | tr "\\0" x; echo before; read -r _ <go; echo after'
  await launcher.run(
    { ...at(log), program: 'mkfifo', args: [join(directory, 'go')] },
    AbortSignal.timeout(20_000),
  )
  const over = launcher.run(
    { ...at(log), program: 'sh', args: ['-c', program] },
    AbortSignal.timeout(20_000),
  )
  while (!(await tailOf(log, 10)).endsWith('before\n')) await pause(5)
  await cutLog(log, 6_000_000)
  assert.equal((await stat(log)).size, 5_000_007, 'it is not long enough yet')
  await cutLog(log, 4_000_000)
  assert.equal((await stat(log)).size, 0)
  await launcher.run(
    { ...at(join(directory, 'other')), program: 'sh', args: ['-c', 'echo >go'] },
    AbortSignal.timeout(20_000),
  )
  assert.equal(await over, 0)
  await launcher.close()
  assert.equal(await readFile(log, 'utf8'), 'after\n')
  const old = await readFile(`${log}.old`, 'utf8')
  assert.equal(old.length, 2 ** 20)
  assert.ok(old.endsWith('xbefore\n'))
})

const at = (log: string) => ({
  cwd: directory,
  env: { PATH: '/usr/bin:/bin' },
  pidFile: `${log}.pid`,
  log,
})

test('a log that is not there is left so', async () => {
  await cutLog(join(directory, 'none'), 0)
  await assert.rejects(stat(join(directory, 'none')), { code: 'ENOENT' })
  assert.equal(await tailOf(join(directory, 'none'), 10), '')
})
