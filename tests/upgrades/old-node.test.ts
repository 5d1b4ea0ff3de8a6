// A start with a Node that is too old ends with words about it, not with a stack.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

/** The command under a Node that says of itself that it is of another version. */
function under(version: string) {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]
  const cli = join(root, 'bin', 'lazuli.js')
  return spawnSync(process.execPath, [...args, cli, '--version'], { encoding: 'utf8' })
}

test('the command says which Node it needs, as package.json does', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string }
  }
  const needed = engines.node.replace('>=', '')
  for (const old of ['18.20.0', '22.21.1', '24.11.1']) {
    const { status, stderr } = under(old)
    assert.equal(status, 1)
    const said = `lazuli: Node ${needed} or newer is needed, and this is ${old}. `
    assert.match(stderr, /npm install --save-dev node@24/)
    assert.ok(stderr.startsWith(said), stderr)
  }
  for (const good of [`${needed}.0`, '25.0.0', '26.1.2']) assert.equal(under(good).status, 0, good)
})
