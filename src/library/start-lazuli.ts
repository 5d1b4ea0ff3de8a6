// A whole Azure for a test: `createLazuli` with what a test wants in its hands.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { components } from '#contract/lazuli/types.ts'
import { realClock } from '#engine/clock.ts'
import { Admin, LazuliError } from './admin.ts'
import type {
  BatchAccount,
  ErrorWords,
  Fault,
  FaultRule,
  Held,
  Operation,
  OperationFilter,
  Snapshot,
  StartOptions,
  TestClock,
  TestLazuli,
} from './handles.ts'
import { createLazuli } from './lazuli.ts'
import type { Ready } from './ready/ready.ts'
import { variablesOf } from './ready/variables.ts'

type Schemas = components['schemas']

const BATCH_VERSION = 'api-version=2024-02-01'
const GROUP_VERSION = 'api-version=2021-04-01'
const LOOK_MS = 5
const REACHED_MS = 60_000

/** Tests wait by the world's time, whatever time the server has. */
const { now } = realClock()

// As in the server's listener: an `import` would load much more.
const { Agent: HttpAgent } = process.getBuiltinModule('node:http')

/** See `startLazuli` in handles.ts. */
export async function startLazuli(options: StartOptions = {}): Promise<TestLazuli> {
  const server = await createLazuli(options)
  const { ready } = server
  const ca = await readFile(ready.caFile, 'utf8')
  const admin = new Admin(ready, ca)
  const stop = async (): Promise<void> => {
    admin.close()
    await server.stop()
  }
  return { ...handlesOf(ready, ca, admin), stop, [Symbol.asyncDispose]: stop }
}

type Handles = Omit<TestLazuli, 'stop' | typeof Symbol.asyncDispose>

function handlesOf(ready: Ready, ca: string, admin: Admin): Handles {
  const { arm, tenantId, subscriptionId, resourceGroup, location, batch } = ready
  if (!batch) throw new Error('the server told of no Batch account: this is a bug of Lazuli.')
  return {
    arm,
    tenantId,
    subscriptionId,
    resourceGroup,
    location,
    batch: {
      name: batch.account,
      subscriptionId,
      resourceGroup,
      endpoint: batch.endpoint,
      key: batch.key,
    },
    env: variablesOf(ready),
    credential: {
      getToken: (scopes) => admin.token(typeof scopes === 'string' ? scopes : scopes.join(' ')),
    },
    clientOptions: { endpoint: arm, tlsOptions: { ca } },
    batchOptions: {
      tlsOptions: { ca },
      agentSettings: { http: new HttpAgent(), https: admin.agent },
    },
    clock: clockOf(admin),
    account: (name) => makeAccount(ready, admin, name),
    hold: (kind, step, resource) => hold(admin, { kind, step, resource }),
    operations: (filter) => listOperations(admin, filter),
    fail: (kind, error, { step, times } = {}) =>
      addFault(admin, {
        kind,
        error: wordsOf(error),
        ...(step === undefined ? {} : { step }),
        ...(times === undefined ? {} : { times }),
      }),
    fault: (rule) => addFault(admin, rule),
    snapshot: (options) => takeSnapshot(admin, options),
    reset: async () => {
      await admin.call('POST', '/lazuli/reset')
    },
    provoke: async (what) => {
      const { value } = await admin.call<Schemas['ProvokedList']>('POST', '/lazuli/provoke', what)
      return value.map(({ node }) => node)
    },
    seed: async (text, { directory } = {}) => {
      const sent = { text, ...(directory === undefined ? {} : { directory }) }
      return await admin.call<Schemas['Seeded']>('POST', '/lazuli/seed', sent)
    },
    maintain: async (clusterId) => {
      const path = `/lazuli/maintain?id=${encodeURIComponent(clusterId)}`
      return (await admin.call<Schemas['Maintained']>('POST', path)).operation
    },
    journal: async (top = 100) => {
      const path = `/lazuli/journal?top=${top}`
      return (await admin.call<Schemas['JournalList']>('GET', path)).value
    },
  }
}

/** An error that a test made may be an instance of `Error`: only its words are sent. */
const wordsOf = ({ code, message }: ErrorWords): ErrorWords => ({ code, message })

async function addFault(admin: Admin, { error, expiresAt, ...rule }: FaultRule): Promise<Fault> {
  const sent: Schemas['Fault'] = {
    ...rule,
    ...(error ? { error: wordsOf(error) } : {}),
    ...(expiresAt ? { expiresAt: isoOf(expiresAt) } : {}),
  }
  const { id } = await admin.call<Schemas['FaultState']>('POST', '/lazuli/faults', sent)
  return {
    id,
    async counts() {
      const { value } = await admin.call<Schemas['FaultList']>('GET', '/lazuli/faults')
      const found = value.find((each) => each.id === id)
      if (!found) throw new LazuliError(404, 'NotFound', `There is no fault ${id} any more.`)
      return { seen: found.seen, hits: found.hits }
    },
    remove: () => unlessOver(admin.call('DELETE', `/lazuli/faults/${id}`)),
  }
}

async function takeSnapshot(
  admin: Admin,
  { name = `s${randomBytes(9).toString('hex')}`, files = false } = {},
): Promise<Snapshot> {
  const path = `/lazuli/snapshots/${encodeURIComponent(name)}`
  const saved = await admin.call<Schemas['Snapshot']>('POST', '/lazuli/snapshots', { name, files })
  return {
    ...saved,
    restore: async () => {
      await admin.call('POST', `${path}/restore`)
    },
    remove: () => unlessOver(admin.call('DELETE', path)),
  }
}

/** What is not there any more, or has ended, needs no more doing. */
async function unlessOver(call: Promise<unknown>): Promise<void> {
  await call.catch((error: { status?: number }) => {
    if (error.status !== 404 && error.status !== 409) throw error
  })
}

/** What is no date is sent all the same: the server says what is wrong with it. */
const isoOf = (moment: Date): string =>
  Number.isNaN(moment.getTime()) ? String(moment) : moment.toISOString()

function clockOf(admin: Admin): TestClock {
  const at = async (method: string, path: string): Promise<Date> =>
    new Date((await admin.call<Schemas['ClockTime']>(method, path)).now)
  return {
    now: () => at('GET', '/lazuli/clock'),
    freeze: () => at('POST', '/lazuli/clock/freeze'),
    resume: () => at('POST', '/lazuli/clock/resume'),
    scale: (factor) => at('POST', `/lazuli/clock/scale?factor=${factor}`),
    step: (ms) => at('POST', `/lazuli/clock/step?ms=${ms}`),
    stepToNext: () => at('POST', '/lazuli/clock/step'),
    at: (moment) => at('POST', `/lazuli/clock/at?time=${encodeURIComponent(isoOf(moment))}`),
  }
}

async function listOperations(
  admin: Admin,
  filter: OperationFilter = {},
): Promise<readonly Operation[]> {
  const query = new URLSearchParams(
    Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const path = `/lazuli/operations?${query}`
  const { value } = await admin.call<Schemas['OperationList']>('GET', path)
  return value.map((state) => operationOf(admin, state))
}

function operationOf(admin: Admin, state: Schemas['OperationState']): Operation {
  const change = async (what: string, body?: ErrorWords): Promise<Operation> => {
    const path = `/lazuli/operations/${encodeURIComponent(state.id)}/${what}`
    return operationOf(admin, await admin.call<Schemas['OperationState']>('POST', path, body))
  }
  return {
    ...state,
    hold: () => change('hold'),
    release: () => change('release'),
    fail: (error) => change('fail', wordsOf(error)),
    cancel: () => change('cancel'),
  }
}

interface Holding {
  readonly kind: string
  readonly step: string | undefined
  readonly resource: string | undefined
}

async function hold(admin: Admin, holding: Holding): Promise<Held> {
  const { kind, step } = holding
  const rule = { ...holding, pace: { hold: true } as const }
  const { id } = await admin.call<Schemas['PacingRule']>('POST', '/lazuli/pacing', rule)
  const ofKind = async (query: string): Promise<readonly Schemas['OperationState'][]> => {
    const path = `/lazuli/operations?kind=${encodeURIComponent(kind)}&${query}`
    const { value } = await admin.call<Schemas['OperationList']>('GET', path)
    return value
  }
  const listHeld = async (): Promise<readonly Schemas['OperationState'][]> =>
    (await ofKind('running=true&top=1000')).filter(
      (each) =>
        each.held &&
        (step === undefined || each.step === step) &&
        isIn(each.resource, holding.resource),
    )
  return {
    async reached(patienceMs = REACHED_MS) {
      for (const end = now() + patienceMs; ; await sleep(LOOK_MS)) {
        const first = (await listHeld()).at(-1)
        if (first) return first.resource
        if (now() >= end) {
          throw new LazuliError(
            0,
            'NotReached',
            notReached(holding, patienceMs, await ofKind('top=5')),
          )
        }
      }
    },
    async release() {
      await unlessOver(admin.call('DELETE', `/lazuli/pacing/${id}`))
      for (const { id } of await listHeld()) {
        // It may have been canceled meanwhile: then nothing is left to let go.
        const path = `/lazuli/operations/${id}/release`
        await unlessOver(admin.call('POST', path))
      }
    },
  }
}

const isIn = (resource: string, whole = ''): boolean =>
  `${resource}/`.startsWith(`${whole.toLowerCase().replace(/\/+$/, '')}/`)

/** Says what there was instead. */
function notReached(
  { kind, step }: Holding,
  patienceMs: number,
  last: readonly Schemas['OperationState'][],
): string {
  const where = step === undefined ? '' : ` at ${step}`
  const found = last.map(
    (each) =>
      `\n  ${each.resource}: ${each.status}` +
      (each.step === undefined ? '' : ` at ${each.step}`) +
      (each.dueAt === undefined ? '' : `, due ${each.dueAt}`),
  )
  const others = found.length > 0 ? `The last are:${found.join('')}` : 'None was begun.'
  return `no ${kind} was held${where} within ${patienceMs} ms. ${others}`
}

/** A subscription, a group in it and an account in that, all by one name. */
async function makeAccount(
  { location }: Ready,
  admin: Admin,
  name = `t${randomBytes(9).toString('hex')}`,
): Promise<BatchAccount> {
  const { subscriptionId } = await admin.call<Schemas['AddedSubscription']>(
    'POST',
    '/lazuli/subscriptions',
    { displayName: name },
  )
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${name}`
  const account = `${group}/providers/Microsoft.Batch/batchAccounts/${name}`
  await admin.call('PUT', `${group}?${GROUP_VERSION}`, { location })
  await admin.call('PUT', `${account}?${BATCH_VERSION}`, { location })
  // Its time is no part of the test: it may stand still.
  for (const creation of await listOperations(admin, { resource: account, running: true })) {
    await unlessOver(creation.hold().then(({ release }) => release()))
  }
  for (;;) {
    const { properties } = await admin.call<{
      properties: { provisioningState: string; accountEndpoint: string }
    }>('GET', `${account}?${BATCH_VERSION}`)
    if (properties.provisioningState !== 'Creating') {
      const { primary } = await admin.call<{ primary: string }>(
        'POST',
        `${account}/listKeys?${BATCH_VERSION}`,
      )
      const endpoint = `https://${properties.accountEndpoint}`
      return { name, subscriptionId, resourceGroup: name, endpoint, key: primary }
    }
    await sleep(LOOK_MS)
  }
}
