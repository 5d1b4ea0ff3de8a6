import { save } from '#arm/resources/resource.queries.ts'
import { createdBy, modifiedBy } from '#arm/resources/resource.ts'
import type { Handler } from '#kernel/handler.ts'
import { patched } from '#kernel/patched.ts'
import { findChild, listChildren, requireChild } from '../children/child.queries.ts'
import { newChild } from '../children/child.ts'
import { userConfigFor } from '../credentials/credential.handlers.ts'
import { checkConditions } from '../etag.ts'
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
import type { Operations } from '../wire.ts'
import {
  checkNamespace,
  managedNamespaces as kind,
  type ManagedNamespace,
  presentNamespace,
  withDefaults,
} from './managed-namespace.ts'

type NamespaceHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const present = (cluster: ManagedCluster, namespace: ManagedNamespace) =>
  presentNamespace(namespace, cluster.body.properties.fqdn)

const ManagedNamespaces_ListByManagedCluster: NamespaceHandler<
  'ManagedNamespaces_ListByManagedCluster'
> = async ({ params }, { store }) => {
  const cluster = await requireCluster(store, params)
  const found = await listChildren(store, cluster, kind)
  return { status: 200, body: { value: found.map((each) => present(cluster, each)) } }
}

const ManagedNamespaces_Get: NamespaceHandler<'ManagedNamespaces_Get'> = async (
  { params },
  { store },
) => {
  const cluster = await requireCluster(store, params)
  const found = await requireChild(store, cluster, kind, params.managedNamespaceName)
  return { status: 200, body: present(cluster, found) }
}

const ManagedNamespaces_CreateOrUpdate: NamespaceHandler<
  'ManagedNamespaces_CreateOrUpdate'
> = async (request, ports) => {
  const { params, body, caller, now } = request
  const name = params.managedNamespaceName
  const put = await ports.store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    const before = await findChild(tx, cluster, kind, name)
    checkConditions(request, before)
    refuseBusy(cluster)
    const asked = body.properties ?? {}
    const fault = checkNamespace(name, asked)
    if (fault) throw fault
    const systemData = before
      ? modifiedBy(before.envelope.systemData, caller, now)
      : createdBy(caller, now)
    const tags = body.tags ?? before?.tags
    const made = newChild(cluster, kind, {
      name,
      provisioningState: before ? 'Updating' : 'Creating',
      location: cluster.location,
      ...(tags ? { tags } : {}),
      body: withDefaults(asked),
      envelope: { systemData },
    })
    const namespace = await save(tx, { ...made, revision: before?.revision ?? 0 })
    const operation = await ports.engine.begin(tx, ports.durables.namespacePut, {
      resource: namespace.id,
      input: { namespace: namespace.id },
    })
    return { cluster, namespace, operation, status: before ? 200 : 201 }
  })
  ports.engine.wake()
  return {
    status: put.status,
    headers: startedHeaders(ports, request, put.cluster, put.operation),
    body: present(put.cluster, put.namespace),
  }
}

function refuseBusy(cluster: ManagedCluster): void {
  const decision = decide(lifeOf(cluster), 'update')
  if (!decision.accepted) throw clusterRefused(decision.refusal, cluster)
}

const ManagedNamespaces_Update: NamespaceHandler<'ManagedNamespaces_Update'> = async (
  { params, body, removed, caller, now },
  { store },
) =>
  await store.write(async (tx) => {
    const cluster = await requireCluster(tx, params)
    const before = await requireChild(tx, cluster, kind, params.managedNamespaceName)
    const systemData = modifiedBy(before.envelope.systemData, caller, now)
    const saved = await save(tx, {
      ...patched(before, { tags: body.tags }, removed),
      envelope: { systemData },
    })
    return { status: 200, body: present(cluster, saved) }
  })

const ManagedNamespaces_Delete: NamespaceHandler<'ManagedNamespaces_Delete'> = async (
  request,
  ports,
) => {
  const { params } = request
  const begun = await ports.store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    const found = await findChild(tx, cluster, kind, params.managedNamespaceName)
    checkConditions(request, found)
    if (!found) return undefined
    refuseBusy(cluster)
    await save(tx, { ...found, provisioningState: 'Deleting' })
    const operation = await ports.engine.begin(tx, ports.durables.namespaceDelete, {
      resource: found.id,
      input: { namespace: found.id },
    })
    return { cluster, operation }
  })
  if (!begun) return { status: 204 }
  ports.engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, begun.cluster, begun.operation) }
}

const ManagedNamespaces_ListCredential: NamespaceHandler<
  'ManagedNamespaces_ListCredential'
> = async ({ params, query }, ports) => {
  const cluster = await requireCluster(ports.store, params)
  const { name: namespace } = await requireChild(
    ports.store,
    cluster,
    kind,
    params.managedNamespaceName,
  )
  const text = await userConfigFor(cluster, query, ports, namespace)
  const value = Buffer.from(text).toString('base64')
  return { status: 200, body: { kubeconfigs: [{ name: 'clusterUser', value }] } }
}

export const managedNamespaceHandlers = {
  ManagedNamespaces_ListByManagedCluster,
  ManagedNamespaces_Get,
  ManagedNamespaces_CreateOrUpdate,
  ManagedNamespaces_Update,
  ManagedNamespaces_Delete,
  ManagedNamespaces_ListCredential,
} satisfies Handlers
