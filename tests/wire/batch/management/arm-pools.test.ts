// Pools on ARM: made, changed, found and deleted there, and the same pools on the data plane.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findOperation } from '#engine/operation.queries.ts'
import { certificate } from '#testing/certificates.ts'
import { type Answer, ARM_PATH, type BatchServer, type Sent, startBatch } from '../batch-server.ts'

const PATH = `${ARM_PATH}/pools/Pool1`

const arm = (batch: BatchServer, method: string, path: string, sent: Sent = {}): Promise<Answer> =>
  batch.call(method, path, { version: '2024-02-01', ...sent })

const machine = {
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
  },
  nodeAgentSkuId: 'batch.node.ubuntu 20.04',
}

const properties = {
  vmSize: 'STANDARD_D2S_V3',
  deploymentConfiguration: { virtualMachineConfiguration: machine },
  scaleSettings: { fixedScale: { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 } },
}

const put = (batch: BatchServer, change: object = {}, headers?: Record<string, string>) =>
  arm(batch, 'PUT', PATH, {
    body: { properties: { ...properties, ...change } },
    ...(headers && { headers }),
  })

const patch = (batch: BatchServer, changed: object, headers?: Record<string, string>) =>
  arm(batch, 'PATCH', PATH, { body: { properties: changed }, ...(headers && { headers }) })

const errorOf = ({ status, body }: Answer) => [status, body.error?.code]

test('a pool that is made on ARM is told there and is one of the data plane', async () => {
  await using batch = await startBatch()
  const made = await put(batch, {
    displayName: 'A pool',
    taskSlotsPerNode: 4,
    taskSchedulingPolicy: { nodeFillType: 'Pack' },
    metadata: [{ name: 'a', value: 'b' }],
    startTask: {
      commandLine: 'true',
      userIdentity: { autoUser: { scope: 'Task', elevationLevel: 'Admin' } },
    },
    userAccounts: [{ name: 'ann', password: 'hush', elevationLevel: 'Admin' }],
  })
  assert.equal(made.status, 200, made.text)
  assert.ok(!made.text.includes('hush'))
  const { properties: first, ...envelope } = made.body as unknown as Record<string, Answer['body']>
  assert.deepEqual(envelope, {
    id: `${ARM_PATH}/pools/Pool1`,
    name: 'Pool1',
    type: 'Microsoft.Batch/batchAccounts/pools',
    etag: made.headers.etag,
  })
  assert.match(String(made.headers.etag), /^"0x[0-9A-F]+"$/)
  assert.equal(first!.provisioningState, 'Succeeded')
  assert.equal(first!.allocationState, 'Resizing')
  assert.equal(first!.currentDedicatedNodes as unknown, 0)
  await batch.pass(60_000)
  const got = await arm(batch, 'GET', PATH)
  const { lastModified, creationTime, ...shown } = got.body.properties as unknown as Record<
    string,
    unknown
  >
  assert.equal(lastModified, creationTime)
  assert.deepEqual(shown, {
    displayName: 'A pool',
    vmSize: 'STANDARD_D2S_V3',
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        ...machine,
        imageReference: { ...machine.imageReference, version: 'latest' },
      },
    },
    provisioningState: 'Succeeded',
    provisioningStateTransitionTime: creationTime,
    allocationState: 'Steady',
    allocationStateTransitionTime: shown.allocationStateTransitionTime,
    currentDedicatedNodes: 1,
    currentLowPriorityNodes: 1,
    currentNodeCommunicationMode: 'Classic',
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 1,
        targetLowPriorityNodes: 1,
        resizeTimeout: 'PT15M',
      },
    },
    resizeOperationStatus: {
      targetDedicatedNodes: 1,
      targetLowPriorityNodes: 1,
      resizeTimeout: 'PT15M',
      nodeDeallocationOption: 'Requeue',
      startTime: creationTime,
    },
    interNodeCommunication: 'Disabled',
    taskSlotsPerNode: 4,
    taskSchedulingPolicy: { nodeFillType: 'Pack' },
    metadata: [{ name: 'a', value: 'b' }],
    startTask: {
      commandLine: 'true',
      userIdentity: { autoUser: { scope: 'Task', elevationLevel: 'Admin' } },
      maxTaskRetryCount: 0,
      waitForSuccess: true,
    },
    userAccounts: [{ name: 'ann', elevationLevel: 'Admin' }],
  })
  const there = (await batch.call('GET', '/pools/pool1')).body
  assert.equal(there.id, 'Pool1')
  assert.equal(there.vmSize, 'standard_d2s_v3')
  assert.equal(there.eTag, String(got.headers.etag).slice(1, -1))
  assert.equal(there.startTask!.userIdentity!.autoUser!.scope, 'task')
  assert.deepEqual(batch.bugs, [])
})

test('a pool of the data plane is shown on ARM in its words', async () => {
  await using batch = await startBatch()
  await batch.call('POST', '/certificates', {
    body: {
      thumbprint: certificate.thumbprint,
      thumbprintAlgorithm: 'sha1',
      data: certificate.cer,
      certificateFormat: 'cer',
    },
  })
  await batch.call('POST', '/pools', {
    body: {
      id: 'Pool1',
      vmSize: 'small',
      cloudServiceConfiguration: { osFamily: '5' },
      enableInterNodeCommunication: true,
      targetDedicatedNodes: 0,
      certificateReferences: [
        { thumbprint: certificate.thumbprint, thumbprintAlgorithm: 'sha1', visibility: ['task'] },
      ],
    },
  })
  const shown = (await arm(batch, 'GET', PATH)).body.properties!
  assert.deepEqual(shown.deploymentConfiguration as unknown, {
    cloudServiceConfiguration: { osFamily: '5', osVersion: '*' },
  })
  assert.equal(shown.interNodeCommunication, 'Enabled')
  assert.deepEqual(shown.certificates as unknown, [
    {
      id: `${ARM_PATH}/certificates/sha1-${certificate.thumbprint}`,
      storeLocation: 'CurrentUser',
      storeName: 'My',
      visibility: ['Task'],
    },
  ])
  const again = await patch(batch, { certificates: shown.certificates })
  assert.equal(again.status, 200, again.text)
  assert.equal(again.headers.etag, (await arm(batch, 'GET', PATH)).headers.etag)
  assert.deepEqual(
    (await arm(batch, 'GET', PATH)).body.properties!.certificates,
    shown.certificates,
  )
})

test('a pool is resized, its resize stopped, and what came of it told', async () => {
  await using batch = await startBatch()
  await put(batch)
  await batch.pass(60_000)
  const fixedScale = {
    targetDedicatedNodes: 3,
    resizeTimeout: 'PT8M',
    nodeDeallocationOption: 'TaskCompletion',
  }
  const resizing = await patch(batch, { scaleSettings: { fixedScale } })
  assert.equal(resizing.status, 200, resizing.text)
  assert.equal(resizing.body.properties!.allocationState, 'Resizing')
  assert.deepEqual(resizing.body.properties!.scaleSettings!.fixedScale as unknown, {
    targetDedicatedNodes: 3,
    targetLowPriorityNodes: 1,
    resizeTimeout: 'PT8M',
  })
  const status = resizing.body.properties!.resizeOperationStatus!
  assert.equal(status.nodeDeallocationOption, 'TaskCompletion')
  const other = { scaleSettings: { fixedScale: { targetDedicatedNodes: 4 } } }
  assert.deepEqual(errorOf(await patch(batch, other)), [409, 'PoolBeingResized'])
  const same = { scaleSettings: { fixedScale }, metadata: [{ name: 'x', value: 'y' }] }
  assert.equal((await patch(batch, same)).status, 200, 'the size that it is coming to')
  const stopped = await arm(batch, 'POST', `${PATH}/stopResize`)
  assert.equal(stopped.status, 200)
  assert.equal(stopped.body.properties!.allocationState, 'Stopping')
  await batch.pass(5_000)
  const steady = (await arm(batch, 'GET', PATH)).body.properties!
  assert.equal(steady.allocationState, 'Steady')
  const errors = steady.resizeOperationStatus!.errors as unknown as { code: string }[]
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['ResizeStopped'],
  )
  const again = await arm(batch, 'POST', `${PATH}/stopResize`)
  assert.deepEqual(errorOf(again), [409, 'OperationInvalidForCurrentState'])
  assert.deepEqual(batch.bugs, [])
})

test('a change replaces what is sent, keeps the rest, and may take the start task away', async () => {
  await using batch = await startBatch()
  await put(batch, { startTask: { commandLine: 'a' }, metadata: [{ name: 'a', value: 'b' }] })
  await batch.pass(60_000)
  const before = await arm(batch, 'GET', PATH)
  const changed = await patch(batch, { startTask: { commandLine: 'b' } })
  assert.equal(changed.body.properties!.startTask!.commandLine, 'b')
  assert.equal((changed.body.properties!.metadata as unknown as unknown[]).length, 1)
  assert.notEqual(changed.headers.etag, before.headers.etag)
  const removed = await patch(batch, { startTask: {} })
  assert.equal(removed.body.properties!.startTask, undefined)
  const empty = await patch(batch, { mountConfiguration: [], userAccounts: [] })
  assert.equal(empty.status, 200, 'an empty list says no more than none')
  const fixed = await patch(batch, { vmSize: 'STANDARD_D4S_V3' })
  assert.deepEqual(errorOf(fixed), [400, 'PropertyCannotBeUpdated'])
  const details = fixed.body.error!.details as unknown as { code: string; message: string }[]
  assert.equal(details.find(({ code }) => code === 'PropertyName')?.message, 'vmSize')
  const asItIs = await put(batch, { metadata: [{ name: 'a', value: 'b' }] })
  assert.equal(asItIs.status, 200, asItIs.text)
  assert.equal(asItIs.headers.etag, empty.headers.etag)
})

test('a PUT over a pool says all that can be changed of it, and the rest stays', async () => {
  await using batch = await startBatch()
  const all = {
    displayName: 'Mine',
    startTask: { commandLine: 'a' },
    metadata: [{ name: 'a', value: 'b' }],
    targetNodeCommunicationMode: 'Simplified',
  }
  const first = await put(batch, all)
  await batch.pass(60_000)
  assert.equal((await put(batch, all)).headers.etag, first.headers.etag)
  const second = (await put(batch, { metadata: [] })).body.properties!
  assert.equal(second.startTask, undefined)
  assert.deepEqual(second.metadata, [])
  assert.equal(second.targetNodeCommunicationMode, undefined)
  assert.equal(second.displayName, 'Mine')
  assert.equal((await put(batch)).body.properties!.metadata, undefined)
})

test('conditions, and what a pool cannot be, are refused in ARM’s envelope', async () => {
  await using batch = await startBatch()
  assert.deepEqual(errorOf(await patch(batch, {})), [404, 'ResourceNotFound'])
  assert.deepEqual(errorOf(await arm(batch, 'GET', PATH)), [404, 'ResourceNotFound'])
  assert.deepEqual(errorOf(await put(batch, {}, { 'if-match': '*' })), [412, 'PreconditionFailed'])
  const size = await put(batch, { vmSize: undefined })
  assert.deepEqual(errorOf(size), [400, 'MissingRequiredProperty'])
  const agent = { virtualMachineConfiguration: { ...machine, nodeAgentSkuId: 'batch.node.none' } }
  const unknown = await put(batch, { deploymentConfiguration: agent })
  assert.deepEqual(errorOf(unknown), [404, 'NodeAgentSKUNotFound'])
  const autoScale = { formula: '$TargetDedicatedNodes=' }
  const scaled = await put(batch, { scaleSettings: { autoScale } })
  assert.deepEqual(errorOf(scaled), [400, 'AutoScalingFormulaSyntaxError'])
  const reference = { certificates: [{ id: 'sha1-00' }] }
  assert.deepEqual(errorOf(await put(batch, reference)), [400, 'InvalidPropertyValue'])
  const made = await put(batch, {}, { 'if-none-match': '*' })
  assert.equal(made.status, 200)
  const twice = await put(batch, {}, { 'if-none-match': '*' })
  assert.deepEqual(errorOf(twice), [412, 'PreconditionFailed'])
  const stale = await patch(batch, {}, { 'if-match': '"0x0"' })
  assert.deepEqual(errorOf(stale), [412, 'PreconditionFailed'])
  assert.equal((await patch(batch, {}, { 'if-match': String(made.headers.etag) })).status, 200)
  assert.deepEqual(batch.bugs, [])
})

test('a pool is deleted once, and what is not there is gone', async () => {
  await using batch = await startBatch()
  assert.equal((await arm(batch, 'DELETE', PATH)).status, 204)
  await put(batch)
  await batch.pass(60_000)
  const deleting = await arm(batch, 'DELETE', PATH)
  assert.equal(deleting.status, 202)
  const id = /operationResults\/([^?]+)/.exec(String(deleting.headers.location))?.[1] ?? ''
  const operation = await findOperation(batch.ports.store, id)
  assert.equal(operation?.resource, PATH.toLowerCase(), 'pollers find it below the subscription')
  assert.equal((await arm(batch, 'GET', PATH)).body.properties!.provisioningState, 'Deleting')
  const again = await arm(batch, 'DELETE', PATH)
  const idIn = ({ headers }: Answer) => String(headers.location).split('?', 1)[0]
  assert.deepEqual([again.status, idIn(again)], [202, idIn(deleting)])
  assert.deepEqual(errorOf(await patch(batch, {})), [409, 'PoolBeingDeleted'])
  await batch.pass(60_000)
  assert.equal((await arm(batch, 'GET', PATH)).status, 404)
  assert.equal((await batch.call('GET', '/pools/Pool1')).body.code, 'PoolNotFound')
  assert.deepEqual(batch.bugs, [])
})

test('pools are listed with filters, chosen properties, and page by page', async () => {
  await using batch = await startBatch()
  for (const name of ['b', 'a', 'c']) {
    const body = { properties: { ...properties, scaleSettings: undefined } }
    assert.equal((await arm(batch, 'PUT', `${ARM_PATH}/pools/${name}`, { body })).status, 200)
  }
  await batch.pass(60_000)
  const names = async (query: string): Promise<string[]> => {
    const listed = await arm(batch, 'GET', `${ARM_PATH}/pools?${query}`)
    assert.equal(listed.status, 200, listed.text)
    return (listed.body.value as unknown as { name: string }[]).map(({ name }) => name)
  }
  assert.deepEqual(await names(''), ['a', 'b', 'c'])
  const filter = (text: string) => `$filter=${encodeURIComponent(text)}`
  assert.deepEqual(await names(filter("startswith(name, 'b')")), ['b'])
  assert.deepEqual(await names(filter("properties/allocationState eq 'Resizing'")), [])
  const some = "properties/vmSize eq 'STANDARD_D2S_V3' and name gt 'a'"
  assert.deepEqual(await names(filter(some)), ['b', 'c'])
  const page = await arm(batch, 'GET', `${ARM_PATH}/pools?maxresults=2&$select=properties/vmSize`)
  const [first] = page.body.value as unknown as { properties: object }[]
  assert.deepEqual(first!.properties, { vmSize: 'STANDARD_D2S_V3' })
  const next = String(page.body.nextLink).slice(batch.origin.length)
  const rest = await arm(batch, 'GET', next, { version: '' })
  assert.equal((rest.body.value as unknown as unknown[]).length, 1)
})

test('the sizes of machines are listed by family, page by page', async () => {
  await using batch = await startBatch()
  const places = `${ARM_PATH.split('/resourceGroups/')[0]}/providers/Microsoft.Batch/locations/west`
  const family = `$filter=${encodeURIComponent("familyName eq 'standardFSv2Family'")}`
  const first = await arm(batch, 'GET', `${places}/virtualMachineSkus?${family}&maxresults=2`)
  assert.equal(first.status, 200, first.text)
  const [sku, ...others] = first.body.value as unknown as {
    name: string
    capabilities: { name: string; value: string }[]
  }[]
  assert.equal(sku!.name, 'Standard_F2s_v2')
  assert.equal(others.length, 1)
  assert.equal(sku!.capabilities.find(({ name }) => name === 'vCPUs')?.value, '2')
  assert.ok(first.body.nextLink)
  const services = await arm(batch, 'GET', `${places}/cloudServiceSkus`)
  assert.equal((services.body.value as unknown as { name: string }[])[1]!.name, 'Small')
  const wrong = await arm(batch, 'GET', `${places}/virtualMachineSkus?$filter=name%20eq%20'x'`)
  assert.deepEqual(errorOf(wrong), [400, 'InvalidQueryParameterValue'])
})

test('an image of one’s own is named by a resource id of the right form', async () => {
  await using batch = await startBatch()
  const gallery = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute'
  const withImage = (id: string) =>
    put(batch, {
      deploymentConfiguration: {
        virtualMachineConfiguration: { ...machine, imageReference: { id } },
      },
    })
  const wrong = await withImage(`${gallery}/gallery/a/images/b/versions/c`)
  assert.deepEqual(errorOf(wrong), [400, 'InvalidPropertyValue'])
  assert.match(wrong.text, /imageReference\.id/)
  const id = `${gallery}/galleries/a/images/b/versions/1.0.0`
  const made = await withImage(id)
  assert.equal(made.status, 200, made.text)
  const { imageReference } =
    made.body.properties!.deploymentConfiguration!.virtualMachineConfiguration!
  assert.deepEqual(imageReference as unknown, { id })
})
