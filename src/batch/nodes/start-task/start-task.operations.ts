import type { TaskAttempt, TaskUser } from '#drivers/nodes/port.ts'
import { type Durable, durable } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { containerOf } from '../../containers/container-driver.ts'
import { resourceFilesOf } from '../../files/resource-file.ts'
import type { AccountKey, NodeId, PoolKey } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { findNode, saveNode } from '../node.queries.ts'
import type { Node } from '../node.ts'
import { presentRun } from './start-task.machine.ts'

interface StartTaskInput {
  readonly account: AccountKey
  readonly poolKey: PoolKey
  readonly key: NodeId
  readonly attemptId: string
}

const inputShape: Shape<StartTaskInput> = {
  account: 'string',
  poolKey: 'string',
  key: 'string',
  attemptId: 'string',
}

export type StartTaskPorts = Pick<BatchPorts, 'store' | 'nodeAgent' | 'engine'>

/** Hands an attempt of a node's start task to the node agent, unless it is no longer the one. */
export const startTaskOperation = ({
  store,
  nodeAgent,
}: Pick<StartTaskPorts, 'store' | 'nodeAgent'>): Durable<StartTaskInput> =>
  durable<StartTaskInput>('ComputeNode_StartTask', inputShape, [
    {
      name: 'hand-over',
      async act({ input }, signal) {
        const node = await findNode(store, input)
        if (node && isPresent(node, input)) await nodeAgent.start(attemptOf(node), signal)
      },
      async commit(tx, { input }, now) {
        const node = await findNode(tx, input)
        if (!node?.startTaskRun || !isPresent(node, input)) return
        await saveNode(tx, { ...node, startTaskRun: { ...node.startTaskRun, handedOverAt: now } })
      },
    },
  ])

/** Begins handing over the attempt that the node's run names. Wake the engine once it is saved. */
export async function beginStartTask(tx: Tx, ports: StartTaskPorts, node: Node): Promise<void> {
  const { account, poolKey, key } = node
  const { attemptId } = node.startTaskRun!
  const resource = `batch:${account}/pools/${poolKey}/nodes/${key}/starttask`
  const input = { account, poolKey, key, attemptId }
  await ports.engine.begin(tx, startTaskOperation(ports), { resource, input })
}

const isPresent = (node: Node, { attemptId }: StartTaskInput): boolean =>
  presentRun(node)?.attemptId === attemptId

function attemptOf(node: Node): TaskAttempt {
  const task = node.startTask!
  return {
    attemptId: node.startTaskRun!.attemptId,
    nodeId: node.key,
    work: { kind: 'startTask' },
    commandLine: task.commandLine,
    environment: Object.fromEntries(
      (task.environmentSettings ?? []).map(({ name, value }) => [name, value ?? '']),
    ),
    resourceFiles: resourceFilesOf(task.resourceFiles),
    user: userOf(task.userIdentity, node),
    ...containerOf(task.containerSettings),
  }
}

function userOf(identity: NonNullable<Node['startTask']>['userIdentity'], node: Node): TaskUser {
  const { username, autoUser } = identity ?? {}
  if (username !== undefined)
    return { name: username, admin: (node.admins ?? []).includes(username) }
  return { auto: autoUser?.scope ?? 'pool', admin: autoUser?.elevationLevel === 'admin' }
}
