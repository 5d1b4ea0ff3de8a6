import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import { scene } from '#testing/agent-scene.ts'
import { pidsOfCommand, until } from '#testing/machine.ts'
import { killTree, NO_TREE } from './process-tree.ts'

describe('a process tree', () => {
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
  const sh = (...steps: string[]): string => `sh -c ${quoted(steps.join('; '))}`
  // Leaves its session by setsid and its parents by a double fork. It is known by how long it
  // sleeps, and the command waits until it is there.
  const daemon = (seconds: string, prefix = ''): string[] => {
    const sleep = sh('echo up >up.txt', `exec sleep ${seconds}`)
    const wait = 'while [ ! -s up.txt ]; do sleep 0.01; done'
    return [`${prefix} setsid ${sh(`${sleep} & exit 0`)}`, wait]
  }
  const lives = (seconds: string): boolean => pidsOfCommand('sleep', seconds).length > 0
  /** One that no other test sleeps for. */
  const someSeconds = (): string => `1000.${randomInt(1e9)}`

  scene('ends with a stopped attempt, wherever its processes went', async (s) => {
    const seconds = someSeconds()
    await s.driver.start(anAttempt('a', { commandLine: sh(...daemon(seconds), 'sleep 1000') }))
    await until(() => lives(seconds))
    await s.driver.stop('a', 0)
    await s.observer.exit('a')
    assert.equal(lives(seconds), false)
  })

  scene('that outlives its attempt is swept away', async (s) => {
    const seconds = someSeconds()
    const exit = await s.run(anAttempt('a', { commandLine: sh(...daemon(seconds)) }))
    assert.equal(exit.exitCode, 0)
    await until(() => !lives(seconds))
  })

  scene('of a start task stays until its node is rebooted', async (s) => {
    const [service, other] = [someSeconds(), someSeconds()]
    const commandLine = sh(...daemon(service))
    await s.run(anAttempt('a', { work: { kind: 'startTask' }, commandLine }))
    // Its sweeping would have come with that of a later attempt.
    await s.run(anAttempt('b', { commandLine: sh(...daemon(other)) }))
    await until(() => !lives(other))
    assert.equal(lives(service), true)
    await s.driver.reboot('node-1', 'boot-1')
    assert.equal(lives(service), false)
  })

  scene(
    'that hides its environment ends with its attempt all the same',
    async (s) => {
      await s.observer.until((report) => report.kind === 'nodeUp')
      for (const auto of ['task', 'pool'] as const) {
        // By the task's own user; by the control group or the namespace, where there is one.
        const known =
          auto === 'task' ? s.machine.separation === 'uid' : s.driver.hello!.controlGroups
        if (!known && s.machine.separation !== 'bwrap') continue
        const seconds = someSeconds()
        const commandLine = sh(...daemon(seconds, 'env -i'), 'sleep 1000')
        await s.driver.start(anAttempt(auto, { commandLine, user: { auto, admin: false } }))
        await until(() => lives(seconds))
        await s.driver.stop(auto, 0)
        await s.observer.exit(auto)
        assert.equal(lives(seconds), false, auto)
      }
    },
    ['uid', 'bwrap'],
  )
})

test('what a tree leaves to others is not killed for it', async () => {
  const mark = `LAZULI_TREE_TEST=${randomInt(1e9)}`
  const [name, value] = mark.split('=') as [string, string]
  const start = () => spawn('/bin/sleep', ['1000'], { env: { [name]: value } })
  const tree = { ...NO_TREE, marks: [mark] }
  const first = start()
  const ended = once(first, 'exit')
  await once(first, 'spawn')
  let isOver = false
  const killing = killTree(tree, () => !isOver)
  await ended
  // Nothing of the tree is left: its launcher runs something else now.
  isOver = true
  const second = start()
  const over = once(second, 'exit')
  await once(second, 'spawn')
  await killing
  assert.equal(second.signalCode, null)
  await killTree(tree)
  assert.deepEqual(await over, [null, 'SIGKILL'])
})
