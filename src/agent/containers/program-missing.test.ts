import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isProgramMissing } from './program-missing.ts'

test('a program that cannot be started is told from a container that cannot be made', () => {
  const created = 'runc create failed: unable to start container process: '
  for (const message of [
    `${created}exec: "/no/such": stat /no/such: no such file or directory`,
    `${created}exec: "nosuch": executable file not found in $PATH`,
    `${created}exec: "/etc/passwd": permission denied: OCI permission denied`,
    `${created}exec: "/etc": is a directory`,
    'crun: executable file `nosuch` not found in $PATH: No such file or directory',
    'crun: open executable: Permission denied: OCI permission denied',
  ]) {
    assert.ok(isProgramMissing(message), message)
  }
  for (const message of [
    `${created}error during container init: error setting rlimit type 6: operation not permitted: OCI permission denied`,
    'workdir "/x" does not exist on container',
    'error mounting "/a" to rootfs at "/b": no such file or directory',
  ]) {
    assert.ok(!isProgramMissing(message), message)
  }
})
