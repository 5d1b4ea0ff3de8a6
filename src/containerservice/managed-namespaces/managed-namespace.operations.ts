// The work on namespaces, in the cluster itself where there is one.
import { idKey } from '#arm/resource-id.ts'
import { deleteResource, findResource, save } from '#arm/resources/resource.queries.ts'
import { type Durable, durable } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { clusterIdOf } from '../agent-pools/agent-pool.ts'
import { refusing } from '../managed-clusters/work/managed-cluster-driving.ts'
import type { ContainerServicePorts } from '../ports.ts'
import { namespaceOf, type StoredNamespace } from './managed-namespace.ts'

export interface NamespaceWork {
  /** The namespace's id. */
  readonly namespace: string
}

const shape: Shape<NamespaceWork> = { namespace: 'string' }
const LASTS_MS = 10_000

const settle =
  (provisioningState: string) =>
  async (tx: Tx, { input }: { readonly input: NamespaceWork }): Promise<void> => {
    const found = await findResource(tx, input.namespace)
    if (found) await save(tx, { ...found, provisioningState })
  }

const unhappy = { failed: settle('Failed'), canceled: settle('Canceled') }

export function namespaceOperations({ store, clusters }: ContainerServicePorts) {
  const find = (id: string) => findResource<StoredNamespace>(store, id)
  const namespacePut: Durable<NamespaceWork> = durable<NamespaceWork>(
    'ManagedNamespaces_CreateOrUpdate',
    shape,
    [
      {
        name: 'set-namespace',
        lasts: LASTS_MS,
        async act({ input }, signal) {
          const found = await find(input.namespace)
          if (found) await refusing(() => clusters.setNamespace(namespaceOf(found), signal))
        },
        commit: settle('Succeeded'),
      },
    ],
    unhappy,
  )
  const namespaceDelete: Durable<NamespaceWork> = durable<NamespaceWork>(
    'ManagedNamespaces_Delete',
    shape,
    [
      {
        name: 'remove-namespace',
        lasts: LASTS_MS,
        async act({ input }, signal) {
          const found = await find(input.namespace)
          if (!found) return
          const keeps = found.body.deletePolicy !== 'Delete'
          const of = { cluster: idKey(clusterIdOf(found)), name: found.name, keeps }
          await refusing(() => clusters.removeNamespace(of, signal))
        },
        async commit(tx, { input }) {
          await deleteResource(tx, input.namespace)
        },
      },
    ],
    unhappy,
  )
  return { namespacePut, namespaceDelete }
}
