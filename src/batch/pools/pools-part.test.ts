import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listAll } from '#drivers/nodes/conformance/conformance-files.ts'
import { SimulatedNodes } from '#drivers/nodes/simulated/simulated.ts'
import { aWorld } from '#testing/trials/world.ts'
import { accountKeyOf, poolKeyOf } from '../keys.ts'
import { insertNode, listNodesOfAccount } from '../nodes/node.queries.ts'
import { newNode } from '../nodes/node-settings.ts'
import type { BatchPorts } from '../ports.ts'
import { aPool } from './pool.fixture.ts'
import { findPool, insertPool } from './pool.queries.ts'
import { poolsPart } from './pools-part.ts'

test('an account that goes takes its pools and their nodes along, and no other account’s', async (t) => {
  const { store, clock } = await aWorld(t)
  const nodes = new SimulatedNodes({ clock })
  const now = clock.now()
  const keys: string[] = []
  for (const [i, account] of ['going', 'staying'].entries()) {
    const pool = aPool({ account: accountKeyOf(account) })
    const random = new Uint8Array(32).fill(i)
    const node = newNode({ pool, isDedicated: true, number: 0, random, now })
    keys.push(node.key)
    await store.write(async (tx) => {
      await insertPool(tx, pool)
      await insertNode(tx, node)
    })
    await nodes.setUp({ nodeId: node.key, poolId: 'pool1', slots: 1, environment: {} })
  }
  const ports = { store, nodeProvider: nodes.provider } as unknown as BatchPorts
  await poolsPart.empty(ports, accountKeyOf('going'))
  await poolsPart.empty(ports, accountKeyOf('going'))
  assert.equal(await findPool(store, accountKeyOf('going'), poolKeyOf('pool1')), undefined)
  assert.deepEqual(await listNodesOfAccount(store, accountKeyOf('going')), [])
  await assert.rejects(listAll(nodes.files, keys[0]!, '', false))
  assert.ok(await findPool(store, accountKeyOf('staying'), poolKeyOf('pool1')))
  assert.ok((await listAll(nodes.files, keys[1]!, '', false)).length > 0)
})
