import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isThere, Machine, separations, until } from '#testing/machine.ts'
import type { Separation } from './channel.ts'
import { type AgentHarness, aNode, type Wanted } from './conformance/conformance.ts'
import { agentConformance } from './conformance/conformance-agent.ts'
import { providerConformance } from './conformance/conformance-provider.ts'

const commandLines = (wanted: Wanted): string => {
  if (wanted === 'untilStopped') return '/bin/sleep 1000'
  if (wanted === 'programMissing') return '/no/such/program'
  return `/bin/sh -c "exit ${wanted.exitCode}"`
}

const harness = (separation: Separation) => async (): Promise<AgentHarness> => {
  const machine = new Machine(separation)
  return {
    driver: machine.driver(),
    shall: (attempt, wanted) => ({ ...attempt, commandLine: commandLines(wanted) }),
    pass: async () => {},
    write: async (nodeId, path, content) => machine.write(nodeId, path, content),
    end: () => machine.end('node-1', 'node-2'),
  }
}

for (const separation of separations) {
  agentConformance(`local, separated by ${separation}`, harness(separation))
}

providerConformance('local', async () => {
  const machine = new Machine('none')
  const driver = machine.driver()
  await driver.setUp({ ...aNode(), bootId: 'boot-0' })
  return { provider: driver.provider, end: () => machine.end('node-1', 'node-2') }
})

for (const isLast of [true, false]) {
  test(`an agent ${isLast ? 'ends' : 'lives on'} when its driver closes${isLast ? ' for good' : ''}`, async () => {
    const machine = new Machine('none')
    // One that stayed would do so for longer than a test may take.
    const driver = machine.driver({ isLast, lingerMs: 3_600_000 })
    try {
      await driver.setUp({ ...aNode(), bootId: 'boot-0' })
      await driver.remove('node-1')
      await driver.close()
      const { pid } = driver.hello!
      // A process closes its connections first, and is gone from the table a moment later.
      if (isLast) await until(() => !isThere(pid))
      else assert.ok(isThere(pid))
    } finally {
      await machine.end()
    }
  })
}
