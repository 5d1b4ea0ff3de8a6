import { deleteResource, save } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import type { Handler } from '#kernel/handler.ts'
import { findChild, listChildren, requireChild } from '../children/child.queries.ts'
import { childId, newChild } from '../children/child.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster, requireParent } from '../managed-clusters/managed-cluster.errors.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import {
  checkMaintenance,
  maintenanceConfigurations as kind,
  type MaintenanceProperties,
  withDefaults,
} from './maintenance-configuration.ts'

type MaintenanceHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>
type Configuration = ArmResource<MaintenanceProperties>

/** As recorded: neither type nor systemData, and the id in the casing of the published document. */
const present = ({ id, name, body }: Configuration) => ({
  id: id.replace('/resourcegroups/', '/resourceGroups/'),
  name,
  properties: body,
})

const MaintenanceConfigurations_ListByManagedCluster: MaintenanceHandler<
  'MaintenanceConfigurations_ListByManagedCluster'
> = async ({ params }, { store }) => {
  const cluster = await requireCluster(store, params)
  const found = await listChildren(store, cluster, kind)
  return { status: 200, body: { value: found.map(present) } }
}

const MaintenanceConfigurations_Get: MaintenanceHandler<'MaintenanceConfigurations_Get'> = async (
  { params },
  { store },
) => {
  const cluster = await requireCluster(store, params)
  const found = await requireChild(store, cluster, kind, params.configName)
  return { status: 200, body: present(found) }
}

const MaintenanceConfigurations_CreateOrUpdate: MaintenanceHandler<
  'MaintenanceConfigurations_CreateOrUpdate'
> = async ({ params, body, now }, { store, onWindows }) => {
  const saved = await store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    const asked = body.properties ?? {}
    const fault = checkMaintenance(params.configName, asked)
    if (fault) throw fault
    const before = await findChild(tx, cluster, kind, params.configName)
    const made = newChild(cluster, kind, {
      name: params.configName,
      provisioningState: 'Succeeded',
      body: withDefaults(asked, now),
    })
    return await save(tx, { ...made, revision: before?.revision ?? 0 })
  })
  onWindows?.()
  // As recorded: 200 for a new one too.
  return { status: 200, body: present(saved) }
}

const MaintenanceConfigurations_Delete: MaintenanceHandler<
  'MaintenanceConfigurations_Delete'
> = async ({ params }, { store }) =>
  await store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    const isDeleted = await deleteResource(tx, childId(cluster.id, kind, params.configName))
    return { status: isDeleted ? 200 : 204 }
  })

export const maintenanceConfigurationHandlers = {
  MaintenanceConfigurations_ListByManagedCluster,
  MaintenanceConfigurations_Get,
  MaintenanceConfigurations_CreateOrUpdate,
  MaintenanceConfigurations_Delete,
} satisfies Handlers
