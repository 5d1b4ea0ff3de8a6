import type { Instant } from '#kernel/instant.ts'
import { type Sql, sql } from '#store/sql.ts'
import type { Tx } from '#store/tx.ts'
import type { NodeKey } from '../node.ts'

/** A user who may log in to a node. */
export interface NodeUser {
  readonly name: string
  readonly isAdmin: boolean
  readonly expiryTime: Instant
  /** Never told again. */
  readonly secret: {
    readonly password?: string | undefined
    readonly sshPublicKey?: string | undefined
  }
}

const isUser = ({ account, poolKey, key }: NodeKey, name: string): Sql =>
  sql`account = ${account} and pool_key = ${poolKey} and node_key = ${key} and name = ${name}`

/** False: the node has that user already. */
export async function insertNodeUser(tx: Tx, node: NodeKey, user: NodeUser): Promise<boolean> {
  const changed = await tx.run(sql`
    insert into batch_node_user
      (account, pool_key, node_key, name, expiry_time, secret, is_admin)
    values (${node.account}, ${node.poolKey}, ${node.key}, ${user.name}, ${user.expiryTime},
            ${JSON.stringify(user.secret)}, ${Number(user.isAdmin)})
    on conflict do nothing`)
  return changed === 1
}

/** False: the node has no such user. */
export async function saveNodeUser(
  tx: Tx,
  node: NodeKey,
  { name, expiryTime, secret }: Omit<NodeUser, 'isAdmin'>,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update batch_node_user set expiry_time = ${expiryTime}, secret = ${JSON.stringify(secret)}
     where ${isUser(node, name)}`)
  return changed === 1
}

/** False: the node has no such user. */
export async function removeNodeUser(tx: Tx, node: NodeKey, name: string): Promise<boolean> {
  return (await tx.run(sql`delete from batch_node_user where ${isUser(node, name)}`)) === 1
}

/** A node that was reimaged has no users. */
export async function removeNodeUsers(tx: Tx, node: NodeKey): Promise<void> {
  await tx.run(sql`
    delete from batch_node_user
     where account = ${node.account} and pool_key = ${node.poolKey} and node_key = ${node.key}`)
}
