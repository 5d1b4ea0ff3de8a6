// How long checkpoints take through the QEMU driver, beside the bare commands on a twin machine in
// the same run: `node tests/bench/hypervisor.ts [rounds]`. The aim is a ratio of 1.2 at most.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { CheckpointType, HypervisorDriver, VmDefinition } from '#drivers/hypervisor/port.ts'
import { openQemu } from '#drivers/hypervisor/qemu/qemu.ts'
import { whyNoQemu } from '#drivers/hypervisor/qemu/qemu-platform.ts'
import { connectQmp, type Qmp } from '#drivers/hypervisor/qmp/qmp.ts'

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

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!

async function timed(times: number[], job: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  await job()
  times.push(performance.now() - start)
}

async function compare(name: string, driver: Contender, bare: Contender, rounds: number) {
  const steps = ['create', 'restore', 'delete'] as const
  const times = steps.map(() => ({ driver: [] as number[], bare: [] as number[] }))
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, step] of steps.entries()) {
      const both = [
        () => timed(times[index]!.driver, () => driver[step]()),
        () => timed(times[index]!.bare, () => bare[step]()),
      ]
      // Neither always comes second, with the caches warm or the disk still busy.
      for (const one of round % 2 ? both : both.toReversed()) await one()
    }
  }
  for (const [index, step] of steps.entries()) {
    const ours = median(times[index]!.driver)
    const theirs = median(times[index]!.bare)
    const columns = [ours, theirs].map((time) => time.toFixed(1).padStart(9))
    console.log(
      `${`${name}: ${step}`.padEnd(34)}${columns.join('')}${(ours / theirs).toFixed(2).padStart(8)}`,
    )
  }
}

async function booted(qmp: Qmp): Promise<void> {
  const look = { 'command-line': 'xp /1bx 0x7e01' }
  while (!(await qmp.execute<string>('human-monitor-command', look)).includes('0x52')) {
    await pause(50)
  }
}

async function main(rounds: number): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'lazuli-bench-'))
  const directory = join(root, 'driver')
  const source = join(root, 'boot.raw')
  await writeFile(source, fillingGuest())
  const open = () => openQemu({ directory, accelerator: 'tcg' })
  const first = await open()
  for (const id of ['driver', 'bare']) {
    await first.define(vm(id, source), signal)
    await first.start(id, signal)
  }
  // Each process serves one client at a time: the driver lets go of both, and takes back its own.
  await first.close()
  const connect = (id: string) => connectQmp(join(directory, 'vms', id, 'qmp.sock'))
  for (const id of ['driver', 'bare']) {
    const qmp = await connect(id)
    await booted(qmp)
    qmp.close()
  }
  const driver = await open()
  try {
    const bare = await connect('bare')
    console.log(`medians of ${rounds} rounds, ${DIRTY_MB} of ${MEMORY_MB} MB of memory in use`)
    console.log(`${'milliseconds'.padEnd(34)}   driver     bare   ratio`)
    await compare('running', throughDriver(driver, 'standard'), withMemory(bare), rounds)
    await bare.execute('quit').catch(() => undefined)
    await driver.stop('driver', { graceMs: 0, otherwise: 'turnOff' }, signal)
    await compare('stopped', throughDriver(driver, 'standard'), withQemuImg(directory), rounds)
  } finally {
    for (const id of ['driver', 'bare']) await driver.destroy(id, signal)
    await driver.close()
    await rm(root, { recursive: true })
  }
}

const missing = await whyNoQemu()
if (missing) console.log(`skipped: ${missing}`)
else await main(Number(process.argv[2] ?? 15))
