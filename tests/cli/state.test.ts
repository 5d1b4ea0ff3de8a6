// Time, state and what goes wrong on nodes from the command line: what each command has done.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startLazuli } from '#library/start-lazuli.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
const SEED = `pools:
  - { id: pool, vmSize: small, targetLowPriorityNodes: 1, cloudServiceConfiguration: { osFamily: '6' } }
jobs:
  - { id: job, poolInfo: { poolId: none }, tasks: [{ id: one, commandLine: /bin/true }] }
`

let folder: string
let readyFile: string
let server: Awaited<ReturnType<typeof startLazuli>>
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lazuli-state-'))
  readyFile = join(folder, 'ready.json')
  server = await startLazuli({ frozen: true, nodes: 'simulated', readyFile })
})
after(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

/** What a command printed, and with which code it ended. */
const run = (...words: readonly string[]) =>
  new Promise<{ text: string; code: number }>((resolve) => {
    const [command, ...rest] = words
    const all = [cli, command!, ...rest, '--ready-file', readyFile]
    execFile(process.execPath, all, (error, stdout, stderr) => {
      resolve({ text: error ? stderr : stdout, code: error ? Number(error.code) : 0 })
    })
  })
const lazuli = async (...words: readonly string[]): Promise<string> => {
  const { text, code } = await run(...words)
  assert.equal(code, 0, text)
  return text
}
const refused = async (...words: readonly string[]): Promise<string> => {
  const { text, code } = await run(...words)
  assert.equal(code, 1, text)
  return text
}
const now = async (): Promise<number> => (await server.clock.now()).getTime()

test('time is moved on and never back, and runs when it is told', async () => {
  const start = await now()
  await lazuli('clock', 'step', '90s')
  assert.equal(await now(), start + 90_000)
  const moment = new Date(start + 3_600_000).toISOString()
  assert.match(await lazuli('clock', 'at', moment), new RegExp(`stands still at ${moment}`))
  const past = await refused('clock', 'at', new Date(start).toISOString())
  assert.match(past, /it is over: here it is/)
  assert.equal(await now(), start + 3_600_000)
  await lazuli('clock', 'resume')
  assert.match(await refused('clock', 'step', '1s'), /runs/)
  await lazuli('clock', 'scale', '500')
  assert.match(await lazuli('clock', 'show'), /500/)
  await lazuli('clock', 'freeze')
  const stands = await now()
  assert.match(await lazuli('clock', 'show'), /stands still/)
  assert.equal(await now(), stands)
})

test('a snapshot is saved, listed, restored and removed, and a reset brings back the start', async () => {
  await lazuli('snapshot', 'save', 'before')
  await server.seed(SEED)
  await server.clock.step(600_000)
  assert.match(
    await lazuli('explain', 'task', 'job', 'one'),
    /one is active\n.*There is no pool none/s,
  )
  const [node = ''] = /tvmps_\w+/.exec(await lazuli('provoke', 'fail', 'pool')) ?? []
  assert.match(await lazuli('provoke', 'recover', 'pool', node), new RegExp(node))
  assert.match(await refused('provoke', 'preempt', 'none'), /There is no pool none/)
  assert.match(await lazuli('snapshot', 'list'), /^before, taken at /)
  await lazuli('snapshot', 'restore', 'before')
  assert.match(await refused('explain', 'job', 'job'), /There is no job job/)
  await lazuli('snapshot', 'remove', 'before')
  assert.match(await refused('snapshot', 'restore', 'before'), /There is no snapshot before/)
  await server.seed(SEED)
  await lazuli('reset')
  assert.equal((await server.seed(SEED)).created, 3, 'nothing was there')
})
