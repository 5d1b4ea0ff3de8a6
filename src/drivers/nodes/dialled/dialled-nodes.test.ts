import assert from 'node:assert/strict'
import { test } from 'node:test'
import { separations } from '#testing/machine.ts'
import { DialledMachine } from '#testing/nodes/dialled-machine.ts'
import type { Separation } from '../channel.ts'
import {
  type AgentHarness,
  aNode,
  isNode,
  Observer,
  type Wanted,
} from '../conformance/conformance.ts'
import { agentConformance } from '../conformance/conformance-agent.ts'

const commandLines = (wanted: Wanted): string => {
  if (wanted === 'untilStopped') return '/bin/sleep 1000'
  if (wanted === 'programMissing') return '/no/such/program'
  return `/bin/sh -c "exit ${wanted.exitCode}"`
}

const harness = (separation: Separation) => async (): Promise<AgentHarness> => {
  const machine = await DialledMachine.open(separation)
  for (const nodeId of ['node-1', 'node-2']) await machine.begin(nodeId)
  const provider = { request: none, release: none, async *observe() {} }
  return {
    driver: Object.assign(machine.nodes, { provider, agent: machine.nodes }),
    shall: (attempt, wanted) => ({ ...attempt, commandLine: commandLines(wanted) }),
    pass: async () => {},
    write: async (nodeId, path, content) => machine.write(nodeId, path, content),
    end: () => machine.end(),
  }
}

const none = async (): Promise<void> => {}

// One way to keep tasks apart is enough: how they are kept is no matter of who speaks with the agent.
const separation = separations.at(-1)!
agentConformance(`dialled in, separated by ${separation}`, harness(separation))

test('each machine says what its nodes take, and one that is away says nothing', async () => {
  const machine = await DialledMachine.open()
  const observer = new Observer(machine.nodes)
  try {
    for (const nodeId of ['node-1', 'node-2']) {
      await machine.begin(nodeId)
      await machine.nodes.setUp(aNode(nodeId))
      await observer.until(isNode('nodeUp', nodeId))
    }
    const readings = await machine.nodes.usage()
    assert.deepEqual(readings.map(({ nodes }) => nodes.map(({ nodeId }) => nodeId)).sort(), [
      ['node-1'],
      ['node-2'],
    ])
    assert.ok(readings.every(({ processors }) => processors > 0))
    assert.equal(new Set(readings.map(({ run }) => run)).size, 2)
    machine.agentOf('node-2').kill('SIGKILL')
    await observer.until(({ kind }) => kind === 'nodeUnknown')
    assert.equal((await machine.nodes.usage()).length, 1)
  } finally {
    await observer.stop()
    await machine.end()
  }
})
