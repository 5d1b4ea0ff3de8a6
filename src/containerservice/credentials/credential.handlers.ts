import { idKey } from '#arm/resource-id.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster } from '../managed-clusters/managed-cluster.errors.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { credentialsFor } from './credential.commands.ts'
import type { ClusterCredentials, CredentialName } from './credentials.ts'
import { AKS_SERVER_APP, type KubeconfigOf, kubeconfig, type SignIn } from './kubeconfig.ts'

type CredentialHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>
type ListRequest = Pick<Request, 'query'> & {
  readonly params: Parameters<typeof requireCluster>[1]
}

/**
 * One kubeconfig of the cluster. Signing in by Entra is for users only; the other two carry static
 * credentials, which the cluster's owner may have switched off.
 */
async function list(
  name: CredentialName,
  request: ListRequest,
  ports: ServicePorts,
): Promise<Reply> {
  const cluster = await requireCluster(ports.store, request.params)
  const text = await configFor(cluster, name, request.query, ports)
  const value = Buffer.from(text).toString('base64')
  return { status: 200, body: { kubeconfigs: [{ name, value }] } }
}

/** A user's, about one namespace. */
export const userConfigFor = (
  cluster: ManagedCluster,
  query: URLSearchParams,
  ports: ServicePorts,
  namespace: string,
): Promise<string> => configFor(cluster, 'clusterUser', query, ports, { namespace })

async function configFor(
  cluster: ManagedCluster,
  name: CredentialName,
  query: URLSearchParams,
  ports: ServicePorts,
  about: Pick<KubeconfigOf, 'namespace'> = {},
): Promise<string> {
  const { authority, clients } = await credentialsFor(ports, cluster)
  return kubeconfig(
    {
      cluster: cluster.name,
      resourceGroup: cluster.resourceGroup ?? '',
      user: name,
      server: await serverOf(cluster, query, ports),
      authority: authority.certificate,
      ...about,
    },
    signInOf(cluster, name, query, { tenantId: ports.tenantId, clients }),
  )
}

function signInOf(
  cluster: ManagedCluster,
  name: CredentialName,
  query: URLSearchParams,
  { tenantId, clients }: Pick<ServicePorts, 'tenantId'> & Pick<ClusterCredentials, 'clients'>,
): SignIn {
  const { aadProfile, disableLocalAccounts } = cluster.body.properties
  if (aadProfile && name === 'clusterUser') {
    return {
      form: queryParameter(query, 'format')?.toLowerCase() === 'azure' ? 'azure' : 'exec',
      tenantId: aadProfile.tenantID ?? tenantId,
      serverId: aadProfile.serverAppID ?? AKS_SERVER_APP,
    }
  }
  if (disableLocalAccounts) throw aksError('BadRequest:local-accounts')
  return { form: 'static', credential: clients[name] }
}

/** Where a real API server listens; Azure's own name for it where there is none. */
async function serverOf(
  cluster: ManagedCluster,
  query: URLSearchParams,
  ports: ServicePorts,
): Promise<string> {
  const { fqdn, privateFQDN } = cluster.body.properties
  const wanted = queryParameter(query, 'server-fqdn')?.toLowerCase()
  const host = wanted === 'public' ? (fqdn ?? privateFQDN) : (privateFQDN ?? fqdn)
  return (await ports.clusters.serverUrl(idKey(cluster.id))) ?? `https://${host}:443`
}

const ManagedClusters_ListClusterAdminCredentials: CredentialHandler<
  'ManagedClusters_ListClusterAdminCredentials'
> = (request, ports) => list('clusterAdmin', request, ports)

const ManagedClusters_ListClusterUserCredentials: CredentialHandler<
  'ManagedClusters_ListClusterUserCredentials'
> = (request, ports) => list('clusterUser', request, ports)

const ManagedClusters_ListClusterMonitoringUserCredentials: CredentialHandler<
  'ManagedClusters_ListClusterMonitoringUserCredentials'
> = (request, ports) => list('clusterMonitoringUser', request, ports)

const ROLES: readonly CredentialName[] = ['clusterAdmin', 'clusterUser']

/** The older way to the same two kubeconfigs. */
const ManagedClusters_GetAccessProfile: CredentialHandler<
  'ManagedClusters_GetAccessProfile'
> = async (request, ports) => {
  const cluster = await requireCluster(ports.store, request.params)
  const asked = request.params.roleName
  const role = ROLES.find((name) => name.toLowerCase() === asked.toLowerCase())
  if (!role) {
    const names = { what: 'access profile', name: asked, cluster: cluster.name }
    throw aksError('NotFound', names)
  }
  const text = await configFor(cluster, role, request.query, ports)
  return {
    status: 200,
    body: {
      id: `${cluster.id}/accessProfiles/${role}`,
      name: role,
      type: 'Microsoft.ContainerService/ManagedClusters/AccessProfiles',
      location: cluster.location,
      properties: { kubeConfig: Buffer.from(text).toString('base64') },
    },
  }
}

export const credentialHandlers = {
  ManagedClusters_ListClusterAdminCredentials,
  ManagedClusters_ListClusterUserCredentials,
  ManagedClusters_ListClusterMonitoringUserCredentials,
  ManagedClusters_GetAccessProfile,
} satisfies Handlers
