import type { operations } from '#contract/batch/types.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { nodeIdOf } from '../keys.ts'
import { poolOf } from '../pools/pool.commands.ts'
import type { DrainOption, Pool } from '../pools/pool.ts'
import { poolNameOf } from '../pools/pool.wire.ts'
import type { BatchPorts } from '../ports.ts'
import { refusal } from '../refusals.ts'
import { giveUpTasks, recentTasks } from '../scheduler/node-tasks.ts'
import type { Filterables } from '../wire/filter.ts'
import { byNumber, byTime, byWord } from '../wire/filterables.ts'
import { filterOf } from '../wire/filtered.ts'
import { pageOf } from '../wire/page.ts'
import { accepted, done, found } from '../wire/replies.ts'
import { changeNode } from './node.commands.ts'
import { decide } from './node.machine.ts'
import { findNode, pageOfNodes, saveNode } from './node.queries.ts'
import type { NodeRefusal } from './node.rules.ts'
import type { ChangeKind, Node } from './node.ts'
import { presentNode } from './node.wire.ts'

type OnNode = Pick<Request, 'caller'> & {
  readonly params: { readonly poolId: string; readonly nodeId: string }
}

/** The node that a call names with its pool, or Azure's refusal: the pool's comes first. */
export async function nodeOf(
  reader: Reader,
  request: OnNode,
): Promise<{ readonly pool: Pool; readonly node: Node }> {
  const pool = await poolOf(reader, poolNameOf(request))
  const node = await findNode(reader, {
    account: pool.account,
    poolKey: pool.key,
    key: nodeIdOf(request.params.nodeId),
  })
  if (!node) throw batchError('NodeNotFound')
  return { pool, node }
}

const nodeError = ({ code, reason }: NodeRefusal): AzureError =>
  reason === undefined ? batchError(code) : refusal(code, { Reason: reason })

const ComputeNode_Get: Handler<operations['ComputeNode_Get'], BatchPorts> = async (
  request,
  ports,
) => {
  const { pool, node } = await nodeOf(ports.store, request)
  const recent = await recentTasks(ports.store, node, request.origin)
  return found(presentNode(request, node, pool, recent))
}

const filterables: Filterables = {
  state: byWord('state'),
  stateTransitionTime: byTime('state_transition_time'),
  lastBootTime: byTime('last_boot_time'),
  allocationTime: byTime('allocation_time'),
  'startTaskInfo/state': { column: 'start_task_state', operators: ['eq'], kind: 'word' },
  'startTaskInfo/result': byWord('start_task_result'),
  'startTaskInfo/exitCode': byNumber('start_task_exit_code'),
  'startTaskInfo/startTime': byTime('start_task_start_time'),
  'startTaskInfo/endTime': byTime('start_task_end_time'),
}

const ComputeNode_List: Handler<operations['ComputeNode_List'], BatchPorts> = async (
  request,
  ports,
) => {
  const { store } = ports
  const pool = await poolOf(store, poolNameOf(request))
  const filter = filterOf(request.query, filterables)
  const page = await pageOf(
    request,
    async (wanted) => {
      const nodes = await pageOfNodes(store, pool, filter, wanted)
      return Promise.all(
        nodes.map(async (node) => ({
          node,
          recent: await recentTasks(store, node, request.origin),
        })),
      )
    },
    ({ node }) => node.key,
    ({ node, recent }) => presentNode(request, node, pool, recent),
  )
  return found(page)
}

/** Begins a change of a node as a whole. */
async function change(
  request: OnNode & Pick<Request, 'now' | 'origin' | 'path'>,
  ports: BatchPorts,
  kind: ChangeKind,
  option: DrainOption = 'requeue',
  refuse?: (pool: Pool) => AzureError | undefined,
) {
  await ports.store.write(async (tx) => {
    const { pool, node } = await nodeOf(tx, request)
    const unfit = refuse?.(pool)
    if (unfit) throw unfit
    const refused = await changeNode(tx, ports, node, { kind, option }, request.now)
    if (refused) throw nodeError(refused)
  })
  ports.engine.wake()
  // Tasks that had to go can run elsewhere.
  ports.wake.scheduler()
  return accepted(request)
}

const ComputeNode_Reboot: Handler<operations['ComputeNode_Reboot'], BatchPorts> = (
  request,
  ports,
) => change(request, ports, 'reboot', request.body?.nodeRebootOption)

/** From here on any pool's nodes can be reimaged. */
const REIMAGES_ALL_FROM = '2024-07-01.20.0'

const ComputeNode_Reimage: Handler<operations['ComputeNode_Reimage'], BatchPorts> = (
  request,
  ports,
) =>
  change(request, ports, 'reimage', request.body?.nodeReimageOption, ({ settings }) =>
    request.apiVersion < REIMAGES_ALL_FROM && !settings.cloudServiceConfiguration
      ? refusal('OperationNotValidOnNode', {
          Reason:
            'Operation reimage can be invoked only on pools created with cloudServiceConfiguration',
        })
      : undefined,
  )

const ComputeNode_Deallocate: Handler<operations['ComputeNode_Deallocate'], BatchPorts> = (
  request,
  ports,
) => change(request, ports, 'deallocate', request.body?.nodeDeallocateOption)

const ComputeNode_Start: Handler<operations['ComputeNode_Start'], BatchPorts> = (request, ports) =>
  change(request, ports, 'start')

const ComputeNode_DisableScheduling: Handler<
  operations['ComputeNode_DisableScheduling'],
  BatchPorts
> = async (request, ports) => {
  const option = request.body?.nodeDisableSchedulingOption ?? 'requeue'
  await ports.store.write(async (tx) => {
    const { node } = await nodeOf(tx, request)
    const decision = decide(node, { type: 'disableScheduling' }, request.now)
    if (!decision.accepted) throw nodeError(decision.refusal)
    await saveNode(tx, decision.next)
    if (option === 'taskcompletion') return
    await giveUpTasks(tx, node, option, request.now)
  })
  ports.engine.wake()
  ports.wake.scheduler()
  return done(request)
}

const ComputeNode_EnableScheduling: Handler<
  operations['ComputeNode_EnableScheduling'],
  BatchPorts
> = async (request, { store, wake }) => {
  await store.write(async (tx) => {
    const { node } = await nodeOf(tx, request)
    const decision = decide(node, { type: 'enableScheduling' }, request.now)
    if (!decision.accepted) throw nodeError(decision.refusal)
    await saveNode(tx, decision.next)
  })
  wake.scheduler()
  return done(request)
}

export const nodeHandlers = {
  ComputeNode_Get,
  ComputeNode_List,
  ComputeNode_Reboot,
  ComputeNode_Reimage,
  ComputeNode_Deallocate,
  ComputeNode_Start,
  ComputeNode_DisableScheduling,
  ComputeNode_EnableScheduling,
} satisfies Handlers
