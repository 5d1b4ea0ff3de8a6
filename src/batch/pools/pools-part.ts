import type { AccountPart } from '../accounts/account-part.ts'
import { listNodesOfAccount, removeNode } from '../nodes/node.queries.ts'
import { removePools } from './pool.queries.ts'

export const poolsPart: AccountPart = {
  async empty({ store, nodeProvider }, account) {
    // Without pools nothing makes nodes any more.
    await store.write((tx) => removePools(tx, account))
    const nodes = await listNodesOfAccount(store, account)
    for (const node of nodes) await nodeProvider.release(node.key)
    await store.write(async (tx) => {
      for (const node of nodes) await removeNode(tx, node)
    })
  },
}
