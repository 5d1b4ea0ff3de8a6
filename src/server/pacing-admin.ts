// How long operations last, as the admin API takes it: `GET` and `PUT /lazuli/pacing`, and
// `POST /lazuli/release?id=` for an operation that is held.
import type { Engine } from '#engine/engine.ts'
import type { Pacing, PacingRule } from '#engine/pacing.ts'
import { queryParameter } from '#kernel/query.ts'
import { type AdminCall, adminReply } from './front.ts'

const LONGEST_BODY = 65_536
const MOST_RULES = 100

type Paced = Pick<Engine, 'pace' | 'release' | 'kinds'>

export function pacingAdmin(engine: Paced): Record<string, AdminCall> {
  let rules: Pacing = []
  return {
    'GET pacing': async () => {
      const kinds = (await engine.kinds()).map(({ kind, steps }) => [kind, steps.map(nameOf)])
      return adminReply(200, { value: rules, kinds: Object.fromEntries(kinds.sort()) })
    },
    async 'PUT pacing'(exchange) {
      const bytes = await exchange.readBody(LONGEST_BODY)
      const wished = bytes && rulesIn(bytes)
      const fault = wished ? await unknownIn(wished, engine) : SHAPE
      if (!wished || fault) {
        return adminReply(400, { error: { code: 'InvalidPacing', message: fault } })
      }
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
  'Send {"value": [{"kind": "ManagedClusters_Create" or "*", "step"?: name, "pace": ' +
  '{"factor": n} or {"ms": n} or {"polls": n} or {"hold": true}}]}.'

const nameOf = ({ name }: { readonly name: string }): string => name

/** What a rule names that no operation has: it would be waited for in vain. */
async function unknownIn(rules: Pacing, engine: Paced): Promise<string | undefined> {
  const kinds = await engine.kinds()
  const faults = rules.map(({ kind: wanted, step }: PacingRule) => {
    const meant = wanted === '*' ? kinds : kinds.filter(({ kind }) => kind === wanted)
    if (meant.length === 0) {
      const known = kinds.map(({ kind }) => kind).sort()
      return `There is no operation of the kind ${wanted}. There are ${known.join(', ')}.`
    }
    const steps = meant.flatMap((kind) => kind.steps.map(nameOf))
    if (step === undefined || steps.includes(step)) return undefined
    return `${wanted} has no step ${step}. Its steps are ${[...new Set(steps)].join(', ')}.`
  })
  return faults.find((fault) => fault !== undefined)
}

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
