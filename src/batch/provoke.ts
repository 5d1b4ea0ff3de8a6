// What goes wrong in Azure by itself, and here when somebody asks for it: nodes that are preempted,
// break, fall silent or are upgraded, and resizes that fail.
import type { Tx } from '#store/tx.ts'
import type { Fault, NodeFault } from './faults.ts'
import { changeNode } from './nodes/node.commands.ts'
import { decide } from './nodes/node.machine.ts'
import { findNode, listNodes, saveNode } from './nodes/node.queries.ts'
import type { NodeRefusal } from './nodes/node.refusals.ts'
import type { Node, NodeError } from './nodes/node.ts'
import { findPool, savePool } from './pools/pool.queries.ts'
import type { Pool } from './pools/pool.ts'
import type { BatchPorts } from './ports.ts'
import { giveUpTasks } from './scheduler/node-tasks.ts'

/** What shall happen, and where. Without a node it happens to all of the pool that it can happen to. */
export interface Provocation {
  readonly what: Fault
  readonly account: string
  readonly pool: string
  readonly node?: string
  /** What a node or a resize that fails says. A node without it is out of reach. */
  readonly error?: { readonly code: string; readonly message?: string }
}

export interface Provoked {
  readonly node: string
  readonly state: string
  /** The long-running operation that follows, for `release`. */
  readonly operation?: string
}

/** What came of it: what happened to which nodes, or in words why nothing did. */
export type Outcome =
  | { readonly done: readonly Provoked[] }
  | { readonly missing: string }
  | { readonly refused: string }

export async function provoke(ports: BatchPorts, wish: Provocation): Promise<Outcome> {
  const outcome = await ports.store.write((tx) => inPool(tx, ports, wish))
  ports.engine.wake()
  ports.wake.scheduler()
  return outcome
}

async function inPool(tx: Tx, ports: BatchPorts, wish: Provocation): Promise<Outcome> {
  const pool = await findPool(tx, wish.account, wish.pool)
  if (!pool) return { missing: `There is no pool ${wish.pool} in the account ${wish.account}.` }
  if (wish.what === 'failResize') return failResize(tx, pool, wish)
  const { what, node: id } = wish
  const nodes = id === undefined ? await listNodes(tx, pool) : [await nodeIn(tx, pool, id)]
  if (nodes.includes(undefined))
    return { missing: `There is no node ${id} in the pool ${pool.id}.` }
  const done: Provoked[] = []
  let refused: string | undefined
  for (const node of nodes as Node[]) {
    const refusal = await happen(tx, ports, node, { ...wish, what })
    if (refusal) refused ??= `${node.id}: ${refusal}`
    else done.push(provoked(node, await nodeIn(tx, pool, node.id)))
  }
  if (done.length > 0) return { done }
  return { refused: refused ?? `The pool ${pool.id} has no nodes.` }
}

const nodeIn = (tx: Tx, pool: Pool, id: string): Promise<Node | undefined> =>
  findNode(tx, pool.account, pool.key, id)

const provoked = ({ id }: Node, after: Node | undefined): Provoked => ({
  node: id,
  state: after?.state ?? 'gone',
  ...(after?.change ? { operation: after.change } : {}),
})

type NodeWish = Provocation & { readonly what: NodeFault }

/** Lets it happen to the node. Answers why it cannot. */
async function happen(
  tx: Tx,
  ports: BatchPorts,
  node: Node,
  wish: NodeWish,
): Promise<string | undefined> {
  const now = ports.clock.now()
  const change = async (asked: Parameters<typeof changeNode>[3]): Promise<string | undefined> =>
    because(await changeNode(tx, ports, node, asked, now))
  switch (wish.what) {
    case 'preempt':
      if (node.isDedicated) return 'Only low-priority and Spot nodes are preempted.'
      return change({ kind: 'preempt', option: 'requeue' })
    case 'upgradeOs': {
      const option = (await defersUpgrades(tx, node)) ? 'taskcompletion' : 'requeue'
      return change({ kind: 'upgrade', option })
    }
    case 'lose':
      return change({ kind: 'lose', option: 'requeue' })
    case 'fail':
      return fail(tx, ports, node, wish.error)
    case 'recover':
      return recover(tx, ports, node)
  }
}

const because = (refusal: NodeRefusal | undefined): string | undefined =>
  refusal && (refusal.reason ?? refusal.code)

async function defersUpgrades(tx: Tx, { account, poolKey }: Node): Promise<boolean> {
  const pool = await findPool(tx, account, poolKey)
  return pool?.settings.upgradePolicy?.automaticOSUpgradePolicy?.osRollingUpgradeDeferral ?? false
}

/** A node that says what is wrong waits for somebody to mend it; one that does not is recovered. */
async function fail(
  tx: Tx,
  ports: BatchPorts,
  node: Node,
  error: Provocation['error'],
): Promise<string | undefined> {
  const now = ports.clock.now()
  const errors: NodeError[] = error ? [{ message: error.code, ...error }] : []
  const decision = decide(node, { type: 'fail', errors }, now)
  if (!decision.accepted) return because(decision.refusal)
  await saveNode(tx, decision.next)
  await giveUpTasks(tx, node, 'requeue', now)
  if (error) return undefined
  const asked = { kind: 'recover', option: 'requeue' } as const
  return because(await changeNode(tx, ports, decision.next, asked, now))
}

async function recover(tx: Tx, ports: BatchPorts, node: Node): Promise<string | undefined> {
  const now = ports.clock.now()
  if (node.state === 'unknown' && node.changeKind === 'lose') {
    const off = decide(node, { type: 'callOff' }, now)
    const back = off.accepted ? decide(off.next, { type: 'hear' }, now) : off
    if (back.accepted) await saveNode(tx, back.next)
    return undefined
  }
  const kind = node.state === 'preempted' ? 'create' : 'recover'
  const asked = { kind, option: 'requeue', atOnce: true } as const
  return because(await changeNode(tx, ports, node, asked, now))
}

/** The next resize that needs nodes, or the one under way, ends so. */
async function failResize(tx: Tx, pool: Pool, { error }: Provocation): Promise<Outcome> {
  if (!error) return { refused: 'Say what the resize is to fail with.' }
  if (pool.state === 'deleting') return { refused: `The pool ${pool.id} is being deleted.` }
  const nextResizeError = { message: error.code, ...error }
  await savePool(tx, { ...pool, nextResizeError })
  return { done: [] }
}
