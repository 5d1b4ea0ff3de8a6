import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from '#contract/containerservice/routes.ts'
import type { RawCall } from '#kernel/service.ts'
import type { ContainerServicePorts } from './ports.ts'
import { containerService } from './service.ts'

test('every operation of the contract has a handler, and no handler is beside it', async () => {
  const service = containerService({} as ContainerServicePorts)
  assert.deepEqual(
    Object.keys(await service.handlers()).sort(),
    routes.map(({ operationId }) => operationId).sort(),
  )
})

test('each api-version is offered once, in refusals too', () => {
  const { versions, versionsAlike, refuse } = containerService({} as ContainerServicePorts)
  const all = [...versions, ...versionsAlike]
  assert.equal(new Set(all).size, all.length)
  const call = { path: '/providers/Microsoft.ContainerService/managedClusters' }
  const { message } = refuse.unknownVersion('1', call as RawCall, '')
  assert.equal(message.split('2025-07-01').length, 2)
})
