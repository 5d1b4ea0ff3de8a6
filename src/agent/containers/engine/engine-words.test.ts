import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDockersFailure, reasonIn } from './engine-words.ts'

const HELP = "\n\nRun 'docker run --help' for more information\n"
const OLD_HELP = "\nSee 'docker run --help'.\n"
const DAEMON = 'docker: Error response from daemon: '

test('what Docker says of its own failure is told, with the reason', () => {
  for (const [said, reason] of [
    [`${DAEMON}No such image: x:1${HELP}`, 'No such image: x:1'],
    [`${DAEMON}No such image: x:1.${OLD_HELP}`, 'No such image: x:1.'],
    // Before 28, of a container that was made but did not start.
    [
      `${DAEMON}exec: "x": not found.\ntime="2024" level=error msg="waiting"\n`,
      'exec: "x": not found.',
    ],
    [
      `invalid argument "x" for "--cpus" flag: no\n\nUsage:  docker run${HELP}`,
      'invalid argument "x" for "--cpus" flag: no',
    ],
    [`docker: Cannot connect to the Docker daemon${HELP}`, 'Cannot connect to the Docker daemon'],
  ] as const) {
    assert.ok(isDockersFailure(said), said)
    assert.equal(reasonIn(said), reason)
  }
})

test('what a program says is not taken for it', () => {
  for (const said of [
    '',
    'Error: x\n',
    'docker-compose is missing\n',
    'Error response from daemon: x\n',
    `${DAEMON}x${HELP}tried Docker, which failed\n`,
  ]) {
    assert.ok(!isDockersFailure(said), said)
  }
})
