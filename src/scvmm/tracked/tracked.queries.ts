import { findResource } from '#arm/resources/resource.queries.ts'
import type { Reader } from '#store/tx.ts'
import type { Tracked, TrackedBody } from './tracked.ts'

export const findTracked = async (reader: Reader, id: string): Promise<Tracked | undefined> =>
  (await findResource<TrackedBody>(reader, id)) as Tracked | undefined
