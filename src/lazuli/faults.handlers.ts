import { canFail } from '#engine/faults.ts'
import { sortedFaults } from './faults.rules.ts'
import type { Handlers } from './ports.ts'

export const faultHandlers = {
  async Faults_Get(_, { memory }) {
    return { status: 200, body: memory.faults }
  },

  async Faults_Set({ body }, { engine, services, faults, memory }) {
    const routes = services.flatMap((service) => service.routes)
    const { operations, calls } = sortedFaults(body, {
      kinds: (await engine.kinds()).filter(canFail),
      operationIds: new Set(routes.map(({ operationId }) => operationId)),
    })
    faults.operations.set(operations)
    faults.calls.set(calls)
    memory.faults = body
    return { status: 200, body }
  },
} satisfies Handlers
