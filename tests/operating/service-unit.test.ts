// The unit that we hand out, as systemd reads it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

test('systemd finds no fault in the unit', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-unit-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  // It looks for the program, which a clone has not installed.
  const program = join(folder, 'lazuli')
  writeFileSync(program, '#!/bin/sh\n')
  chmodSync(program, 0o755)
  const unit = readFileSync(new URL('../../deploy/lazuli.service', import.meta.url), 'utf8')
  const file = join(folder, 'lazuli.service')
  writeFileSync(file, unit.replace('ExecStart=lazuli', `ExecStart=${program}`))
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  assert.equal(status, 0)
})
