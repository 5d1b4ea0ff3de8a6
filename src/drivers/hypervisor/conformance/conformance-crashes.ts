// The part of the common suite that ends the driver before each of its steps, and repeats the call.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CheckpointType } from '../port.ts'
import {
  aDisk,
  aVm,
  bootDisk,
  checkpointsOf,
  DriverDied,
  Fuse,
  type Harness,
  type OpenHarness,
  observed,
  openFor,
  powerOf,
  signal,
  turnOff,
} from './conformance-harness.ts'

interface Scenario {
  readonly name: string
  /** Brings the machine, whatever the last round left, to where the call is to be made. */
  prepare(h: Harness): Promise<unknown>
  call(h: Harness, attemptId: string): Promise<unknown>
  /** What comes between the crash and the repeat. */
  interlude?(h: Harness): Promise<unknown>
  check(h: Harness): Promise<unknown>
}

const start = (h: Harness) => h.driver.start('vm1', signal)
const stop = (h: Harness) => h.driver.stop('vm1', turnOff, signal)
const write = (h: Harness, value: number) => h.writeDisk('vm1', 'data', value)
const take = (h: Harness, id: string, type: CheckpointType = 'standard') =>
  h.driver.createCheckpoint('vm1', id, type, signal)
const restore = (h: Harness, id: string, attemptId: string) =>
  h.driver.restoreCheckpoint('vm1', id, attemptId, signal)

async function afresh(h: Harness, isRunning: boolean): Promise<void> {
  await h.driver.destroy('vm1', signal)
  await h.driver.define(aVm(h), signal)
  await write(h, 1)
  if (isRunning) await start(h)
}

async function assertState(h: Harness, power: string, ids: string[], data: number): Promise<void> {
  assert.equal(await powerOf(h), power)
  assert.deepEqual(await checkpointsOf(h), ids)
  assert.equal(await h.readDisk('vm1', 'data'), data)
}

const createdWhile = (power: 'running' | 'stopped', type: CheckpointType): Scenario => ({
  name: `creating a ${type} checkpoint of a ${power} machine`,
  prepare: (h) => afresh(h, power === 'running'),
  call: (h) => take(h, 'C1', type),
  check: async (h) => {
    await assertState(h, power, ['C1'], 1)
    const memory = power === 'running' && type === 'standard'
    assert.equal((await observed(h)).checkpoints[0]!.memory, memory)
    await write(h, 2)
    await restore(h, 'C1', 'check')
    await assertState(h, memory ? 'running' : 'stopped', ['C1'], 1)
  },
})

const deletedWhile = (power: 'running' | 'stopped'): Scenario => ({
  name: `deleting a checkpoint of a ${power} machine`,
  prepare: async (h) => {
    await afresh(h, power === 'running')
    await take(h, 'C1')
    await write(h, 2)
    await take(h, 'C2')
    await write(h, 3)
  },
  call: (h) => h.driver.deleteCheckpoint('vm1', 'C1', signal),
  check: async (h) => {
    await assertState(h, power, ['C2'], 3)
    await restore(h, 'C2', 'check')
    await assertState(h, power, ['C2'], 2)
  },
})

/** The guest boots once; each round brings back the same memory. */
const restoredWhile = (power: 'running' | 'stopped'): Scenario => ({
  name: `restoring the memory of a ${power} machine`,
  prepare: async (h) => {
    if (!(await h.driver.observe('vm1', signal))) {
      await afresh(h, true)
      await h.writeMemory('vm1', 5)
      await take(h, 'C1')
    }
    if (power === 'running') await start(h)
    else {
      await stop(h)
      await h.driver.define(aVm(h, { cpuCount: 2 }), signal)
    }
    await write(h, 2)
  },
  call: (h, attemptId) => restore(h, 'C1', attemptId),
  check: async (h) => {
    await assertState(h, 'running', ['C1'], 1)
    assert.equal(await h.readMemory('vm1'), 5)
    assert.equal((await observed(h)).hardware.cpuCount, 1)
  },
})

const scenarios: readonly Scenario[] = [
  {
    name: 'defining a machine',
    prepare: (h) => h.driver.destroy('vm1', signal),
    call: (h) => h.driver.define(aVm(h), signal),
    check: (h) => assertState(h, 'stopped', [], 0),
  },
  {
    name: 'changing hardware',
    prepare: (h) => afresh(h, false),
    call: (h) => {
      const disks = [bootDisk(h), aDisk({ id: 'new' }), aDisk({ id: 'far', lun: 3 })]
      return h.driver.define(aVm(h, { cpuCount: 2, disks }), signal)
    },
    check: async (h) => {
      const { hardware } = await observed(h)
      assert.equal(hardware.cpuCount, 2)
      assert.deepEqual(
        hardware.disks.map(({ id }) => id),
        ['boot', 'new', 'far'],
      )
      assert.equal(await h.readDisk('vm1', 'new'), 0)
    },
  },
  {
    name: 'starting',
    prepare: (h) => afresh(h, false),
    call: start,
    check: (h) => assertState(h, 'running', [], 1),
  },
  {
    name: 'stopping',
    prepare: (h) => afresh(h, true),
    call: stop,
    check: (h) => assertState(h, 'stopped', [], 1),
  },
  {
    name: 'restarting',
    prepare: (h) => afresh(h, true),
    call: (h, attemptId) => h.driver.restart('vm1', attemptId, signal),
    check: (h) => assertState(h, 'running', [], 1),
  },
  {
    name: 'destroying',
    prepare: (h) => afresh(h, true),
    call: (h) => h.driver.destroy('vm1', signal),
    check: async (h) => assert.deepEqual(await h.driver.list(signal), []),
  },
  createdWhile('running', 'standard'),
  createdWhile('running', 'production'),
  createdWhile('stopped', 'standard'),
  deletedWhile('running'),
  deletedWhile('stopped'),
  restoredWhile('running'),
  restoredWhile('stopped'),
  {
    name: 'restoring disks only',
    prepare: async (h) => {
      await afresh(h, true)
      await take(h, 'C1', 'production')
      await write(h, 2)
    },
    call: (h, attemptId) => restore(h, 'C1', attemptId),
    check: (h) => assertState(h, 'stopped', ['C1'], 1),
  },
  {
    name: 'restoring disks, with another call before the repeat,',
    prepare: async (h) => {
      await afresh(h, false)
      await h.writeDisk('vm1', 'boot', 1)
      await take(h, 'C1')
      await h.writeDisk('vm1', 'boot', 2)
      await write(h, 2)
    },
    call: (h, attemptId) => restore(h, 'C1', attemptId),
    interlude: async (h) => {
      await h.driver.console('vm1', signal)
      const both = [await h.readDisk('vm1', 'boot'), await h.readDisk('vm1', 'data')]
      assert.equal(both[0], both[1], 'the disks are of one moment')
    },
    check: (h) => assertState(h, 'stopped', ['C1'], 1),
  },
  {
    name: 'deleting a checkpoint, with another call before the repeat,',
    prepare: async (h) => {
      await afresh(h, false)
      await take(h, 'C1')
    },
    call: (h) => h.driver.deleteCheckpoint('vm1', 'C1', signal),
    interlude: async (h) => {
      await h.driver.console('vm1', signal)
      await write(h, 2)
    },
    check: (h) => assertState(h, 'stopped', [], 2),
  },
]

/** Whether the driver died before it was done. */
async function dies(h: Harness, call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call()
    return false
  } catch (error) {
    if (error instanceof DriverDied) return true
    throw error
  } finally {
    await h.reopen()
  }
}

export function crashes(open: OpenHarness): void {
  for (const { name, prepare, call, interlude, check } of scenarios) {
    test(`${name} survives a crash before any step`, async (t) => {
      const h = await openFor(t, open)
      let step = 0
      let died = true
      while (died) {
        step += 1
        await prepare(h)
        await h.reopen(new Fuse(step))
        died = await dies(h, () => call(h, `attempt ${step}`))
        // After the last round this repeats a call that was carried out in full.
        await interlude?.(h)
        await call(h, `attempt ${step}`)
        assert.deepEqual(await h.strays('vm1'), [])
        await check(h)
        assert.deepEqual(await h.strays('vm1'), [])
      }
      assert.ok(step > 1, 'the call has steps')
      t.diagnostic(`${step - 1} steps`)
    })
  }
}
