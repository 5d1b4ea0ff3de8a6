// How long checkpoints take through the QEMU driver, beside the bare commands on a twin machine.
import { execFile } from 'node:child_process'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { CheckpointType, HypervisorDriver, VmDefinition } from '#drivers/hypervisor/port.ts'
import { openQemu } from '#drivers/hypervisor/qemu/qemu.ts'
import { whyNoQemu } from '#drivers/hypervisor/qemu/qemu-platform.ts'
import { connectQmp, type Qmp } from '#drivers/hypervisor/qmp/qmp.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { inTurns, median, ratio } from '../frame/statistics.ts'

const MEMORY_MB = 128
const DIRTY_MB = 64
const DISK_BYTES = 1024 ** 3
const TAG = 'C1'

/** A boot sector that fills memory from 1 MB on with what looks like chance, and then idles. */
function fillingGuest(): Buffer {
  const program = Buffer.from(
    // Flat 32-bit addresses through a data segment loaded in protected mode.
    `fa31c08ed88ed0bc007c0f01164f7c0f20c00c010f22c0bb08008ec324fe0f22c0
     66bf00001000668b0e4b7cfc
     6669c00d6619006605 5ff36e3c6766ab6649 75ec
     c706007e3052fbf4ebfd 00000000
     0f00557c0000 0000000000000000 ffff00000092cf00`.replace(/\s/g, ''),
    'hex',
  )
  const image = Buffer.alloc(64 * 1024)
  program.copy(image)
  image.writeUInt32LE((DIRTY_MB * 1024 ** 2) / 4, 0x4b)
  image.writeUInt16LE(0xaa55, 510)
  return image
}

const vm = (id: string, source: string): VmDefinition => ({
  id,
  uuid: '6b1f0a52-3d0c-4c1e-9a55-0c9d5e1c7f01',
  generation: 1,
  hardware: {
    cpuCount: 1,
    memoryMB: MEMORY_MB,
    disks: [
      { id: 'boot', sizeBytes: DISK_BYTES, controller: 'ide', bus: 0, lun: 0, source },
      { id: 'data', sizeBytes: DISK_BYTES, controller: 'scsi', bus: 0, lun: 0 },
    ],
    networkInterfaces: [{ id: 'nic1', macAddress: '00:15:5d:00:00:01', connected: true }],
  },
})

interface Contender {
  create(): Promise<unknown>
  restore(): Promise<unknown>
  delete(): Promise<unknown>
}

const { signal } = new AbortController()

function throughDriver(driver: HypervisorDriver, type: CheckpointType): Contender {
  let attempt = 0
  return {
    create: () => driver.createCheckpoint('driver', TAG, type, signal),
    restore: () => driver.restoreCheckpoint('driver', TAG, `attempt ${attempt++}`, signal),
    delete: () => driver.deleteCheckpoint('driver', TAG, signal),
  }
}

const DISKS = ['disk-1', 'disk-2']
const NODES = ['state', ...DISKS]

async function bareJob(qmp: Qmp, command: string, args: object): Promise<void> {
  const concluded = qmp.watch(
    ({ event, data }) => event === 'JOB_STATUS_CHANGE' && data?.status === 'concluded',
  )
  await qmp.execute(command, { 'job-id': 'job', tag: TAG, devices: NODES, ...args })
  await concluded.seen
  concluded.stop()
  await qmp.execute('job-dismiss', { id: 'job' })
}

const withMemory = (qmp: Qmp): Contender => ({
  create: () => bareJob(qmp, 'snapshot-save', { vmstate: 'state' }),
  restore: () => bareJob(qmp, 'snapshot-load', { vmstate: 'state' }),
  delete: () => bareJob(qmp, 'snapshot-delete', {}),
})

const run = promisify(execFile)

function withQemuImg(directory: string): Contender {
  const onDisks = (option: string) => async () => {
    for (const disk of DISKS) {
      const path = join(directory, 'vms', 'bare', `${disk}.qcow2`)
      await run('qemu-img', ['snapshot', '-q', option, TAG, path])
    }
  }
  return { create: onDisks('-c'), restore: onDisks('-a'), delete: onDisks('-d') }
}

const STEPS = ['create', 'restore', 'delete'] as const

/** A round is all steps, one after another: none of them can be repeated without the others. */
async function compare(
  run: BenchRun,
  name: string,
  driver: Contender,
  bare: Contender | undefined,
): Promise<void> {
  const times = { driver: new Map<string, number[]>(), bare: new Map<string, number[]>() }
  const side = (of: 'driver' | 'bare', contender: Contender) => async (): Promise<number> => {
    const began = performance.now()
    for (const step of STEPS) {
      const start = performance.now()
      await contender[step]()
      const all = times[of].get(step) ?? []
      times[of].set(step, [...all, performance.now() - start])
    }
    return performance.now() - began
  }
  await inTurns(run.rounds, { driver: side('driver', driver), bare: bare && side('bare', bare) })
  for (const step of STEPS) {
    // Without the round that warms up.
    const ours = times.driver.get(step)!.slice(1)
    run.figure({ what: `${name}: ${step}`, value: median(ours), unit: 'ms' })
    const theirs = times.bare.get(step)?.slice(1)
    const aim = { atMost: 1.2 }
    if (theirs) run.figure({ what: '  ÷ bare', value: ratio(ours, theirs), aim })
  }
}

async function booted(qmp: Qmp): Promise<void> {
  const look = { 'command-line': 'xp /1bx 0x7e01' }
  while (!(await qmp.execute<string>('human-monitor-command', look)).includes('0x52')) {
    await pause(50)
  }
}

export const bench: Bench = {
  title: `checkpoints of a machine with ${DIRTY_MB} of ${MEMORY_MB} MB of memory in use`,
  missing: whyNoQemu,
  async run(run) {
    const directory = join(run.scratch, 'driver')
    const source = join(run.scratch, 'boot.raw')
    await writeFile(source, fillingGuest())
    const ids = run.withPeers ? ['driver', 'bare'] : ['driver']
    const open = () => openQemu({ directory, accelerator: 'tcg' })
    const first = await open()
    for (const id of ids) {
      await first.define(vm(id, source), signal)
      await first.start(id, signal)
    }
    // Each process serves one client at a time: the driver lets go of both, and takes back its own.
    await first.close()
    const connect = (id: string) => connectQmp(join(directory, 'vms', id, 'qmp.sock'))
    for (const id of ids) {
      const qmp = await connect(id)
      await booted(qmp)
      qmp.close()
    }
    const driver = await open()
    try {
      const bare = run.withPeers ? await connect('bare') : undefined
      const running = throughDriver(driver, 'standard')
      await compare(run, 'running', running, bare && withMemory(bare))
      const { blocks } = await stat(join(directory, 'vms', 'driver', 'state.qcow2'))
      run.reached({
        what: 'MB of memory that a checkpoint saved',
        value: (blocks * 512) / 1024 ** 2,
        atLeast: DIRTY_MB,
      })
      await bare?.execute('quit').catch(() => undefined)
      await driver.stop('driver', { graceMs: 0, otherwise: 'turnOff' }, signal)
      await compare(run, 'stopped', running, bare && withQemuImg(directory))
    } finally {
      for (const id of ids) await driver.destroy(id, signal)
      await driver.close()
    }
  },
}
