// What ARM tells about accounts that is the same for each: quotas, names, endpoints, private links.

import type { operations } from '#contract/batch-management/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { isNameTaken } from '../../accounts/account.queries.ts'
import { ACCOUNT_TYPE, type AccountResource } from '../../accounts/account.ts'
import { accountKeyOf } from '../../keys.ts'
import { limits } from '../../limits.ts'
import type { BatchPorts } from '../../ports.ts'
import type { Handlers } from '../handler.ts'
import { accountError } from './account.errors.ts'
import { accountOf } from './account.handlers.ts'
import { operationList } from './operation-list.ts'

type FactHandler<Id extends keyof operations> = Handler<operations[Id], BatchPorts>

const Location_GetQuotas: FactHandler<'Location_GetQuotas'> = async () => ({
  status: 200,
  body: { accountQuota: limits.accountsPerRegion },
})

const Location_CheckNameAvailability: FactHandler<'Location_CheckNameAvailability'> = async (
  { body: { name } },
  { store },
) => {
  if (!/^[a-z0-9]{3,24}$/.test(name)) {
    const message = `'${name}' is not a valid name: it must have 3 to 24 small letters and digits.`
    return { status: 200, body: { nameAvailable: false, reason: 'Invalid', message } }
  }
  if (!(await isNameTaken(store, accountKeyOf(name))))
    return { status: 200, body: { nameAvailable: true } }
  const message = `An account named '${name}' is already in use.`
  return { status: 200, body: { nameAvailable: false, reason: 'AlreadyExists', message } }
}

const Operations_List: FactHandler<'Operations_List'> = async () => ({
  status: 200,
  body: { value: operationList },
})

const BatchAccount_ListDetectors: FactHandler<'BatchAccount_ListDetectors'> = async (
  { params },
  { store },
) => {
  await accountOf(store, params)
  return { status: 200, body: { value: [] } }
}

const BatchAccount_GetDetector: FactHandler<'BatchAccount_GetDetector'> = async (
  { params },
  { store },
) => {
  await accountOf(store, params)
  throw accountError('ResourceNotFound', { name: params.detectorId })
}

const BatchAccount_ListOutboundNetworkDependenciesEndpoints: FactHandler<
  'BatchAccount_ListOutboundNetworkDependenciesEndpoints'
> = async ({ params, origin }, { store, endpoints }) => {
  const { name, location = '' } = await accountOf(store, params)
  const { hostname, port } = new URL(`https://${endpoints.of(name, location, origin)}`)
  const endpoint = {
    domainName: hostname,
    description: 'Used by every pool, and by tasks that call Batch.',
    endpointDetails: [{ port: Number(port || 443) }],
  }
  return { status: 200, body: { value: [{ category: 'Azure Batch', endpoints: [endpoint] }] } }
}

const NetworkSecurityPerimeter_ListConfigurations: FactHandler<
  'NetworkSecurityPerimeter_ListConfigurations'
> = async ({ params }, { store }) => {
  await accountOf(store, params)
  return { status: 200, body: { value: [] } }
}

const NetworkSecurityPerimeter_GetConfiguration: FactHandler<
  'NetworkSecurityPerimeter_GetConfiguration'
> = async ({ params }, { store }) => {
  await accountOf(store, params)
  throw noPerimeter(params)
}

const NetworkSecurityPerimeter_ReconcileConfiguration: FactHandler<
  'NetworkSecurityPerimeter_ReconcileConfiguration'
> = async ({ params }, { store }) => {
  await accountOf(store, params)
  throw noPerimeter(params)
}

/** Microsoft.Network associates accounts with perimeters, and there is none of it here. */
const noPerimeter = (at: { readonly networkSecurityPerimeterConfigurationName: string }) =>
  accountError('ResourceNotFound', { name: at.networkSecurityPerimeterConfigurationName })

/** The two parts of an account that a private endpoint can be for. */
const LINKS: Readonly<Record<string, string>> = {
  batchAccount: 'batch',
  nodeManagement: 'service.batch',
}

const linkOf = ({ id, location = '' }: AccountResource, group: string) => ({
  id: `${id}/privateLinkResources/${group}`,
  name: group,
  type: `${ACCOUNT_TYPE}/privateLinkResources`,
  properties: {
    groupId: group,
    requiredMembers: [group],
    requiredZoneNames: [`privatelink.${location}.${LINKS[group]}.azure.com`],
  },
})

const PrivateLinkResource_ListByBatchAccount: FactHandler<
  'PrivateLinkResource_ListByBatchAccount'
> = async ({ params }, { store }) => {
  const account = await accountOf(store, params)
  return { status: 200, body: { value: Object.keys(LINKS).map((group) => linkOf(account, group)) } }
}

const PrivateLinkResource_Get: FactHandler<'PrivateLinkResource_Get'> = async (
  { params },
  { store },
) => {
  const account = await accountOf(store, params)
  const name = params.privateLinkResourceName
  const group = Object.keys(LINKS).find((known) => known.toLowerCase() === name.toLowerCase())
  if (!group) throw accountError('ResourceNotFound', { name })
  return { status: 200, body: linkOf(account, group) }
}

const PrivateEndpointConnection_ListByBatchAccount: FactHandler<
  'PrivateEndpointConnection_ListByBatchAccount'
> = async ({ params }, { store }) => {
  await accountOf(store, params)
  return { status: 200, body: { value: [] } }
}

const PrivateEndpointConnection_Get: FactHandler<'PrivateEndpointConnection_Get'> = async (
  { params },
  { store },
) => {
  await accountOf(store, params)
  throw accountError('ResourceNotFound', { name: params.privateEndpointConnectionName })
}

// Connections come from private endpoints of Microsoft.Network, and there is none of it here.
const PrivateEndpointConnection_Update: FactHandler<'PrivateEndpointConnection_Update'> = async (
  { params },
  { store },
) => {
  await accountOf(store, params)
  throw accountError('ResourceNotFound', { name: params.privateEndpointConnectionName })
}

const PrivateEndpointConnection_Delete: FactHandler<'PrivateEndpointConnection_Delete'> = async (
  { params },
  { store },
) => {
  await accountOf(store, params)
  return { status: 204 }
}

export const accountFactsHandlers = {
  Location_GetQuotas,
  Location_CheckNameAvailability,
  Operations_List,
  BatchAccount_ListDetectors,
  BatchAccount_GetDetector,
  BatchAccount_ListOutboundNetworkDependenciesEndpoints,
  PrivateLinkResource_ListByBatchAccount,
  PrivateLinkResource_Get,
  PrivateEndpointConnection_ListByBatchAccount,
  PrivateEndpointConnection_Get,
  PrivateEndpointConnection_Update,
  PrivateEndpointConnection_Delete,
  NetworkSecurityPerimeter_ListConfigurations,
  NetworkSecurityPerimeter_GetConfiguration,
  NetworkSecurityPerimeter_ReconcileConfiguration,
} satisfies Handlers
