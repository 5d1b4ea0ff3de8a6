import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bwrapWords } from './bwrap.ts'

test('what leads to mounts in a shared /tmp is empty, and cannot be moved away', () => {
  const at = '/tmp/top/agent/nodes/node-1/root'
  const words = bwrapWords({
    hidden: [],
    tmp: '/var/tmp',
    files: [],
    mounts: [{ at, from: '/srv/root' }],
  })
  const text = words.slice(1).join(' ')
  assert.match(text, /--bind \/var\/tmp \/tmp --tmpfs \/tmp\/top --bind \/srv\/root \/tmp\/top\//)
})
