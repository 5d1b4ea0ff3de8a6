// The headers of every answer, as recorded: which have a version of the resource, which name what was
// called, and what their bodies are.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aPool } from '../tasks/tasks-world.ts'
import { cer } from './rules-certificates.ts'

interface Call {
  readonly call: string
  readonly body?: object
  /** Lets so much time pass before. */
  readonly after?: number
  readonly status: number
  /** Whether the answer has the resource's version: its ETag, and when it last changed. */
  readonly version?: boolean
  /** What DataServiceId names. */
  readonly id?: string
  /** What the context of a body ends with. */
  readonly of?: string
}

const JSON_TYPE = 'application/json;odata=minimalmetadata'
const runs = { commandLine: 'x' }
const poolInfo = { poolId: 'pool1' }
const machine = {
  nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-jammy',
    sku: '22_04-lts',
  },
}
const formula = { autoScaleFormula: '$TargetDedicatedNodes=1;' }

const added = (path: string, body: object, id: string, version = true): Call => ({
  call: `POST ${path}`,
  body,
  status: 201,
  version,
  id,
})
/** A change of a resource, which answers its version and the address that was called. */
const changed = (method: string, id: string, status: number, body: object = {}): Call => ({
  call: `${method} ${id}`,
  body,
  status,
  version: true,
  id,
})
const read = (path: string, of: string, version = false): Call => ({
  call: `GET ${path}`,
  status: 200,
  version,
  of,
})
const one = (path: string, set: string, version = true): Call =>
  read(path, `${set}/@Element`, version)
const gone = (path: string, status: number): Call => ({ call: `DELETE ${path}`, status })

const CERTIFICATE = `/certificates(thumbprintAlgorithm=sha1,thumbprint=${cer.thumbprint})`

const pools: readonly Call[] = [
  added(
    '/pools',
    { id: 'p', vmSize: 'standard_d2s_v3', virtualMachineConfiguration: machine },
    '/pools/p',
  ),
  one('/pools/p', 'pools'),
  { call: 'HEAD /pools/p', status: 200, version: true },
  changed('PATCH', '/pools/p', 200, { metadata: [] }),
  changed('POST', '/pools/p/updateproperties', 204, {
    certificateReferences: [],
    applicationPackageReferences: [],
    metadata: [],
  }),
  { ...changed('POST', '/pools/p/resize', 202, { targetDedicatedNodes: 1 }), after: 60_000 },
  changed('POST', '/pools/p/stopresize', 202),
  { ...changed('POST', '/pools/p/enableautoscale', 200, formula), after: 60_000 },
  {
    call: 'POST /pools/p/evaluateautoscale',
    body: formula,
    status: 200,
    of: 'Microsoft.Azure.Batch.Protocol.Entities.AutoScaleRun',
  },
  changed('POST', '/pools/p/disableautoscale', 200),
  changed('POST', '/pools/pool1/removenodes', 202, { nodeList: ['LAST'] }),
  gone('/pools/p', 202),
  ...['pools', 'supportedimages', 'poolusagemetrics', 'applications', 'certificates'].map((set) =>
    read(`/${set}`, set),
  ),
  read('/nodecounts', 'poolnodecounts'),
]

const jobs: readonly Call[] = [
  added('/jobs', { id: 'j', poolInfo }, '/jobs/job-1'),
  one('/jobs/j', 'jobs'),
  changed('PATCH', '/jobs/j', 200, { priority: 1 }),
  changed('PUT', '/jobs/j', 200, { poolInfo }),
  changed('POST', '/jobs/j/disable', 202, { disableTasks: 'wait' }),
  { ...changed('POST', '/jobs/j/enable', 202), after: 1_000 },
  one('/jobs/j/taskcounts', 'taskcountsresult', false),
  added('/jobs/j/tasks', { id: 't', ...runs }, '/jobs/j/tasks/t'),
  one('/jobs/j/tasks/t', 'tasks'),
  read('/jobs/j/tasks', 'tasks'),
  read('/jobs/j/tasks/t/subtasksinfo', 'subtaskinfo'),
  changed('PUT', '/jobs/j/tasks/t', 200, { constraints: {} }),
  changed('POST', '/jobs/j/tasks/t/terminate', 204),
  changed('POST', '/jobs/j/tasks/t/reactivate', 204),
  gone('/jobs/j/tasks/t', 200),
  {
    call: 'POST /jobs/j/addtaskcollection',
    body: { value: [{ id: 'c', ...runs }] },
    status: 200,
    of: 'taskaddresult',
  },
  added('/jobs', { id: 'prepared', poolInfo, jobPreparationTask: runs }, '/jobs/job-1'),
  read(
    '/jobs/prepared/jobpreparationandreleasetaskstatus',
    'jobpreparationandreleasetaskstatuslist',
  ),
  changed('POST', '/jobs/j/terminate', 202),
  gone('/jobs/j', 202),
  read('/jobs', 'jobs'),
]

const S = '/jobschedules/s'
const schedule = { schedule: { recurrenceInterval: 'PT1H' }, jobSpecification: { poolInfo } }
const schedules: readonly Call[] = [
  added('/jobschedules', { id: 's', ...schedule }, S),
  one(S, 'jobschedules'),
  { call: `HEAD ${S}`, status: 200, version: true },
  changed('PATCH', S, 200),
  changed('PUT', S, 200, schedule),
  changed('POST', `${S}/disable`, 204),
  changed('POST', `${S}/enable`, 204),
  read(`${S}/jobs`, 'jobs'),
  changed('POST', `${S}/terminate`, 202),
  gone(S, 202),
  read('/jobschedules', 'jobschedules'),
]

const NODE = '/pools/pool1/nodes/NODE'
const unversioned = (call: string, status: number, id: string, body: object = {}): Call => ({
  call,
  body,
  status,
  id,
})
const nodesAndCertificates: readonly Call[] = [
  one(NODE, 'nodes', false),
  read('/pools/pool1/nodes', 'nodes'),
  added(`${NODE}/users`, { name: 'u', password: 'x' }, `${NODE}/users/u`, false),
  unversioned(`PUT ${NODE}/users/u`, 200, `${NODE}/users/u`, { password: 'y' }),
  gone(`${NODE}/users/u`, 200),
  unversioned(`POST ${NODE}/disablescheduling`, 200, `${NODE}/disablescheduling`),
  unversioned(`POST ${NODE}/enablescheduling`, 200, `${NODE}/enablescheduling`),
  read(`${NODE}/extensions`, 'extensions'),
  read(`${NODE}/files`, 'files'),
  unversioned(`POST ${NODE}/reboot`, 202, `${NODE}/reboot`),
  // Recorded with capitals, unlike the address in bodies.
  added(
    '/certificates',
    cer,
    `/certificates(ThumbprintAlgorithm=sha1,Thumbprint=${cer.thumbprint})`,
    false,
  ),
  one(CERTIFICATE, 'certificates', false),
  gone(CERTIFICATE, 202),
]

const ALL = { pools, jobs, schedules, 'nodes and certificates': nodesAndCertificates }

for (const [what, calls] of Object.entries(ALL)) {
  test(`the headers of ${what}`, async () => {
    await using batch = await startBatch()
    const nodes = await aPool(batch, { nodes: 3 })
    for (const call of calls) await check(batch, call, nodes)
  })
}

async function check(batch: BatchServer, expected: Call, nodes: readonly string[]): Promise<void> {
  const real = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value).replaceAll('NODE', nodes[0]!).replaceAll('LAST', nodes.at(-1)!),
    ) as T
  const { call, body, after, status, version = false, id, of } = real(expected)
  if (after !== undefined) await batch.pass(after)
  const [method = '', path = ''] = call.split(' ')
  const {
    status: got,
    headers,
    body: said,
    text,
  } = await batch.call(method, path, {
    ...(body && { body }),
  })
  assert.equal(got, status, `${call}: ${text}`)
  assert.equal(headers.etag !== undefined, version, `${call}: ETag`)
  assert.equal(headers['last-modified'] !== undefined, version, `${call}: Last-Modified`)
  if (version) assert.match(String(headers.etag), /^0x[0-9A-F]{15,16}$/, call)
  const address = id === undefined ? undefined : batch.origin + id
  assert.equal(headers.dataserviceid, address, call)
  assert.equal(headers.location, status === 201 ? address : undefined, call)
  assert.equal(headers['content-type'], of === undefined ? undefined : JSON_TYPE, call)
  if (of !== undefined) assert.equal(said['odata.metadata'], `${batch.origin}/$metadata#${of}`)
  if (status === 204) assert.equal(headers['content-length'], '0', call)
  else if (method !== 'HEAD') assert.equal(headers['transfer-encoding'], 'chunked', call)
}
