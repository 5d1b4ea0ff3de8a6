// What roles can allow of all providers, as `az provider operation list` asks for it: each provider
// lists its own, and here they come by their types.
import type { components, operations } from '#contract/arm/types.ts'
import type { BoundHandler, Handler, Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts } from '../ports.ts'
import { ownOperations } from './operation-list.ts'
import { providersOf } from './provider.ts'

type Schemas = components['schemas']
type Operation = Schemas['ProviderOperation']

/** As each provider lists them. */
interface Listed {
  readonly name: string
  readonly isDataAction?: boolean
  readonly origin?: string
  readonly display: { readonly operation: string; readonly description: string }
}

const PATH = '/providers/Microsoft.Authorization/providerOperations'

const ProviderOperationsMetadata_List: Handler<
  operations['ProviderOperationsMetadata_List'],
  ArmPorts
> = async (request, ports) => {
  checkExpand(request)
  const value: Schemas['ProviderOperations'][] = []
  for (const { namespace } of providersOf(ports.services)) {
    value.push(byType(request, namespace, await listedBy(ports, namespace, request)))
  }
  return { status: 200, body: { value } }
}

const ProviderOperationsMetadata_Get: Handler<
  operations['ProviderOperationsMetadata_Get'],
  ArmPorts
> = async (request, ports) => {
  checkExpand(request)
  const asked = request.params.resourceProviderNamespace.toLowerCase()
  const known = providersOf(ports.services).find((one) => one.namespace.toLowerCase() === asked)
  if (!known) {
    throw armError('InvalidResourceNamespace', {
      namespace: request.params.resourceProviderNamespace,
    })
  }
  const { namespace } = known
  const body = byType(request, namespace, await listedBy(ports, namespace, request))
  return { status: 200, body }
}

const EXPANSION = 'resourcetypes'

function checkExpand({ query }: Pick<Request, 'query'>): void {
  const value = queryParameter(query, '$expand')
  if (!value || value.toLowerCase() === EXPANSION) return
  const reason = "it must be 'resourceTypes'"
  throw armError('InvalidParameterValue', { name: '$expand', value, reason })
}

/** What the provider answers to those who ask itself. */
async function listedBy(
  { services }: ArmPorts,
  namespace: string,
  request: Parameters<BoundHandler>[0],
): Promise<readonly Listed[]> {
  const own = ownOperations(namespace)
  if (own) return own
  const service = services.find((one) => one.namespace === namespace)!
  const path = `/providers/${namespace}/operations`
  const route = service.routes.find((one) => one.path === path)
  const handler = route && (await service.handlers())[route.operationId]
  const reply = await handler?.(request)
  return ((reply?.body as { value?: readonly Listed[] } | undefined)?.value ?? []) as Listed[]
}

/** `$expand` decides whether types come at all. */
function byType(
  { query }: Pick<Request, 'query'>,
  namespace: string,
  listed: readonly Listed[],
): Schemas['ProviderOperations'] {
  const types = new Map<string, Operation[]>()
  for (const one of listed) {
    const type = typeOf(one.name)
    types.set(type, [...(types.get(type) ?? []), shown(one)])
  }
  const ofTypes = [...types].filter(([type]) => type !== '')
  return {
    id: `${PATH}/${namespace}`,
    type: 'Microsoft.Authorization/providerOperations',
    name: namespace,
    displayName: namespace.replace('.', ' '),
    operations: types.get('') ?? [],
    resourceTypes: queryParameter(query, '$expand')
      ? ofTypes.map(([name, each]) => ({ name, displayName: name, operations: each }))
      : [],
  }
}

/** `batchAccounts/pools` of `Microsoft.Batch/batchAccounts/pools/stopResize/action`; empty: of none. */
function typeOf(name: string): string {
  const parts = name.split('/').slice(1)
  return parts.slice(0, parts.at(-1)?.toLowerCase() === 'action' ? -2 : -1).join('/')
}

const shown = ({ name, isDataAction = false, origin, display }: Listed): Operation => ({
  name,
  displayName: display.operation,
  description: display.description,
  ...(origin === undefined ? {} : { origin }),
  isDataAction,
})

export const providerOperationsHandlers = {
  ProviderOperationsMetadata_List,
  ProviderOperationsMetadata_Get,
} satisfies Handlers
