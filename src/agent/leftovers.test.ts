import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { NODE_MARK } from './attempts/environment.ts'
import { markOwner, removeLeftNodes } from './leftovers.ts'

/** Nodes of an agent that does not run, in a place of their own. */
function nodes(t: TestContext, change: object = {}) {
  const top = mkdtempSync(join(tmpdir(), 'left-nodes-'))
  t.after(() => rmSync(top, { recursive: true, force: true }))
  const parent = join(top, 'lazuli')
  const place = join(parent, 'nodes-1')
  mkdirSync(join(place, 'tvm-1', 'root'), { recursive: true })
  markOwner(place, join(top, 'data'))
  const mark = join(place, 'owner.json')
  const owner = { ...JSON.parse(readFileSync(mark, 'utf8')), ticks: 1, ...change }
  writeFileSync(mark, JSON.stringify(owner))
  return { top, parent, place }
}

test('nodes go whose agent is dead and whose data directory is gone', async (t) => {
  const { parent, place } = nodes(t)
  await removeLeftNodes(parent)
  assert.ok(!existsSync(place))
})

test('a removal that was cut short is finished', async (t) => {
  const { parent } = nodes(t)
  mkdirSync(join(parent, 'nodes-2.gone', 'deep'), { recursive: true })
  await removeLeftNodes(parent)
  assert.ok(!existsSync(join(parent, 'nodes-2.gone')))
})

test('nodes stay while their agent lives or their data directory is there', async (t) => {
  const living = nodes(t)
  markOwner(living.place, join(living.top, 'data'))
  await removeLeftNodes(living.parent)
  assert.ok(existsSync(living.place))
  const kept = nodes(t)
  mkdirSync(join(kept.top, 'data'))
  await removeLeftNodes(kept.parent)
  assert.ok(existsSync(kept.place))
})

test('nodes stay that were made elsewhere, by another agent, or where something runs', async (t) => {
  const elsewhere = nodes(t, { view: 'mnt:[1] pid:[2]' })
  await removeLeftNodes(elsewhere.parent)
  assert.ok(existsSync(elsewhere.place))
  const strange = nodes(t)
  rmSync(join(strange.place, 'owner.json'))
  await removeLeftNodes(strange.parent)
  assert.ok(existsSync(strange.place))
  const busy = nodes(t)
  const env = { [NODE_MARK]: join(busy.place, 'tvm-1', 'root') }
  const task = spawn('/bin/cat', { env, stdio: ['pipe', 'pipe', 'ignore'] })
  t.after(() => task.kill())
  task.stdin.write('x')
  await new Promise((resolve) => task.stdout.once('data', resolve))
  await removeLeftNodes(busy.parent)
  assert.ok(existsSync(busy.place))
  task.stdin.end()
  await new Promise((resolve) => task.once('exit', resolve))
  await removeLeftNodes(busy.parent)
  assert.ok(!existsSync(busy.place))
})
