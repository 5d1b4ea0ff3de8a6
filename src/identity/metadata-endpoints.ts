// `/metadata/endpoints`: how az, Terraform and others learn the addresses of a cloud. The shape
// changed with the api-version, and each client knows only the one that it asks for.

import { GRAPH, isAzureOrigin, LOGIN } from '#kernel/names/azure-names.ts'

const SUFFIXES = {
  acrLoginServer: 'azurecr.io',
  attestationEndpoint: 'attest.azure.net',
  azureDataLakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
  azureDataLakeStoreFileSystem: 'azuredatalakestore.net',
  azureFrontDoorEndpointSuffix: 'azurefd.net',
  keyVaultDns: 'vault.azure.net',
  mariadbServerEndpoint: 'mariadb.database.azure.com',
  mhsmDns: 'managedhsm.azure.net',
  mysqlServerEndpoint: 'mysql.database.azure.com',
  postgresqlServerEndpoint: 'postgres.database.azure.com',
  sqlServerHostname: 'database.windows.net',
  storage: 'core.windows.net',
  storageSyncEndpointSuffix: 'afs.azure.net',
  synapseAnalytics: 'dev.azuresynapse.net',
}

/** ARM first: az takes the first audience as the management resource. */
const AUDIENCES = ['https://management.core.windows.net/', 'https://management.azure.com/']

/** Where a cloud is, for a client that called this origin. */
const addressesOf = (origin: string) =>
  isAzureOrigin(origin)
    ? {
        name: 'AzureCloud',
        portal: 'https://portal.azure.com',
        login: `https://${LOGIN}`,
        resourceManager: `${origin}/`,
        graph: 'https://graph.windows.net/',
        microsoftGraph: `https://${GRAPH}/`,
      }
    : {
        name: 'Lazuli',
        portal: origin,
        login: origin,
        resourceManager: origin,
        graph: `${origin}/graph`,
        microsoftGraph: `${origin}/graph`,
      }

/**
 * The cloud's addresses. Only those on `origin` lead to something here; the others carry the public
 * cloud's names, for clients that will not start without a value.
 */
function cloud(origin: string): Record<string, unknown> {
  const { name, portal, login, resourceManager, graph, microsoftGraph } = addressesOf(origin)
  return {
    portal,
    authentication: {
      loginEndpoint: login,
      audiences: AUDIENCES,
      // Any other pair makes Terraform take the cloud for an Azure Stack.
      tenant: 'common',
      identityProvider: 'AAD',
    },
    media: 'https://rest.media.azure.net',
    graphAudience: graph,
    graph,
    name,
    suffixes: SUFFIXES,
    batch: 'https://batch.core.windows.net/',
    resourceManager,
    vmImageAliasDoc:
      'https://raw.githubusercontent.com/Azure/azure-rest-api-specs/main/arm-compute/quickstart-templates/aliases.json',
    activeDirectoryDataLake: 'https://datalake.azure.net/',
    sqlManagement: 'https://management.core.windows.net:8443/',
    microsoftGraphResourceId: microsoftGraph,
    appInsightsResourceId: 'https://api.applicationinsights.io',
    appInsightsTelemetryChannelResourceId: 'https://dc.applicationinsights.azure.com/v2/track',
    attestationResourceId: 'https://attest.azure.net',
    synapseAnalyticsResourceId: 'https://dev.azuresynapse.net',
    logAnalyticsResourceId: 'https://api.loganalytics.io',
    ossrDbmsResourceId: 'https://ossrdbms-aad.database.windows.net',
    gallery: 'https://gallery.azure.com/',
  }
}

/**
 * One object from 2022 on, as Terraform's provider reads it; a list of clouds before, as az and
 * older providers do; and in 2015 the few addresses that Azure Stack began with.
 */
export function metadataEndpoints(origin: string, apiVersion: string): unknown {
  if (apiVersion >= '2022') return cloud(origin)
  if (apiVersion >= '2018') return [cloud(origin)]
  const { graph, portal, login } = addressesOf(origin)
  return {
    galleryEndpoint: 'https://gallery.azure.com/',
    graphEndpoint: graph,
    portalEndpoint: portal,
    authentication: { loginEndpoint: login, audiences: AUDIENCES },
  }
}
