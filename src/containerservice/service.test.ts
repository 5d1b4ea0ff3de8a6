import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from '#contract/containerservice/routes.ts'
import type { ContainerServicePorts } from './ports.ts'
import { containerService } from './service.ts'

test('every operation of the contract has a handler, and no handler is beside it', async () => {
  const service = containerService({} as ContainerServicePorts)
  assert.deepEqual(
    Object.keys(await service.handlers()).sort(),
    routes.map(({ operationId }) => operationId).sort(),
  )
})
