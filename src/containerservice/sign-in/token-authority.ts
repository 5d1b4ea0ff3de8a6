// Entra, as the API servers of clusters ask it.
import type { TokenAuthority } from '#drivers/cluster/port.ts'
import type { Caller } from '#kernel/handler.ts'
import { actionOf, scopeOf } from './kubernetes-access.ts'

export interface TokenAuthorityPorts {
  /** Undefined: the token is not accepted. */
  callerOf(token: string, audiences: readonly string[]): Promise<Caller | undefined>
  /** Ids of the groups that it is in, also by way of others. */
  groupsOf(oid: string): Promise<readonly string[]>
  /** Whether a role at the scope or above it permits an action of a data plane. */
  permits(oid: string, action: string, scope: string): Promise<boolean>
}

export const tokenAuthority = (ports: TokenAuthorityPorts): TokenAuthority => ({
  async userOf(token, audience) {
    const caller = await ports.callerOf(token, [audience, `api://${audience}`])
    if (!caller) return undefined
    // As in AKS: people by their names, applications by their object ids.
    const name = caller.kind === 'user' ? caller.name : caller.oid
    return { name, id: caller.oid, groups: await ports.groupsOf(caller.oid) }
  },
  allows: (cluster, userId, access) =>
    ports.permits(userId, actionOf(access), scopeOf(cluster, access)),
})
