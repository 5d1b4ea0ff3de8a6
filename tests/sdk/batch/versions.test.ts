// Which api-versions of Batch the installed clients send, read from themselves: each is served.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { batchManagementService } from '#batch/management/service.ts'
import type { BatchPorts } from '#batch/ports.ts'
import { batchService } from '#batch/service.ts'
import type { Service } from '#kernel/service.ts'
import { versionFor } from '#server/version.ts'

const served = (service: Service, version: string): boolean =>
  service.routes
    .filter(({ operationId }) => operationId === 'Pool_List' || /^Pool_ListBy/.test(operationId))
    .every((route) => versionFor(service, route, version) !== undefined)

test('what @azure/batch sends is served', () => {
  const client = new BatchServiceClient(new BatchSharedKeyCredentials('a', 'a2V5'), 'http://x')
  const { apiVersion } = client as unknown as { readonly apiVersion: string }
  assert.match(apiVersion, /^\d{4}-\d\d-\d\d/)
  assert.ok(served(batchService({} as BatchPorts), apiVersion), apiVersion)
})

test('what the programs of test:clients were recorded to send is served', () => {
  const page = fileURLToPath(new URL('../../../docs/clients.md', import.meta.url))
  const rows = [...readFileSync(page, 'utf8').matchAll(/^\| `[^`]*batch`[^|]*\| ([^|]+) \|$/gm)]
  assert.ok(rows.length >= 5)
  for (const [, version = ''] of rows) {
    assert.ok(served(batchService({} as BatchPorts), version.trim()), version)
  }
})

// azurerm 4 and 5, Pulumi's azure-native 2 and 3, Ansible's azure_rm_batchaccount, az, Batch Explorer,
// azure-mgmt-batch 17 to 19, @azure/arm-batch 9 and ga4gh-tes.
const PINNED = ['2019-08-01', '2021-06-01', '2022-10-01', '2023-05-01', '2023-11-01', '2024-02-01']
const NEWER = ['2024-07-01', '2025-06-01']

test('what clients of Microsoft.Batch pin is served', () => {
  const service = batchManagementService({} as BatchPorts)
  for (const version of [...PINNED, ...NEWER]) assert.ok(served(service, version), version)
})
