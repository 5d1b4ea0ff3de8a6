import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from '../handler.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations, Schemas } from '../wire.ts'
import { requireCluster } from './managed-cluster.errors.ts'

type Category = Schemas['OutboundEnvironmentEndpoint']

const category = (
  name: string,
  port: number,
  protocol: string,
  ...domains: readonly string[]
): Category => ({
  category: name,
  endpoints: domains.map((domainName) => ({ domainName, endpointDetails: [{ port, protocol }] })),
})

/** What nodes must reach outside, as documented. */
const endpoints: readonly Category[] = [
  category(
    'azure-resource-management',
    443,
    'Https',
    'management.azure.com',
    'login.microsoftonline.com',
  ),
  category('images', 443, 'Https', 'mcr.microsoft.com', '*.data.mcr.microsoft.com'),
  category('artifacts', 443, 'Https', 'packages.microsoft.com', 'acs-mirror.azureedge.net'),
  category('time-sync', 123, 'UDP', 'ntp.ubuntu.com'),
  category(
    'ubuntu-optional',
    80,
    'Http',
    'security.ubuntu.com',
    'azure.archive.ubuntu.com',
    'changelogs.ubuntu.com',
  ),
]

const ManagedClusters_ListOutboundNetworkDependenciesEndpoints: Handler<
  Operations['ManagedClusters_ListOutboundNetworkDependenciesEndpoints'],
  ServicePorts
> = async ({ params }, { store }) => {
  const { body } = await requireCluster(store, params)
  const { fqdn, privateFQDN } = body.properties
  const apiServer = category('apiserver', 443, 'Https', (fqdn ?? privateFQDN)!)
  return { status: 200, body: { value: [...endpoints, apiServer] } }
}

export const outboundEndpointsHandlers = {
  ManagedClusters_ListOutboundNetworkDependenciesEndpoints,
} satisfies Handlers
