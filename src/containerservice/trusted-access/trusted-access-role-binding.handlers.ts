import { parseResourceId } from '#arm/resource-id.ts'
import { save } from '#arm/resources/resource.queries.ts'
import { type ArmResource, createdBy, modifiedBy } from '#arm/resources/resource.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Handler } from '#kernel/handler.ts'
import { findChild, listChildren, requireChild } from '../children/child.queries.ts'
import { childKind, newChild, presentChild } from '../children/child.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import {
  clusterRefused,
  requireCluster,
  requireParent,
} from '../managed-clusters/managed-cluster.errors.ts'
import { decide } from '../managed-clusters/managed-cluster.machine.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import { lifeOf } from '../managed-clusters/work/managed-cluster-commit.ts'
import { startedHeaders } from '../polling.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations, Schemas } from '../wire.ts'
import { trustedAccessRoles } from './trusted-access-roles.ts'

type BindingHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>
type BindingProperties = Schemas['TrustedAccessRoleBindingProperties']
type Binding = ArmResource<BindingProperties>

const kind = childKind<BindingProperties>({
  collection: 'trustedAccessRoleBindings',
  noun: 'trusted access role binding',
  shape: { provisioningState: 'string?', sourceResourceId: 'string', roles: 'array' },
})

const present = (binding: Binding) =>
  presentChild(binding, { provisioningState: binding.provisioningState, ...binding.body })

const TrustedAccessRoles_List: BindingHandler<'TrustedAccessRoles_List'> = async () => ({
  status: 200,
  body: { value: trustedAccessRoles },
})

const TrustedAccessRoleBindings_List: BindingHandler<'TrustedAccessRoleBindings_List'> = async (
  { params },
  { store },
) => {
  const cluster = await requireCluster(store, params)
  const found = await listChildren(store, cluster, kind)
  return { status: 200, body: { value: found.map(present) } }
}

const TrustedAccessRoleBindings_Get: BindingHandler<'TrustedAccessRoleBindings_Get'> = async (
  { params },
  { store },
) => {
  const cluster = await requireCluster(store, params)
  const name = params.trustedAccessRoleBindingName
  return { status: 200, body: present(await requireChild(store, cluster, kind, name)) }
}

const TrustedAccessRoleBindings_CreateOrUpdate: BindingHandler<
  'TrustedAccessRoleBindings_CreateOrUpdate'
> = async (request, ports) => {
  const { params, body, caller, now } = request
  const { sourceResourceId, roles } = body.properties
  const put = await ports.store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    refuseBusy(cluster)
    const fault = checkRoles(sourceResourceId, roles)
    if (fault) throw fault
    const name = params.trustedAccessRoleBindingName
    const before = await findChild(tx, cluster, kind, name)
    const made = newChild(cluster, kind, {
      name,
      provisioningState: 'Updating',
      body: { sourceResourceId, roles },
      envelope: {
        systemData: before
          ? modifiedBy(before.envelope.systemData, caller, now)
          : createdBy(caller, now),
      },
    })
    const binding = await save(tx, { ...made, revision: before?.revision ?? 0 })
    const operation = await ports.engine.begin(tx, ports.durables.bindingPut, {
      resource: binding.id,
      input: { child: binding.id },
    })
    return { cluster, binding, operation, status: before ? 200 : 201 }
  })
  ports.engine.wake()
  return {
    status: put.status,
    headers: startedHeaders(ports, request, put.cluster, put.operation),
    body: present(put.binding),
  }
}

function refuseBusy(cluster: ManagedCluster): void {
  const decision = decide(lifeOf(cluster), 'update')
  if (!decision.accepted) throw clusterRefused(decision.refusal, cluster)
}

/** A role is named by the type of the resource that gets it, and all are for the one source. */
function checkRoles(source: string, roles: readonly string[]): AzureError | undefined {
  const { namespace, type } = parseResourceId(source)
  const name = 'properties.roles'
  if (!namespace || !type) {
    const target = 'properties.sourceResourceId'
    const reason = `'${source}' is not a resource id.`
    return aksError('InvalidParameter', { name: target, reason }, { target })
  }
  const prefix = `${namespace}/${type}/`
  const wrong = roles.find((role) => !role.toLowerCase().startsWith(prefix.toLowerCase()))
  if (roles.length > 0 && !wrong) return undefined
  const reason = wrong ? `'${wrong}' is not a role of '${prefix}'.` : 'One role at least is needed.'
  return aksError('InvalidParameter', { name, reason }, { target: name })
}

const TrustedAccessRoleBindings_Delete: BindingHandler<'TrustedAccessRoleBindings_Delete'> = async (
  request,
  ports,
) => {
  const { params } = request
  const begun = await ports.store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    const name = params.trustedAccessRoleBindingName
    const binding = await findChild(tx, cluster, kind, name)
    if (!binding) return undefined
    refuseBusy(cluster)
    await save(tx, { ...binding, provisioningState: 'Deleting' })
    const operation = await ports.engine.begin(tx, ports.durables.bindingDelete, {
      resource: binding.id,
      input: { child: binding.id },
    })
    return { cluster, operation }
  })
  if (!begun) return { status: 204 }
  ports.engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, begun.cluster, begun.operation) }
}

export const trustedAccessRoleBindingHandlers = {
  TrustedAccessRoles_List,
  TrustedAccessRoleBindings_List,
  TrustedAccessRoleBindings_Get,
  TrustedAccessRoleBindings_CreateOrUpdate,
  TrustedAccessRoleBindings_Delete,
} satisfies Handlers
