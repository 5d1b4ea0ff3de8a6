// Page sizes and places to go on from, on every list of both planes: whatever is sent is taken or
// refused, and never a fault of the server's.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { contractOf, contracts, operationsOf } from './parts/contracts.ts'
import { ownerOf } from './parts/plain-call.ts'

const lazuli = await createLazuli({ timeScale: 1_000_000 })
const { ready } = lazuli
const owner = await ownerOf(ready)
after(async () => {
  owner.close()
  await lazuli.stop()
})

const endpoint = ready.batch!.endpoint

/** What stands for a parameter of a path: things that are there, where a test needs them. */
const NAMES: Readonly<Record<string, string>> = {
  subscriptionId: ready.subscriptionId,
  resourceGroupName: ready.resourceGroup,
  accountName: 'lazuli',
  locationName: 'westeurope',
  location: 'westeurope',
  poolId: 'p',
  poolName: 'p',
  jobId: 'j',
  taskId: 't',
  scope: `subscriptions/${ready.subscriptionId}`,
  resourceProviderNamespace: 'Microsoft.Batch',
}

const NOT_NUMBERS = ['abc', '1.5', '1e2', '0x10', 'NaN', 'Infinity', '%20', '1%00', '1,2', '[1]']
const OUT_OF_RANGE = ['0', '-1', '-2147483648', '2147483648', '9'.repeat(30), `-${'9'.repeat(30)}`]
const TOKENS = ['x', '%00', 'AA', '////', 'MQ', '-1', btoa('x\0y'), btoa('{}'), 'A'.repeat(5_000)]
const PAGING = ['maxresults', '$top', '$skip', '$maxpagesize', '$skiptoken', 'timeout']

/** The newest and the oldest contract of each service. */
const chosen = contracts.filter(({ name }, i) => {
  const service = name.split('/')[0]!
  const isSame = (other: number) => contracts[other]?.name.startsWith(`${service}/`)
  return !isSame(i - 1) || !isSame(i + 1)
})

test('lists take no page size that is none', async (t) => {
  const image =
    '"imageReference":{"publisher":"canonical","offer":"0001-com-ubuntu-server-jammy","sku":"22_04-lts"},' +
    '"nodeAgentSKUId":"batch.node.ubuntu 22.04"'
  const pool = `{"id":"p","vmSize":"standard_d2s_v3","targetDedicatedNodes":0,"virtualMachineConfiguration":{${image}}}`
  const at = '?api-version=2024-07-01.20.0'
  const make = async (path: string, body: string) => {
    const { status, text } = await owner.send('POST', `${endpoint}${path}${at}`, body)
    assert.equal(status, 201, text)
  }
  await make('/pools', pool)
  await make('/jobs', '{"id":"j","poolInfo":{"poolId":"p"}}')
  await make('/jobs/j/tasks', '{"id":"t","commandLine":"true"}')

  const wrong: string[] = []
  const check = (isFine: boolean, told: string): void => {
    if (!isFine) wrong.push(told)
  }
  let lists = 0
  let declared = 0
  let all = 0
  for (const { name, document } of chosen) {
    const [service, version] = name.split('/')
    for (const { id, method, path } of operationsOf(document)) {
      all += 1
      if (method !== 'GET') continue
      lists += 1
      const filled = path.replace(/\{(\w+)\}/g, (_, parameter: string) => NAMES[parameter] ?? 'x')
      const base = service === 'batch' ? endpoint : ready.arm
      const send = async (parameter: string, value: string) => {
        const query = `${encodeURIComponent(parameter)}=${value}`
        return owner.send('GET', `${base}${filled}?api-version=${version}&${query}`)
      }
      const numbers = contractOf(document)
        .operation(id)
        .query.filter(({ schema }) => schema?.type === 'integer' || schema?.type === 'number')
        .map((parameter) => parameter.name)
      const tries = PAGING.filter((parameter) => !numbers.includes(parameter)).flatMap(
        (parameter) => [...TOKENS, '0', '-1', '2147483648'].map((value) => [parameter, value]),
      )
      for (const [parameter, value] of tries) {
        const { status, text } = await send(parameter!, value!)
        check(status < 500 || status === 501, `${name} ${id} ${parameter}=${value}: ${text}`)
      }
      for (const parameter of numbers) {
        declared += 1
        for (const value of NOT_NUMBERS) {
          const { status, text } = await send(parameter, value)
          check(status === 400, `${name} ${id} ${parameter}=${value}: ${status} ${text}`)
        }
        for (const value of OUT_OF_RANGE) {
          const { status, text } = await send(parameter, value)
          const isFine = status === 400 || (parameter === 'timeout' && status < 500)
          check(isFine || status === 501, `${name} ${id} ${parameter}=${value}: ${status} ${text}`)
        }
      }
    }
  }
  assert.deepEqual(wrong, [])
  t.diagnostic(`${declared} declared sizes, in ${lists} of ${all} operations`)
  assert.ok(declared >= 60 && lists >= 150, `${declared} declared sizes in ${lists} operations`)
})
