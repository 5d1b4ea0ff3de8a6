import { findResource, listResources } from '#arm/resources/resource.queries.ts'
import type { Reader } from '#store/tx.ts'
import { type Kind, type Tracked, type TrackedBody, trackedType } from './tracked.ts'

export const findTracked = async (reader: Reader, id: string): Promise<Tracked | undefined> =>
  (await findResource<TrackedBody>(reader, id)) as Tracked | undefined

/** In the order of their ids. */
export const listTracked = async (
  reader: Reader,
  kind: Kind,
  scope: { readonly subscriptionId: string; readonly resourceGroup?: string },
): Promise<Tracked[]> =>
  (await listResources<TrackedBody>(reader, { type: trackedType(kind), ...scope })) as Tracked[]
