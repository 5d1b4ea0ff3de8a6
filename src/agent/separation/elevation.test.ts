import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import type { TaskAttempt, TaskUser } from '#drivers/nodes/port.ts'
import { type Scene, scene } from '#testing/agent-scene.ts'
import { pidsOfCommand, until } from '#testing/machine.ts'
import { meansWith, whyNotElevated } from './elevation.ts'

const elevated: readonly TaskUser[] = [
  { auto: 'pool', admin: true },
  { auto: 'task', admin: true },
  { name: 'boss', admin: true },
]
const plain: readonly TaskUser[] = [
  { auto: 'pool', admin: false },
  { auto: 'task', admin: false },
  { name: 'clerk', admin: false },
]

let count = 0
const as = (user: TaskUser, script: string, more: Partial<TaskAttempt> = {}): TaskAttempt =>
  anAttempt(`a${count++}`, { user, commandLine: `/bin/sh -c '${script}'`, ...more })

/** What a script says to a user's task. */
async function said(s: Scene, user: TaskUser, script: string): Promise<string[]> {
  const attempt = as(user, script)
  await s.run(attempt)
  return s.read(attempt, 'stdout.txt').trimEnd().split('\n')
}

/** A length that no other process of this machine sleeps for. */
const someSeconds = (): string => `1000.${randomInt(1e9)}`
const lives = (seconds: string): boolean => pidsOfCommand('sleep', seconds).length > 0

/** One that leaves its session and its parents, and waits until it is there. */
const daemon = (seconds: string, prefix = ''): string =>
  `${prefix} setsid sleep ${seconds} & while ! pgrep -f "^sleep ${seconds}" >/dev/null; do sleep 0.01; done`

/** Processes of root that are none of any task's. */
async function withOthers(act: (areThere: () => boolean) => Promise<void>): Promise<void> {
  const others: ChildProcess[] = [spawn('sleep', ['1000']), spawn('sleep', ['1000'])]
  await Promise.all(others.map((other) => once(other, 'spawn')))
  try {
    await act(() => others.every(({ exitCode, signalCode }) => exitCode === signalCode))
  } finally {
    for (const other of others) other.kill('SIGKILL')
  }
}

describe('elevated users that are root', () => {
  const root = { elevation: 'root' } as const

  scene(
    'have the rights, the name and the directories of root, and others do not',
    async (s) => {
      const script = `id -u; id -un; echo $USER; : >${s.machine.directory}/mark && echo written; stat -c %u .`
      for (const user of elevated) {
        assert.deepEqual(await said(s, user, script), ['0', 'root', 'root', 'written', '0'])
      }
      for (const user of plain) {
        const [uid, name] = await said(s, user, script)
        assert.match(uid!, /^(19|2[01])\d{8}$/)
        assert.notEqual(name, 'root')
      }
    },
    ['uid'],
    root,
  )

  scene(
    'write files of the machine that name its users, as installing a package does',
    async (s) => {
      // A file that is mounted over cannot be renamed.
      const [answer] = await said(s, elevated[0]!, 'grep -c /etc/passwd /proc/self/mountinfo')
      assert.equal(answer, '0')
    },
    ['uid'],
    root,
  )

  scene(
    'end with their attempt, and nothing else of root does',
    async (s) => {
      await s.observer.until((report) => report.kind === 'nodeUp')
      for (const user of elevated) {
        const [own, hidden, neighbour] = [someSeconds(), someSeconds(), someSeconds()]
        const other = as(elevated[0]!, `exec sleep ${neighbour}`)
        await s.driver.start(other)
        await until(() => lives(neighbour))
        await withOthers(async (areThere) => {
          const hides = s.driver.hello!.controlGroups ? daemon(hidden, 'env -i') : 'true'
          const attempt = as(user, `${daemon(own)}; ${hides}; echo up; sleep 1000`)
          await s.driver.start(attempt)
          await until(() => lives(own))
          await s.driver.stop(attempt.attemptId, 0)
          await s.observer.exit(attempt.attemptId)
          assert.deepEqual([lives(own), lives(hidden)], [false, false])
          assert.deepEqual([lives(neighbour), areThere()], [true, true])
        })
        await s.driver.stop(other.attemptId, 0)
        await s.observer.exit(other.attemptId)
      }
    },
    ['uid'],
    root,
  )

  scene(
    'leave services of a start task that go with a reboot, and nothing else of root goes',
    async (s) => {
      const [service, left] = [someSeconds(), someSeconds()]
      await withOthers(async (areThere) => {
        await s.run(as(elevated[0]!, daemon(service), { work: { kind: 'startTask' } }))
        await s.run(as(elevated[1]!, daemon(left)))
        await until(() => !lives(left))
        assert.deepEqual([lives(service), areThere()], [true, true])
        await s.driver.reboot('node-1', 'boot-1')
        assert.deepEqual([lives(service), areThere()], [false, true])
      })
    },
    ['uid'],
    root,
  )

  scene(
    'are found again by the next agent',
    async (s) => {
      const seconds = someSeconds()
      await withOthers(async (areThere) => {
        const attempt = as(elevated[1]!, `exec sleep ${seconds}`)
        await s.driver.start(attempt)
        await until(() => lives(seconds))
        await s.machine.killAgent(s.driver)
        await s.driver.stop(attempt.attemptId, 0)
        await s.observer.exit(attempt.attemptId)
        assert.deepEqual([lives(seconds), areThere()], [false, true])
      })
    },
    ['uid'],
    root,
  )
})

describe('elevated users with sudo', { skip: !meansWith('uid').hasSudo }, () => {
  const sudo = { elevation: 'sudo' } as const

  scene(
    'become root by it, and others do not',
    async (s) => {
      const script = 'id -u; sudo -n id -u; sudo -n sh -c "echo $AZ_BATCH_POOL_ID"'
      for (const user of elevated) {
        const [uid, ...roots] = await said(s, user, script)
        assert.match(uid!, /^(19|2[01])\d{8}$/)
        assert.deepEqual(roots, ['0', 'pool-1'])
      }
      for (const user of plain) assert.equal((await said(s, user, script)).length, 1)
    },
    ['uid'],
    sudo,
  )

  scene(
    'leave nothing of it behind, and nothing else of root ends',
    async (s) => {
      await withOthers(async (areThere) => {
        for (const user of elevated) {
          const [own, left] = [someSeconds(), someSeconds()]
          const attempt = as(user, `${daemon(own, 'sudo -n')}; sleep 1000`)
          await s.driver.start(attempt)
          await until(() => lives(own))
          await s.driver.stop(attempt.attemptId, 0)
          await s.observer.exit(attempt.attemptId)
          assert.deepEqual([lives(own), areThere()], [false, true])
          await s.run(as(user, daemon(left, 'sudo -n')))
          await until(() => !lives(left))
          assert.equal(areThere(), true)
        }
      })
    },
    ['uid'],
    sudo,
  )
})

test('users are elevated only where that can be, and it is said why not', () => {
  const means = { isRoot: true, separation: undefined, hasSudo: true }
  const refused = (elevation: 'none' | 'root' | 'sudo', more: Partial<typeof means> | object) =>
    whyNotElevated(elevation, { ...means, ...more }) ?? 'may'
  for (const separation of ['uid', 'bwrap', 'none'] as const) {
    assert.equal(refused('none', { separation, isRoot: false, hasSudo: false }), 'may')
    assert.match(refused('root', { separation, isRoot: false }), /^only root /)
    assert.match(refused('sudo', { separation, isRoot: false }), /^only root /)
  }
  assert.equal(refused('root', { hasSudo: false }), 'may')
  assert.equal(refused('root', { separation: 'uid' }), 'may')
  assert.equal(refused('root', { separation: 'none' }), 'may')
  assert.match(refused('root', { separation: 'bwrap' }), /bubblewrap/)
  assert.equal(refused('sudo', {}), 'may')
  assert.match(refused('sudo', { separation: 'bwrap' }), /bubblewrap/)
  assert.match(refused('sudo', { separation: 'none' }), /as root already/)
  assert.match(refused('sudo', { hasSudo: false }), /not installed/)
})
