import assert from 'node:assert/strict'
import { userInfo } from 'node:os'
import { describe, test } from 'node:test'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import type { TaskUser } from '#drivers/nodes/port.ts'
import { scene } from '#testing/agent-scene.ts'
import { nameOfUser } from './accounts.ts'

const SCRIPT =
  'id -un; echo $USER $LOGNAME; python3 -c "import getpass, os, pwd; print(getpass.getuser(), pwd.getpwuid(os.getuid()).pw_name)"; ' +
  'h=$(python3 -c "import os, pwd; print(pwd.getpwuid(os.getuid()).pw_dir)"); : > "$h/mine" && : > "$HOME/mine" && echo writable; ' +
  'sh -c "env -i id -un"'

const users: readonly (readonly [TaskUser, string])[] = [
  [{ auto: 'pool', admin: false }, '_azbatch'],
  [{ auto: 'pool', admin: true }, '_azbatch'],
  [{ auto: 'task', admin: false }, '_azbatch'],
  [{ name: 'kim', admin: false }, 'kim'],
]

describe("a task's user", () => {
  scene('has a name by which programs find it, and a home that it may write', async (s) => {
    for (const [index, [user, name]] of users.entries()) {
      const attempt = anAttempt(`a${index}`, { user, commandLine: `/bin/sh -c '${SCRIPT}'` })
      await s.run(attempt)
      const shown = s.machine.separation === 'none' ? userInfo().username : name
      const lines = await text(s, `workitems/job/job-1/task-a${index}/stdout.txt`)
      assert.deepEqual(
        lines,
        [
          shown,
          `${shown} ${shown}`,
          `${shown} ${shown}`,
          ...(s.machine.separation === 'none' ? lines.slice(3, -1) : ['writable']),
          shown,
        ],
        JSON.stringify(user),
      )
    }
  })
})

async function text(
  s: Parameters<Parameters<typeof scene>[1]>[0],
  path: string,
): Promise<string[]> {
  const parts: Uint8Array[] = []
  for await (const part of (await s.driver.files.read('node-1', path)).body) parts.push(part)
  return Buffer.concat(parts).toString().trimEnd().split('\n')
}

test('no name of an account is more than one field of a list', () => {
  assert.equal(nameOfUser({ name: 'a:b\nroot/x', admin: false }), 'a_b_root_x')
})
