import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type Allocation, allocationOf, meantBy, standFor, stepTo } from './elsewhere.ts'

const allocation: Allocation = {
  nodeIds: ['one', 'two', 'three'],
  jobId: '7',
  nodeId: 'one',
  directory: '/scratch/lazuli-job-7-AbC',
}
const meant = {
  nodeId: 'three',
  work: { kind: 'task', jobId: 'job', taskId: "o'task", instance: 0 },
  primaryNode: 'one',
  primaryRoot: '/scratch/lazuli-job-7-AbC/nodes/one/root',
} as const

test('a step goes to the machine of the node that is meant, with what is meant and the command', () => {
  const words = stepTo(allocation, meant, "echo 'a b'")!
  assert.equal(words[0], 'srun')
  assert.ok(words.includes('--relative=2'))
  assert.deepEqual(words.slice(-5, -2), ['/scratch', '7', 'three'])
  const [host, commandLine] = words.slice(-2) as [string, string]
  assert.deepEqual(meantBy({ host, commandLine }), meant)
  assert.doesNotMatch(host, /\n/)
  assert.equal(commandLine, "echo 'a b'")
})

test('a node of another allocation is not reached', () => {
  assert.equal(stepTo(allocation, { ...meant, nodeId: 'four' }, 'true'), undefined)
  assert.equal(allocationOf(undefined, 'one', '/scratch'), undefined)
})

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-elsewhere-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('the path of a primary leads to the node that is here, and can be removed with it', (t) => {
  const folder = folderOf(t)
  const directory = join(folder, 'lazuli-7-own')
  const root = join(directory, 'nodes/three/root')
  mkdirSync(root, { recursive: true })
  writeFileSync(join(directory, 'shell'), 'host 1\n')
  const primaryRoot = join(folder, 'lazuli-7-theirs/nodes/one/root')
  for (let twice = 0; twice < 2; twice++) {
    standFor({ primaryRoot }, root, { directory, views: false })
    writeFileSync(join(primaryRoot, 'file'), '')
    assert.deepEqual(readdirSync(root), ['file'])
  }
  assert.ok(existsSync(join(folder, 'lazuli-7-theirs/shell')))
})

test('where tasks have views of their own the path is a directory to be covered', (t) => {
  const folder = folderOf(t)
  const primaryRoot = join(folder, 'nodes/one/root')
  standFor({ primaryRoot }, '/none', { directory: folder, views: true })
  assert.deepEqual(readdirSync(primaryRoot), [])
})
