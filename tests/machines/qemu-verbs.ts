// Carries out the calls given as JSON on a QEMU driver, and tells before and after each.
import type { CheckpointType } from '#drivers/hypervisor/port.ts'
import { openQemu } from '#drivers/hypervisor/qemu/qemu.ts'

export type Call =
  | readonly ['start' | 'stop']
  | readonly ['create', string, CheckpointType]
  | readonly ['delete', string]
  | readonly ['restore', string, string]

const { signal } = new AbortController()
const [directory, calls] = process.argv.slice(2)
const driver = await openQemu({ directory: directory!, accelerator: 'tcg' })

async function carryOut(call: Call): Promise<unknown> {
  switch (call[0]) {
    case 'start':
      return driver.start('vm1', signal)
    case 'stop':
      return driver.stop('vm1', { graceMs: 0, otherwise: 'turnOff' }, signal)
    case 'create':
      return driver.createCheckpoint('vm1', call[1], call[2], signal)
    case 'delete':
      return driver.deleteCheckpoint('vm1', call[1], signal)
    case 'restore':
      return driver.restoreCheckpoint('vm1', call[1], call[2], signal)
  }
}

for (const [index, call] of (JSON.parse(calls!) as Call[]).entries()) {
  process.stdout.write(`began ${index}\n`)
  await carryOut(call)
  process.stdout.write(`done ${index}\n`)
}
await driver.close()
