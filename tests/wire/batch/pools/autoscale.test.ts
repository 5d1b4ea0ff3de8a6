import assert from 'node:assert/strict'
import { test } from 'node:test'
import { METRICS } from '#batch/autoscale/metrics.ts'
import { type Answer, ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'

const MINUTE = 60_000
const POOL = '/pools/scaled'

const FORMULA = `percent = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
pending = percent < 70 ? 1 : avg($PendingTasks.GetSample(180 * TimeInterval_Second));
$TargetDedicatedNodes = min(3, pending);
$NodeDeallocationOption = taskcompletion;`

const settings = {
  vmSize: 'standard_d2s_v3',
  virtualMachineConfiguration: {
    imageReference: {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-jammy',
      sku: '22_04-lts',
    },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  },
}

const add = (batch: BatchServer, change: object): Promise<Answer> =>
  batch.call('POST', '/pools', { body: { id: 'scaled', ...settings, ...change } })

const post = (batch: BatchServer, action: string, body?: object): Promise<Answer> =>
  batch.call('POST', `${POOL}/${action}`, body === undefined ? {} : { body })

const scaling = { enableAutoScale: true, autoScaleEvaluationInterval: 'PT5M' }

const poolOf = async (batch: BatchServer) => (await batch.call('GET', POOL)).body

/** A code, and what it says of the fault. */
const fault = ({ status, body }: Answer): readonly unknown[] => {
  const values = (body.values ?? []) as unknown as { key: string; value: string }[]
  return [status, String(body.code), ...values.map(({ key, value }) => `${key}: ${value}`)]
}

test('a pool follows its formula: at once, then at each interval', async () => {
  await using batch = await startBatch()
  const added = await add(batch, { ...scaling, autoScaleFormula: FORMULA })
  assert.equal(added.status, 201, added.text)
  await batch.pass(MINUTE)
  const first = await poolOf(batch)
  assert.equal(first.enableAutoScale, true)
  assert.equal(first.autoScaleFormula, FORMULA)
  assert.equal(first.autoScaleEvaluationInterval, 'PT5M')
  assert.equal(first.targetDedicatedNodes, 1)
  assert.equal(first.currentDedicatedNodes, 1)
  assert.deepEqual(first.autoScaleRun, {
    timestamp: '2026-03-05T10:15:03.123Z',
    results:
      '$TargetDedicatedNodes=1;$TargetLowPriorityNodes=0;$NodeDeallocationOption=taskcompletion;' +
      'pending=1;percent=16.666666666666668',
  })
  // Five tasks wait or run: the formula wants three nodes of the next run on.
  await batch.call('POST', '/jobs', { body: { id: 'job', poolInfo: { poolId: 'scaled' } } })
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    await batch.call('POST', '/jobs/job/tasks', { body: { id, commandLine: 'true' } })
  }
  await batch.pass(3 * MINUTE)
  assert.equal((await poolOf(batch)).targetDedicatedNodes, 1)
  await batch.pass(2 * MINUTE)
  const grown = await poolOf(batch)
  assert.equal(grown.targetDedicatedNodes, 3)
  assert.match(String(grown.autoScaleRun?.results), /pending=5;percent=100$/)
  // Then none is left.
  await batch.call('POST', '/jobs/job/terminate', { body: {} })
  await batch.call('DELETE', '/jobs/job')
  await batch.pass(10 * MINUTE)
  assert.equal((await poolOf(batch)).targetDedicatedNodes, 0)
  assert.deepEqual(batch.bugs, [])
})

test('a formula makes no pool larger than its kind may be', async () => {
  await using batch = await startBatch()
  const formula = '$TargetDedicatedNodes = 90; $TargetLowPriorityNodes = 90'
  const talking = { enableInterNodeCommunication: true, autoScaleFormula: formula }
  assert.equal((await add(batch, { ...scaling, ...talking })).status, 201)
  await batch.pass(MINUTE)
  const pool = await poolOf(batch)
  assert.deepEqual([pool.targetDedicatedNodes, pool.targetLowPriorityNodes], [90, 10])
  assert.match(String(pool.autoScaleRun?.results), /LowPriorityNodes=90;/)
  assert.deepEqual(batch.bugs, [])
})

test('a run that fails leaves the pool as it is and says why', async () => {
  await using batch = await startBatch()
  await add(batch, {
    ...scaling,
    autoScaleFormula: '$TargetDedicatedNodes=avg($PendingTasks.GetSample(TimeInterval_Hour))',
  })
  await batch.pass(5_000)
  const { autoScaleRun, targetDedicatedNodes } = await poolOf(batch)
  assert.equal(targetDedicatedNodes, 0)
  assert.deepEqual(autoScaleRun, {
    timestamp: '2026-03-05T10:15:03.123Z',
    results: '$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
    error: {
      code: 'InsufficientSampleData',
      message: 'Autoscale evaluation failed due to insufficient sample data',
      values: [
        {
          name: 'Message',
          value:
            'Line 1, Col 50: Insufficient data from data set: $PendingTasks wanted 70%, received 0%',
        },
      ],
    },
  })
})

test('what is not measured keeps a pool as it is instead of looking idle', async () => {
  await using batch = await startBatch()
  const shrinks = '$TargetDedicatedNodes=avg($CPUPercent.GetSample(1)) < 0.2 ? 0 : 9'
  await add(batch, { ...scaling, autoScaleFormula: shrinks })
  await batch.pass(10 * MINUTE)
  const { autoScaleRun } = await poolOf(batch)
  assert.equal(autoScaleRun?.error?.code, 'InsufficientSampleData')
  assert.match(JSON.stringify(autoScaleRun), /CPUPercent was not measured on any node/)
  const run = await post(batch, 'evaluateautoscale', { autoScaleFormula: 'x = $DiskReadBytes' })
  assert.match(run.text, /DiskReadBytes is not measured by this server/)
})

/** What the service knows itself; what nodes tell, of which those here tell nothing; what no node tells. */
const VARIABLES = {
  known: [
    '$ActiveTasks',
    '$CurrentDedicatedNodes',
    '$CurrentLowPriorityNodes',
    '$FailedTasks',
    '$PendingTasks',
    '$PreemptedNodeCount',
    '$RunningTasks',
    '$SucceededTasks',
    '$TaskSlotsPerNode',
    '$UsableNodeCount',
    '$WallClockSeconds',
  ],
  ofNodes: ['$CPUPercent', '$DiskBytes', '$MemoryBytes', '$SampleNodeCount'],
  unmeasured: [
    '$DiskReadBytes',
    '$DiskReadOps',
    '$DiskWriteBytes',
    '$DiskWriteOps',
    '$NetworkInBytes',
    '$NetworkOutBytes',
  ],
} as const

test('every variable of the documents has samples, or says why it has none: no zeros', async () => {
  const { known, ofNodes, unmeasured } = VARIABLES
  assert.deepEqual([...known, ...ofNodes, ...unmeasured].sort(), [...METRICS].sort())
  await using batch = await startBatch()
  await add(batch, { ...scaling, autoScaleFormula: '$TargetDedicatedNodes = 1' })
  for (let minute = 0; minute < 10; minute++) await batch.pass(MINUTE)
  const tried = async (expression: string) => {
    const autoScaleFormula = `x = ${expression};`
    const { body } = await post(batch, 'evaluateautoscale', { autoScaleFormula })
    const { error, results } = body as unknown as { error?: { values: object }; results: string }
    return error ? JSON.stringify(error.values) : results
  }
  for (const name of known) {
    assert.match(await tried(`${name}.GetSample(1)`), /;x=\[?[\d.]+\]?$/, name)
    assert.match(
      await tried(`${name}.GetSamplePercent(TimeInterval_Minute)`),
      /;x=\[?[\d.]+\]?$/,
      name,
    )
  }
  for (const name of ofNodes) {
    assert.match(await tried(`${name}.GetSample(1)`), /was not measured on any node/, name)
  }
  for (const name of unmeasured) {
    for (const how of ['', '.GetSample(1)', '.Count()']) {
      assert.match(await tried(`${name}${how}`), /is not measured by this server/, name)
    }
  }
})

test('scaling by formula is switched on, changed and off, and a formula is tried', async () => {
  await using batch = await startBatch()
  await add(batch, { targetDedicatedNodes: 2 })
  const busy = await post(batch, 'enableautoscale', { autoScaleFormula: '$TargetDedicatedNodes=3' })
  assert.equal(fault(busy)[1], 'PoolBeingResized')
  await batch.pass(MINUTE)
  const early = await post(batch, 'evaluateautoscale', { autoScaleFormula: '1' })
  assert.deepEqual(fault(early).slice(0, 2), [409, 'OperationNotValidOnPool'])
  assert.deepEqual(fault(await post(batch, 'enableautoscale', {})).slice(0, 2), [
    400,
    'MissingRequiredProperty',
  ])
  const before = (await poolOf(batch)).eTag
  const enabled = await post(batch, 'enableautoscale', {
    autoScaleFormula: '$TargetDedicatedNodes=3',
    autoScaleEvaluationInterval: 'PT6M',
  })
  assert.equal(enabled.status, 200, enabled.text)
  assert.notEqual(enabled.headers.etag, before)
  assert.deepEqual(fault(await post(batch, 'enableautoscale', {})), [
    503,
    'TooManyEnableAutoScaleRequests',
  ])
  const tried = await post(batch, 'evaluateautoscale', {
    autoScaleFormula: '$TargetDedicatedNodes=9',
  })
  assert.equal(tried.status, 200, tried.text)
  assert.equal(
    tried.body.results,
    '$TargetDedicatedNodes=9;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
  )
  assert.equal(
    tried.body['odata.metadata']?.split('#')[1],
    'Microsoft.Azure.Batch.Protocol.Entities.AutoScaleRun',
  )
  const wrong = await post(batch, 'evaluateautoscale', { autoScaleFormula: '$something_useless' })
  assert.equal(wrong.body.error?.code, 'AutoScalingFormulaEvaluationError')
  assert.match(String(wrong.body.results), /^\$TargetDedicatedNodes=2;/)
  // A client may not size it now.
  assert.equal(fault(await post(batch, 'resize', { targetDedicatedNodes: 1 }))[0], 409)
  await batch.pass(5 * MINUTE)
  assert.equal((await poolOf(batch)).targetDedicatedNodes, 2)
  await batch.pass(2 * MINUTE)
  assert.equal((await poolOf(batch)).targetDedicatedNodes, 3)
  // Another formula alone waits for its turn in the old schedule.
  await post(batch, 'enableautoscale', { autoScaleFormula: '$TargetDedicatedNodes=1' })
  await batch.pass(6 * MINUTE)
  assert.equal((await poolOf(batch)).targetDedicatedNodes, 1)
  assert.equal((await post(batch, 'disableautoscale')).status, 200)
  const fixed = await poolOf(batch)
  assert.equal(fixed.enableAutoScale, false)
  assert.equal('autoScaleFormula' in fixed || 'autoScaleRun' in fixed, false)
  assert.equal((await post(batch, 'resize', { targetDedicatedNodes: 0 })).status, 202)
  assert.deepEqual(batch.bugs, [])
})

test('what cannot be is refused by name, with line and column', async () => {
  await using batch = await startBatch()
  const refused = async (change: object) => fault(await add(batch, change))
  assert.deepEqual(await refused({ ...scaling, autoScaleFormula: '$a = ;' }), [
    400,
    'AutoScalingFormulaSyntaxError',
    "Message: Line 1, Col 6: unexpected ';'",
  ])
  const quoted = 'a = 1;\n$TargetDedicatedNodes "=" 3'
  assert.deepEqual(await refused({ ...scaling, autoScaleFormula: quoted }), [
    400,
    'AutoScalingFormulaSyntaxError',
    "Message: Line 2, Col 23: unexpected '=', expected ';'",
  ])
  assert.deepEqual(await refused({ ...scaling, autoScaleFormula: `a=1;//${'x'.repeat(8_192)}` }), [
    400,
    'AutoScalingFormulaTooLong',
    'Reason: It has 8198 bytes of at most 8192',
  ])
  const { autoScaleEvaluationInterval: _, ...unscaled } = scaling
  for (const interval of ['PT4M59S', 'P7DT1S', 'soon', '-PT10M']) {
    const change = { ...unscaled, autoScaleFormula: '1', autoScaleEvaluationInterval: interval }
    assert.deepEqual((await refused(change)).slice(0, 3), [
      400,
      'InvalidPropertyValue',
      'PropertyName: autoScaleEvaluationInterval',
    ])
  }
  assert.equal((await refused({ ...scaling }))[1], 'MissingRequiredProperty')
  const both = { ...scaling, autoScaleFormula: '1', targetDedicatedNodes: 1 }
  assert.equal((await refused(both))[2], 'PropertyName: targetDedicatedNodes')
  assert.equal((await refused({ autoScaleFormula: '1' }))[2], 'PropertyName: autoScaleFormula')
})

test('ARM sets, shows and ends scaling by formula', async () => {
  await using batch = await startBatch()
  const path = `${ARM_PATH}/pools/scaled`
  const arm = (method: string, to: string, properties?: object) =>
    batch.call(method, to, { version: '2024-02-01', ...(properties && { body: { properties } }) })
  const { virtualMachineConfiguration, vmSize } = settings
  const { nodeAgentSKUId: nodeAgentSkuId, imageReference } = virtualMachineConfiguration
  const created = await arm('PUT', path, {
    vmSize,
    deploymentConfiguration: { virtualMachineConfiguration: { imageReference, nodeAgentSkuId } },
    scaleSettings: {
      autoScale: { formula: '$TargetDedicatedNodes=1', evaluationInterval: 'PT5M' },
    },
  })
  assert.equal(created.status, 200, created.text)
  await batch.pass(MINUTE)
  const shown = (await arm('GET', path)).body.properties!
  assert.deepEqual(shown.scaleSettings, {
    autoScale: { formula: '$TargetDedicatedNodes=1', evaluationInterval: 'PT5M' },
  })
  assert.equal(shown.autoScaleRun?.evaluationTime, '2026-03-05T10:15:03.123Z')
  assert.match(String(shown.autoScaleRun?.results), /^\$TargetDedicatedNodes=1;/)
  const formula = '$TargetDedicatedNodes=2'
  const changed = await arm('PATCH', path, { scaleSettings: { autoScale: { formula } } })
  assert.deepEqual(changed.body.properties?.scaleSettings, {
    autoScale: { formula, evaluationInterval: 'PT5M' },
  })
  await batch.pass(10 * MINUTE)
  assert.equal((await arm('GET', path)).body.properties?.currentDedicatedNodes, 2)
  const ended = await arm('POST', `${path}/disableAutoScale`)
  assert.equal(ended.status, 200, ended.text)
  const { fixedScale } = ended.body.properties!.scaleSettings!
  assert.equal(fixedScale?.targetDedicatedNodes, 2)
  assert.deepEqual(batch.bugs, [])
})
