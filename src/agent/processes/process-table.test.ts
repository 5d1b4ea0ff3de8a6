import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { processes } from './process-table.ts'

test('this process counts, and no thread of the kernel does', () => {
  const all = processes()
  assert.ok(all.some(({ pid, parent }) => pid === process.pid && parent === process.ppid))
  // All its threads are the second process's children; in a container that may be any process.
  const isKernels = existsSync('/proc/2') && readFileSync('/proc/2/comm', 'utf8') === 'kthreadd\n'
  assert.ok(!isKernels || !all.some(({ pid, parent }) => pid === 2 || parent === 2))
})

/** A pid namespace that a user who is not root may make as well, where the kernel allows it. */
const NAMESPACE = ['--user', '--map-root-user', '--pid', '--fork', '--mount-proc']
const canUnshare = spawnSync('unshare', [...NAMESPACE, 'true']).status === 0

test('a program counts whose session was begun outside its namespace', {
  skip: !canUnshare,
}, () => {
  // There its session is 0, as it is for what the machine's first process starts.
  const program = `
    import { processes } from ${JSON.stringify(new URL('./process-table.ts', import.meta.url).href)}
    console.log(JSON.stringify(processes().find(({ pid }) => pid === process.pid)))`
  const words = [process.execPath, '--input-type=module', '-e', program]
  const { stdout } = spawnSync('unshare', [...NAMESPACE, ...words], { encoding: 'utf8' })
  const { pid, session } = JSON.parse(stdout) as { pid: number; session: number }
  assert.deepEqual({ pid, session }, { pid: 1, session: 0 })
})
