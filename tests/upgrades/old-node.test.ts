// A start with a Node that is too old ends with words about it, not with a stack.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
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

/** A Node of this machine that really is too old; undefined where there is none. */
function oldNode(): string | undefined {
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)]
  return folders
    .map((folder) => join(folder, 'node'))
    .filter((node) => existsSync(node))
    .find((node) => {
      const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout
      const major = Number(/^v(\d+)/.exec(version)?.[1])
      return major >= 18 && major < 24
    })
}

const old = oldNode()
const words = /Node \d+\.\d+ or newer is needed, and this is \d+.*npm install --save-dev node@24/
const skip = old ? false : 'this machine has no Node that is too old'

test('a Node that is too old says so of the command, an import and a require', { skip }, () => {
  const says = (...args: readonly string[]) => {
    const { stdout, stderr } = spawnSync(old!, args, { encoding: 'utf8', cwd: root })
    return stdout + stderr
  }
  const start = 'startLazuli().catch(({ message }) => console.log(message))'
  assert.match(says('bin/lazuli.js', 'start'), words)
  const module = `import { startLazuli } from './bin/library.js'; ${start}`
  assert.match(says('--input-type=module', '--eval', module), words)
  const common = `const { startLazuli } = require('./bin/library.cjs'); ${start}`
  assert.match(says('--input-type=commonjs', '--eval', common), words)
})
