// A request "as SDK call": the methods are those of Microsoft's clients, and the calls do what they say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { ResourceManagementClient } from '@azure/arm-resources'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { routes as armRoutes } from '#contract/arm/routes.ts'
import { routes as batchRoutes } from '#contract/batch/routes.ts'
import { routes as clusterRoutes } from '#contract/containerservice/routes.ts'
import type { RouteEntry } from '#contract/route-entry.ts'
import {
  asJavaScript,
  asPython,
  jsMethod,
  pythonMethod,
  sdkFor,
} from '../../portal/src/views/requests/sdk-call.ts'

const credential = { getToken: async () => null }

const CLIENTS: Readonly<Record<string, readonly [object, readonly RouteEntry[]]>> = {
  batch: [
    new BatchServiceClient(new BatchSharedKeyCredentials('a', 'aa=='), 'https://batch.example'),
    batchRoutes,
  ],
  containerservice: [new ContainerServiceClient(credential, 's'), clusterRoutes],
  arm: [new ResourceManagementClient(credential, 's'), armRoutes],
}

test('every operation that an SDK is said to have is a method of it', () => {
  for (const [service, [client, routes]] of Object.entries(CLIENTS)) {
    const own = sdkFor(service, 'Resources_Get')?.js.package
    for (const route of routes) {
      const sdk = sdkFor(service, route.operationId)
      if (!sdk || sdk.js.package !== own) continue
      const { group, name } = jsMethod(service, route)
      const there = (client as Record<string, Record<string, unknown> | undefined>)[group]?.[name]
      assert.equal(typeof there, 'function', `${service} ${route.operationId}: ${group}.${name}`)
    }
  }
})

test('methods of Python are spelt as its SDKs spell them', () => {
  const named = (operationId: string, isLong?: true) => {
    const { group, name } = pythonMethod({ operationId, path: '/', ...(isLong ? { isLong } : {}) })
    return `${group}.${name}`
  }
  assert.equal(
    named('ManagedClusters_ResetAADProfile', true),
    'managed_clusters.begin_reset_aad_profile',
  )
  assert.equal(
    named('ResourceGroups_ListByResourceGroup'),
    'resource_groups.list_by_resource_group',
  )
})

const routeOf = (routes: readonly RouteEntry[], id: string): RouteEntry =>
  routes.find(({ operationId }) => operationId === id)!

test('a call of Batch is written with its arguments and its body', () => {
  const entry = {
    url: 'https://127.0.0.1:4443/jobs/a%20job/tasks?api-version=2024-07-01.20.0',
    request: { body: '{"id":"t","commandLine":"echo \\"hi\\"","displayName":null,"flag":true}' },
  }
  const route = routeOf(batchRoutes, 'Task_Add')
  const js = asJavaScript('batch', route, entry)!
  assert.match(js, /new BatchServiceClient\(credentials, 'https:\/\/127\.0\.0\.1:4443'\)/)
  assert.match(js, /await client\.task\.add\("a job", \{\n/)
  const python = asPython('batch', route, entry)!
  assert.match(python, /client\.task\.add\("a job", \{\n {4}"id": "t",\n/)
  assert.match(python, /"displayName": None,\n {4}"flag": True,/)
})

test('a long call of Resource Manager is polled, a list is walked over, an unknown path is not written', () => {
  const at =
    'https://127.0.0.1:4443/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters'
  const put = routeOf(clusterRoutes, 'ManagedClusters_CreateOrUpdate')
  const body = '{"location":"westeurope","properties":{"dnsPrefix":"demo"}}'
  const entry = { url: `${at}/demo?api-version=2024-05-01`, request: { body } }
  const js = asJavaScript('containerservice', put, entry)!
  assert.match(
    js,
    /beginCreateOrUpdateAndWait\("g", "demo", \{\s+"location": "westeurope",\s+"dnsPrefix": "demo"/,
  )
  assert.match(
    asPython('containerservice', put, entry)!,
    /begin_create_or_update\("g", "demo", \{[\s\S]+\}\)\.result\(\)/,
  )
  const list = routeOf(clusterRoutes, 'ManagedClusters_ListByResourceGroup')
  const listed = { url: `${at}?api-version=2024-05-01`, request: {} }
  assert.match(
    asJavaScript('containerservice', list, listed)!,
    /for await \(const each of client\.managedClusters\.listByResourceGroup\("g"\)\)/,
  )
  assert.match(
    asPython('containerservice', list, listed)!,
    /for each in client\.managed_clusters\.list_by_resource_group\("g"\):/,
  )
  assert.equal(asPython('containerservice', list, { url: 'https://a/b', request: {} }), undefined)
  assert.equal(asJavaScript('graph', list, listed), undefined)
})
