import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { nodeIdOf } from '../keys.ts'
import { limits } from '../limits.ts'
import { listNodes } from '../nodes/node.queries.ts'
import type { BatchPorts } from '../ports.ts'
import { invalidProperty } from '../refusals.ts'
import { preconditions } from '../wire/preconditions.ts'
import { accepted, deleting } from '../wire/replies.ts'
import { beginDeletion, decided, poolOf, resized, stopResizing } from './pool.commands.ts'
import { poolNameOf, versionOf } from './pool.wire.ts'
import { resizeTimeoutMs, sizeOf } from './settings/pool-settings.ts'

const Pool_Delete: Handler<operations['Pool_Delete'], BatchPorts> = async (request, ports) => {
  const { store, engine } = ports
  await store.write(async (tx) => {
    const pool = await poolOf(tx, poolNameOf(request))
    preconditions(request, versionOf(pool))
    await beginDeletion(tx, ports, pool, { now: request.now, accountId: request.caller.oid })
  })
  engine.wake()
  ports.wake.scheduler()
  return deleting()
}

const Pool_Resize: Handler<operations['Pool_Resize'], BatchPorts> = async (request, ports) => {
  const { body, now } = request
  const pool = await ports.store.write(async (tx) => {
    const found = await poolOf(tx, poolNameOf(request))
    preconditions(request, versionOf(found))
    const size = sizeOf(body, found.settings, found.size)
    const option = body.nodeDeallocationOption ?? 'requeue'
    return resized(tx, ports, found, { size, option }, now)
  })
  ports.engine.wake()
  return accepted(request, versionOf(pool))
}

const Pool_StopResize: Handler<operations['Pool_StopResize'], BatchPorts> = async (
  request,
  ports,
) => {
  const { store, engine } = ports
  const pool = await store.write(async (tx) => {
    const found = await poolOf(tx, poolNameOf(request))
    preconditions(request, versionOf(found))
    return stopResizing(tx, ports, found, request.now)
  })
  engine.wake()
  return accepted(request, versionOf(pool))
}

const Pool_RemoveNodes: Handler<operations['Pool_RemoveNodes'], BatchPorts> = async (
  request,
  ports,
) => {
  const { body, now } = request
  const names = [...new Set(body.nodeList.map(nodeIdOf))]
  if (names.length === 0 || body.nodeList.length > limits.nodesPerRemoval) {
    throw invalidProperty('nodeList', `It must name 1 to ${limits.nodesPerRemoval} nodes`)
  }
  const pool = await ports.store.write(async (tx) => {
    const found = await poolOf(tx, poolNameOf(request))
    preconditions(request, versionOf(found))
    const timeout = { resizeTimeoutMs: resizeTimeoutMs(body.resizeTimeout) }
    // What the pool refuses comes before what is wrong with its nodes.
    decided(
      found,
      { type: 'resize', size: { ...found.size, ...timeout }, operation: '', option: 'requeue' },
      now,
    )
    const nodes = await listNodes(tx, found)
    const known = new Set(nodes.map(({ key }) => key))
    if (names.some((name) => !known.has(name))) throw batchError('NodeNotFound')
    // Removing nodes never makes a pool grow, even if it had stopped short of its target.
    const staying = (isDedicated: boolean): number =>
      nodes.filter(
        (node) =>
          node.isDedicated === isDedicated &&
          node.changeKind !== 'remove' &&
          !names.includes(node.key),
      ).length
    const size = {
      ...timeout,
      targetDedicatedNodes: staying(true),
      targetLowPriorityNodes: staying(false),
    }
    const option = body.nodeDeallocationOption ?? 'requeue'
    return resized(tx, ports, found, { size, option, nodeKeys: names }, now)
  })
  ports.engine.wake()
  return accepted(request, versionOf(pool))
}

export const poolSizeHandlers = {
  Pool_Delete,
  Pool_Resize,
  Pool_StopResize,
  Pool_RemoveNodes,
} satisfies Handlers
