// What pools used, by the half hour: of nodes that are there and of those that are gone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toNetIso } from '#kernel/instant.ts'
import { type Answer, type BatchServer, startBatch } from '../batch-server.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const add = (batch: BatchServer, id: string, nodes: number, vmSize = 'standard_d4s_v3') =>
  batch.call('POST', '/pools', {
    body: {
      id,
      vmSize,
      targetDedicatedNodes: nodes,
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'canonical',
          offer: '0001-com-ubuntu-server-focal',
          sku: '20_04-lts',
        },
        nodeAgentSKUId: 'batch.node.ubuntu 20.04',
      },
    },
  })

interface Usage {
  readonly poolId: string
  readonly startTime: string
  readonly endTime: string
  readonly vmSize: string
  readonly totalCoreHours: number
}
const usageOf = ({ body }: Answer) => body.value as unknown as Usage[]
const metrics = (batch: BatchServer, query: Readonly<Record<string, string>> = {}) =>
  batch.call('GET', `/poolusagemetrics?${new URLSearchParams(query)}`.replaceAll('+', '%20'))

test('what pools used is told by whole half hours, of those that are gone as well', async () => {
  await using batch = await startBatch()
  // The clock begins at 10:15.
  await add(batch, 'A', 2)
  await add(batch, 'b', 1, 'standard_d2s_v3')
  await batch.pass(45 * MINUTE)
  await batch.call('DELETE', '/pools/A', { headers: { 'content-length': '0' } })
  await batch.pass(15 * MINUTE)
  assert.equal((await batch.call('GET', '/pools/A')).status, 404)
  assert.deepEqual(usageOf(await metrics(batch)), [])
  await batch.pass(3 * HOUR)
  const day = '2026-03-05T'
  const last = usageOf(await metrics(batch))
  assert.deepEqual(last, [
    {
      poolId: 'b',
      startTime: `${day}11:30:00Z`,
      endTime: `${day}12:00:00Z`,
      vmSize: 'standard_d2s_v3',
      totalCoreHours: 1,
    },
  ])
  const all = usageOf(await metrics(batch, { starttime: `${day}00:00:00Z` }))
  // Nodes come and go a moment after their pool.
  assert.deepEqual(
    all.map(({ poolId, startTime, totalCoreHours }) => [
      poolId,
      startTime.slice(11, 16),
      Math.round(totalCoreHours * 2) / 2,
    ]),
    [
      ['A', '10:00', 2],
      ['b', '10:00', 0.5],
      ['A', '10:30', 4],
      ['b', '10:30', 1],
      ['A', '11:00', 0],
      ['b', '11:00', 1],
      ['b', '11:30', 1],
    ],
  )
  assert.ok(all[4]!.totalCoreHours > 0)
  const bounded = { starttime: `${day}10:30:00Z`, endtime: `${day}11:29:00Z` }
  assert.deepEqual(
    usageOf(await metrics(batch, bounded)).map(({ startTime }) => startTime.slice(11, 16)),
    ['10:30', '10:30'],
  )
  const ofA = usageOf(await metrics(batch, { ...bounded, $filter: "poolId eq 'a'" }))
  assert.deepEqual(
    ofA.map(({ poolId }) => poolId),
    ['A'],
  )
  const none = await metrics(batch, { ...bounded, $filter: "startswith(poolId,'x')" })
  assert.deepEqual(usageOf(none), [])
  assert.deepEqual(batch.bugs, [])
})

test('the pages of a long time are those of the whole', async () => {
  await using batch = await startBatch()
  await add(batch, 'a', 1)
  await add(batch, 'b', 1)
  await batch.pass(50 * HOUR)
  const starttime = '2026-03-01T00:00:00Z'
  const whole = usageOf(await metrics(batch, { starttime }))
  assert.ok(whole.length > 180)
  const paged: Usage[] = []
  let page = await metrics(batch, { starttime, maxresults: '37' })
  for (;;) {
    paged.push(...usageOf(page))
    const next = page.body['odata.nextLink']
    if (!next) break
    const link = new URL(next)
    page = await batch.call('GET', `${link.pathname}${link.search}`)
  }
  assert.deepEqual(paged, whole)
})

test('times that are too young, and what no list takes, are refused', async () => {
  await using batch = await startBatch()
  const ago = (ms: number) => toNetIso((batch.clock.now() - ms) as never)
  for (const [query, code] of [
    [{ starttime: ago(2 * HOUR + 29 * MINUTE) }, 'OutOfRangeQueryParameterValue'],
    [{ endtime: ago(2 * HOUR - MINUTE) }, 'OutOfRangeQueryParameterValue'],
    [{ starttime: 'yesterday' }, 'InvalidQueryParameterValue'],
    [{ $filter: "poolId ne 'a'" }, 'InvalidQueryParameterValue'],
    [{ $filter: "vmSize eq 'a'" }, 'InvalidQueryParameterValue'],
    [{ maxresults: '0' }, 'OutOfRangeQueryParameterValue'],
    [{ $select: 'poolId' }, 'UnsupportedQueryParameter'],
  ] as const) {
    const refused = await metrics(batch, query as Record<string, string>)
    assert.deepEqual([refused.status, refused.body.code], [400, code], JSON.stringify(query))
  }
  const taken = await metrics(batch, { starttime: ago(2.5 * HOUR), endtime: ago(2 * HOUR) })
  assert.equal(taken.status, 200, taken.text)
})
