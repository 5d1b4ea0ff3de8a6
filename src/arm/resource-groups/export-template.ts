// A group as a template: its resources as their providers show them.
import type { operations } from '#contract/arm/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { ArmPorts } from '../ports.ts'
import { providersOf } from '../providers/provider.ts'
import { idKey } from '../resource-id.ts'
import { listResources } from '../resources/resource.queries.ts'
import { existingGroup } from './resource-group.handlers.ts'

const SCHEMA = 'https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#'
const SHOWN = ['location', 'tags', 'kind', 'sku', 'identity', 'extendedLocation', 'properties']

export const ResourceGroups_ExportTemplate: Handler<
  operations['ResourceGroups_ExportTemplate'],
  ArmPorts
> = async ({ params, body, origin }, ports) => {
  const group = await existingGroup(ports.store, params)
  const { resources: named = ['*'] } = body
  const wanted = new Set(named.map(idKey))
  const found = await listResources(ports.store, {
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
  })
  const offered = providersOf(ports.services)
  const resources = await Promise.all(
    found
      .filter(({ id }) => named.includes('*') || wanted.has(idKey(id)))
      .map(async (resource) => {
        const [namespace = ''] = resource.type.split('/')
        const provider = await ports.providers.get(namespace.toLowerCase())?.()
        const shown = (provider?.present(resource, origin) ?? resource) as Record<string, unknown>
        const about = offered.find((one) => one.namespace.toLowerCase() === namespace.toLowerCase())
        return {
          type: resource.type,
          apiVersion: about?.apiVersions.find((version) => /^[\d-]+$/.test(version)),
          name: resource.name,
          ...Object.fromEntries(
            SHOWN.filter((name) => shown[name] !== undefined).map((name) => [name, shown[name]]),
          ),
        }
      }),
  )
  const template = {
    $schema: SCHEMA,
    contentVersion: '1.0.0.0',
    parameters: {},
    variables: {},
    resources,
  }
  return { status: 200, body: { template } }
}
