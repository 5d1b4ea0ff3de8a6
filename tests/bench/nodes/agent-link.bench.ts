// Attempts a second of an agent that dialled in over TLS, beside one that is reached by its socket.

import { aNode, anAttempt, isNode, Observer } from '#drivers/nodes/conformance/conformance.ts'
import type { NodeAgent } from '#drivers/nodes/port.ts'
import { Machine } from '#testing/machine.ts'
import { DialledMachine } from '#testing/nodes/dialled-machine.ts'
import type { Bench } from '../frame/bench.ts'
import { inTurns, median, ratio } from '../frame/statistics.ts'
import { timed } from '../parts/batch-pools.ts'
import { cpuOf } from '../parts/process.ts'

const ATTEMPTS = { full: 500, smoke: 20 }
const AT_ONCE = 8

export const bench: Bench = {
  title: 'an agent over TLS, beside one over its socket',
  async run(run) {
    const dialled = await DialledMachine.open('none')
    const here = new Machine('none')
    const driver = here.driver()
    const observers = { tls: new Observer(dialled.nodes), socket: new Observer(driver) }
    try {
      await dialled.begin('node-1')
      await dialled.nodes.setUp(aNode())
      await driver.setUp(aNode())
      for (const observer of Object.values(observers)) await observer.until(isNode('nodeUp'))
      const count = ATTEMPTS[run.size]
      const ended: number[] = []
      const spent = { tls: [] as number[], socket: [] as number[] }
      /** Of this process and of the agent, for an attempt, in microseconds: not of what it runs. */
      const counted = async (
        side: keyof typeof spent,
        pid: number,
        work: () => Promise<number>,
      ) => {
        const used = async (): Promise<number> => (await cpuOf(process.pid)) + (await cpuOf(pid))
        const before = await used()
        const rate = await work()
        spent[side].push(((await used()) - before) / count)
        return rate
      }
      const rates = await inTurns(run.rounds, {
        tls: () =>
          counted('tls', dialled.agentOf('node-1').pid!, () =>
            attemptsPerSecond(dialled.nodes, observers.tls, count, ended),
          ),
        socket: () =>
          counted('socket', driver.hello!.pid, () =>
            attemptsPerSecond(driver, observers.socket, count, ended),
          ),
      })
      // The first round warms up, as it does for the rates.
      for (const side of Object.values(spent)) side.shift()
      run.reached({
        what: 'attempts that ended with 0 on each side of a round',
        value: Math.min(...ended),
        atLeast: count,
      })
      run.figure({ what: 'over TLS', value: median(rates.tls), unit: 'attempts/s' })
      run.figure({ what: 'over its socket', value: median(rates.socket), unit: 'attempts/s' })
      const aim = { atLeast: 0.8 }
      run.figure({ what: 'TLS ÷ socket', value: ratio(rates.tls, rates.socket), aim })
      run.figure({ what: 'over TLS', value: median(spent.tls), unit: 'µs of processors' })
      run.figure({ what: 'over its socket', value: median(spent.socket), unit: 'µs of processors' })
      const byTime = ratio(spent.socket, spent.tls)
      run.figure({ what: 'the same by processor time', value: byTime, aim })
    } finally {
      for (const observer of Object.values(observers)) await observer.stop()
      await dialled.end()
      await here.end('node-1')
    }
  },
}

let made = 0

async function attemptsPerSecond(
  agent: Pick<NodeAgent, 'start'>,
  observer: Observer,
  count: number,
  ended: number[],
): Promise<number> {
  // What was reported before is looked through for each wait.
  observer.reports.length = 0
  let [left, succeeded] = [count, 0]
  const one = async (): Promise<void> => {
    while (left-- > 0) {
      const attempt = anAttempt(`a${made++}`)
      await agent.start(attempt)
      const { exitCode } = await observer.exit(attempt.attemptId)
      if (exitCode === 0) succeeded += 1
    }
  }
  const ms = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, one)))
  ended.push(succeeded)
  return (count / ms) * 1000
}
