import { normalLocation } from '#arm/locations.ts'
import { resourceNotFound } from '#arm/resources/resource.handlers.ts'
import { deleteResource, findResource, save } from '#arm/resources/resource.queries.ts'
import { createdBy, modifiedBy, newResource } from '#arm/resources/resource.ts'
import { listedPage } from '#arm/resources/resource-page.ts'
import type { Handler } from '#kernel/handler.ts'
import { patched } from '#kernel/patched.ts'
import type { Reader } from '#store/tx.ts'
import type { PoolBody } from '../agent-pools/agent-pool.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { findSnapshot } from './snapshot.queries.ts'
import {
  presentSnapshot,
  SNAPSHOT_TYPE,
  type Snapshot,
  type SnapshotPath,
  type SnapshotProperties,
  snapshotId,
  snapshotOf,
} from './snapshot.ts'

type SnapshotHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const SOURCE = 'properties.creationData.sourceResourceId'

async function requireSnapshot(reader: Reader, path: SnapshotPath): Promise<Snapshot> {
  const snapshot = await findSnapshot(reader, snapshotId(path))
  if (snapshot) return snapshot
  throw resourceNotFound({
    namespace: 'Microsoft.ContainerService',
    type: 'snapshots',
    names: [path.resourceName],
    resourceGroup: path.resourceGroupName,
  })
}

const Snapshots_List: SnapshotHandler<'Snapshots_List'> = (request, { store }) => {
  const { subscriptionId } = request.params
  return listedPage(store, request, { type: SNAPSHOT_TYPE, subscriptionId }, presentSnapshot)
}

const Snapshots_ListByResourceGroup: SnapshotHandler<'Snapshots_ListByResourceGroup'> = (
  request,
  { store },
) => {
  const { subscriptionId, resourceGroupName: resourceGroup } = request.params
  const scope = { type: SNAPSHOT_TYPE, subscriptionId, resourceGroup }
  return listedPage(store, request, scope, presentSnapshot)
}

const Snapshots_Get: SnapshotHandler<'Snapshots_Get'> = async ({ params }, { store }) => ({
  status: 200,
  body: presentSnapshot(await requireSnapshot(store, params)),
})

const Snapshots_CreateOrUpdate: SnapshotHandler<'Snapshots_CreateOrUpdate'> = async (
  { params, body, caller, now },
  { store },
) =>
  await store.write(async (tx) => {
    const before = await findSnapshot(tx, snapshotId(params))
    const source = body.properties?.creationData?.sourceResourceId
    if (before) {
      const old = before.body.creationData?.sourceResourceId
      if (source && source.toLowerCase() !== old?.toLowerCase()) {
        throw aksError('PropertyChangeNotAllowed', { name: SOURCE }, { target: SOURCE })
      }
      const systemData = modifiedBy(before.envelope.systemData, caller, now)
      const { tags: _, ...rest } = before
      const tags = body.tags ? { tags: body.tags } : {}
      const saved = await save(tx, { ...rest, ...tags, envelope: { systemData } })
      return { status: 200, body: presentSnapshot(saved as Snapshot) }
    }
    const made = newResource<SnapshotProperties>({
      id: snapshotId(params),
      type: SNAPSHOT_TYPE,
      location: normalLocation(body.location),
      ...(body.tags ? { tags: body.tags } : {}),
      provisioningState: 'Succeeded',
      envelope: { systemData: createdBy(caller, now) },
      body: await propertiesFrom(tx, source),
    })
    return { status: 201, body: presentSnapshot((await save(tx, made)) as Snapshot) }
  })

async function propertiesFrom(reader: Reader, source?: string): Promise<SnapshotProperties> {
  if (!source) throw aksError('InvalidParameter:missing', { name: SOURCE }, { target: SOURCE })
  const pool = await findResource<PoolBody>(reader, source)
  if (pool?.type.toLowerCase().endsWith('/agentpools')) {
    return snapshotOf(source, pool.body.properties)
  }
  const reason = `'${source}' is not an agent pool that is there.`
  throw aksError('InvalidParameter', { name: SOURCE, reason }, { target: SOURCE })
}

const Snapshots_UpdateTags: SnapshotHandler<'Snapshots_UpdateTags'> = async (
  { params, body, removed, caller, now },
  { store },
) =>
  await store.write(async (tx) => {
    const before = await requireSnapshot(tx, params)
    const systemData = modifiedBy(before.envelope.systemData, caller, now)
    const saved = await save(tx, {
      ...patched(before, { tags: body.tags }, removed),
      envelope: { systemData },
    })
    return { status: 200, body: presentSnapshot(saved) }
  })

const Snapshots_Delete: SnapshotHandler<'Snapshots_Delete'> = async ({ params }, { store }) =>
  await store.write(async (tx) => ({
    status: (await deleteResource(tx, snapshotId(params))) ? 200 : 204,
  }))

export const snapshotHandlers = {
  Snapshots_List,
  Snapshots_ListByResourceGroup,
  Snapshots_Get,
  Snapshots_CreateOrUpdate,
  Snapshots_UpdateTags,
  Snapshots_Delete,
} satisfies Handlers
