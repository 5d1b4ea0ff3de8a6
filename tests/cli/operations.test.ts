// Operations and faults from the command line, beside a server in this process.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
const KIND = 'ManagedClusters_Create'

let server: Lazuli
let aks: ContainerServiceClient
before(async () => {
  server = await createLazuli({ timeScale: 1000 })
  const { credential, options } = azureFor(server.ready)
  aks = new ContainerServiceClient(credential, server.ready.subscriptionId, options)
})
after(() => server.stop())

/** What a command printed: on stdout where it went well, on stderr where it did not. */
const lazuli = (...args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const all = [cli, ...args, '--ready-file', server.ready.readyFile]
    execFile(process.execPath, all, (error, stdout, stderr) => {
      for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
      resolve(error ? stderr : stdout)
    })
  })

const create = (name: string) =>
  aks.managedClusters.beginCreateOrUpdate('lazuli', name, {
    location: 'westeurope',
    dnsPrefix: 'demo',
    identity: { type: 'SystemAssigned' },
    agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
  })

test('an operation is held, listed and let go', async () => {
  assert.match(await lazuli('operations'), /^No operation is under way/)
  assert.match(await lazuli('hold', 'Dance'), /no operation of the kind Dance.*There are/)
  assert.match(await lazuli('hold', KIND), /is held at its longest step from now on/)
  const poller = await create('held')
  const listed = await lazuli('operations', '--kind', KIND)
  assert.match(listed, /^ManagedClusters_Create InProgress, held at \S+ since [\d:.]+$/m)
  assert.match(listed, /^ {2}on lazuli\/providers\/\S+\/managedclusters\/held$/m)
  const id = /^ {2}id (\S+)$/m.exec(listed)?.[1] ?? ''
  assert.equal(await lazuli('release', id), '1 operation goes on.\n')
  assert.match(await lazuli('release', KIND), /^ManagedClusters_Create is not held any more/)
  await poller.pollUntilDone()
  assert.match(await lazuli('release', id), /No operation \S+ is held/)
  assert.match(await lazuli('operations', '--all'), /^ManagedClusters_Create Succeeded$/m)
})

test('one operation is held, failed and canceled by its id', async () => {
  await lazuli('hold', KIND)
  await create('failing')
  await create('leaving')
  const listed = await lazuli('operations', '--kind', KIND)
  const [second = '', first = ''] = [...listed.matchAll(/^ {2}id (\S+)$/gm)].map(
    (found) => found[1],
  )
  assert.match(await lazuli('fail', first, '--error', 'Full'), /Create Failed\n[\s\S]*\n {2}Full: /)
  assert.match(await lazuli('cancel', second), /Create Canceled\n[\s\S]*\n {2}Canceled: /)
  assert.match(await lazuli('hold', second), /has ended: Canceled/)
  assert.match(await lazuli('cancel', 'none'), /There is no operation none/)
  await lazuli('release', KIND)
})

test('faults are added, listed and removed', async () => {
  assert.equal(await lazuli('fault', 'list'), 'No fault is set.\n')
  const words = ['--error', 'NoCapacity', '--message', 'None left.']
  const added = await lazuli('fault', 'add', KIND, ...words, '--times', '1')
  assert.match(
    added,
    /^ManagedClusters_Create: NoCapacity, has met nothing yet\n {2}id \S+\n {2}times 1\n$/,
  )
  assert.match(
    await lazuli('fault', 'add', 'ManagedClusters_Get', '--status', '503', '--retry-after', '0'),
    /^ManagedClusters_Get: ServerBusy, has met nothing yet\n {2}id \S+\n {2}status 503\n {2}retryAfter 0\n$/,
  )
  const dropped = ['--service', 'batch', '--drop', 'after', '--share', '0.5', '--for', '5m']
  assert.match(
    await lazuli('fault', 'add', ...dropped),
    /^all calls of batch, has met .*\n {2}id \S+\n {2}share 0.5\n {2}expiresAt 20\S+\n {2}drop after\n$/,
  )
  assert.match(
    await lazuli('fault', 'add', 'hypervisor.deleteCheckpoint', '--error', 'NotResponding'),
    /^hypervisor.deleteCheckpoint: NotResponding, has met/,
  )
  await assert.rejects(
    create('failed').then((poller) => poller.pollUntilDone()),
    /None left/,
  )
  assert.match(
    await lazuli('fault', 'list'),
    /^ManagedClusters_Create: NoCapacity, struck 1 of 1 time$/m,
  )
  assert.match(await lazuli('fault', 'remove', '3'), /There is no fault 3/)
  const [, id = ''] = / {2}id (\S+)/.exec(added) ?? []
  assert.equal(await lazuli('fault', 'remove', id), 'Removed. It struck 1 time.\n')
  assert.equal(await lazuli('fault', 'remove'), 'No fault is set any more.\n')
  assert.match(await lazuli('fault', 'add', 'Dance'), /No operation of the kind Dance can fail/)
})

test('work that Azure does unasked begins when it is told to', async () => {
  const poller = await create('kept-up')
  const { id } = (await poller.pollUntilDone()) as { readonly id: string }
  assert.match(await lazuli('maintain', id), /^Operation \S+ has begun\.\n$/)
  assert.match(await lazuli('maintain', 'none'), /There is no managed cluster/)
})
