// Who asks for a pool, as far as some settings are taken only from some.
import { parseResourceId } from '#arm/resource-id.ts'
import type { Request } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { findAccount } from '../../accounts/account.queries.ts'
import type { JobSpec } from '../../jobs/job.ts'
import { type AccountKey, accountOf } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { newAutoPool } from '../auto/auto-pool.rules.ts'
import type { Asking } from './asking.ts'
import { checkSubnet } from './network.rules.ts'

/** Recorded: from this api-version on the id of a managed image is refused. */
const NO_MANAGED_IMAGES_FROM = '2024-02-01.19.0'
/** One that takes all that any takes. */
const TAKES_ALL = '2023-11-01.18.0'

type Catalogued = Pick<BatchPorts, 'catalogues'>

export async function askingOf(
  reader: Reader,
  { catalogues }: Catalogued,
  request: Pick<Request, 'caller' | 'apiVersion'>,
): Promise<Asking> {
  const { caller, apiVersion } = request
  return {
    isByToken: caller.kind !== 'account-key',
    takesManagedImages: apiVersion < NO_MANAGED_IMAGES_FROM,
    apiVersion,
    subscriptionId: await subscriptionOf(reader, accountOf(request)),
    catalogues,
  }
}

/** The service itself asks, for what a client was allowed before. */
export const askingAgain = async (
  reader: Reader,
  { catalogues }: Catalogued,
  account: AccountKey,
): Promise<Asking> => ({
  isByToken: true,
  takesManagedImages: true,
  apiVersion: TAKES_ALL,
  subscriptionId: await subscriptionOf(reader, account),
  catalogues,
})

async function subscriptionOf(reader: Reader, account: AccountKey): Promise<string> {
  const { id = '' } = (await findAccount(reader, account)) ?? {}
  return parseResourceId(id).subscriptionId ?? ''
}

interface Wanted {
  readonly poolInfo?: JobSpec['poolInfo']
  readonly networkConfiguration?: JobSpec['networkConfiguration']
}

/** Refuses an automatic pool that could not be made, and a subnet elsewhere, where a job is to have one. */
export async function checkPoolAndNetwork(
  ports: BatchPorts,
  request: Pick<Request, 'caller' | 'apiVersion'>,
  { poolInfo, networkConfiguration: network }: Wanted,
): Promise<void> {
  const auto = poolInfo?.autoPoolSpecification
  if (!auto && network?.subnetId === undefined) return
  const asking = await askingOf(ports.store, ports, request)
  if (auto) newAutoPool(auto, asking)
  if (network?.subnetId !== undefined) checkSubnet(network.subnetId, asking)
}
