// The link to an agent is cut at random, its server goes and comes back, and the agent itself is killed:
// every exit is reported, and once.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { pidsOfCommand, until } from '#testing/machine.ts'
import { DialledMachine } from '#testing/nodes/dialled-machine.ts'
import { aNode, anAttempt, isNode, isStarted, Observer } from '../conformance/conformance.ts'

const CUTS = 200
/** How many attempts must be started meanwhile: on a slow machine that takes more cuts. */
const STARTS = CUTS / 4
const LONGEST_LINK_MS = 60

/** On a machine with one node that is up. */
function onNode(
  title: string,
  act: (machine: DialledMachine, observer: Observer) => Promise<void>,
  timeout = 60_000,
): void {
  test(title, { timeout }, async () => {
    const machine = await DialledMachine.open()
    const observer = new Observer(machine.nodes)
    try {
      await machine.begin('node-1')
      await machine.nodes.setUp(aNode())
      await observer.until(isNode('nodeUp'))
      await act(machine, observer)
    } finally {
      await observer.stop()
      await machine.end()
    }
  })
}

onNode(
  'a link that is cut 200 times at random loses no exit and tells none twice',
  async (machine, observer) => {
    const started: string[] = []
    let isOver = false
    const starting = (async () => {
      while (!isOver) {
        const attemptId = `attempt-${started.length}`
        started.push(attemptId)
        const code = started.length % 7
        const attempt = anAttempt(attemptId, { commandLine: `/bin/sh -c "exit ${code}"` })
        await machine.nodes.start(attempt)
        await wait(Math.random() * 30)
      }
    })()
    for (let cut = 0; cut < CUTS || started.length <= STARTS; cut++) {
      await wait(Math.random() * LONGEST_LINK_MS)
      machine.wire.cut()
      // Cut while it dials as well, but not each time: then nothing would ever be said.
      if (cut % 3 === 0) {
        const seen = observer.reports.length
        await observer.until(() =>
          observer.reports.slice(seen).some(({ kind }) => kind === 'nodeUp'),
        )
      }
    }
    isOver = true
    await starting
    for (const attemptId of started) await observer.exit(attemptId)
    for (const [index, attemptId] of started.entries()) {
      const ends = observer.of(attemptId).filter(({ kind }) => kind !== 'started')
      assert.equal(ends.length, 1, attemptId)
      assert.ok(ends[0]!.kind === 'exited' && ends[0]!.exitCode === (index + 1) % 7)
    }
  },
  280_000,
)

onNode(
  'tasks go on while no server is there, and the next one is told how they ended',
  async (machine, first) => {
    const long = anAttempt('long', { commandLine: '/bin/sh -c "sleep 1; exit 3"' })
    await machine.nodes.start(long)
    await first.until(isStarted('long'))
    await first.stop()
    await machine.unserve()
    await wait(1_500)
    await machine.serve()
    const next = new Observer(machine.nodes)
    assert.equal((await next.exit('long')).exitCode, 3)
    await next.stop()
  },
)

onNode(
  'an agent that is killed is started again by its script, and finds what it ran',
  async (machine, observer) => {
    await machine.nodes.start(anAttempt('a', { commandLine: '/bin/sh -c "sleep 2; exit 4"' }))
    await observer.until(isStarted('a'))
    const agent = machine.agentOf('node-1')
    agent.kill('SIGKILL')
    await once(agent, 'exit')
    await machine.restart('node-1')
    assert.equal((await observer.exit('a')).exitCode, 4)
    assert.ok(observer.reports.some(({ kind }) => kind === 'nodeUnknown'))
  },
)

onNode(
  'a task that ends with its whole machine is lost, and not failed by the signal',
  async (machine, observer) => {
    const seconds = '4711.25'
    await machine.nodes.start(anAttempt('a', { commandLine: `/bin/sleep ${seconds}` }))
    await machine.nodes.start(anAttempt('b', { commandLine: '/bin/sh -c "kill -TERM $$"' }))
    await observer.until(isStarted('a'))
    const alone = await observer.exit('b')
    assert.equal(alone.exitCode ?? alone.signal, alone.signal ?? 143)
    await until(() => pidsOfCommand('/bin/sleep', seconds).length > 0)
    // As Slurm does: all processes are told at the same time.
    for (const pid of pidsOfCommand('/bin/sleep', seconds)) process.kill(pid, 'SIGTERM')
    machine.agentOf('node-1').kill('SIGTERM')
    assert.equal((await observer.end('a')).kind, 'lost')
  },
)
