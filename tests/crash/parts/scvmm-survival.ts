// Checkpoints and kill -9: a real server is killed around calls on them and started again on its data.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { Life } from './scvmm-life.ts'

const ACTIONS = ['deleteCheckpoint', 'restoreCheckpoint', 'createCheckpoint'] as const

/** Kills the server around calls on checkpoints of its machines, and compares what is there after each start. */
export async function survive(
  t: { after(last: () => Promise<void>): void },
  hypervisor: 'qemu' | 'simulated',
) {
  const data = mkdtempSync(join(tmpdir(), 'scvmm-crash-'))
  let life = await Life.start(data, hypervisor)
  t.after(async () => {
    await life.server.stop()
    rmSync(data, { recursive: true, force: true })
  })
  await life.prepare()
  const moments = fc.sample(fc.integer({ min: 0, max: 200 }), { numRuns: 3, seed: 20260305 })
  for (const [i, afterMs] of [...moments, 0, 100].entries()) {
    const action = ACTIONS[i % ACTIONS.length]!
    const before = await life.checkpoints()
    const { checkpointID: id } = before[1]!
    const body = action === 'createCheckpoint' ? { name: `new ${i}` } : { id }
    const sent = life.call('POST', `${life.instance}/${action}`, body).catch(() => undefined)
    await delay(afterMs)
    await life.server.kill()
    const answer = await sent
    life = await Life.start(data, hypervisor)
    const what = `${action} killed after ${afterMs} ms`
    if (answer) assert.equal(await life.ended(answer), 'Succeeded', what)
    const now = await life.checkpoints()
    // What was answered is done; what was not is done or not, and never half of it.
    const changed = action === 'deleteCheckpoint' ? -1 : action === 'createCheckpoint' ? 1 : 0
    const possible = answer ? [changed] : [0, changed]
    assert.ok(possible.includes(now.length - before.length), what)
    assert.equal((await life.atRest()).powerState, 'Running', what)
    await life.assertWhole()
    if (now.length < 3) await life.create(`again ${i}`)
  }
  await life.server.stop()
  assert.deepEqual(processesOf(data), [])
  life = await Life.start(data, hypervisor)
  await life.running()
}

/** The processes of QEMU machines that run on the data: each has a file with its number. */
const processesOf = (data: string): string[] =>
  readdirSync(join(data, 'hypervisor'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.pid'),
  )
