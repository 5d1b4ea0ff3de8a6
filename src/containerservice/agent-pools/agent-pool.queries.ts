import { findResource } from '#arm/resources/resource.queries.ts'
import type { Reader } from '#store/tx.ts'
import { type AgentPool, type PoolBody, poolId } from './agent-pool.ts'

export const findPool = async (
  reader: Reader,
  cluster: string,
  name: string,
): Promise<AgentPool | undefined> =>
  (await findResource<PoolBody>(reader, poolId(cluster, name))) as AgentPool | undefined
