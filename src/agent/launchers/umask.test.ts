import assert from 'node:assert/strict'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import { scene } from '#testing/agent-scene.ts'

// For this file's whole process, and so for the agents that it starts.
process.umask(0o077)

scene('tasks run whatever the umask is with which the server was started', async (s) => {
  const attempt = anAttempt('a', {
    commandLine: `sh -c 'umask; echo x >$AZ_BATCH_NODE_SHARED_DIR/x'`,
    user: { auto: 'task', admin: false },
  })
  const exit = await s.run(attempt)
  assert.equal(exit.exitCode, 0)
  assert.equal((await s.driver.files.stat('node-1', 'shared')).mode & 0o7777, 0o1777)
  assert.equal((await s.driver.files.stat('node-1', 'shared/x')).mode & 0o777, 0o644)
})
