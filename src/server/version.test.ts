import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Service } from '#kernel/service.ts'
import { versionFor } from './version.ts'

const route = {
  operationId: 'X_Get',
  method: 'get',
  path: '/x',
  versions: ['2024-05-01', '2025-05-01'],
}
const later = { ...route, versions: ['2025-05-01'] }
const service = (compatibleVersions: readonly string[]) =>
  ({ versions: route.versions, compatibleVersions }) as unknown as Service

test('an api-version with a contract is answered by it, in any case, and where it has the call', () => {
  assert.equal(versionFor(service([]), route, '2024-05-01'), '2024-05-01')
  assert.equal(versionFor(service([]), route, '2025-05-01'), '2025-05-01')
  assert.equal(versionFor(service([]), later, '2024-05-01'), undefined)
  assert.equal(versionFor(service([]), route, '2024-07-01'), undefined)
})

test('a compatible version is answered by the last contract before it, or by the first', () => {
  const compatible = service(['2023-09-02-preview', '2024-07-01', '2026-01-01'])
  assert.equal(versionFor(compatible, route, '2023-09-02-PREVIEW'), '2024-05-01')
  assert.equal(versionFor(compatible, route, '2024-07-01'), '2024-05-01')
  assert.equal(versionFor(compatible, route, '2026-01-01'), '2025-05-01')
  assert.equal(versionFor(compatible, later, '2024-07-01'), '2025-05-01')
  assert.equal(versionFor(compatible, route, '2024-08-01'), undefined)
})

test('where members are known by version, one is answered by the next contract after it', () => {
  const trimmed = {
    ...service(['2023-01-01', '2024-07-01', '2026-01-01']),
    memberVersions: async () => ({ since: {}, until: {}, values: {} }),
  } as Service
  assert.equal(versionFor(trimmed, route, '2023-01-01'), '2024-05-01')
  assert.equal(versionFor(trimmed, route, '2024-07-01'), '2025-05-01')
  assert.equal(versionFor(trimmed, route, '2026-01-01'), '2025-05-01')
  assert.equal(versionFor(trimmed, later, '2023-01-01'), '2025-05-01')
})

test('a star stands for every well-formed version from 2014 on', () => {
  const every = service(['*'])
  assert.equal(versionFor(every, route, '2016-06-01'), '2024-05-01')
  assert.equal(versionFor(every, route, '2030-01-01-preview'), '2025-05-01')
  assert.equal(versionFor(every, route, '2013-01-01'), undefined)
  assert.equal(versionFor(every, route, 'tomorrow'), undefined)
})

test('a service may take versions by their form, or for single calls', () => {
  const choosy = {
    ...service(['2023-01-01']),
    takesVersion: (version: string, { operationId }: { operationId: string }) =>
      version.endsWith('-preview') && operationId === 'X_Get',
  } as Service
  assert.equal(versionFor(choosy, route, '2024-06-02-PREVIEW'), '2024-05-01')
  assert.equal(versionFor(choosy, { ...route, operationId: 'Y' }, '2024-06-02-preview'), undefined)
  assert.equal(versionFor(choosy, route, '2023-01-01'), undefined)
})
