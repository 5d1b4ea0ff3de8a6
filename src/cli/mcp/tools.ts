// What a program that speaks MCP may do here: only what no API of Azure's has.
import type { components } from '#contract/lazuli/types.ts'

type Schemas = components['schemas']

/** Calls the admin API and answers its body. Throws its refusal. */
export type CallAdmin = <Body>(method: string, path: string, body?: object) => Promise<Body>

type Given = Readonly<Record<string, string | number | undefined>>

export interface Tool {
  readonly name: string
  readonly description: string
  readonly properties: Readonly<Record<string, object>>
  readonly required?: readonly string[]
  run(call: CallAdmin, given: Given): Promise<unknown>
}

const text = (description: string, more: object = {}) => ({
  type: 'string',
  minLength: 1,
  maxLength: 2000,
  description,
  ...more,
})
const whole = (description: string, minimum: number, maximum: number) => ({
  type: 'integer',
  minimum,
  maximum,
  description,
})

const queryOf = (given: Given): string =>
  new URLSearchParams(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()

/** Without what the caller left out. */
const present = (given: Given): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

const pathOf = (name: string | number | undefined): string => encodeURIComponent(String(name))

export const tools: readonly Tool[] = [
  {
    name: 'explain_task',
    description:
      'Tells why a Batch task does not start, or how it failed with the end of what it wrote to stderr, and its attempts. Without a task: what keeps the tasks of the job that wait.',
    properties: {
      job: text('id of the job'),
      task: text('id of the task'),
      account: text('name of the Batch account; absent: the first'),
    },
    required: ['job'],
    async run(call, given) {
      const why = await call<Schemas['Explanation']>('GET', `/lazuli/explain?${queryOf(given)}`)
      if (given.task === undefined) return why
      const path = `/lazuli/attempts?${queryOf(given)}`
      const { value } = await call<Schemas['AttemptList']>('GET', path)
      return { ...why, attempts: value }
    },
  },
  {
    name: 'search_journal',
    description:
      'Finds the last calls that clients made, the newest first, by a part of their URL, operation, error code or caller. With an id: the one call with all that was said, without secrets.',
    properties: {
      text: text('part of what is looked for, in any case'),
      status: whole('of the answer', 100, 599),
      id: whole('number of one call', 1, 2_147_483_647),
      top: whole('how many at most; absent: 20', 1, 1000),
    },
    async run(call, { text: wanted, status, id, top = 20 }) {
      if (id !== undefined) return await call('GET', `/lazuli/journal/${id}`)
      const { value } = await call<Schemas['JournalList']>('GET', '/lazuli/journal?top=1000')
      const key = String(wanted ?? '').toLowerCase()
      const fits = (line: Schemas['JournalLine']): boolean =>
        (status === undefined || line.status === status) &&
        [line.method, line.url, line.operationId, line.errorCode, line.caller]
          .join(' ')
          .toLowerCase()
          .includes(key)
      return value.filter(fits).slice(0, Number(top))
    },
  },
  {
    name: 'hold',
    description:
      'Lets operations of a kind (ManagedClusters_Create, Pool_Resize) wait at a step until they are released. An unknown kind is refused with a list of all.',
    properties: {
      kind: text('of the operations'),
      step: text('absent: the longest'),
      resource: text('only on this resource and what is in it'),
    },
    required: ['kind'],
    async run(call, given) {
      const rule = { ...present(given), pace: { hold: true } }
      return await call('POST', '/lazuli/pacing', rule)
    },
  },
  {
    name: 'release',
    description: 'Lets go operations of a kind that are held, and holds no more of them.',
    properties: { kind: text('of the operations') },
    required: ['kind'],
    async run(call, { kind }) {
      const { value } = await call<Schemas['PacingState']>('GET', '/lazuli/pacing')
      const holds = value.filter((rule) => rule.kind === kind && rule.pace.hold === true)
      for (const { id = '' } of holds) await call('DELETE', `/lazuli/pacing/${pathOf(id)}`)
      const query = queryOf({ kind, running: 'true', top: 1000 })
      const found = await call<Schemas['OperationList']>('GET', `/lazuli/operations?${query}`)
      const held = found.value.filter((operation) => operation.held)
      for (const { id } of held) await call('POST', `/lazuli/operations/${pathOf(id)}/release`)
      return { released: held.map(({ resource }) => resource) }
    },
  },
  {
    name: 'fail_next',
    description:
      'Lets the next operation of a kind, call (operationId) or call of a driver (port) fail with an error. Calls need a status.',
    properties: {
      kind: text('of an operation: ManagedClusters_Create'),
      step: text('of the operation; absent: its first'),
      operationId: text('of a call: Pool_Add'),
      port: text('of a driver: hypervisor.deleteCheckpoint'),
      resource: text('only on this resource and what is in it'),
      status: whole('of a refused call', 400, 599),
      retryAfter: whole('seconds that a refused call tells to wait', 0, 1_000_000_000),
      code: text('of the error'),
      message: text('of the error'),
      times: whole('how often; absent: once', 1, 1_000_000_000),
    },
    required: ['code', 'message'],
    run: (call, { code, message, times = 1, ...where }) =>
      call('POST', '/lazuli/faults', { ...present(where), error: { code, message }, times }),
  },
  {
    name: 'step_clock',
    description:
      'Moves the time of long work on, where it stands still, with all that falls due on the way. Without a length: to what is due next. `freeze` first stops a time that runs.',
    properties: {
      ms: { type: 'number', minimum: 0, maximum: 315_360_000_000, description: 'milliseconds' },
      freeze: text('yes: stops the time first', { enum: ['yes'] }),
    },
    async run(call, { ms, freeze }) {
      if (freeze !== undefined) await call('POST', '/lazuli/clock/freeze')
      return await call('POST', `/lazuli/clock/step?${queryOf({ ms })}`)
    },
  },
  {
    name: 'snapshot',
    description: 'Keeps all that the server holds under a name, while work goes on.',
    properties: { name: text('letters, digits, dots, dashes and underscores') },
    required: ['name'],
    run: (call, { name }) => call('POST', '/lazuli/snapshots', { name }),
  },
  {
    name: 'restore',
    description: 'Goes back to a snapshot; what runs now is ended.',
    properties: { name: text('of the snapshot') },
    required: ['name'],
    run: (call, { name }) => call('POST', `/lazuli/snapshots/${pathOf(name)}/restore`),
  },
]

/** The tool's arguments as JSON Schema has them. */
export const schemaOf = ({ properties, required = [] }: Tool) => ({
  type: 'object' as const,
  properties: { ...properties },
  required: [...required],
  additionalProperties: false,
})
