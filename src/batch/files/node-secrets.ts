// By what a node uses storage: a token of one of its pool's identities, or the account's own storage.
import type { NodeSecrets } from '#drivers/nodes/port.ts'
import { autoStorageOf } from '../applications/package-blobs.ts'
import { type NodeId, nodeIdOf } from '../keys.ts'
import { findNodeAnywhere } from '../nodes/node.queries.ts'
import type { Node } from '../nodes/node.ts'
import type { BatchPorts } from '../ports.ts'
import { identitiesOf } from './node-identities.ts'

type Ports = Pick<BatchPorts, 'store' | 'storage' | 'identity'>

const AUDIENCE = 'https://storage.azure.com'
/** Long enough to list a container and to fetch what is in it. */
const GRANT_MS = 24 * 3_600_000

/** Each refusal is a sentence for the one whose task fails by it. */
export const nodeSecrets = (ports: Ports): NodeSecrets => ({
  async token(nodeId, identity) {
    const held = await identitiesOf(ports.store, await nodeOf(ports, nodeIdOf(nodeId)))
    if (!held.some((each) => each.toLowerCase() === identity.toLowerCase()))
      throw new Error(`The pool of the node has no identity ${identity}`)
    const token = await ports.identity.tokenOf(identity, AUDIENCE)
    if (token === undefined) throw new Error(`There is no identity ${identity}`)
    return token
  },
  async autoStorage(nodeId, container) {
    const node = await nodeOf(ports, nodeIdOf(nodeId))
    const found = await autoStorageOf(ports.store, ports, node.account)
    if (!found) throw new Error('The Batch account has no auto storage')
    if (!ports.storage.isServed) throw new Error('The blobs of this server are not served')
    const { account, storage } = found
    const { authenticationMode, nodeIdentityReference } = account.body.autoStorage!
    if (authenticationMode !== 'BatchAccountManagedIdentity') {
      const grant = { container, permissions: 'rl', lastsMs: GRANT_MS }
      return { url: ports.storage.signedUrlOf(storage, grant).url }
    }
    const url = ports.storage.urlOf(storage, { container })
    const identity = nodeIdentityReference?.resourceId
    return { url, ...(identity !== undefined && { identity }) }
  },
})

async function nodeOf({ store }: Ports, nodeId: NodeId): Promise<Node> {
  const node = await findNodeAnywhere(store, nodeId)
  if (!node) throw new Error(`There is no node ${nodeId}`)
  return node
}
