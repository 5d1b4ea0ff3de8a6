// What goes wrong in Azure by itself, and here on request: nodes that are preempted,
// break, fall silent or are upgraded, and resizes that fail.

import type { Instant } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { type AccountKey, nodeIdOf, poolKeyOf } from '../keys.ts'
import { changeNode } from '../nodes/node.commands.ts'
import { decide } from '../nodes/node.machine.ts'
import { findNode, listNodes } from '../nodes/node.queries.ts'
import type { NodeRefusal } from '../nodes/node.rules.ts'
import type { ChangeKind, Node } from '../nodes/node.ts'
import { nodeSpecOf, poolNameOf } from '../nodes/node-driver.ts'
import { findPool } from '../pools/pool.queries.ts'
import type { Pool } from '../pools/pool.ts'
import type { BatchPorts } from '../ports.ts'
import type { Fault, NodeFault } from './faults.ts'

/** What shall happen, and where. Without a node it happens to all of the pool that it can happen to. */
export interface Provocation {
  readonly what: Fault
  readonly account: AccountKey
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

export async function provoke(ports: BatchPorts, asked: Provocation): Promise<Outcome> {
  const { store } = ports
  const pool = await findPool(store, asked.account, poolKeyOf(asked.pool))
  if (!pool) return { missing: `There is no pool ${asked.pool} in the account ${asked.account}.` }
  if (asked.what === 'failResize') return failResize(ports, pool, asked)
  const { what, node: id } = asked
  const nodes = id === undefined ? await listNodes(store, pool) : [await nodeIn(store, pool, id)]
  if (nodes.includes(undefined))
    return { missing: `There is no node ${id} in the pool ${pool.id}.` }
  const results = await Promise.all(
    (nodes as Node[]).map(async (node) => ({
      node,
      refusal: await happen(ports, node, { ...asked, what }),
    })),
  )
  ports.engine.wake()
  ports.wake.scheduler()
  const done: Provoked[] = []
  for (const { node, refusal } of results) {
    if (!refusal) done.push(provoked(node, await nodeIn(store, pool, node.id)))
  }
  if (done.length > 0) return { done }
  const [first] = results
  const refused = first ? `${first.node.id}: ${first.refusal}` : `The pool ${pool.id} has no nodes.`
  return { refused }
}

const nodeIn = (reader: Reader, pool: Pool, id: string): Promise<Node | undefined> =>
  findNode(reader, { account: pool.account, poolKey: pool.key, key: nodeIdOf(id) })

const provoked = ({ id }: Node, after: Node | undefined): Provoked => ({
  node: id,
  state: after?.state ?? 'gone',
  ...(after?.change ? { operation: after.change } : {}),
})

type NodeProvocation = Provocation & { readonly what: NodeFault }

/** Lets it happen to the node, and its report be taken. Answers why it cannot. */
async function happen(
  ports: BatchPorts,
  node: Node,
  asked: NodeProvocation,
): Promise<string | undefined> {
  const { clock, provocations } = ports
  const { key: nodeId, machine } = node
  const boot = { nodeId, bootId: machine?.bootId ?? '' }
  const now = clock.now()
  const refusalOf = (kind: ChangeKind): string | undefined => {
    const trial = decide(node, { type: 'change', kind, operation: '' }, now)
    return trial.accepted ? undefined : because(trial.refusal)
  }
  switch (asked.what) {
    case 'preempt': {
      if (node.isDedicated) return 'Only low-priority and Spot nodes are preempted.'
      const refused = refusalOf('preempt')
      if (!refused) await provocations.preempt(boot)
      return refused
    }
    case 'lose': {
      const refused = refusalOf('lose')
      if (!refused) await provocations.silence(nodeId)
      return refused
    }
    case 'fail': {
      const { error } = asked
      const trial = decide(node, { type: 'fail', errors: [] }, now)
      if (!trial.accepted) return because(trial.refusal)
      if (!error) await provocations.vanish(boot)
      else await provocations.fault(nodeId, error.code, error.message ?? error.code)
      return undefined
    }
    case 'upgradeOs':
      return ports.store.write(async (tx) => {
        const option = (await defersUpgrades(tx, node)) ? 'taskcompletion' : 'requeue'
        return because(await changeNode(tx, ports, node, { kind: 'upgrade', option }, now))
      })
    case 'recover':
      return recover(ports, node, now)
  }
}

const because = (refusal: NodeRefusal | undefined): string | undefined =>
  refusal && (refusal.reason ?? refusal.code)

async function defersUpgrades(reader: Reader, { account, poolKey }: Node): Promise<boolean> {
  const pool = await findPool(reader, account, poolKey)
  return pool?.settings.upgradePolicy?.automaticOSUpgradePolicy?.osRollingUpgradeDeferral ?? false
}

async function recover(ports: BatchPorts, node: Node, now: Instant): Promise<string | undefined> {
  await ports.provocations.restore(node.key)
  if (node.state === 'unknown') {
    // Its agent says what it has.
    await ports.nodeAgent.setUp(await nodeSpecOf(ports, node))
    return undefined
  }
  const kind = node.state === 'preempted' ? 'create' : 'recover'
  const asked = { kind, option: 'requeue', atOnce: true } as const
  return ports.store.write(async (tx) => because(await changeNode(tx, ports, node, asked, now)))
}

/** The next resize that needs nodes, or the one under way, ends so. */
async function failResize(
  { provocations }: BatchPorts,
  pool: Pool,
  { error }: Provocation,
): Promise<Outcome> {
  if (!error) return { refused: 'Say what the resize is to fail with.' }
  if (pool.state === 'deleting') return { refused: `The pool ${pool.id} is being deleted.` }
  const name = poolNameOf({ account: pool.account, poolKey: pool.key })
  await provocations.failResize(name, error.code, error.message ?? error.code)
  return { done: [] }
}
