import type { Fault } from '#engine/faults/fault.ts'
import { canFail } from '#engine/faults/faults.ts'
import { toIso } from '#kernel/instant.ts'
import { lazuliError } from './errors.ts'
import { ruleOf } from './faults.rules.ts'
import type { Handlers, Schemas } from './ports.ts'

const MOST_FAULTS = 100

export const faultHandlers = {
  async Faults_List(_, { faults }) {
    return { status: 200, body: { value: (await faults.list()).map(present) } }
  },

  async Faults_Add({ body }, { engine, services, faults, driverCalls, clock, newId }) {
    const rule = ruleOf(body, {
      kinds: (await engine.kinds()).filter(canFail),
      callsOf: new Map(
        services.flatMap(({ name, routes }) =>
          routes.map(({ operationId }) => [operationId, name] as const),
        ),
      ),
      services: services.map(({ name }) => name),
      ports: driverCalls,
      now: clock.now(),
    })
    if ((await faults.list()).length >= MOST_FAULTS) {
      throw lazuliError('NotNow', { reason: `There are ${MOST_FAULTS} faults: remove some.` })
    }
    const fault = { id: newId(), rule, addedAt: clock.now(), seen: 0, hits: 0 }
    await faults.add(fault)
    return { status: 200, body: present(fault) }
  },

  async Faults_Clear(_, { faults }) {
    for (const { id } of await faults.list()) await faults.remove(id)
    return { status: 200, body: { value: [] } }
  },

  async Faults_Remove({ params: { faultId } }, { faults }) {
    const fault = (await faults.list()).find(({ id }) => id === faultId)
    if (!fault || !(await faults.remove(faultId))) {
      throw lazuliError('NotFound', {
        what: `There is no fault ${faultId}. \`lazuli fault list\` shows those that there are.`,
      })
    }
    return { status: 200, body: present(fault) }
  },
} satisfies Handlers

function present({ id, rule, addedAt, seen, hits }: Fault): Schemas['FaultState'] {
  const { expiresAt, ...rest } = rule
  return {
    id,
    ...rest,
    ...(expiresAt === undefined ? {} : { expiresAt: toIso(expiresAt) }),
    addedAt: toIso(addedAt),
    seen,
    hits,
  }
}
