import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordFiles } from '../record-file.ts'
import { conformance } from './conformance/conformance.ts'
import type { Harness, HarnessOptions, Steps } from './conformance/conformance-harness.ts'
import { openSimulated, type SimulatedDriver } from './simulated.ts'

async function openHarness({ limits }: HarnessOptions = {}): Promise<Harness> {
  const directory = await mkdtemp(join(tmpdir(), 'lazuli-simulated-'))
  const open = (steps?: Steps): Promise<SimulatedDriver> => {
    const { save, remove } = recordFiles
    const files = steps && {
      save: (path: string, record: object) => steps.step(() => save(path, record)),
      remove: (path: string) => steps.step(() => remove(path)),
    }
    const guestShutsDown = (vmId: string) => driver.guest.readDisk(vmId, 'boot') !== undefined
    return openSimulated({ directory, limits, guestShutsDown, files })
  }
  let driver = await open()
  return {
    get driver() {
      return driver
    },
    bootImage: '/images/boot.raw',
    reopen: async (steps) => {
      driver = await open(steps)
    },
    readDisk: async (vmId, diskId) => Number(driver.guest.readDisk(vmId, diskId)) || 0,
    writeDisk: (vmId, diskId, value) => driver.guest.writeDisk(vmId, diskId, String(value)),
    readMemory: async (vmId) => Number(driver.guest.readMemory(vmId)),
    writeMemory: (vmId, value) => driver.guest.writeMemory(vmId, String(value)),
    // One record holds all of a machine.
    strays: async () => [],
    end: () => rm(directory, { recursive: true }),
  }
}

conformance('the simulated hypervisor', openHarness, { treeRuns: 60 })
