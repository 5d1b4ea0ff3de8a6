import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessToken, call } from '#cli/client.ts'
import { createLazuli, type Lazuli } from './lazuli.ts'

test('several servers live in one process, each with its own', async (t) => {
  const servers = await Promise.all([
    createLazuli({ timeScale: 60 }),
    createLazuli({ throttle: true }),
    createLazuli(),
  ])
  t.after(() => Promise.all(servers.map((server) => server.stop())))
  for (const of of [
    servers.map(({ ready }) => ready.arm),
    servers.map(({ ready }) => ready.batch?.endpoint),
    servers.map(({ ready }) => ready.subscriptionId),
    servers.map(({ ready }) => ready.caFile),
  ]) {
    assert.equal(new Set(of).size, servers.length, of.join(' '))
  }
  await servers[0]!.stop()
  const answer = await fetch(servers[1]!.ready.arm.replace('https:', 'http:'))
  assert.ok(answer.status < 500)
})

test('a token of one server is none of another beside it', async (t) => {
  const [ours, theirs] = await Promise.all([createLazuli(), createLazuli()])
  t.after(() => Promise.all([ours.stop(), theirs.stop()]))
  const token = await accessToken(ours.ready, 'https://management.azure.com/')
  const list = async ({ ready }: Lazuli): Promise<number> => {
    const path = `/subscriptions/${ready.subscriptionId}/resourcegroups?api-version=2021-04-01`
    const headers = { authorization: `Bearer ${token}` }
    return (await call(ready, 'GET', path, { headers })).status
  }
  assert.equal(await list(ours), 200)
  assert.equal(await list(theirs), 401)
})

test('what makes no sense is refused in words before anything starts', async () => {
  await assert.rejects(createLazuli({ host: '0.0.0.0' }), /can be reached by others/)
  await assert.rejects(createLazuli({ ephemeral: true, data: '/tmp/x' }), /no data directory/)
  await assert.rejects(createLazuli({ inventory: '/no/such' }), /cannot read the inventory/)
  await assert.rejects(
    createLazuli({ elevation: 'sudo', separation: 'none' }),
    /--elevation sudo cannot be: (only root|tasks that are not kept apart)/,
  )
})

test('an authority that had to be made anew is said at the start, as clients do not trust it', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'lazuli-test-'))
  t.after(() => rmSync(data, { recursive: true, force: true }))
  const said: string[] = []
  const start = async (): Promise<void> => {
    const server = await createLazuli(
      { data, nodes: 'simulated' },
      { report: (what, error) => void said.push(`${what}: ${String(error)}`) },
    )
    await server.stop()
  }
  await start()
  await start()
  assert.deepEqual(said, [])
  writeFileSync(join(data, 'ca-key.pem'), 'half')
  await start()
  assert.match(said.join(), /ca-key\.pem are not a pair: a new authority is made/)
})
