// Ends what runs on nodes, for a server that is to leave nothing running behind it.
import type { BatchPorts } from '../ports.ts'
import { giveUpTasks } from '../scheduler/node-tasks.ts'
import { listEveryNode } from './node.queries.ts'

/**
 * Queues every running task again, as a reboot of its node does, and ends its processes. Call it when
 * nothing schedules any more: the next start runs them.
 */
export async function endTasks(ports: BatchPorts, signal: AbortSignal): Promise<void> {
  const { clock, newId, nodeAgent, onRetry, store } = ports
  const busy = (await listEveryNode(store)).filter(({ runningTasks }) => runningTasks > 0)
  await store.write(async (tx) => {
    for (const node of busy) await giveUpTasks(tx, node, 'requeue', clock.now())
  })
  const ended = busy.map(({ key }) =>
    nodeAgent.reboot(key, newId(), signal).catch((error) => onRetry?.('ending tasks', error)),
  )
  await Promise.all(ended)
}
