// What each list can be filtered by, as the published page on filters has it: every property with every
// operator that it has, and with none besides.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, finish } from '../tasks/tasks-world.ts'

const EVERY = ['eq', 'ne', 'ge', 'gt', 'le', 'lt', 'startswith'] as const
type Operator = (typeof EVERY)[number]

const COMPARED: readonly Operator[] = ['eq', 'ne', 'ge', 'gt', 'le', 'lt']
const NAMED: readonly Operator[] = [...COMPARED, 'startswith']
const EQUAL: readonly Operator[] = ['eq', 'ne']

/** Operators, and a value to try them with. */
type Filtered = readonly [operators: readonly Operator[], value: string]
const time: Filtered = [COMPARED, "DateTime'2014-10-01T00:00:00Z'"]
const name: Filtered = [NAMED, "'a'"]
const number: Filtered = [COMPARED, '1']
const word = (value: string): Filtered => [EQUAL, `'${value}'`]
const only = (operator: Operator, value: string): Filtered => [[operator], `'${value}'`]
const flag: Filtered = [EQUAL, 'true']

type Properties = Readonly<Record<string, Filtered>>

const jobs: Properties = {
  state: word('active'),
  stateTransitionTime: time,
  creationTime: time,
  lastModified: time,
  'executionInfo/startTime': time,
  'executionInfo/endTime': time,
  'executionInfo/poolId': name,
}
const runOnNodes = (task: string): Properties => ({
  [`${task}/state`]: only('eq', 'running'),
  [`${task}/result`]: word('success'),
  [`${task}/startTime`]: time,
  [`${task}/endTime`]: time,
  [`${task}/exitCode`]: number,
})

const LISTS: Readonly<Record<string, Properties>> = {
  '/supportedimages': {
    osType: word('linux'),
    verificationType: word('verified'),
    nodeAgentSKUId: word('x'),
  },
  '/certificates': { state: word('active'), stateTransitionTime: time },
  '/pools': {
    id: name,
    state: word('active'),
    allocationState: word('steady'),
    stateTransitionTime: time,
    allocationStateTransitionTime: time,
    creationTime: time,
    lastModified: time,
    enableAutoScale: flag,
    enableInterNodeCommunication: flag,
    vmSize: word('x'),
  },
  '/pools/pool1/nodes': {
    state: word('idle'),
    stateTransitionTime: time,
    lastBootTime: time,
    allocationTime: time,
    'startTaskInfo/state': only('eq', 'running'),
    'startTaskInfo/result': word('success'),
    'startTaskInfo/exitCode': number,
    'startTaskInfo/startTime': time,
    'startTaskInfo/endTime': time,
  },
  '/nodecounts': { poolId: only('eq', 'pool1') },
  '/poolusagemetrics': { poolId: [NAMED.filter((operator) => operator !== 'ne'), "'pool1'"] },
  '/jobs': { id: name, ...jobs },
  '/jobschedules/nightly/jobs': jobs,
  '/jobschedules': {
    id: name,
    state: word('active'),
    stateTransitionTime: time,
    creationTime: time,
    lastModified: time,
    'executionInfo/endTime': time,
    'schedule/doNotRunUntil': time,
    'schedule/doNotRunAfter': time,
  },
  '/jobs/prepared/jobpreparationandreleasetaskstatus': {
    poolId: word('pool1'),
    nodeId: word('a'),
    ...runOnNodes('jobPreparationTaskExecutionInfo'),
    ...runOnNodes('jobReleaseTaskExecutionInfo'),
  },
  '/jobs/job1/tasks': {
    id: name,
    state: word('active'),
    stateTransitionTime: time,
    creationTime: time,
    // So the page spells it; the property is the second.
    lastModifiedTime: time,
    lastModified: time,
    'executionInfo/startTime': time,
    'executionInfo/endTime': time,
    'executionInfo/exitCode': number,
    'executionInfo/result': word('success'),
  },
  '/jobs/job1/tasks/done/files': { name: only('startswith', 'a') },
  '/pools/pool1/nodes/NODE/files': { name: only('startswith', 'a') },
}

const NEVER = "'soon'"
const termOf = (property: string, operator: Operator, value: string): string =>
  operator === 'startswith'
    ? `startswith(${property},${value})`
    : `${property} ${operator} ${value}`

test('every list takes the filters that are published, and no others', async () => {
  await using batch = await startBatch()
  const [node = ''] = await aPool(batch)
  await aJob(batch)
  const runs = { commandLine: 'x' }
  await aJob(batch, 'prepared', { jobPreparationTask: runs, jobReleaseTask: runs })
  const jobSpecification = { poolInfo: { poolId: 'pool1' } }
  await batch.call('POST', '/jobschedules', {
    body: { id: 'nightly', schedule: {}, jobSpecification },
  })
  await aTask(batch, 'done')
  await finish(batch, 'done')
  const statusOf = async (list: string, filter: string) => {
    const path = `${list.replace('NODE', node)}?$filter=${encodeURIComponent(filter)}`
    const { status, body } = await batch.call('GET', path)
    if (status !== 200) assert.equal(body.code, 'InvalidQueryParameterValue', path)
    return status
  }
  for (const [list, properties] of Object.entries(LISTS)) {
    for (const [property, [operators, value]] of Object.entries(properties)) {
      for (const operator of EVERY) {
        const term = termOf(property, operator, value)
        const expected = operators.includes(operator) ? 200 : 400
        assert.equal(await statusOf(list, term), expected, `${list} ${term}`)
      }
      if (operators === COMPARED && value.startsWith('DateTime')) {
        assert.equal(await statusOf(list, `${property} gt ${NEVER}`), 400, `${list} ${property}`)
      }
    }
    assert.equal(await statusOf(list, "displayName eq 'x'"), 400, list)
  }
})

test('schedules are found by the bounds of their time and by their end', async () => {
  await using batch = await startBatch()
  const [now, hour] = [batch.clock.now(), 3_600_000]
  const at = (hours: number): string => new Date(now + hours * hour).toISOString()
  const jobSpecification = { poolInfo: { poolId: 'pool1' } }
  for (const [id, schedule] of [
    ['early', { doNotRunUntil: at(1), doNotRunAfter: at(2) }],
    ['late', { doNotRunUntil: at(3) }],
    ['any', {}],
  ] as const) {
    await batch.call('POST', '/jobschedules', { body: { id, schedule, jobSpecification } })
  }
  const found = async (filter: string) => {
    const path = `/jobschedules?$filter=${encodeURIComponent(filter)}`
    const { value } = (await batch.call('GET', path)).body
    return (value as unknown as { id: string }[]).map(({ id }) => id)
  }
  const moment = (hours: number): string => `DateTime'${at(hours)}'`
  assert.deepEqual(await found(`schedule/doNotRunUntil gt ${moment(0)}`), ['early', 'late'])
  assert.deepEqual(await found(`schedule/doNotRunUntil lt ${moment(2)}`), ['early'])
  assert.deepEqual(await found(`schedule/doNotRunAfter le ${moment(2)}`), ['early'])
  assert.deepEqual(await found(`executionInfo/endTime gt ${moment(-1)}`), [])
  await batch.call('PATCH', '/jobschedules/late', {
    body: { schedule: { doNotRunUntil: at(4), doNotRunAfter: at(5) } },
  })
  await batch.call('POST', '/jobschedules/any/terminate')
  await batch.pass(hour)
  assert.deepEqual(await found(`schedule/doNotRunAfter gt ${moment(2)}`), ['late'])
  assert.deepEqual(await found(`executionInfo/endTime gt ${moment(-1)}`), ['any'])
})
