// A backup that is ended before it is whole leaves nothing, or nothing for long.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawnLazuli } from '#library/spawn-lazuli.ts'

const LAZULI = new URL('../../bin/lazuli.js', import.meta.url).pathname

test('a backup that is ended leaves nothing, and what a killed one left the next takes away', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-cut-off-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  const data = join(folder, 'server')
  const programs = join(folder, 'programs')
  const backups = join(folder, 'backups')
  const [slow, begun] = [join(programs, 'tar'), join(folder, 'begun')]
  for (const each of [programs, backups]) mkdirSync(each)
  // It writes a part, says so, and goes no further.
  writeFileSync(slow, `#!/bin/sh\necho part; echo $$ > '${begun}'; exec sleep 600\n`)
  chmodSync(slow, 0o755)

  const backup = (file: string, path = process.env.PATH): ChildProcess =>
    spawn(process.execPath, [LAZULI, 'backup', join(backups, file), '--data', data], {
      env: { ...process.env, PATH: path },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  const whole = async (file: string): Promise<void> => {
    const child = backup(file)
    const said = text(child.stderr!)
    const [code] = await once(child, 'exit')
    assert.equal(code, 0, await said)
  }
  /** A backup that a signal ends in its midst. */
  const cutOff = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<string> => {
    const child = backup('cut.tar.gz', `${programs}:${process.env.PATH}`)
    const said = text(child.stderr!)
    while (!existsSync(begun)) await sleep(20)
    const tar = Number(readFileSync(begun, 'utf8'))
    child.kill(signal)
    await once(child, 'exit')
    if (signal === 'SIGKILL') process.kill(tar, 'SIGKILL')
    rmSync(begun)
    return await said
  }
  const made = (): readonly string[] => [
    ...readdirSync(backups),
    ...readdirSync(data).filter((name) => name.startsWith('backup-')),
    ...(existsSync(join(data, 'snapshots')) ? readdirSync(join(data, 'snapshots')) : []),
  ]

  const server = await spawnLazuli({ data })
  t.after(() => server.kill())
  assert.match(await cutOff('SIGTERM'), /cut\.tar\.gz cannot be written: SIGTERM ended the backup/)
  assert.deepEqual(made(), [])
  await cutOff('SIGKILL')
  assert.equal(made().length, 2, made().join())
  const others = `.a.tar.gz.lazuli-backup.another-machine.${server.pid + 1_000_000_000}`
  writeFileSync(join(backups, others), '')
  await whole('one.tar.gz')
  assert.deepEqual(made(), [others, 'one.tar.gz'])

  await server.stop()
  assert.match(await cutOff('SIGTERM'), /SIGTERM ended the backup/)
  assert.deepEqual(made(), [others, 'one.tar.gz'])
  await cutOff('SIGKILL')
  assert.equal(made().length, 4, made().join())
  await whole('two.tar.gz')
  assert.deepEqual(made(), [others, 'one.tar.gz', 'two.tar.gz'])
})
