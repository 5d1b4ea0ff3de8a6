// How long operations last, as the admin API takes it: `GET` and `PUT /lazuli/pacing`, and
// `POST /lazuli/release?id=` for an operation that is held.
import type { Engine } from '#engine/engine.ts'
import type { Pacing } from '#engine/pacing.ts'
import { queryParameter } from '#kernel/query.ts'
import { type AdminCall, adminReply } from './front.ts'

const LONGEST_BODY = 65_536
const MOST_RULES = 100

export function pacingAdmin(engine: Pick<Engine, 'pace' | 'release'>): Record<string, AdminCall> {
  let rules: Pacing = []
  return {
    'GET pacing': () => adminReply(200, { value: rules }),
    async 'PUT pacing'(exchange) {
      const bytes = await exchange.readBody(LONGEST_BODY)
      const wished = bytes && rulesIn(bytes)
      if (!wished) return adminReply(400, { error: { code: 'InvalidPacing', message: SHAPE } })
      rules = wished
      engine.pace(rules)
      return adminReply(200, { value: rules })
    },
    async 'POST release'({ query }) {
      const released = await engine.release(queryParameter(query, 'id') ?? '')
      return adminReply(released ? 200 : 404, { released })
    },
  }
}

const SHAPE =
  'Send {"value": [{"kind": "ManagedClusters_CreateOrUpdate" or "*", "step"?: name, "pace": ' +
  '{"factor": n} or {"ms": n} or {"polls": n} or {"hold": true}}]}.'

function rulesIn(bytes: Uint8Array): Pacing | undefined {
  try {
    const { value } = JSON.parse(new TextDecoder().decode(bytes)) as { value?: unknown }
    return Array.isArray(value) && value.length <= MOST_RULES && value.every(isRule)
      ? (value as Pacing)
      : undefined
  } catch {
    return undefined
  }
}

function isRule(rule: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return false
  const { kind, step, pace } = rule as Record<string, unknown>
  return (
    typeof kind === 'string' && (step === undefined || typeof step === 'string') && isPace(pace)
  )
}

function isPace(pace: unknown): boolean {
  if (typeof pace !== 'object' || pace === null) return false
  const [wish, ...others] = Object.entries(pace)
  if (!wish || others.length > 0) return false
  const [name, value] = wish
  if (name === 'hold') return value === true
  const isLength = typeof value === 'number' && Number.isFinite(value) && value >= 0
  return isLength && (name === 'factor' || name === 'ms' || (name === 'polls' && value % 1 === 0))
}
