// Power and console of machines whose processes run.
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { hasEnded } from '../../processes.ts'
import { unlessAborted } from '../../turns.ts'
import { type ConsoleShot, HypervisorRefusal, type PowerState, type StopHow } from '../port.ts'
import { type Qmp, QmpError, QmpLost } from '../qmp/qmp.ts'
import { SERIAL } from './qemu-arguments.ts'
import type { QemuHost } from './qemu-host.ts'
import type { Machine, Processes } from './qemu-process.ts'
import type { VmFiles } from './qemu-record.ts'

interface Status {
  readonly running: boolean
  readonly status: string
}

const GONE_MS = 2000
const SERIAL_BYTES = 64 * 1024

const statusOf = (qmp: Qmp): Promise<Status> => qmp.execute('query-status')

/** A process that hangs is there, but its processors stand still. */
export async function powerOf(processes: Processes, vmId: string): Promise<PowerState> {
  try {
    const machine = await processes.find(vmId)
    if (!machine) return 'stopped'
    return (await statusOf(machine.qmp)).running ? 'running' : 'paused'
  } catch (error) {
    if (!isSilent(error)) throw error
    return (await processes.isAlive(vmId)) ? 'paused' : 'stopped'
  }
}

export const isSilent = (error: unknown): boolean =>
  error instanceof QmpLost || (error instanceof HypervisorRefusal && error.code === 'NotResponding')

/** Lets the processors run; false when this process is past that. */
export async function resume({ qmp }: Machine): Promise<boolean> {
  const { running, status } = await statusOf(qmp)
  if (running) return true
  try {
    await qmp.execute(status === 'suspended' ? 'system_wakeup' : 'cont')
  } catch (error) {
    if (!(error instanceof QmpError)) throw error
  }
  return (await statusOf(qmp)).running
}

/** Asks the guest to shut down, and waits until it has; false when time is up. */
export async function shutDown(machine: Machine, graceMs: number, signal: AbortSignal) {
  const shutdown = machine.qmp.watch(({ event }) => event === 'SHUTDOWN')
  const timer = new AbortController()
  // Without its connection, only the process itself can tell.
  const hasGone = () => hasEnded(machine.process, GONE_MS)
  const ended = shutdown.seen.then(() => true, hasGone)
  const timeUp = pause(graceMs, false, { signal: timer.signal }).catch(() => false)
  try {
    await machine.qmp.execute('system_powerdown')
    return await unlessAborted(Promise.race([ended, timeUp]), signal)
  } catch (error) {
    if (error instanceof QmpLost) return hasGone()
    throw error
  } finally {
    timer.abort()
    shutdown.stop()
  }
}

export const didNotShutDown = (vmId: string, { graceMs }: StopHow) =>
  new HypervisorRefusal(
    'GuestDidNotShutDown',
    `The guest of ${vmId} did not shut down in ${graceMs} ms.`,
  )

/** QEMU forgets what it has handed over, so that is kept in a file. */
export async function lookAt(host: QemuHost, { qmp }: Machine, files: VmFiles) {
  const fresh = await qmp.execute<string>('ringbuf-read', { device: SERIAL, size: SERIAL_BYTES })
  await appendFile(files.serial, fresh, { mode: 0o600 })
  const all = await readFile(files.serial)
  const last = all.subarray(-SERIAL_BYTES)
  if (all.length > SERIAL_BYTES) await writeFile(files.serial, last)
  await qmp.execute('screendump', { filename: files.screen, format: 'png' })
  const screen = new Uint8Array(await readFile(files.screen))
  await host.remove(files.screen)
  return { screen, serial: last.toString() } satisfies ConsoleShot
}
