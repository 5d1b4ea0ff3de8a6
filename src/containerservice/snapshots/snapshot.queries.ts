import { findResource } from '#arm/resources/resource.queries.ts'
import type { Reader } from '#store/tx.ts'
import { aksError } from '../errors.ts'
import type { PoolProperties } from '../wire.ts'
import type { Snapshot, SnapshotProperties } from './snapshot.ts'

export const findSnapshot = async (reader: Reader, id: string): Promise<Snapshot | undefined> =>
  (await findResource<SnapshotProperties>(reader, id)) as Snapshot | undefined

/** The snapshot that a new pool is made after; undefined when it names none. Throws AKS's refusal. */
export async function sourceOf(
  reader: Reader,
  asked: PoolProperties,
): Promise<SnapshotProperties | undefined> {
  const id = asked.creationData?.sourceResourceId
  if (!id) return undefined
  const target = 'agentPoolProfile.creationData.sourceResourceId'
  const invalid = (reason: string) =>
    aksError('InvalidParameter', { name: target, reason }, { target })
  const found = (await findSnapshot(reader, id))?.body
  if (!found) throw invalid(`'${id}' is not a snapshot that is there.`)
  const differs =
    (asked.osType && asked.osType !== found.osType) ||
    (asked.osSKU && asked.osSKU !== found.osSku) ||
    (asked.enableFIPS !== undefined && asked.enableFIPS !== found.enableFIPS)
  if (differs) throw invalid('osType, osSKU and enableFIPS must be those of the snapshot.')
  return found
}
