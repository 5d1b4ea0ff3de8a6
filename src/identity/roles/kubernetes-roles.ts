// The built-in roles that permit work inside of clusters, as Azure's list of built-in roles for containers
// documents them: learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers. Pure.
import type { RoleDefinition } from './roles.ts'

const IN_CLUSTERS = 'Microsoft.ContainerService/managedClusters'
const LOOK_AROUND = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Resources/subscriptions/operationresults/read',
  'Microsoft.Resources/subscriptions/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
]

/** Readers and writers need another role beside theirs to get a kubeconfig. */
const CLUSTER_USER = [...LOOK_AROUND, `${IN_CLUSTERS}/listClusterUserCredential/action`]

/** What a reader of namespaces sees; secrets are not among it. */
const READ_IN_CLUSTERS = [
  'apps/controllerrevisions',
  'apps/daemonsets',
  'apps/deployments',
  'apps/replicasets',
  'apps/statefulsets',
  'autoscaling/horizontalpodautoscalers',
  'batch/cronjobs',
  'batch/jobs',
  'configmaps',
  'discovery.k8s.io/endpointslices',
  'endpoints',
  'events.k8s.io/events',
  'events',
  'extensions/daemonsets',
  'extensions/deployments',
  'extensions/ingresses',
  'extensions/networkpolicies',
  'extensions/replicasets',
  'limitranges',
  'metrics.k8s.io/pods',
  'metrics.k8s.io/nodes',
  'namespaces',
  'networking.k8s.io/ingresses',
  'networking.k8s.io/networkpolicies',
  'persistentvolumeclaims',
  'pods',
  'policy/poddisruptionbudgets',
  'replicationcontrollers',
  'resourcequotas',
  'serviceaccounts',
  'services',
]

/** What a writer may change of it, and secrets. */
const WRITTEN_IN_CLUSTERS = [
  'apps/daemonsets',
  'apps/deployments',
  'apps/replicasets',
  'apps/statefulsets',
  'autoscaling/horizontalpodautoscalers',
  'batch/cronjobs',
  'batch/jobs',
  'configmaps',
  'endpoints',
  'events',
  'extensions/daemonsets',
  'extensions/deployments',
  'extensions/ingresses',
  'extensions/networkpolicies',
  'extensions/replicasets',
  'networking.k8s.io/ingresses',
  'networking.k8s.io/networkpolicies',
  'persistentvolumeclaims',
  'pods',
  'policy/poddisruptionbudgets',
  'replicationcontrollers',
  'secrets',
  'serviceaccounts',
  'services',
]

const LEASES = `${IN_CLUSTERS}/coordination.k8s.io/leases`

const NONE = { notActions: [], notDataActions: [] }

/** What may be done in clusters whose owners let Azure's roles decide that. */
export const KUBERNETES: readonly RoleDefinition[] = [
  {
    ...NONE,
    name: 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b',
    roleName: 'Azure Kubernetes Service RBAC Cluster Admin',
    description: 'Does everything with everything in a cluster.',
    actions: CLUSTER_USER,
    dataActions: [`${IN_CLUSTERS}/*`],
  },
  {
    ...NONE,
    name: '3498e952-d568-435e-9b2c-8d77e338d7f7',
    roleName: 'Azure Kubernetes Service RBAC Admin',
    description:
      'Does everything in a cluster or a namespace, but with quotas and namespaces themselves.',
    actions: CLUSTER_USER,
    dataActions: [`${IN_CLUSTERS}/*`],
    notDataActions: [
      `${IN_CLUSTERS}/resourcequotas/write`,
      `${IN_CLUSTERS}/resourcequotas/delete`,
      `${IN_CLUSTERS}/namespaces/write`,
      `${IN_CLUSTERS}/namespaces/delete`,
    ],
  },
  {
    ...NONE,
    name: 'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb',
    roleName: 'Azure Kubernetes Service RBAC Writer',
    description: 'Reads and writes most objects in namespaces, but no roles.',
    actions: LOOK_AROUND,
    dataActions: [
      ...READ_IN_CLUSTERS.filter((kind) => !WRITTEN_IN_CLUSTERS.includes(kind)).map(
        (kind) => `${IN_CLUSTERS}/${kind}/read`,
      ),
      ...WRITTEN_IN_CLUSTERS.map((kind) => `${IN_CLUSTERS}/${kind}/*`),
      `${LEASES}/read`,
      `${LEASES}/write`,
      `${LEASES}/delete`,
    ],
  },
  {
    ...NONE,
    name: '7f6c6a51-bcf8-42ba-9220-52d62157d7db',
    roleName: 'Azure Kubernetes Service RBAC Reader',
    description: 'Sees most objects in namespaces, but no roles and no secrets.',
    actions: LOOK_AROUND,
    dataActions: READ_IN_CLUSTERS.map((kind) => `${IN_CLUSTERS}/${kind}/read`),
  },
]
