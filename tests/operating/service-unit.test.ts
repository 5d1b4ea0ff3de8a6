// The units that we hand out, as systemd reads them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const textOf = (unit: string): string =>
  readFileSync(new URL(`../../deploy/${unit}`, import.meta.url), 'utf8')

test('systemd finds no fault in the units', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-unit-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  // It looks for the program, which a clone has not installed.
  const program = join(folder, 'lazuli')
  writeFileSync(program, '#!/bin/sh\n')
  chmodSync(program, 0o755)
  const files = ['lazuli.service', 'lazuli-backup.service', 'lazuli-backup.timer'].map((unit) => {
    const file = join(folder, unit)
    writeFileSync(file, textOf(unit).replace('ExecStart=lazuli', `ExecStart=${program}`))
    return file
  })
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], {
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  assert.equal(status, 0)
})

/** What a unit says of a service's rights. */
const rightsOf = (unit: string): readonly string[] =>
  textOf(unit)
    .split('\n')
    .filter((line) =>
      /^(NoNewPrivileges|Private|Protect|Restrict|Lock|Capability|UMask|User)/.test(line),
    )

test('the backup may do no more than the server', () => {
  const [server, backup] = ['lazuli.service', 'lazuli-backup.service'].map(rightsOf)
  assert.ok(server!.length > 10)
  for (const line of server!) assert.ok(backup!.includes(line), line)
})
