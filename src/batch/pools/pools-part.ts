import { sql } from '#store/sql.ts'
import type { AccountPart } from '../account-parts.ts'
import { listNodesOfAccount, removeNode } from '../nodes/node.queries.ts'

export const poolsPart: AccountPart = {
  async empty({ store, compute }, account) {
    // Without pools nothing makes nodes any more.
    await store.write((tx) => tx.run(sql`delete from batch_pool where account = ${account}`))
    const nodes = await listNodesOfAccount(store, account)
    for (const node of nodes) await compute.removeNode(node.key)
    await store.write(async (tx) => {
      for (const node of nodes) await removeNode(tx, node)
    })
  },
}
