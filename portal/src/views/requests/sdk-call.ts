// A call of the journal as a call of Microsoft's own SDKs, in JavaScript and in Python. Their methods are
// named after the operations of the contracts.

/** What of a contract's route is used. */
export interface Operation {
  readonly operationId: string
  readonly path: string
  readonly isLong?: true
  readonly isPaged?: true
}

export interface SdkEntry {
  readonly url: string
  readonly request: { readonly body?: string | undefined }
}

interface Sdk {
  readonly js: { readonly package: string; readonly client: string; readonly hasFlatBodies?: true }
  readonly python: { readonly package: string; readonly client: string }
}

/** By the first segment of an operationId, where its SDK has it under another name. */
const JS_GROUPS: Readonly<Record<string, string>> = {
  tags: 'tagsOperations',
  batchAccount: 'batchAccountOperations',
}

const SDKS: Readonly<Record<string, Sdk>> = {
  arm: {
    js: { package: '@azure/arm-resources', client: 'ResourceManagementClient' },
    python: { package: 'azure.mgmt.resource', client: 'ResourceManagementClient' },
  },
  batch: {
    js: { package: '@azure/batch', client: 'BatchServiceClient' },
    python: { package: 'azure.batch', client: 'BatchServiceClient' },
  },
  'batch-management': {
    js: { package: '@azure/arm-batch', client: 'BatchManagementClient', hasFlatBodies: true },
    python: { package: 'azure.mgmt.batch', client: 'BatchManagementClient' },
  },
  containerservice: {
    js: {
      package: '@azure/arm-containerservice',
      client: 'ContainerServiceClient',
      hasFlatBodies: true,
    },
    python: { package: 'azure.mgmt.containerservice', client: 'ContainerServiceClient' },
  },
  scvmm: {
    js: { package: '@azure/arm-scvmm', client: 'ScVmm' },
    python: { package: 'azure.mgmt.scvmm', client: 'ScVmmMgmtClient' },
  },
}

const LOCKS: Sdk = {
  js: { package: '@azure/arm-locks', client: 'ManagementLockClient' },
  python: { package: 'azure.mgmt.resource.locks', client: 'ManagementLockClient' },
}
const AUTHORIZATION: Sdk = {
  js: { package: '@azure/arm-authorization', client: 'AuthorizationManagementClient' },
  python: { package: 'azure.mgmt.authorization', client: 'AuthorizationManagementClient' },
}

/** Groups of Resource Manager's operations that have an SDK of their own. */
const OWN_SDKS: Readonly<Record<string, Sdk>> = {
  ManagementLocks: LOCKS,
  RoleAssignments: AUTHORIZATION,
  RoleDefinitions: AUTHORIZATION,
  Permissions: AUTHORIZATION,
  ProviderOperationsMetadata: AUTHORIZATION,
}

/** Operations for which the SDKs have no method of that name. */
const NONE = new RegExp(
  `^(${[
    '(Authorization)?Operations_List',
    'OperationStatuses_.*',
    'OperationResults_.*',
    'Subscriptions_.*',
    'Tenants_.*',
    'Tags_.*AtScope',
    'ResourceGroups_ExportTemplate',
    '.*_GetAllLifetimeStatistics',
    'ComputeNode_(Deallocate|Start)',
    'NodeImageVersions_.*',
    'ContainerServices_.*',
    'IdentityBindings_.*',
    'Machines_CreateOrUpdate',
    'ManagedNamespaces_.*',
    'ResolvePrivateLinkServiceId_.*',
    'Location_ListSupportedCloudServiceSkus',
  ].join('|')})$`,
)

/** Undefined: there is none for it. */
export function sdkFor(service: string, operationId: string): Sdk | undefined {
  if (NONE.test(operationId)) return undefined
  const [group = ''] = operationId.split('_')
  if (service === 'batch-management' && group === 'Certificate') return undefined
  return OWN_SDKS[group] ?? SDKS[service]
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const snake = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()

interface Method {
  readonly group: string
  readonly name: string
}

const partsOf = (operationId: string): readonly [string, string] => {
  const [group = '', name = ''] = operationId.split('_')
  return [group, name]
}

export function jsMethod(service: string, { operationId, isLong }: Operation): Method {
  const [group, name] = partsOf(operationId)
  const own = lowered(group)
  const method = isLong ? `begin${name}AndWait` : lowered(name)
  return {
    group: JS_GROUPS[own] ?? own,
    // The older generator keeps clear of JavaScript's own words.
    name: service === 'batch' && method === 'delete' ? 'deleteMethod' : method,
  }
}

export function pythonMethod({ operationId, isLong }: Operation): Method {
  const [group, name] = partsOf(operationId)
  return { group: snake(group), name: isLong ? `begin_${snake(name)}` : snake(name) }
}

const OMITTED = new Set(['subscriptionId'])

/** What stands in the path where the route has names, in its order. Undefined: it is another path. */
function argumentsIn(route: Operation, url: string): readonly string[] | undefined {
  const names: string[] = []
  const pattern = route.path.replace(/\{(\w+)\}|[.*+?^${}()|[\]\\]/g, (sign, name?: string) => {
    if (name === undefined) return `\\${sign}`
    names.push(name)
    return names.length === 1 && route.path.startsWith('/{') ? '(.+?)' : '([^/]+)'
  })
  const found = new RegExp(`^${pattern}/?$`, 'i').exec(new URL(url).pathname)
  if (!found) return undefined
  const values = found.slice(1).map((value) => decodeURIComponent(value))
  return values.filter((_, at) => !OMITTED.has(names[at]!))
}

function bodyOf({ request }: SdkEntry): unknown {
  if (request.body === undefined || request.body === '') return undefined
  try {
    return JSON.parse(request.body)
  } catch {
    return undefined
  }
}

/** Members of `properties` stand beside the others. */
function flat(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('properties' in body)) return body
  const { properties, ...rest } = body
  return { ...rest, ...(properties as object) }
}

const indented = (text: string): string => text.replaceAll('\n', '\n  ')

/** Undefined: there is no SDK for it, or it is no call of this operation. */
export function asJavaScript(
  service: string,
  route: Operation,
  entry: SdkEntry,
): string | undefined {
  const sdk = sdkFor(service, route.operationId)?.js
  const values = argumentsIn(route, entry.url)
  if (!sdk || !values) return undefined
  const body = bodyOf(entry)
  const { group, name } = jsMethod(service, route)
  const written = [
    ...values.map((value) => JSON.stringify(value)),
    ...(body === undefined
      ? []
      : [indented(JSON.stringify(sdk.hasFlatBodies ? flat(body) : body, undefined, 2))]),
  ]
  const call = `client.${group}.${name}(${written.join(', ')})`
  const { client, package: from } = sdk
  const { origin } = new URL(entry.url)
  if (service === 'batch') {
    return [
      `import { ${client}, BatchSharedKeyCredentials } from '${from}'`,
      '',
      'const { AZURE_BATCH_ACCOUNT, AZURE_BATCH_ACCESS_KEY } = process.env',
      'const credentials = new BatchSharedKeyCredentials(AZURE_BATCH_ACCOUNT, AZURE_BATCH_ACCESS_KEY)',
      `const client = new ${client}(credentials, '${origin}')`,
      `console.log(await ${call})`,
    ].join('\n')
  }
  return [
    `import { ${client} } from '${from}'`,
    "import { DefaultAzureCredential } from '@azure/identity'",
    '',
    'const { AZURE_SUBSCRIPTION_ID } = process.env',
    `const client = new ${client}(new DefaultAzureCredential(), AZURE_SUBSCRIPTION_ID, {`,
    `  endpoint: '${origin}',`,
    '})',
    route.isPaged
      ? `for await (const each of ${call}) console.log(each)`
      : `console.log(await ${call})`,
  ].join('\n')
}

/** A literal of Python. Its strings are written as JSON's, which Python reads in the same way. */
function literal(value: unknown, indent = ''): string {
  const deeper = `${indent}    `
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((each) => `${deeper}${literal(each, deeper)},\n`).join('')}${indent}]`
  }
  const members = Object.entries(value as object)
  if (members.length === 0) return '{}'
  return `{\n${members.map(([name, each]) => `${deeper}${JSON.stringify(name)}: ${literal(each, deeper)},\n`).join('')}${indent}}`
}

/** Undefined: there is no SDK for it, or it is no call of this operation. */
export function asPython(service: string, route: Operation, entry: SdkEntry): string | undefined {
  const sdk = sdkFor(service, route.operationId)?.python
  const values = argumentsIn(route, entry.url)
  if (!sdk || !values) return undefined
  const body = bodyOf(entry)
  const { group, name } = pythonMethod(route)
  const written = [
    ...values.map((value) => literal(value)),
    ...(body === undefined ? [] : [literal(body)]),
  ]
  const call = `client.${group}.${name}(${written.join(', ')})`
  const isList = route.isPaged || (service === 'batch' && route.operationId.includes('_List'))
  const { origin } = new URL(entry.url)
  const last = isList
    ? [`for each in ${call}:`, '    print(each)']
    : [`print(${call}${route.isLong ? '.result()' : ''})`]
  if (service === 'batch') {
    return [
      'import os',
      `from ${sdk.package} import ${sdk.client}`,
      'from azure.batch.batch_auth import SharedKeyCredentials',
      '',
      'credentials = SharedKeyCredentials(',
      '    os.environ["AZURE_BATCH_ACCOUNT"], os.environ["AZURE_BATCH_ACCESS_KEY"]',
      ')',
      `client = ${sdk.client}(credentials, batch_url="${origin}")`,
      ...last,
    ].join('\n')
  }
  return [
    'import os',
    'from azure.identity import DefaultAzureCredential',
    `from ${sdk.package} import ${sdk.client}`,
    '',
    `client = ${sdk.client}(`,
    '    DefaultAzureCredential(),',
    '    os.environ["AZURE_SUBSCRIPTION_ID"],',
    `    base_url="${origin}",`,
    `    credential_scopes=["https://management.azure.com/.default"],`,
    ')',
    ...last,
  ].join('\n')
}
