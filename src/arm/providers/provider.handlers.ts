import type { operations } from '#contract/arm/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { plus } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts } from '../ports.ts'
import { listResources } from '../resources/resource.queries.ts'
import { operationListHandlers } from './operation-list.ts'
import { type Provider, presentProvider, providersOf } from './provider.ts'
import { findRegistration, listRegistrations, saveRegistration } from './registration.queries.ts'
import { registrationState, SETTLING_MS } from './registration.ts'

const EXPANSIONS = ['metadata', 'resourcetypes/aliases']

function checkExpand(request: Pick<Request, 'query'>): void {
  const expand = queryParameter(request.query, '$expand')
  if (!expand) return
  for (const word of expand.split(',')) {
    if (EXPANSIONS.includes(word.trim().toLowerCase())) continue
    const reason = "it must be 'metadata' or 'resourceTypes/aliases'"
    throw armError('InvalidParameterValue', { name: '$expand', value: expand, reason })
  }
}

function named(ports: ArmPorts, namespace: string): Provider {
  const lower = namespace.toLowerCase()
  const found = providersOf(ports.services).find((known) => known.namespace.toLowerCase() === lower)
  if (!found) throw armError('InvalidResourceNamespace', { namespace })
  return found
}

const Providers_List: Handler<operations['Providers_List'], ArmPorts> = async (request, ports) => {
  checkExpand(request)
  const { subscriptionId } = request.params
  const registrations = await listRegistrations(ports.store, subscriptionId)
  const value = providersOf(ports.services).map((provider) => {
    const registration = registrations.get(provider.namespace.toLowerCase())
    const state = registrationState(ports, provider, registration, request.now)
    return presentProvider(provider, { subscriptionId, state })
  })
  return { status: 200, body: { value } }
}

const Providers_Get: Handler<operations['Providers_Get'], ArmPorts> = async (request, ports) => {
  checkExpand(request)
  const { subscriptionId, resourceProviderNamespace } = request.params
  const provider = named(ports, resourceProviderNamespace)
  const registration = await findRegistration(ports.store, subscriptionId, provider.namespace)
  const state = registrationState(ports, provider, registration, request.now)
  return { status: 200, body: presentProvider(provider, { subscriptionId, state }) }
}

const Providers_ListAtTenantScope: Handler<
  operations['Providers_ListAtTenantScope'],
  ArmPorts
> = async (request, ports) => {
  checkExpand(request)
  const value = providersOf(ports.services).map((provider) => presentProvider(provider))
  return { status: 200, body: { value } }
}

const Providers_GetAtTenantScope: Handler<
  operations['Providers_GetAtTenantScope'],
  ArmPorts
> = async (request, ports) => {
  checkExpand(request)
  const provider = named(ports, request.params.resourceProviderNamespace)
  return { status: 200, body: presentProvider(provider) }
}

const Providers_Register: Handler<operations['Providers_Register'], ArmPorts> = (request, ports) =>
  change(request, ports, 'Registering')

const Providers_Unregister: Handler<operations['Providers_Unregister'], ArmPorts> = (
  request,
  ports,
) => change(request, ports, 'Unregistering')

async function change(
  request: Pick<Request, 'now'> & {
    readonly params: { readonly subscriptionId: string; readonly resourceProviderNamespace: string }
  },
  ports: ArmPorts,
  to: 'Registering' | 'Unregistering',
) {
  const { subscriptionId, resourceProviderNamespace } = request.params
  const provider = named(ports, resourceProviderNamespace)
  const state = await ports.store.write(async (tx) => {
    const before = await findRegistration(tx, subscriptionId, provider.namespace)
    const now = registrationState(ports, provider, before, request.now)
    const settled = to === 'Registering' ? 'Registered' : 'NotRegistered'
    if (provider.isFree || now === settled || now === to) return now
    if (to === 'Unregistering') {
      const { namespace } = provider
      const left = await listResources(tx, { subscriptionId, namespace, limit: 1 })
      if (left.length > 0) {
        throw armError('Conflict:unregister', { namespace })
      }
    }
    const settlesAt = plus(request.now, Math.ceil(ports.clock.scaled(SETTLING_MS)))
    await saveRegistration(tx, subscriptionId, provider.namespace, { state: to, settlesAt })
    return to
  })
  return { status: 200, body: presentProvider(provider, { subscriptionId, state }) }
}

const Providers_ProviderPermissions: Handler<
  operations['Providers_ProviderPermissions'],
  ArmPorts
> = async ({ params }, ports) => {
  named(ports, params.resourceProviderNamespace)
  return { status: 200, body: { value: [] } }
}

const ProviderResourceTypes_List: Handler<
  operations['ProviderResourceTypes_List'],
  ArmPorts
> = async (request, ports) => {
  checkExpand(request)
  const { resourceTypes } = presentProvider(named(ports, request.params.resourceProviderNamespace))
  return { status: 200, body: { value: resourceTypes } }
}

export const providerHandlers = {
  Providers_ProviderPermissions,
  ProviderResourceTypes_List,
  ...operationListHandlers,
  Providers_List,
  Providers_Get,
  Providers_ListAtTenantScope,
  Providers_GetAtTenantScope,
  Providers_Register,
  Providers_Unregister,
} satisfies Handlers
