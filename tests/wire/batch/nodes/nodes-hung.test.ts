// Agents that hang on machines that are up: a boot that they cannot be told gives the machine back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { NodeState } from '#batch/nodes/node.ts'
import type { NodeRequest } from '#drivers/nodes/provider.ts'
import type { Instant } from '#kernel/instant.ts'
import { frozenClock } from '#testing/clock.ts'
import { DialledMachine } from '#testing/nodes/dialled-machine.ts'
import { ScriptedProvider } from '#testing/nodes/scripted-provider.ts'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { addPool } from '../pools/pools-world.ts'
import { nodes, onNode } from './nodes-world.ts'

const MINUTE = 60_000
const LIMITS = { silentMs: 1_500, pingMs: 200, awayMs: 500 }

/** Machines with agents that dial in, of which the provider says that they are up until they are released. */
class Machines extends ScriptedProvider {
  readonly #machine: DialledMachine

  constructor(machine: DialledMachine, now: () => Instant) {
    const remove = async (nodeId: string): Promise<void> => {
      await machine.nodes.forget(nodeId)
      await machine.lose(nodeId)
    }
    super({ remove, deallocate: remove }, now)
    this.#machine = machine
  }

  override async request(node: NodeRequest): Promise<void> {
    const isNew = !this.requests.has(node.nodeId)
    if (isNew) {
      await super.request(node)
      await this.#machine.begin(node.nodeId, node.bootId)
    }
    this.say(node.nodeId, { state: 'up' })
  }

  override async release(nodeId: string): Promise<void> {
    if (!this.requests.has(nodeId)) return
    this.say(nodeId, { state: 'gone' })
    await super.release(nodeId)
  }
}

/** Lets time pass in such steps until the only node has the state. */
async function reaches(
  batch: BatchServer,
  state: NodeState,
  pass: () => Promise<void>,
): Promise<{ readonly id: string }> {
  for (;;) {
    const [node] = await nodes(batch)
    if (node?.state === state) return node
    await pass()
    await wait(50)
  }
}

test('a node gets another machine whose agent hangs when it is to boot', async () => {
  const clock = frozenClock()
  const machine = await DialledMachine.open('none', { limits: LIMITS })
  const provider = new Machines(machine, () => clock.now())
  try {
    const agent = machine.nodes
    await using batch = await startBatch({
      clock,
      nodes: { provider, agent, close: async () => undefined },
    })
    const pass = async (): Promise<void> => void (await clock.step(MINUTE))
    await addPool(batch, { targetDedicatedNodes: 1 })
    const node = await reaches(batch, 'idle', pass)
    const [nodeId] = [...provider.requests.keys()]
    const hang = (): boolean => machine.agentOf(nodeId!).kill('SIGSTOP')

    // A user's reboot that it never gets.
    hang()
    assert.equal((await onNode(batch, node, 'reboot')).status, 202)
    await reaches(batch, 'unusable', pass)
    assert.deepEqual(provider.released, [nodeId])
    await reaches(batch, 'idle', pass)

    // The server's own: the node is missed, and to be repaired in time.
    hang()
    await reaches(batch, 'unknown', pass)
    while (provider.released.length < 2) {
      await pass()
      await wait(50)
    }
    await reaches(batch, 'unusable', pass)
    assert.match(batch.bugs.join('\n'), /the agent of node \S+ is not there/)
  } finally {
    await machine.end()
  }
})
