import assert from 'node:assert/strict'
import { after } from 'node:test'
import { runtimesHere } from '#agent/containers/find-runtime.ts'
import type { ContainerWay } from '#drivers/nodes/channel.ts'
import type { AgentHarness, Wanted } from '#drivers/nodes/conformance/conformance.ts'
import { agentConformance } from '#drivers/nodes/conformance/conformance-agent.ts'
import type { NodeSpec } from '#drivers/nodes/port.ts'
import { Machine } from '../machine.ts'
import { busyboxImage } from './image.ts'
import { Registry } from './registry.ts'

const commandLines = (wanted: Wanted): string => {
  if (wanted === 'untilStopped') return '/bin/sleep 1000'
  if (wanted === 'programMissing') return '/no/such/program'
  return `/bin/sh -c "exit ${wanted.exitCode}"`
}

/** Whether what a runtime runs does as processes do. It must be installed: nothing is skipped. */
export async function containerConformance(containers: ContainerWay): Promise<void> {
  // A node without it would be asked for again and again.
  if (containers !== 'host') assert.ok(runtimesHere().includes(containers), `no ${containers} here`)
  const registry = await Registry.start()
  after(() => registry.stop())
  const image = await registry.push('busybox:1', busyboxImage())
  const container = { image, runOptions: '', startsIn: 'task' } as const
  const make = async (): Promise<AgentHarness> => {
    const machine = new Machine('uid')
    const driver = machine.driver({ containers })
    const setUp = driver.setUp.bind(driver)
    driver.setUp = (spec: NodeSpec, signal?: AbortSignal) =>
      setUp({ ...spec, containers: { images: [image], registries: [] } }, signal)
    const start = driver.start.bind(driver)
    driver.start = (attempt, signal) => start({ ...attempt, container }, signal)
    return {
      driver,
      shall: (attempt, wanted) => ({ ...attempt, commandLine: commandLines(wanted) }),
      pass: async () => {},
      write: async (nodeId, path, content) => machine.write(nodeId, path, content),
      end: () => machine.end('node-1', 'node-2'),
    }
  }
  // Files are the agent's own, whatever a task runs in.
  agentConformance(`containers by ${containers}`, make, ['nodes', 'attempts', 'multi-instance'])
}
