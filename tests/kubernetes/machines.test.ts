// Machines that are made one by one: each is a node of its own, as it was asked for.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Schemas } from '#containerservice/wire.ts'
import { aCluster, Estate, type Kube, until } from './estate.ts'

type Machine = Schemas['Machine']

const POOL = 'managedClusters/one/agentPools/own'
const RUNS = 6
const LATEST_MS = 600

let estate: Estate
let kube: Kube
before(async () => {
  estate = await Estate.start()
  await estate.create('one', aCluster(1))
  kube = await estate.kube('one')
  const properties = { mode: 'Machines', type: 'VirtualMachines', vmSize: 'Standard_D2s_v3' }
  await done(await call('PUT', POOL, { properties }))
})
after(() => estate.lazuli.stop())

const PREVIEW = '2026-08-02-preview'

const call = <Body>(method: string, path: string, body?: object) =>
  estate.call<Body>(method, path, body, PREVIEW)

/** Returns when what was begun has ended, and how. */
async function done({ status, headers, body }: Awaited<ReturnType<typeof call>>): Promise<string> {
  assert.ok(status < 300, JSON.stringify(body))
  return (await estate.monitored(headers)).status
}

const put = (name: string, body: Machine = {}) =>
  call<Machine>('PUT', `${POOL}/machines/${name}`, body)

async function machines(): Promise<readonly Machine[]> {
  return (await call<{ value: Machine[] }>('GET', `${POOL}/machines`)).body.value
}

/** The row says how many nodes there are, and no others are there. */
async function agree(expected: readonly string[]): Promise<void> {
  assert.deepEqual(await kube.names('own'), expected)
  const { body } = await call<Schemas['AgentPool']>('GET', POOL)
  assert.equal(body.properties!.count, expected.length)
}

test('a machine is a node with its own size, labels, taints and zone', async () => {
  const kubernetes = { nodeLabels: { team: 'blue' }, nodeTaints: ['only=blue:NoSchedule'] }
  const properties = { hardware: { vmSize: 'Standard_D4s_v3' }, kubernetes }
  assert.equal(await done(await put('first', { properties, zones: ['2'] })), 'Succeeded')
  assert.equal(await done(await put('second')), 'Succeeded')
  const [first, second] = await kube.nodes('own')
  const { labels = {} } = first!.metadata!
  assert.equal(labels.team, 'blue')
  assert.equal(labels['topology.kubernetes.io/zone'], 'westeurope-2')
  assert.equal(labels['node.kubernetes.io/instance-type'], 'Standard_D4s_v3')
  assert.equal(first!.status!.capacity!.cpu, '4')
  assert.deepEqual(
    first!.spec!.taints!.map(({ key, value, effect }) => `${key}=${value}:${effect}`),
    ['only=blue:NoSchedule'],
  )
  assert.equal(second!.metadata!.labels!.team, undefined)
  assert.equal(second!.status!.capacity!.cpu, '2')
  const names = (await machines()).map(({ properties: of }) => of!.kubernetes!.nodeName!)
  await agree(names)
})

test('what is changed of a machine is changed of its node, which stays', async () => {
  const [before] = await kube.nodes('own')
  const properties = { kubernetes: { nodeLabels: { team: 'red' }, nodeTaints: [] } }
  assert.equal(await done(await put('first', { properties })), 'Succeeded')
  const [first] = await kube.nodes('own')
  assert.equal(first!.metadata!.uid, before!.metadata!.uid)
  assert.equal(first!.metadata!.labels!.team, 'red')
  assert.deepEqual(first!.spec!.taints ?? [], [])
})

test('a machine that is deleted goes with its node, after its pods', async () => {
  await kube.deploy('web', 3, { agentpool: 'own' })
  const [first, second] = await kube.names('own')
  assert.ok(first && second)
  const deletion = { machineNames: ['first'] }
  assert.equal(await done(await call('POST', `${POOL}/deleteMachines`, deletion)), 'Succeeded')
  await agree([second])
  await until('its pods run elsewhere', async () => (await kube.available('web')) === 3)
})

test(`rows and nodes agree after ${RUNS} aborts, and the next call goes on from there`, async () => {
  for (let run = 0; run < RUNS; run++) {
    const name = `aborted${run}`
    const isDeletion = run % 2 === 1
    if (isDeletion) await done(await put(name))
    const working = isDeletion
      ? await call('POST', `${POOL}/deleteMachines`, { machineNames: [name] })
      : await put(name)
    assert.ok(working.status < 300)
    await pause((LATEST_MS * run) / RUNS)
    const abort = await call('POST', `${POOL}/abort`)
    // What it came too late for has succeeded.
    if (abort.status !== 409) await done(abort)
    await estate.monitored(working.headers)
    const left = await kube.names('own')
    await agree(left)
    await pause(300)
    assert.deepEqual(await kube.names('own'), left, `run ${run}: nothing comes after`)
    assert.equal(await done(await put(name)), 'Succeeded')
    const node = (await machines()).find((machine) => machine.name === name)
    assert.ok((await kube.names('own')).includes(node!.properties!.kubernetes!.nodeName!))
    const { body } = await call<Schemas['AgentPool']>('GET', POOL)
    assert.equal(body.properties!.count, (await kube.names('own')).length)
  }
})
