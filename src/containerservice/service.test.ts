import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogues } from '#catalogues/catalogues.ts'
import { routes } from '#contract/containerservice/routes.ts'
import type { RawCall } from '#kernel/service.ts'
import { versionFor } from '#server/version.ts'
import type { ContainerServicePorts } from './ports.ts'
import { containerService } from './service.ts'

test('every operation of the contract has a handler, and no handler is beside it', async () => {
  const service = containerService({ catalogues: new Catalogues() } as ContainerServicePorts)
  assert.deepEqual(
    Object.keys(await service.handlers()).sort(),
    routes.map(({ operationId }) => operationId).sort(),
  )
})

test('each api-version is offered once, in refusals too', () => {
  const { versions, compatibleVersions, refuse } = containerService({} as ContainerServicePorts)
  const all = [...versions, ...compatibleVersions]
  assert.equal(new Set(all).size, all.length)
  const call = { path: '/providers/Microsoft.ContainerService/managedClusters' }
  const { message } = refuse.unknownVersion('1', call as RawCall, '')
  assert.equal(message.split('2025-07-01').length, 2)
})

test('stable versions from 2021-05-01 on and all previews are taken', () => {
  const service = containerService({} as ContainerServicePorts)
  const route = routes.find(({ operationId }) => operationId === 'ManagedClusters_Get')!
  const put = routes.find(({ operationId }) => operationId === 'ManagedClusters_CreateOrUpdate')!
  for (const [version, contract] of [
    ['2021-05-01', '2024-05-01'],
    ['2022-02-01', '2024-05-01'],
    ['2023-04-01', '2024-05-01'],
    ['2024-06-02-preview', '2026-08-01'],
    ['2025-02-01', '2026-08-01'],
    ['2026-03-02-Preview', '2026-08-01'],
  ] as const) {
    assert.equal(versionFor(service, route, version), contract, version)
    assert.equal(versionFor(service, put, version), contract, version)
  }
  assert.equal(versionFor(service, route, '2017-08-31'), '2024-05-01')
  assert.equal(versionFor(service, put, '2017-08-31'), undefined)
  for (const none of ['2021-05-02', '2015-01-01', '2025-01-01-alpha', 'preview']) {
    assert.equal(versionFor(service, route, none), undefined, none)
  }
})
