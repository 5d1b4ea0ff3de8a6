// Files and exports that nothing uses, and packages that package.json does not name, are found here.
// `npx knip` says the same; knip.json names what is started by its file.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

test('nothing is exported, kept or imported for no use', () => {
  const knip = 'node_modules/knip/bin/knip.js'
  const { status, stdout, stderr } = spawnSync(process.execPath, [knip, '--no-progress'], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, `${stdout}${stderr}`)
})
