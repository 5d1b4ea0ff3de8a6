import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Process } from './process-table.ts'
import { usageByNode } from './process-usage.ts'

const aProcess = (pid: number, change: Partial<Process> = {}): Process => ({
  pid,
  parent: 1,
  session: pid,
  startTicks: pid * 10,
  cpuTicks: 1,
  residentPages: pid,
  ...change,
})

const launcher = (pid: number, ticks = pid * 10, sealed = false) =>
  ({ name: `${pid}`, pid, ticks, sealed }) as const

const unmarked = (): undefined => undefined

test('a process belongs to a node by session, then by parent, then by its environment', () => {
  const all = [
    aProcess(1),
    aProcess(10, { cpuTicks: 500 }),
    aProcess(11, { parent: 10, session: 10, cpuTicks: 2 }),
    // Left by its parent in the launcher's session, and marked as another's.
    aProcess(12, { session: 10, cpuTicks: 4 }),
    // In a session of its own, below one of ours.
    aProcess(13, { parent: 11, cpuTicks: 8 }),
    aProcess(14, { parent: 13, session: 13, cpuTicks: 16 }),
    // Got away from both.
    aProcess(15, { cpuTicks: 32 }),
    aProcess(16, { cpuTicks: 64 }),
  ]
  const marks = new Map([
    [12, 'b'],
    [13, 'b'],
    [15, 'b'],
  ])
  const usage = usageByNode(all, [[launcher(10), 'a']], (pid) => marks.get(pid))
  assert.deepEqual(
    usage,
    new Map([
      ['a', { cpuTicks: 30, residentPages: 50 }],
      ['b', { cpuTicks: 32, residentPages: 15 }],
    ]),
  )
})

test('a process that has the number of an old launcher is not taken for it', () => {
  const all = [aProcess(10), aProcess(11, { parent: 10, session: 10 })]
  assert.equal(usageByNode(all, [[launcher(10, 7), 'a']], unmarked).size, 0)
})

test('a session counts though its launcher has gone', () => {
  const usage = usageByNode([aProcess(11, { session: 10 })], [[launcher(10), 'a']], unmarked)
  assert.equal(usage.get('a')?.residentPages, 11)
})

test('the shell of a namespace is not counted, and what was left beside it is', () => {
  const all = [
    aProcess(10),
    aProcess(11, { parent: 10, cpuTicks: 100 }),
    aProcess(13, { parent: 11, cpuTicks: 4 }),
    aProcess(12, { parent: 11, cpuTicks: 100 }),
    aProcess(14, { parent: 12, cpuTicks: 2 }),
  ]
  const usage = usageByNode(all, [[launcher(10, 100, true), 'a']], unmarked)
  assert.deepEqual(usage.get('a'), { cpuTicks: 6, residentPages: 27 })
})

test("processes that seem to be each other's parents belong nowhere", () => {
  const all = [aProcess(10, { parent: 11 }), aProcess(11, { parent: 10 })]
  assert.equal(usageByNode(all, [], unmarked).size, 0)
})
