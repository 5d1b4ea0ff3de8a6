// An upgrade in place: the last release runs from its package, is stopped while tasks run, and this
// version goes on with its data.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { accessToken, call } from '#cli/client.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchCaller } from '../bench/parts/batch-caller.ts'
import { rawCall } from '../wire/server/raw-call.ts'

const packed = fileURLToPath(new URL('../fixtures/package-0.1.0.tar.gz', import.meta.url))
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
/** How long a task may take from one state to the next, beside whatever else the machine does. */
const STATE_MS = 60_000
const RUNNING = ['long-1', 'long-2', 'long-3']
const WAITING = ['later-1', 'later-2']

type Body = Record<string, unknown>

/** What a newer version may add to an answer, and what differs because another process serves. */
const OF_ITS_OWN = new Set(['odata.metadata', 'url', 'nodeUrl', 'poolUrl', 'affinityId'])

/** Fails unless all that was said before is said now, in the same words. */
function assertStillSaid(before: unknown, now: unknown, path: string): void {
  if (typeof before !== 'object' || before === null) assert.deepEqual(now, before, path)
  else {
    for (const [name, value] of Object.entries(before)) {
      if (OF_ITS_OWN.has(name)) continue
      assertStillSaid(value, (now as Body | undefined)?.[name], `${path}.${name}`)
    }
  }
}

test('0.1.0 is upgraded while its tasks run', { timeout: 300_000 }, async (t) => {
  const home = mkdtempSync(join(tmpdir(), 'upgrade-'))
  t.after(() => rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  execFileSync('tar', ['-xzf', packed, '-C', home, '--no-same-owner'])
  // What it depends on is what this version depends on: the same names, of the same majors.
  symlinkSync(modules, join(home, 'node_modules'))
  const data = join(home, 'data')
  const gate = join(home, 'gate')
  const options = { data, timeScale: 1000, separation: 'none' } as const

  const program = join(home, 'package', 'dist', 'bin', 'lazuli.js')
  const old = await within('the old one starts', spawnLazuli({ ...options, program }))
  // Also where something below fails: it would be left behind.
  t.after(() => old.kill())
  const oldCalls = batchCaller(old.ready, 1)
  await oldCalls.call('POST', '/pools', {
    id: 'pool',
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 1,
    taskSlotsPerNode: RUNNING.length + 1,
    cloudServiceConfiguration: { osFamily: '6' },
  })
  await oldCalls.call('POST', '/jobs', { id: 'job', poolInfo: { poolId: 'pool' } })
  const add = (id: string, script: string) =>
    oldCalls.call('POST', '/jobs/job/tasks', { id, commandLine: `/bin/sh -c '${script}'` })
  await add('done', 'echo finished by the old one')
  await until(oldCalls, 'done', 'completed')
  const wait = `while [ ! -e ${gate} ]; do sleep 0.1; done`
  for (const id of RUNNING) await add(id, `echo begun; ${wait}; echo ended ${id}`)
  await add('blocker', wait)
  for (const id of [...RUNNING, 'blocker']) await until(oldCalls, id, 'running')
  for (const id of WAITING) await add(id, `echo ended ${id}`)
  const group = (ready: typeof old.ready) => arm(ready, `resourceGroups/${ready.resourceGroup}`)
  const paths = [
    '/pools/pool',
    '/pools/pool/nodes',
    '/jobs/job',
    '/jobs/job/tasks',
    '/jobs/job/taskcounts',
  ]
  const before = new Map<string, unknown>()
  for (const path of paths) before.set(path, await oldCalls.call('GET', path))
  const groupBefore = await group(old.ready)
  oldCalls.close()
  await within('the old one stops', old.stop())

  const started = await within('the new one starts', spawnLazuli(options))
  let isStopped = false
  t.after(() => (isStopped ? undefined : started.stop()))
  const now = batchCaller(started.ready, 1)
  t.after(() => now.close())
  for (const path of paths) assertStillSaid(before.get(path), await now.call('GET', path), path)
  assertStillSaid(groupBefore, await group(started.ready), 'group')
  const { clientId, clientSecret, subscriptionId } = old.ready
  assert.deepEqual(
    { clientId, clientSecret, subscriptionId },
    {
      clientId: started.ready.clientId,
      clientSecret: started.ready.clientSecret,
      subscriptionId: started.ready.subscriptionId,
    },
  )
  assert.equal(started.ready.batch!.key, old.ready.batch!.key)

  writeFileSync(gate, '')
  const ended = ['done', ...RUNNING, 'blocker', ...WAITING]
  for (const id of ended) await until(now, id, 'completed')
  for (const id of ended) {
    const { executionInfo } = await now.call('GET', `/jobs/job/tasks/${id}`)
    const { exitCode, retryCount, requeueCount } = executionInfo as Record<string, number>
    assert.deepEqual([exitCode, retryCount, requeueCount], [0, 0, 0], `${id} ran once`)
  }
  for (const id of RUNNING) {
    assert.equal(await stdout(started.ready, id), `begun\nended ${id}\n`)
  }
  assert.equal(await stdout(started.ready, 'done'), 'finished by the old one\n')

  isStopped = true
  await within('the new one stops', started.stop())
  await assert.rejects(
    spawnLazuli({ ...options, program }).then((back) => back.stop()),
    /newer/,
    'there is no way back, and it says so',
  )
})

async function until(
  { call }: ReturnType<typeof batchCaller>,
  id: string,
  wanted: string,
): Promise<void> {
  let state: unknown
  for (const end = performance.now() + STATE_MS; performance.now() < end; await sleep(50)) {
    state = (await call('GET', `/jobs/job/tasks/${id}`)).state
    if (state === wanted) return
  }
  const nodes = JSON.stringify(await call('GET', '/pools/pool/nodes'))
  assert.fail(
    `${id} was to be ${wanted} and is ${state} after ${STATE_MS / 1000} s; nodes: ${nodes}`,
  )
}

/** Fails with what was waited for, and not with the whole test's bound. */
async function within<T>(what: string, work: Promise<T>): Promise<T> {
  const over = new AbortController()
  const late = sleep(STATE_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${what}: not within ${STATE_MS / 1000} s`)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    over.abort()
    late.catch(() => undefined)
  }
}

type Ready = Awaited<ReturnType<typeof spawnLazuli>>['ready']

async function arm(ready: Ready, path: string): Promise<unknown> {
  const token = await accessToken(ready, 'https://management.azure.com/')
  const url = `/subscriptions/${ready.subscriptionId}/${path}?api-version=2021-04-01`
  const headers = { authorization: `Bearer ${token}` }
  return JSON.parse((await call(ready, 'GET', url, { headers })).body)
}

async function stdout(ready: Ready, id: string): Promise<string> {
  const path = `/jobs/job/tasks/${id}/files/stdout.txt?api-version=2024-02-01.19.0`
  const order = { origin: ready.batch!.endpoint, method: 'GET', path, token: '', body: '' }
  return (await rawCall(ready, order)).text
}
